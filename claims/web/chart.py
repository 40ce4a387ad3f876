"""Months with what was decided in them come in; where dots, whiskers and labels of a chart stand, in pixels, goes out.

Told by form, not by colour: a dot is the share confirmed, the whisker its interval, a line joins the dots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.learning.scorecard import Row

MOST = 24  # months, the latest; a longer axis is read nowhere
WIDE, LEFT, RIGHT = 58, 44, 12  # a month, and the margins
TOP, DEEP, FOOT = 14, 132, 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One month; ``y`` is None where nothing was confirmed or dismissed."""

    month: str
    x: float
    y: float | None
    low: float
    high: float
    decided: int
    percent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The picture's size, its points, the line through them, and the heights of 0, 50 and 100 in 100."""

    width: int
    height: int
    right: int
    points: list[Point]
    line: str
    scale: list[tuple[int, float]]
    month_at: int
    count_at: int


def chart(months: Sequence[Row]) -> Chart | None:
    """The latest months in order; None where there is none."""
    if not months:
        return None
    points = [_point(n, row) for n, row in enumerate(months[-MOST:])]
    width = LEFT + WIDE * len(points) + RIGHT
    return Chart(
        width=width,
        height=TOP + DEEP + FOOT,
        right=width - RIGHT,
        points=points,
        line=" ".join(f"{point.x},{point.y}" for point in points if point.y is not None),
        scale=[(percent, _height(percent / 100)) for percent in (0, 50, 100)],
        month_at=TOP + DEEP + 20,
        count_at=TOP + DEEP + 36,
    )


def _point(number: int, row: Row) -> Point:
    tally = row.tally
    share = tally.precision
    return Point(
        month=row.name,
        x=LEFT + WIDE * (number + 0.5),
        y=None if share is None else _height(share),
        low=_height(tally.low),
        high=_height(tally.high),
        decided=tally.decided,
        percent=None if share is None else round(100 * share),
    )


def _height(share: float) -> float:
    return round(TOP + DEEP * (1 - share), 1)
