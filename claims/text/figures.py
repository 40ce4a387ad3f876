"""A text in, its quantities out: value, range, canonical unit and the words each one measures."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from claims.text import quantity
from claims.text.dates import dates
from claims.text.hedges import bound_before
from claims.text.lexicon import FUNCTION_WORDS
from claims.text.measures import measure
from claims.text.spans import Span
from claims.text.units import COUNT

# What a number only names: "Article 5", "phase two", "No 10", "COVID-19".
_LABEL = re.compile(
    r"\b(?:article|section|chapter|phase|stage|category|level|grade|page|number|no\.?|room|route|flight|figure|table|part|"
    r"volume|act|version|group\s+of|type|class|line|gate|platform|pier|berth|track|channel|exit|lot|ward|district|sector|zone|"
    r"unit|block|clause|rule|item|step|day|week|round|game|season|episode)\s+$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<=[a-z,;:] )(?:[A-Z]\w+ )*[A-Z]\w+ $|^[A-Z]{2,} $")
_NOT_ONE = re.compile(r"\b(?:no|any|every|this|that|which|the|each|another|only)\s+$", re.IGNORECASE)
_TAIL = re.compile(r"(?:st|nd|rd|th)\b|[-/–]\d|:\d|\.\d", re.IGNORECASE)
_NOUN = re.compile(r"[\s-]+([a-z]{2,})")
# How far back the words that make a number a label may stand, in code points.
_BACK = 60
# Units that the press converts, and rounds as it does.
_CONVERTED = frozenset({"metre", "m2", "kg", "litre", "km/h", "days"})
_CONVERSION, _EXACTLY = 1e-2, 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One quantity of a text.

    ``value`` (``first`` to ``value`` for a range), ``low`` and ``high`` are in the canonical ``unit`` (see ``units``);
    ``low == high == value`` unless it is hedged or a range, and ``high`` may be infinite. ``bound`` is "+" (more than),
    "-" (less than), "~" (about) or "". ``grain`` is the step it is rounded to ("1.2 million": 100,000), ``scale`` what
    a written 1 stands for. ``measure`` holds the stems of the words it counts or measures, nearest first.
    """

    span: Span
    value: float
    first: float
    low: float
    high: float
    unit: str
    bound: str = ""
    grain: float = 0.0
    scale: float = 1.0
    measure: tuple[str, ...] = ()

    def equals(self, other: Figure) -> bool:
        """Whether both state the same value, or range, and bound in the same unit; converted units may differ by 1
        %."""
        if self.unit != other.unit or ({self.bound, other.bound} & {"+", "-"} and self.bound != other.bound):
            return False
        slack = _CONVERSION if self._is_converted(other) else _EXACTLY
        return math.isclose(self.value, other.value, rel_tol=slack) and math.isclose(
            self.first, other.first, rel_tol=slack
        )

    def rounds(self, other: Figure) -> bool:
        """Whether one is the other told more roughly: "1.2 million" and "1,213,450"; a range and a bound round
        nothing."""
        if self.unit != other.unit or self.bound in ("+", "-") or other.bound in ("+", "-"):
            return False
        coarse, fine = max(self.grain, other.grain), min(self.grain, other.grain)
        single = self.first == self.value and other.first == other.value
        return single and fine < coarse and abs(self.value - other.value) <= coarse / 2

    def fits(self, other: Figure) -> bool:
        """Whether both can be true of one thing: they are equal, their ranges meet, or one rounds to the other."""
        if self.unit != other.unit:
            return False
        return self.equals(other) or self.rounds(other) or (self.low <= other.high and other.low <= self.high)

    def _is_converted(self, other: Figure) -> bool:
        return self.scale != other.scale and self.unit in _CONVERTED


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """Every quantity in ``text``, in order. Years, days, times of day, ordinals, scores and labels ("Article 5") are
    none."""
    taken = [period.span for period in dates(text)]
    found = [f for f in _found(text) if not any(f.span.overlaps(span) for span in taken)]
    return tuple(_joined(found, text))


def _found(text: str) -> Iterator[Figure]:
    for match in quantity.QUANTITY.finditer(text):
        if match.group().strip() and not _is_label(match, text):
            yield _figure(match, text)


def _is_label(match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - _BACK) : match.start()]
    if match["sign"] or match["unit"] or match["part"]:
        return False
    if _TAIL.match(text, match.end()) or _LABEL.search(before):
        return True
    if (match["words"] or "").lower() == "one":
        return bool(_NOT_ONE.search(before)) or not _counts(text, match.end())
    return bool(match["digits"]) and bool(_NAMED.search(before)) and not _counts(text, match.end())


def _counts(text: str, at: int) -> bool:
    """Whether a noun may follow at once."""
    following = _NOUN.match(text, at)
    return following is not None and following[1] not in FUNCTION_WORDS


def _figure(match: re.Match[str], text: str) -> Figure:
    value, low, high = quantity.values(match)
    unit, end = quantity.unit(match)
    span = Span(match.start() + len(match.group()) - len(match.group().lstrip()), end)
    bound = bound_before(text[: span.start])
    return Figure(
        span=span,
        value=value * unit.scale,
        first=value * unit.scale,
        low=low * unit.scale * bound.low,
        high=high * unit.scale * bound.high,
        bound=bound.sign,
        unit=unit.name,
        grain=quantity.grain(match) * unit.scale,
        scale=quantity.times(match) * unit.scale,
        measure=measure(text, span),
    )


_RANGE = re.compile(r"\s*(?:to|and|or|-|–|—)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)


def _joined(found: list[Figure], text: str) -> Iterator[Figure]:
    """Joins "30 to 40 boats" and "between 2% and 3%" into one range; a change "from 3 to 5 %" stays two figures of
    one unit."""
    pending = iter(found)
    current = next(pending, None)
    for following in pending:
        joint = current and _joint(current, following, text)
        if current and joint == "range":
            current = _range(_lifted(current, following), following)
            continue
        if current:
            yield _lifted(current, following) if joint else current
        current = following
    if current:
        yield current


def _joint(a: Figure, b: Figure, text: str) -> str:
    """How two neighbours hang together: "range", "change" or ""."""
    between, before = text[a.span.end : b.span.start], text[: a.span.start]
    if not _RANGE.fullmatch(between) or a.unit not in (b.unit, COUNT.name) or _lifted(a, b).value >= b.value:
        return ""
    if _FROM.search(before):
        return "change"
    return "range" if "and" not in between.lower() or _BETWEEN.search(before) else ""


def _lifted(a: Figure, b: Figure) -> Figure:
    """The "2" of "2 to 3 million dollars" as two million dollars."""
    if a.unit != COUNT.name or a.scale != 1.0 or (a.measure and a.measure[0] not in b.measure):
        return a
    times = b.scale
    return replace(
        a,
        value=a.value * times,
        first=a.first * times,
        low=a.low * times,
        high=a.high * times,
        unit=b.unit,
        scale=times,
        measure=a.measure or b.measure,
    )


def _range(a: Figure, b: Figure) -> Figure:
    return replace(b, span=Span(a.span.start, b.span.end), first=a.first, low=a.low, grain=0.0)
