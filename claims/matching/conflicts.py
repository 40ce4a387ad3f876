"""Ruled claims of one cluster come in; where their rulings are apart, the pair's scores and its conflict go out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, QuerySet
from pgvector.django import CosineDistance

from claims import conf
from claims.matching import reasons
from claims.matching.candidates import Candidate
from claims.matching.drafts import FlagDraft
from claims.matching.embed import NO_VECTOR
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
    drafts: list[FlagDraft], a: Side, b: Side, scores: Scores, *, thresholds: Thresholds
) -> list[FlagDraft]:
    """What the pair raises, being two repeats of one claim."""
    conflict = Repeats(a, b, scores, thresholds).conflict()
    return [*drafts, conflict] if conflict and SPOKEN_FOR.isdisjoint(d.kind for d in drafts) else drafts


def companions(claims: Iterable[Claim]) -> dict[int, int]:
    """Claim id -> cluster id, of those that have a published verdict; no query where fewer than two have one."""
    ruled = [claim.pk for claim in claims if claim.verdict_id is not None]
    return dict(ClusterMember.objects.filter(claim__in=ruled).values_list("claim", "cluster")) if len(ruled) > 1 else {}


def ruled_pairs(claim_ids: Collection[int]) -> QuerySet[Match]:
    """The stored pairs of these claims of which both have a published verdict."""
    return Match.objects.touching(list(claim_ids)).filter(a__verdict__isnull=False, b__verdict__isnull=False)


def unmet(claim_ids: Collection[int]) -> dict[tuple[int, int], tuple[int, Scores]]:
    """Repeats that were ruled apart and never compared: (lower id, higher id) -> (newsroom, scores)."""
    scored = [(a, b, score(a, b, cosine=near.cosine, trigram=near.trigram)) for a, b, near in _apart(claim_ids)]
    answers = zip(scored, judged(scored, thresholds=_thresholds()), strict=True)
    newsrooms = dict(Claim.objects.filter(pk__in=[a.id for a, _b, _s in scored]).values_list("pk", "newsroom"))
    return {(a.id, b.id): (newsrooms[a.id], scores) for (a, b, _), scores in answers}


def _apart(claim_ids: Collection[int]) -> list[tuple[Side, Side, Candidate]]:
    """Both sides of each such pair, and how near they are."""
    clusters = ClusterMember.objects.filter(claim__in=claim_ids).values("cluster")
    ruled = Claim.objects.trusted().filter(member__cluster__in=clusters, verdict__isnull=False)
    by_cluster: dict[int, list[Claim]] = {}
    for claim in ruled.for_reading().annotate(home=F("member__cluster")).order_by("pk"):
        by_cluster.setdefault(claim.home, []).append(claim)
    pairs = [pair for claims in by_cluster.values() for pair in combinations(claims, 2)]
    known = set(Match.objects.touching([a.pk for a, _b in pairs]).values_list("a", "b"))
    return [(side(a), side(b), _nearness(a, b)) for a, b in pairs if (a.pk, b.pk) not in known and _differ(a, b)]


def _differ(a: Claim, b: Claim) -> bool:
    """Whether their rulings are apart; no score plays a part in that."""
    return Repeats(side(a), side(b), Scores(cosine=0.0, trigram=0.0), _thresholds()).conflict() is not None


def _nearness(a: Claim, b: Claim) -> Candidate:
    """How near two stored claims are, whatever a search would find; the cosine is 0 where one has no vector."""
    vector, words = Claim.objects.values_list("embedding", "statement").get(pk=b.pk)
    rows = Claim.objects.filter(pk=a.pk).annotate(trigram=TrigramSimilarity("statement", words))
    cosine = 0.0
    if vector is not None and a.embedded_by != NO_VECTOR:
        cosine = 1.0 - rows.annotate(far=CosineDistance("embedding", vector)).values_list("far", flat=True).get()
    return Candidate(claim_id=a.pk, other_id=b.pk, cosine=cosine, trigram=rows.values_list("trigram", flat=True).get())


def _thresholds() -> Thresholds:
    return Thresholds(**conf.thresholds())
