"""Stored scores -> flags. No model runs here, so thresholds can change and flags follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q

from claims.matching.conflicts import companions, with_conflict
from claims.matching.drafts import FlagDraft
from claims.matching.inforce import Rules, likely, rules_of
from claims.matching.pairs import side
from claims.matching.reopen import DECIDED, reopen
from claims.matching.scoring import Scores
from claims.matching.sides import Side
from claims.models import Claim, Flag, Match

# What an editor should see first: a conflict in the desk's own rulings, then people against themselves; then by kind.
# Inside a kind half by the score, or by how likely it is confirmed here where that was learned, half by how much the
# likelier of the two claims is worth checking.
WEIGHT = {
    Flag.Kind.VERDICT_CONFLICT: 6.0,
    Flag.Kind.CONTRADICTION: 3.0,
    Flag.Kind.ALTERED_QUOTE: 2.5,
    Flag.Kind.DUPLICATE: 1.0,
    Flag.Kind.UPDATE: 0.5,
}
SAME_SPEAKER_BONUS = {Flag.Kind.CONTRADICTION: 2.0}
OTHER_BONUS = 1.0
NOT_WEIGHED = 0.25  # what claims in a language that is not weighed count as: the share worth checking of all speech


def derive(matches: Iterable[Match]) -> None:
    """Bring the flags of these matches in line with their scores. Inside a transaction.

    New ones are opened, changed ones rewritten, those no longer raised withdrawn; what a person decided stays decided
    as long as the words are those that were decided on.
    """
    matches = sorted(matches, key=lambda match: match.pk)
    claims, rules = _read(matches), rules_of({match.newsroom_id for match in matches})
    rows = _raised(matches, claims=claims, rules=rules)
    reopen({match.pk: (side(claims[match.a_id]), side(claims[match.b_id])) for match in matches})
    _write(rows, match_ids=[match.pk for match in matches])


def raised(matches: Iterable[Match], *, rules: Mapping[int, Rules]) -> list[Flag]:
    """The flags that the matches raise under the rules of their newsrooms, not stored, in the order of the matches."""
    matches = list(matches)
    return _raised(matches, claims=_read(matches), rules=rules)


def _read(matches: Iterable[Match]) -> dict[int, Claim]:
    return Claim.objects.for_reading().in_bulk({claim_id for m in matches for claim_id in (m.a_id, m.b_id)})


def _raised(matches: Iterable[Match], *, claims: Mapping[int, Claim], rules: Mapping[int, Rules]) -> list[Flag]:
    sides, homes = {pk: side(claim) for pk, claim in claims.items()}, companions(claims.values())
    rows: list[Flag] = []
    for match in matches:
        both = claims[match.a_id], claims[match.b_id]
        if _is_compared(both[0]) and _is_compared(both[1]):
            a, b, own = sides[match.a_id], sides[match.b_id], rules[match.newsroom_id]
            scores = Scores.from_json(match.scores)
            found = likely(a, b, scores, rules=own)
            if a.id in homes and homes[a.id] == homes.get(b.id):
                found = with_conflict(found, a, b, scores, thresholds=own.thresholds)
            worth = _worth(*both)
            rows += [_row(match, draft=draft, likelihood=chance, a=a, b=b, worth=worth) for draft, chance in found]
    return rows


def _is_compared(claim: Claim) -> bool:
    """Whether it still stands in its source and waits for no person."""
    return claim.lost_at is None and not claim.uncertain


def _worth(*sides: Claim) -> float:
    """How much the likelier of the two is worth checking."""
    return max((side.worth for side in sides if side.worth is not None), default=NOT_WEIGHED)


def rank(kind: str, *, score: float, worth: float, same_speaker: bool) -> float:
    """Where in the queue a flag stands, the highest first; ``score`` (or its likelihood) and ``worth`` lie in 0..1."""
    bonus = SAME_SPEAKER_BONUS.get(Flag.Kind(kind), OTHER_BONUS) if same_speaker else 0.0
    return WEIGHT[Flag.Kind(kind)] + bonus + (score + worth) / 2


def _row(match: Match, *, draft: FlagDraft, likelihood: float | None, a: Side, b: Side, worth: float) -> Flag:
    same = a.speaker_id is not None and a.speaker_id == b.speaker_id
    days = abs((a.said_on - b.said_on).days) if a.said_on and b.said_on else None
    ids = {"a": a.id, "b": b.id}
    return Flag(
        newsroom_id=match.newsroom_id,
        match=match,
        kind=draft.kind,
        score=draft.score,
        likelihood=likelihood,
        rank=rank(draft.kind, score=draft.score if likelihood is None else likelihood, worth=worth, same_speaker=same),
        reason=draft.reason,
        spans=[{"claim": ids[e.claim], "start": e.start, "end": e.end, "label": e.label} for e in draft.spans],
        same_speaker=same,
        days_apart=days,
    )


def _write(rows: list[Flag], *, match_ids: list[int]) -> None:
    Flag.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["match", "kind"],
        update_fields=["score", "likelihood", "rank", "reason", "spans", "same_speaker", "days_apart"],
        batch_size=500,
    )
    raised = {(row.match_id, row.kind) for row in rows}
    of_these = Flag.objects.filter(match__in=match_ids).exclude(state__in=DECIDED)
    known = of_these.values_list("pk", "match_id", "kind", "state")
    gone = [pk for pk, match_id, kind, state in known if (match_id, kind) not in raised and state != "withdrawn"]
    back = [pk for pk, match_id, kind, state in known if (match_id, kind) in raised and state == "withdrawn"]
    # Asked again in the UPDATE itself: a person may decide between our reading and our writing.
    Flag.objects.filter(pk__in=gone).exclude(state__in=DECIDED).update(state=Flag.State.WITHDRAWN)
    Flag.objects.filter(pk__in=back, state=Flag.State.WITHDRAWN).update(state=Flag.State.OPEN)


def withdraw_lost(article_id: int) -> None:
    """Withdraw the undecided flags on sentences that are no longer in the article, or wait for a person now."""
    lost = Claim.objects.filter(Q(lost_at__isnull=False) | Q(uncertain=True), article=article_id).values("pk")
    flags_of_lost = Flag.objects.filter(Q(match__a__in=lost) | Q(match__b__in=lost))
    flags_of_lost.exclude(state__in=DECIDED).update(state=Flag.State.WITHDRAWN)
