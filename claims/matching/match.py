"""The matching stage: an extracted Article, or claims by hand -> Matches with scores, and the Flags they raise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from claims.matching.candidates import Candidate, candidates
from claims.matching.conflicts import ruled_pairs, unmet
from claims.matching.derive import derive, withdraw_lost
from claims.matching.embed import embed
from claims.matching.group import group
from claims.matching.inforce import thresholds_of
from claims.matching.judging import judged
from claims.matching.pairs import side
from claims.matching.plain import is_plain, may_be_one
from claims.matching.scoring import METHOD, Scores, score
from claims.matching.sides import Side
from claims.matching.thresholds import Thresholds
from claims.models import Article, Claim, Match
from claims.models.articles import under
from claims.text.commitment import denied_commitment

State = Article.State
BATCH = 4  # claims a transaction: progress shows, and a killed worker loses at most this much work
MOST = 12  # pairs a claim that the entailment model reads: a second of one core, more where they are long
FLOOR = 0.5  # cosine below which hardly any pair raises a flag
SAME_SPEAKER_FLOOR = 0.4  # people contradict themselves in quite other words


def match_article(article_id: int) -> bool:
    """Compare the claims of one waiting article with the store. False when it was not waiting for that."""
    attempt = Article.objects.take(article_id=article_id, waiting=State.EXTRACTED, working=State.MATCHING)
    if attempt is None:
        return False
    with under(attempt):
        return _match_article(article_id, attempt=attempt)


def _match_article(article_id: int, *, attempt: int) -> bool:
    held = Article.objects.held(article_id=article_id, attempt=attempt, working=State.MATCHING)
    withdraw_lost(article_id)
    waiting = list(Claim.objects.filter(article=article_id).unmatched().order_by("pk").values_list("pk", flat=True))
    done = 0
    for start in range(0, len(waiting), BATCH):
        ids = waiting[start : start + BATCH]
        if not held.update(state_since=timezone.now(), done=done, total=len(waiting)):
            return False
        match_claims(ids)
        done += len(ids)
    return bool(held.update(state=State.READY, state_since=timezone.now(), tries=0, done=done, total=done))


def match_claims(claim_ids: Sequence[int]) -> int:
    """Embed the claims, find and score their pairs, store matches, flags and clusters. Again, or twice at once, changes
    nothing.

    Returns how many pairs are stored for them.
    """
    started = timezone.now()
    found = compare(claim_ids)
    settle(claim_ids, started=started)
    return found


def compare(claim_ids: Sequence[int]) -> int:
    """Embed the claims, find and score their pairs, store matches and flags; returns how many pairs."""
    embed(claim_ids)
    embedded = timezone.now()  # whoever is queued from here on finds these claims
    scored = score_pairs(_near(claim_ids))  # seconds of model time: nothing is held meanwhile
    with transaction.atomic():
        matches = store(standing(scored, since=embedded))
        derive(matches)
    return len(matches)


def settle(claim_ids: Sequence[int], *, started: dt.datetime) -> None:
    """Group the claims with what they repeat; repeats that were ruled apart are compared too. Then they are done."""
    touched = group(claim_ids).union(claim_ids)
    scored = unmet(touched)
    with transaction.atomic():
        store(standing(scored, since=started))
        derive(ruled_pairs(touched))
        # What was queued again meanwhile (a merge, a verdict) stays to be matched.
        Claim.objects.filter(pk__in=claim_ids, queued_at__lte=started).update(matched_at=timezone.now())


def _near(claim_ids: Sequence[int]) -> list[Candidate]:
    """The candidates; those that still have the vector of an encoder before get one of this first."""
    found = candidates(claim_ids)
    stale = sorted({candidate.other_id for candidate in found if candidate.stale})
    if stale:
        embed(stale)
        found = candidates(claim_ids)
    return [candidate for candidate in found if not candidate.stale]


def score_pairs(found: Iterable[Candidate]) -> dict[tuple[int, int], tuple[int, Scores]]:
    """(lower id, higher id) -> (newsroom, scores) for every pair worth keeping."""
    pairs = {(min(c.claim_id, c.other_id), max(c.claim_id, c.other_id)): c for c in found}
    ids = {claim_id for pair in pairs for claim_id in pair}
    claims = Claim.objects.for_reading().in_bulk(ids)
    scored = []
    for (a, b), candidate in sorted(pairs.items()):
        if a not in claims or b not in claims:
            continue  # deleted since
        one, other = claims[a], claims[b]
        if within_one_another(one, other) or not _worth_scoring(one, other, cosine=candidate.cosine):
            continue
        sides = side(one), side(other)
        found_by = score(*sides, cosine=candidate.cosine, trigram=candidate.trigram)
        scored.append((*sides, replace(found_by, encoded_by=candidate.encoded_by)))
    asking = len({candidate.claim_id for candidate in pairs.values()})
    answers = zip(scored, judged(scored, most=MOST * asking, thresholds=limits(scored, claims)), strict=True)
    return {(a.id, b.id): (claims[a.id].newsroom_id, scores) for (a, b, _), scores in answers}


def limits(scored: Iterable[tuple[Side, Side, Scores]], claims: Mapping[int, Claim]) -> list[Thresholds]:
    """The thresholds of each pair's newsroom, in the order of the pairs."""
    rooms = [claims[a.id].newsroom_id for a, _, _ in scored]
    own = thresholds_of(rooms)
    return [own[room] for room in rooms]


def _worth_scoring(one: Claim, other: Claim, *, cosine: float) -> bool:
    if is_plain(one, other):
        return may_be_one(one.statement, other.statement)
    return worth_scoring(one, other, cosine=cosine)


def worth_scoring(a: Claim | Side, b: Claim | Side, *, cosine: float) -> bool:
    """Whether a pair of claims may raise anything.

    "Agreed in principle to talks" and "no plans for a meeting" share so little that their vectors hardly meet: such a
    pair is let through on its words.
    """
    same = a.speaker_id is not None and a.speaker_id == b.speaker_id
    return cosine >= (SAME_SPEAKER_FLOOR if same else FLOOR) or denied_commitment(a.statement, b.statement) is not None


def within_one_another(a: Claim, b: Claim) -> bool:
    """Whether the two stand on the same words of one text: a quotation inside a statement does not repeat it."""
    if a.revision_id is None or a.revision_id != b.revision_id:
        return False
    spans = [(claim.start or 0, claim.end or 0) for claim in (a, b)]
    return max(start for start, _end in spans) < min(end for _start, end in spans)


def standing(
    scored: dict[tuple[int, int], tuple[int, Scores]], *, since: dt.datetime
) -> dict[tuple[int, int], tuple[int, Scores]]:
    """Those of the pairs whose claims were neither deleted nor changed while they were scored.

    What was changed is queued again and finds its pairs anew.
    """
    ids = {pk for pair in scored for pk in pair}
    there = set(Claim.objects.filter(pk__in=ids, queued_at__lte=since).values_list("pk", flat=True))
    return {pair: found for pair, found in scored.items() if there.issuperset(pair)}


def store(scored: dict[tuple[int, int], tuple[int, Scores]]) -> list[Match]:
    """Write the pairs, in the order of their ids so that two workers cannot lock each other out."""
    now = timezone.now()
    rows = [
        Match(newsroom_id=newsroom_id, a_id=a, b_id=b, scores=scores.as_json(), method=METHOD, scored_at=now)
        for (a, b), (newsroom_id, scores) in sorted(scored.items())
    ]
    return Match.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["a", "b"],
        update_fields=["scores", "method", "scored_at"],
        batch_size=500,
    )
