"""Claims come in; what ties them to others goes out: duplicates that stand, and the last word of people on a pair."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Q

from claims.matching.grouping import JOINS, Tie, Ties
from claims.models import ClusterEdit, Flag
from claims.models.matches import FlagQuerySet
from claims.text.diff import Trim

State = Flag.State
LONG_AGO = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
COLUMNS = ("match__a", "match__b", "state", "score", "match__scores__exact", "match__scores__trim")


def ties_of(claim_ids: Collection[int]) -> Ties:
    """Everything that ties these claims to one another and to others, or keeps them apart."""
    found = Ties()
    for a, b, state, score, exact, trim in _duplicates(claim_ids).filter(_standing()).values_list(*COLUMNS):
        firm = bool(exact) or trim == Trim.SAME
        if firm or score >= JOINS:
            found.tie(a, b, Tie(firm=firm, score=score, kept=state == State.WITHDRAWN))
    for (a, b), (_when, together) in _words(claim_ids).items():
        if together:
            found.join(a, b)
        else:
            found.part(a, b)
    return found


def _duplicates(claim_ids: Collection[int]) -> FlagQuerySet:
    flags = Flag.objects.filter(kind=Flag.Kind.DUPLICATE)
    return flags.filter(Q(match__a__in=claim_ids) | Q(match__b__in=claim_ids))


def _standing() -> Q:
    """Raised and not doubted by a person; or withdrawn only since the words of one are gone from its article."""
    lost = [Q(**{f"match__{side}__lost_at__isnull": False, f"match__{side}__withdrawn_at": None}) for side in "ab"]
    return Q(state=State.OPEN) | Q(lost[0] | lost[1], state=State.WITHDRAWN)


def _words(claim_ids: Collection[int]) -> dict[tuple[int, int], tuple[dt.datetime, bool]]:
    """What people said last of each pair, and when: in the queue or on a cluster."""
    decided = _duplicates(claim_ids).filter(state__in=[State.CONFIRMED, State.DISMISSED])
    said = [
        ((a, b), (at or LONG_AGO, state == State.CONFIRMED))
        for a, b, state, at in decided.values_list("match__a", "match__b", "state", "decided_at")
    ]
    edits = ClusterEdit.objects.filter(Q(a__in=claim_ids) | Q(b__in=claim_ids)).order_by("pk")
    said += [((a, b), (at, together)) for a, b, at, together in edits.values_list("a", "b", "created_at", "together")]
    return dict(sorted(said, key=lambda word: word[1][0]))
