"""Flags, days and moments come in; short words for a heading or a line of a list go out."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Claim, Flag

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def speaker_name(claim: Claim) -> str:
    """Who said it, as a list shows it."""
    return claim.speaker.name if claim.speaker else _("Speaker not known")


def headline(flag: Flag, first: Claim, second: Claim) -> str:
    """What the flag is about, without its kind: who against whom."""
    one, other = speaker_name(first), speaker_name(second)
    names = {"one": one, "other": other}
    if flag.same_speaker or one == other:
        return _ALONE[flag.kind]() % names
    return _TOGETHER[flag.kind]() % names


_ALONE = {
    Flag.Kind.CONTRADICTION.value: lambda: _("%(one)s against their own words"),
    Flag.Kind.ALTERED_QUOTE.value: lambda: _("%(one)s, quoted in two wordings"),
    Flag.Kind.VERDICT_CONFLICT.value: lambda: _("%(one)s, one claim with two verdicts"),
    Flag.Kind.DUPLICATE.value: lambda: _("%(one)s, said again"),
    Flag.Kind.UPDATE.value: lambda: _("%(one)s gives a later figure"),
}
_TOGETHER = {
    Flag.Kind.CONTRADICTION.value: lambda: _("%(one)s against %(other)s"),
    Flag.Kind.ALTERED_QUOTE.value: lambda: _("%(one)s and %(other)s, two wordings"),
    Flag.Kind.VERDICT_CONFLICT.value: lambda: _("%(one)s and %(other)s, one claim with two verdicts"),
    Flag.Kind.DUPLICATE.value: lambda: _("%(one)s and %(other)s say the same"),
    Flag.Kind.UPDATE.value: lambda: _("%(other)s gives a later figure than %(one)s"),
}


def kinds(kind: str, count: int) -> str:
    """A kind's name after its number: "1 contradiction", "2 contradictions"."""
    return {
        Flag.Kind.CONTRADICTION.value: ngettext("contradiction", "contradictions", count),
        Flag.Kind.ALTERED_QUOTE.value: ngettext("altered quote", "altered quotes", count),
        Flag.Kind.VERDICT_CONFLICT.value: ngettext("verdict conflict", "verdict conflicts", count),
        Flag.Kind.DUPLICATE.value: ngettext("duplicate", "duplicates", count),
        Flag.Kind.UPDATE.value: ngettext("update", "updates", count),
    }[kind]


def apart(days: int | None) -> str:
    """How far the two sayings lie apart; empty when a date is missing."""
    if days is None:
        return ""
    return ngettext("%(n)d day apart", "%(n)d days apart", days) % {"n": days} if days else _("same day")


def age(since: dt.datetime, *, now: dt.datetime) -> str:
    """How long ago, in one unit: now, 5 min, 2 h, 3 d."""
    seconds = max(0, int((now - since).total_seconds()))
    if seconds < MINUTE:
        return _("now")
    if seconds < HOUR:
        return _("%(n)d min") % {"n": seconds // MINUTE}
    if seconds < 2 * DAY:
        return _("%(n)d h") % {"n": seconds // HOUR}
    return _("%(n)d d") % {"n": seconds // DAY}
