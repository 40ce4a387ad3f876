"""Thresholds that a newsroom set, or learned from its decisions -> stored; its flags follow in the background."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial

from celery import shared_task
from django.db import transaction

from claims.learning import applying
from claims.learning.fitting import Fit
from claims.models import Calibration, Newsroom, User
from claims.pipeline.anew import rederive
from claims.pipeline.sending import on_commit

logger = logging.getLogger(__name__)


def set_thresholds(*, newsroom: Newsroom, thresholds: Mapping[str, float]) -> Newsroom:
    """Give the newsroom these limits of its own, and no others; its flags follow. Raises ``Refused``."""
    with transaction.atomic():
        changed = applying.set_thresholds(newsroom=newsroom, thresholds=thresholds)
        send_following(newsroom.pk)
    return changed


def apply_calibration(*, newsroom: Newsroom, fit: Fit, command: str, by: User | None = None) -> Calibration:
    """Put in force what was learned and keep it on record; the newsroom's flags follow. Raises ``Refused``."""
    with transaction.atomic():
        made = applying.apply(newsroom=newsroom, fit=fit, command=command, by=by)
        send_following(newsroom.pk)
    return made


def undo_calibration(*, newsroom: Newsroom, by: User | None = None) -> Calibration:
    """Take the newsroom's last calibration back; its flags follow. Raises ``Refused``."""
    with transaction.atomic():
        undone = applying.undo(newsroom=newsroom, by=by)
        send_following(newsroom.pk)
    return undone


def send_following(newsroom_id: int) -> None:
    """Let a worker bring the newsroom's flags in line with its thresholds."""
    on_commit(partial(follow.delay, newsroom_id))


@shared_task(ignore_result=True, name="claims.pipeline.follow")
def follow(newsroom_id: int) -> None:
    """Derive the next batch of the newsroom's flags anew, and send for the one after.

    Where the run has come to stands in the newsroom's row, which is held meanwhile: thresholds that change in between
    start it anew, and of two workers one steps aside. What a dead worker left is sent again by the sweep.
    """
    with transaction.atomic():
        held = Newsroom.objects.following().select_for_update(no_key=True, skip_locked=True)
        newsroom = held.filter(pk=newsroom_id).first()
        if newsroom is None:
            return
        newsroom.followed_to = rederive(newsroom=newsroom, after_id=newsroom.followed_to or 0)
        newsroom.save(update_fields=["followed_to"])
        if newsroom.followed_to is None:
            logger.info("Newsroom %s: flags follow the thresholds in force", newsroom)
        else:
            send_following(newsroom_id)
