"""Flags that people decided on -> open again where a text has changed since in words that matter, and only there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from claims.matching.sides import Side
from claims.models import Flag
from claims.text.wording import changed

DECIDED = (Flag.State.CONFIRMED, Flag.State.DISMISSED)


def reopen(pairs: Mapping[int, tuple[Side, Side]]) -> None:
    """Open the decided flags of these matches (id -> both sides) again whose wording is no longer what was decided on.

    New scores, thresholds, speakers or dates open nothing: a person has looked at these words.
    """
    decided = Flag.objects.filter(match__in=list(pairs), state__in=DECIDED).exclude(decided_on=[])
    for flag in decided.select_related("newsroom").only("state", "decided_at", "decided_on", "match", "newsroom"):
        now = [side.statement for side in pairs[flag.match_id]]
        if any(changed(before, after) for before, after in zip(flag.decided_on, now, strict=True)):
            # Asked again in the UPDATE itself: a person may decide anew between our reading and our writing.
            same = Flag.objects.filter(pk=flag.pk, state=flag.state, decided_at=flag.decided_at)
            same.update(state=Flag.State.OPEN, note=_note(flag))


def _note(flag: Flag) -> str:
    at = flag.decided_at or dt.datetime.now(dt.UTC)
    day = at.astimezone(ZoneInfo(flag.newsroom.time_zone))
    return f"{flag.get_state_display()} on {day.day} {day:%B %Y}; the wording has changed since."
