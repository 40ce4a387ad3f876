"""Thresholds that somebody set, or a fit to decisions -> the newsroom's row and its Calibration.

The only writer of both. Inside the caller's transaction. Flags follow later, see ``pipeline.following``.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from claims.learning.fitting import Fit
from claims.limits import LIMITS, faults
from claims.models import Calibration, Newsroom, User
from claims.review.errors import Refused


def set_thresholds(*, newsroom: Newsroom, thresholds: Mapping[str, float]) -> Newsroom:
    """Give the newsroom these limits of its own, and no others.

    Raises:
        Refused: naming each limit that is not known, no number, or out of range.
    """
    return _write(_held(newsroom), thresholds)


def apply(*, newsroom: Newsroom, fit: Fit, command: str, by: User | None = None) -> Calibration:
    """Put a fit in force and keep it on record.

    Raises:
        Refused: when it changes nothing, or somebody changed the thresholds since it was made.
    """
    held = _held(newsroom)
    if not fit.changes:
        raise Refused("There is nothing to change: the thresholds in force are the best found.", field="newsroom")
    if held.thresholds != fit.old:
        raise Refused("Somebody changed the thresholds meanwhile; fit them again.", field="newsroom")
    _write(held, fit.new)
    return Calibration.objects.create(
        newsroom=held,
        by=by,
        command=command[:300],
        decisions=fit.decisions,
        seed=fit.seed,
        figures=fit.figures,
        old_thresholds=fit.old,
        new_thresholds=fit.new,
        coefficients={kind: model.as_json() for kind, model in fit.models.items()},
    )


def undo(*, newsroom: Newsroom, by: User | None = None) -> Calibration:
    """Take the last calibration back: its likelihoods go, and each limit that it moved goes back, unless somebody has
    set it to something else since.

    Raises:
        Refused: when there is none to take back.
    """
    held = _held(newsroom)
    last = Calibration.objects.for_newsroom(held).standing().first()
    if last is None:
        raise Refused("There is no calibration to take back.", field="newsroom")
    before, after, now = last.old_thresholds, last.new_thresholds, dict(held.thresholds)
    for name in before.keys() | after.keys():
        if before.get(name) != after.get(name) == now.get(name):
            now.pop(name, None)
            now |= {name: before[name]} if name in before else {}
    last.undone_at, last.undone_by = timezone.now(), by
    last.save(update_fields=["undone_at", "undone_by"])
    _write(held, now)
    return last


def _held(newsroom: Newsroom) -> Newsroom:
    return Newsroom.objects.select_for_update(no_key=True).get(pk=newsroom.pk)


def _write(held: Newsroom, thresholds: Mapping[str, float]) -> Newsroom:
    if found := [why for _name, why in faults(thresholds)]:
        raise Refused(" ".join(found), field="thresholds")
    held.thresholds = {
        name: int(value) if LIMITS[name].whole else float(value) for name, value in sorted(thresholds.items())
    }
    held.followed_to = 0
    held.save(update_fields=["thresholds", "followed_to"])
    return held
