"""Dated claims, their topics and the arcs between them in; where dots, arcs and words of a picture stand, out.

In units of the picture, which scrolls in a box of its own where the screen is narrower. Dots keep a thumb's width.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext

from claims.models import Claim
from claims.models.newsrooms import Normalized
from claims.text.topics import Topic
from claims.web.saying import Arc

STEP = 24  # from dot to dot, across and down: the least that a thumb can tell apart
COLUMNS, LANES = 40, 5
LEFT, TOP, HEAD = 14, 12, 22
FOOT = 26
TICKS = 5
GLYPHS = {"true": "✓", "mostly_true": "+", "mixed": "±", "mostly_false": "−", "false": "✗", "unproven": "?"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One claim; ``against`` are the arcs that end in it."""

    claim: Claim
    x: int
    y: int
    glyph: str
    ruled: str
    against: list[Arc] = field(default_factory=list)

    def others(self) -> list[tuple[Arc, Claim]]:
        """What contradicts it."""
        return [(arc, arc.b if arc.a.pk == self.claim.pk else arc.a) for arc in self.against]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Claims of one place that are not drawn, being too many; said from ``since`` to ``until``."""

    x: int
    y: int
    count: int
    since: dt.date
    until: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One topic."""

    label: str
    y: int
    dots: list[Dot]
    crowds: list[Crowd]
    all: list[Dot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """An arc as a path."""

    arc: Arc
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The picture."""

    width: int
    height: int
    rows: list[Row]
    curves: list[Curve]
    ticks: list[tuple[int, dt.date]]
    tick_at: int
    first: dt.date
    last: dt.date


def timeline(claims: Sequence[Claim], topics: Sequence[Topic], arcs: Sequence[Arc]) -> Timeline | None:
    """``claims`` all have a day; a topic's members are places among them. None where there is none."""
    if not claims:
        return None
    days = [_day(claim) for claim in claims]
    first, last = min(days), max(days)
    against = defaultdict(list)
    for arc in arcs:
        against[arc.a.pk].append(arc)
        against[arc.b.pk].append(arc)
    rows, y = [], TOP
    for topic in topics:
        row, y = _row(topic.label, [claims[n] for n in topic.members], against, top=y, span=(first, last))
        rows.append(row)
    places = {dot.claim.pk: dot for row in rows for dot in row.dots}
    return Timeline(
        width=2 * LEFT + STEP * (COLUMNS - 1),
        height=y + FOOT,
        rows=rows,
        curves=[_curve(arc, places) for arc in arcs if arc.a.pk in places and arc.b.pk in places],
        ticks=_ticks(first, last),
        tick_at=y + 16,
        first=first,
        last=last,
    )


def _row(
    label: str, claims: Sequence[Claim], against: dict[int, list[Arc]], *, top: int, span: tuple[dt.date, dt.date]
) -> tuple[Row, int]:
    """The row, and where the next begins."""
    columns: dict[int, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: (_day(claim), claim.pk)):
        columns[_column(_day(claim), *span)].append(claim)
    dots, crowds, everything = [], [], []
    for column, here in sorted(columns.items()):
        x, drawn = LEFT + STEP * column, len(here) if len(here) <= LANES else LANES - 1
        for lane, claim in enumerate(here):
            dot = _dot(claim, against[claim.pk], x=x, y=top + HEAD + STEP // 2 + STEP * lane)
            everything.append(dot)
            if lane < drawn:
                dots.append(dot)
        if rest := here[drawn:]:
            y, ends = top + HEAD + STEP // 2 + STEP * drawn, (_day(rest[0]), _day(rest[-1]))
            crowds.append(Crowd(x=x, y=y, count=len(rest), since=ends[0], until=ends[1]))
    deep = min(LANES, max((len(here) for here in columns.values()), default=1))
    return Row(label=label, y=top + 14, dots=dots, crowds=crowds, all=everything), top + HEAD + STEP * deep + 6


def _dot(claim: Claim, against: list[Arc], *, x: int, y: int) -> Dot:
    ruled = claim.verdict.rating.normalized if claim.verdict else ""
    return Dot(claim=claim, x=x, y=y, glyph=GLYPHS.get(ruled, ""), ruled=ruled, against=against)


def _curve(arc: Arc, places: dict[int, Dot]) -> Curve:
    """Above the two where they stand apart, beside them where one stands over the other."""
    a, b = places[arc.a.pk], places[arc.b.pk]
    if abs(a.x - b.x) < STEP:
        side = -STEP if a.x > LEFT + STEP else STEP
        path = f"M{a.x} {a.y}Q{a.x + side} {(a.y + b.y) // 2} {b.x} {b.y}"
    else:
        rise = max(2, min(a.y, b.y) - 18 - abs(a.x - b.x) // 8)
        path = f"M{a.x} {a.y}Q{(a.x + b.x) // 2} {rise} {b.x} {b.y}"
    return Curve(arc=arc, path=path)


def _column(day: dt.date, first: dt.date, last: dt.date) -> int:
    reach = (last - first).days
    return round((day - first).days / reach * (COLUMNS - 1)) if reach else 0


def _ticks(first: dt.date, last: dt.date) -> list[tuple[int, dt.date]]:
    reach = (last - first).days
    days = {first + dt.timedelta(days=round(reach * n / (TICKS - 1))) for n in range(TICKS)}
    return [(LEFT + STEP * _column(day, first, last), day) for day in sorted(days)]


def _day(claim: Claim) -> dt.date:
    if claim.said_on is None:
        raise ValueError(f"claim {claim.pk} has no day")
    return claim.said_on


def legend(rows: Sequence[Row]) -> list[tuple[str, str, str]]:
    """What the dots of the picture mean: the rating on the shared scale, its sign, its name."""
    there = {dot.ruled for row in rows for dot in row.dots}
    named = [(value, GLYPHS[value], str(label)) for value, label in Normalized.choices if value in there]
    return [*named, *([("", "", gettext("No verdict"))] if "" in there else [])]
