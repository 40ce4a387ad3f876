"""Counts of decisions in; precision with its 95 % interval out. No query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from claims.learning.decided import Decided

Z = 1.959964  # of the normal distribution, two-sided 95 %


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927), honest for few: 0 to 1 where nothing was counted."""
    if not total:
        return 0.0, 1.0
    share, spread = right / total, Z * Z / total
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often flags were confirmed, dismissed, and left as unsure; precision is confirmed of confirmed and dismissed.

    ``precision`` is None where nothing was decided.
    """

    confirmed: int = 0
    dismissed: int = 0
    unsure: int = 0

    @property
    def decided(self) -> int:
        """Confirmed or dismissed."""
        return self.confirmed + self.dismissed

    @property
    def precision(self) -> float | None:
        """The share that was right."""
        return round(self.confirmed / self.decided, 4) if self.decided else None

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return wilson(self.confirmed, self.decided)[0]

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return wilson(self.confirmed, self.decided)[1]


def tally(decisions: Iterable[Decided]) -> Tally:
    """The decisions, counted."""
    told = [each.decision for each in decisions]
    return Tally(confirmed=told.count("confirm"), dismissed=told.count("dismiss"), unsure=told.count("unsure"))
