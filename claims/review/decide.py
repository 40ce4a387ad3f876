"""A person's decision on a flag -> a Review and the flag's new state: the only writer of both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.models import APIKey, Flag, Review, User
from claims.review.errors import Refused

STATE = {
    Review.Decision.CONFIRM: Flag.State.CONFIRMED,
    Review.Decision.DISMISS: Flag.State.DISMISSED,
    Review.Decision.UNSURE: Flag.State.UNSURE,
}
HOLD = dt.timedelta(minutes=15)  # after which a flag that somebody took is free again


def decide(
    *,
    flag: Flag,
    decision: str,
    note: str = "",
    reviewer: User | None = None,
    api_key: APIKey | None = None,
    thresholds: Mapping[str, float] | None = None,
) -> Review:
    """Record the decision with all that it was taken on, and settle the flag. A later decision follows, none is edited.

    ``thresholds``: those in force, by name.

    Raises:
        Refused: when the decision is not known or the flag is no longer raised.
    """
    if decision not in Review.Decision.values:
        raise Refused(f"decision is one of {', '.join(Review.Decision.values)}.", field="decision")
    with transaction.atomic():
        locked = Flag.objects.select_for_update(of=("self",)).select_related("match__a", "match__b").get(pk=flag.pk)
        if locked.state == Flag.State.WITHDRAWN:
            raise Refused("This pair no longer raises the flag: one of its claims has changed.", field="flag")
        review = Review.objects.create(
            flag=locked,
            reviewer=reviewer,
            api_key=api_key,
            decision=decision,
            note=note.strip(),
            scores=_of_the_moment(locked, thresholds=thresholds or {}),
        )
        _settle(locked, decision)
    return review


def _settle(flag: Flag, decision: str) -> None:
    flag.state = STATE[Review.Decision(decision)]
    flag.decided_at, flag.holder, flag.held_at = timezone.now(), None, None
    flag.decided_on, flag.note = [flag.match.a.statement, flag.match.b.statement], ""
    flag.save(update_fields=["state", "decided_at", "decided_on", "note", "holder", "held_at"])


def _of_the_moment(flag: Flag, *, thresholds: Mapping[str, float]) -> dict[str, Any]:
    """What the flag was and why, with every score of its pair: who learns from decisions needs no other row."""
    about = {"kind": flag.kind, "score": flag.score, "likelihood": flag.likelihood, "reason": flag.reason}
    return {**about, "thresholds": dict(thresholds), "method": flag.match.method, **flag.match.scores}


def hold(*, flag: Flag, user: User) -> bool:
    """Take a flag so that others see who is on it. False when somebody else took it within the last 15 minutes."""
    free = Q(holder__isnull=True) | Q(holder=user) | Q(held_at__lt=timezone.now() - HOLD)
    waiting = Flag.objects.waiting().filter(free, pk=flag.pk)
    return bool(waiting.update(holder=user, held_at=timezone.now()))


def let_go(*, flag: Flag, user: User) -> None:
    """Give a flag back that ``user`` holds."""
    Flag.objects.filter(pk=flag.pk, holder=user).update(holder=None, held_at=None)
