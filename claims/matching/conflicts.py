"""Ruled claims of one cluster come in; where their rulings are apart, the pair's scores and its conflict go out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import combinations

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, QuerySet
from pgvector.django import CosineDistance

from claims.matching import reasons
from claims.matching.candidates import Candidate
from claims.matching.drafts import FlagDraft
from claims.matching.embed import NO_VECTOR
from claims.matching.inforce import thresholds_of
from claims.matching.judging import judged
from claims.matching.likeness import likeness
from claims.matching.pairs import side
from claims.matching.repetition import Repetition
from claims.matching.scoring import Scores, score
from claims.matching.sides import Side, in_order
from claims.matching.thresholds import Thresholds
from claims.models import Claim, ClusterMember, Flag, Match

SPOKEN_FOR = frozenset((Flag.Kind.VERDICT_CONFLICT, Flag.Kind.CONTRADICTION, Flag.Kind.UPDATE))
"""What says already how the two stand to each other: of opposites one is ruled true and the other false."""


class Repeats(Repetition):
    """Two repeats of one claim, alike or not when looked at by themselves."""

    __slots__ = ()

    def conflict(self) -> FlagDraft | None:
        """That they were ruled differently."""
        if not self._ruled_apart():
            return None
        first, second = in_order(self.a, self.b)
        alike = 1.0 if self.scores.exact else max(likeness(self.scores), self.scores.entailment or 0.0)
        reason = f"{reasons.verdicts(first, second)}; both repeat one claim ({reasons.who(first, second)})"
        return FlagDraft(kind=Flag.Kind.VERDICT_CONFLICT, score=alike, reason=reason)


def with_conflict(
    found: list[tuple[FlagDraft, float | None]], a: Side, b: Side, scores: Scores, *, thresholds: Thresholds
) -> list[tuple[FlagDraft, float | None]]:
    """What the pair raises, each with how likely it is confirmed; and that two repeats of one claim are ruled apart."""
    conflict = Repeats(a, b, scores, thresholds).conflict()
    return [*found, (conflict, None)] if conflict and SPOKEN_FOR.isdisjoint(d.kind for d, _ in found) else found


def companions(claims: Iterable[Claim]) -> dict[int, int]:
    """Claim id -> cluster id, of those that have a published verdict; no query where fewer than two have one."""
    ruled = [claim.pk for claim in claims if claim.verdict_id is not None]
    return dict(ClusterMember.objects.filter(claim__in=ruled).values_list("claim", "cluster")) if len(ruled) > 1 else {}


def ruled_pairs(claim_ids: Collection[int]) -> QuerySet[Match]:
    """The stored pairs of these claims of which both have a published verdict."""
    return Match.objects.touching(list(claim_ids)).filter(a__verdict__isnull=False, b__verdict__isnull=False)


def unmet(claim_ids: Collection[int]) -> dict[tuple[int, int], tuple[int, Scores]]:
    """Repeats that were ruled apart and never compared: (lower id, higher id) -> (newsroom, scores)."""
    apart = _apart(claim_ids)
    scored = [(a, b, _scored(a, b, near)) for a, b, near, _ in apart]
    answers = zip(scored, judged(scored, thresholds=[own for *_, own in apart]), strict=True)
    newsrooms = dict(Claim.objects.filter(pk__in=[a.id for a, _b, _s in scored]).values_list("pk", "newsroom"))
    return {(a.id, b.id): (newsrooms[a.id], scores) for (a, b, _), scores in answers}


def _scored(a: Side, b: Side, near: Candidate) -> Scores:
    return replace(score(a, b, cosine=near.cosine, trigram=near.trigram), encoded_by=near.encoded_by)


def _apart(claim_ids: Collection[int]) -> list[tuple[Side, Side, Candidate, Thresholds]]:
    """Both sides of each such pair, how near they are, and the limits of their newsroom."""
    clusters = ClusterMember.objects.filter(claim__in=claim_ids).values("cluster")
    ruled = Claim.objects.trusted().filter(member__cluster__in=clusters, verdict__isnull=False)
    by_cluster: dict[int, list[Claim]] = {}
    for claim in ruled.for_reading().annotate(home=F("member__cluster")).order_by("pk"):
        by_cluster.setdefault(claim.home, []).append(claim)
    pairs = [pair for claims in by_cluster.values() for pair in combinations(claims, 2)]
    known = set(Match.objects.touching([a.pk for a, _b in pairs]).values_list("a", "b"))
    limits = thresholds_of({a.newsroom_id for a, _b in pairs})
    new = [(a, b, limits[a.newsroom_id]) for a, b in pairs if (a.pk, b.pk) not in known]
    return [(side(a), side(b), _nearness(a, b), own) for a, b, own in new if _differ(a, b, thresholds=own)]


def _differ(a: Claim, b: Claim, *, thresholds: Thresholds) -> bool:
    """Whether their rulings are apart; no score plays a part in that."""
    return Repeats(side(a), side(b), Scores(cosine=0.0, trigram=0.0), thresholds).conflict() is not None


def _nearness(a: Claim, b: Claim) -> Candidate:
    """How near two stored claims are, whatever a search would find; the cosine is 0 where no encoder has read both."""
    vector, encoder, words = Claim.objects.values_list("embedding", "embedded_by", "statement").get(pk=b.pk)
    rows = Claim.objects.filter(pk=a.pk).annotate(trigram=TrigramSimilarity("statement", words))
    read = vector is not None and a.embedded_by == encoder != NO_VECTOR
    cosine = 0.0
    if read:
        cosine = 1.0 - rows.annotate(far=CosineDistance("embedding", vector)).values_list("far", flat=True).get()
    trigram = rows.values_list("trigram", flat=True).get()
    return Candidate(claim_id=a.pk, other_id=b.pk, cosine=cosine, trigram=trigram, encoded_by=encoder if read else "")
