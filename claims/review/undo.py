"""A decision taken back by who took it -> the flag as it was before; the review stays, marked as retracted."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from claims.models import Flag, Newsroom, Notice, Retraction, Review, User
from claims.review.decide import STATE, locked_flag
from claims.review.errors import Outdated, Refused

UNDO = dt.timedelta(minutes=10)  # long enough to notice a slip, too short for others to have built on it


def undo(*, review: Review, by: User) -> Flag:
    """Take a decision back within ten minutes; the flag is as it was before. Returns the flag.

    Raises:
        Refused: when it is somebody else's, or older. Outdated: when something else happened to the flag since.
    """
    if review.reviewer_id != by.pk:
        raise Refused("Only who took a decision takes it back.", field="review")
    if review.before is None or review.created_at < timezone.now() - UNDO:
        raise Refused("A decision can be taken back for ten minutes; decide again instead.", field="review")
    with transaction.atomic():
        flag = locked_flag(review.flag)
        if not _is_last(review, flag):
            raise Outdated("Something else happened to this flag since; look at it again.", field="review")
        Retraction.objects.create(review=review, by=by)
        Notice.objects.filter(review=review).delete()
        _restore(flag, review)
    return flag


def last_own(user: User, *, newsroom: Newsroom) -> Review | None:
    """The person's latest decision that stands, while it can be taken back."""
    since = timezone.now() - UNDO
    own = Review.objects.standing().filter(reviewer=user, created_at__gte=since, before__isnull=False)
    return own.filter(flag__newsroom=newsroom).select_related("flag").first()


def _is_last(review: Review, flag: Flag) -> bool:
    last = flag.reviews.standing().first()
    words = [flag.match.a.statement, flag.match.b.statement]
    return last == review and flag.state == STATE[Review.Decision(review.decision)] and flag.decided_on == words


def _restore(flag: Flag, review: Review) -> None:
    before = review.before or {}
    flag.state, flag.note, flag.decided_on = before["state"], before["note"], before["decided_on"]
    flag.decided_at = parse_datetime(before["decided_at"]) if before["decided_at"] else None
    flag.save(update_fields=["state", "note", "decided_on", "decided_at"])
