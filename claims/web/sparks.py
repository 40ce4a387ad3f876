"""Numbers in a row come in; where a small line or small bars stand, goes out. A gap stays a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

STEP, DEEP, EDGE = 10, 36, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """A picture without words: what it shows stands beside it. ``lines`` are runs without a gap."""

    width: int
    height: int
    dots: list[tuple[float, float]]
    lines: list[str]
    bars: list[tuple[float, float, float]]
    base: float


def spark(values: Sequence[float | None], *, most: float | None = None, step: int = STEP) -> Spark:
    """Heights are shares of ``most``, else of the largest value."""
    top = most or max((value for value in values if value is not None), default=0) or 1
    places = [
        None if value is None else (EDGE + step * (n + 0.5), round(EDGE + DEEP * (1 - value / top), 1))
        for n, value in enumerate(values)
    ]
    base = float(EDGE + DEEP)
    return Spark(
        width=2 * EDGE + step * len(values),
        height=2 * EDGE + DEEP,
        dots=[place for place in places if place],
        lines=_runs(places),
        bars=[(x - 0.35 * step, y, round(base - y, 1)) for x, y in (place for place in places if place)],
        base=base,
    )


def _runs(places: Sequence[tuple[float, float] | None]) -> list[str]:
    runs: list[list[str]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(f"{place[0]},{place[1]}")
    return [" ".join(run) for run in runs if len(run) > 1]
