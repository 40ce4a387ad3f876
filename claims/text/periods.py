"""The value of a date in a text: which days it covers, and whether two can be the same time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from claims.text.calendar import Days
from claims.text.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One day, month, year, spell or time of day that a text names.

    ``first``/``last`` are the days it covers, both included, or None when it hangs on an unknown day of saying.
    ``key`` is its
    canonical wording, which alone is compared when days are unknown. ``edge``: "" (in, on), "by", "since", "before",
    "after", "from".
    """

    span: Span
    unit: str
    key: str
    edge: str = ""
    days: Days | None = None

    def comparable(self, other: Period) -> bool:
        """Whether both are times of day, both are known days, or both hang on an unknown day of saying."""
        return (self.unit == "clock") == (other.unit == "clock") and (self.days is None) == (other.days is None)

    def agrees(self, other: Period) -> bool:
        """Whether the two can be the same time: equal wording, days of which one holds the other, or open ends that
        meet."""
        if self.days is None or other.days is None:
            return self.key == other.key
        (a, z), (b, y) = self._reach(), other._reach()
        return a <= y and b <= z if self.edge != other.edge else (a <= b and y <= z) or (b <= a and z <= y)

    def _reach(self) -> Days:
        """The days it leaves open: "before 1999" reaches from the dawn of time to the end of 1998."""
        assert self.days
        first, last = self.days
        if self.edge in ("by", "until"):
            return date.min, last
        if self.edge == "before":
            return date.min, max(date.min, first - timedelta(days=1))
        if self.edge == "after":
            return min(date.max, last + timedelta(days=1)), date.max
        return (first, date.max) if self.edge in ("since", "from") else (first, last)
