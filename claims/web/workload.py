"""A newsroom in; what waits for its people, how fast they decide and how often flags are right, out. Bounded."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q

from claims.learning.decided import Span, decided
from claims.learning.shares import Tally, tally
from claims.models import Flag, Newsroom

AGES = (1, 3, 7)
"""Days that part the waiting flags: under one, under three, under seven, older."""
WEEKS, MONTHS = 12, 6
DECIDED = 20_000
"""Decisions that are looked at for the turnaround, the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Flags of a kind that nobody has settled, by age as ``AGES`` parts them; ``oldest`` is when the first came."""

    kind: str
    ages: tuple[int, ...]
    oldest: dt.datetime | None

    @property
    def all(self) -> int:
        """How many."""
        return sum(self.ages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Flags decided in one week, and the hours that half of them took at most from raised to decided."""

    monday: dt.date
    decided: int
    hours: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """How often flags of a kind were confirmed, each month and in all."""

    kind: str
    months: list[tuple[str, Tally]]
    all: Tally


def waiting(newsroom: Newsroom, *, now: dt.datetime) -> list[Waiting]:
    """By kind, all kinds named. Reads the queue's index and nothing that is settled."""
    since = [now - dt.timedelta(days=days) for days in AGES]
    within = {f"d{days}": Count("pk", filter=Q(created_at__gt=at)) for days, at in zip(AGES, since, strict=True)}
    rows = Flag.objects.for_newsroom(newsroom).waiting().order_by().values_list("kind")
    counted = {row[0]: row[1:] for row in rows.annotate(**within, n=Count("pk"), oldest=Min("created_at"))}
    return [_waiting(kind, counted.get(kind, (0, 0, 0, 0, None))) for kind in Flag.Kind.values]


def _waiting(kind: str, row: tuple[int, int, int, int, dt.datetime | None]) -> Waiting:
    day, three, seven, every, oldest = row
    return Waiting(kind=kind, ages=(day, three - day, seven - three, every - seven), oldest=oldest)


def turnaround(newsroom: Newsroom, *, now: dt.datetime) -> list[Week]:
    """The last weeks, the oldest first, each with what was confirmed or dismissed in it; weeks without any, too."""
    zone = ZoneInfo(newsroom.time_zone)
    mondays = [_monday(now.astimezone(zone).date()) - dt.timedelta(weeks=n) for n in reversed(range(WEEKS))]
    rows = Flag.objects.for_newsroom(newsroom).filter(decided_at__gte=dt.datetime.combine(mondays[0], dt.time(), zone))
    took: dict[dt.date, list[float]] = defaultdict(list)
    moments: Any = rows.order_by("-decided_at").values_list("created_at", "decided_at")[:DECIDED]
    for raised, settled in moments:
        took[_monday(settled.astimezone(zone).date())].append((settled - raised).total_seconds() / 3_600)
    return [
        Week(monday=day, decided=len(took[day]), hours=round(median(took[day]), 1) if took[day] else None)
        for day in mondays
    ]


def precision(newsroom: Newsroom, *, now: dt.datetime) -> list[Right]:
    """Kinds on which somebody decided in the last months, as the scorecard counts."""
    months = _months(now.astimezone(ZoneInfo(newsroom.time_zone)).date())
    found = decided(newsroom, within=Span(first=dt.date.fromisoformat(f"{months[0]}-01")))
    rows = []
    for kind in Flag.Kind.values:
        mine = [each for each in found if each.kind == kind]
        told = [(month, tally(each for each in mine if each.month == month)) for month in months]
        rows.append(Right(kind=kind, months=told, all=tally(mine)))
    return [row for row in rows if row.all.decided]


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _months(last: dt.date) -> list[str]:
    """The last months like 2026-03, the oldest first."""
    ends = [last.year * 12 + last.month - 1 - n for n in reversed(range(MONTHS))]
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in ends]
