"""A role in an article and those that a speaker held come in; whether they are one, clash or say nothing goes out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from claims.text.normalise import unaccented

HELD_FOR = dt.timedelta(days=730)
"""How long a role is taken to last: one seen longer ago neither proves nor disproves anything."""
_SMALL = frozenset(("the", "of", "for", "to", "and", "in", "at", "on", "a", "former", "ex", "s"))
_LESSER = frozenset(("vice", "deputy", "assistant", "acting", "junior"))


@dataclass(frozen=True, slots=True)
class Held:
    """A role and the first and last day on which an article gave it."""

    title: str
    first: dt.date | None = None
    last: dt.date | None = None


def compared(role: str, held: tuple[Held, ...], *, on: dt.date | None) -> tuple[str, str]:
    """ "same", "clash" or "", and the words for it."""
    near = [one for one in held if _words(one.title) and _apart(one, on) <= HELD_FOR.days]
    if not _words(role) or not near:
        return "", ""
    alike = [one for one in near if _one_role(role, one.title)]
    if alike:
        best = min(alike, key=lambda one: _apart(one, on))
        told = f"both “{role}”" if role.casefold() == best.title.casefold() else f"“{role}” and “{best.title}”"
        return "same", f"{told}, {_days(_apart(best, on))}" if on and best.first else told
    if any(_words(role) & _words(one.title) for one in near):
        return "", ""
    return "clash", f"but “{role}” and “{near[0].title}”"


def _one_role(a: str, b: str) -> bool:
    one, other = _words(a), _words(b)
    if one & _LESSER != other & _LESSER:
        return False  # the deputy mayor is not the mayor
    return len(one & other) >= 0.5 * len(one | other) or (
        (one <= other or other <= one) and min(len(one), len(other)) > 1
    )


def _words(role: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", unaccented(role))) - _SMALL


def _apart(held: Held, on: dt.date | None) -> int:
    """Days between a day and the time in which a role was given; 0 when either is not known."""
    if on is None or held.first is None or held.last is None or held.first <= on <= held.last:
        return 0
    return min(abs((on - held.first).days), abs((on - held.last).days))


def _days(count: int) -> str:
    return {0: "at the same time", 1: "a day apart"}.get(count, f"{count} days apart")
