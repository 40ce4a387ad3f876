"""A person's decision on a flag -> a Review and the flag's new state: the only writer of both."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.models import APIKey, Flag, Match, Review, User
from claims.review.errors import Outdated, Refused

STATE = {
    Review.Decision.CONFIRM: Flag.State.CONFIRMED,
    Review.Decision.DISMISS: Flag.State.DISMISSED,
    Review.Decision.UNSURE: Flag.State.UNSURE,
}
CHANGED = "One of the two claims was changed after you opened this; your decision was not taken. Look at them again."
HOLD = dt.timedelta(minutes=15)  # after which a flag that somebody took is free again


def decide(
    *,
    flag: Flag,
    decision: str,
    note: str = "",
    reviewer: User | None = None,
    api_key: APIKey | None = None,
    thresholds: Mapping[str, float] | None = None,
    seen: str = "",
) -> Review:
    """Record the decision with all that it was taken on, and settle the flag. A later decision follows, none is edited.

    ``thresholds``: those in force, by name. ``seen``: what ``seen_of`` told of the flag that the person looked at.

    Raises:
        Refused: when the decision is not known or the flag is no longer raised. Outdated: when one of the two claims
            says something else by now, or is somebody else's.
    """
    if decision not in Review.Decision.values:
        raise Refused(f"decision is one of {', '.join(Review.Decision.values)}.", field="decision")
    with transaction.atomic():
        locked = Flag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
        # Read once the flag is ours: what was read while waiting for it may be of before.
        locked.match = Match.objects.select_related("a", "b").get(pk=locked.match_id)
        if locked.state == Flag.State.WITHDRAWN:
            raise Refused("This pair no longer raises the flag: one of its claims has changed.", field="flag")
        if seen and seen != seen_of(locked):
            raise Outdated(CHANGED, field="seen")
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


def seen_of(flag: Flag) -> str:
    """A short code of what a person decides on: both statements, whose they are and when they were said."""
    sides = (flag.match.a, flag.match.b)
    told = json.dumps([[c.statement, c.speaker_id, str(c.said_on or "")] for c in sides], ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


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
