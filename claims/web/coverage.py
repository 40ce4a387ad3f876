"""A newsroom in; what came in lately, how much of what is worth checking was checked, and whose words it is, out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from claims.models import Article, Claim, ClusterMember, Flag, Newsroom
from claims.models.speakers import NOBODY_IN_PARTICULAR
from claims.models.worth import WORTH_CHECKING

DAYS = 30
LISTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What came in on one day."""

    day: dt.date
    articles: int
    failed: int
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The last days, today last; ``worthy`` claims of them are worth checking, ``ruled`` of those have a verdict."""

    days: list[Day]
    worthy: int
    ruled: int

    @property
    def articles(self) -> int:
        """In all."""
        return sum(day.articles for day in self.days)

    @property
    def failed(self) -> int:
        """In all."""
        return sum(day.failed for day in self.days)

    @property
    def claims(self) -> int:
        """In all."""
        return sum(day.claims for day in self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A speaker and how often."""

    id: int
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who has most of each in the last days."""

    worthy: list[Voice]
    against: list[Voice]
    again: list[Voice]


def coverage(newsroom: Newsroom, *, now: dt.datetime) -> Coverage:
    """Days are the newsroom's own. Two queries, on the rows of the window alone."""
    zone = ZoneInfo(newsroom.time_zone)
    today, since = now.astimezone(zone).date(), _since(now, zone)
    day = TruncDate("created_at", tzinfo=zone)
    articles: Any = Article.objects.for_newsroom(newsroom).filter(created_at__gte=since).order_by().values(day=day)
    claims: Any = Claim.objects.for_newsroom(newsroom).standing().filter(created_at__gte=since).order_by()
    claims = claims.values(day=day)
    failed = Count("pk", filter=Q(state=Article.State.FAILED))
    taken = {row["day"]: row for row in articles.annotate(n=Count("pk"), failed=failed)}
    worthy = Q(worth__gte=WORTH_CHECKING)
    found = {
        row["day"]: row
        for row in claims.annotate(
            n=Count("pk"),
            worthy=Count("pk", filter=worthy),
            ruled=Count("pk", filter=worthy & Q(verdict__isnull=False)),
        )
    }
    days = [today - dt.timedelta(days=n) for n in reversed(range(DAYS))]
    return Coverage(
        days=[_day(one, taken.get(one, {}), found.get(one, {})) for one in days],
        worthy=sum(row["worthy"] for row in found.values()),
        ruled=sum(row["ruled"] for row in found.values()),
    )


def _day(day: dt.date, taken: Mapping[str, int], found: Mapping[str, int]) -> Day:
    counts = {"articles": taken.get("n", 0), "failed": taken.get("failed", 0), "claims": found.get("n", 0)}
    return Day(day=day, **counts)


def voices(newsroom: Newsroom, *, now: dt.datetime) -> Voices:
    """Of speakers who are one: claims worth checking, contradictions with themselves that stand, repeats."""
    since = _since(now, ZoneInfo(newsroom.time_zone))
    claims = Claim.objects.for_newsroom(newsroom).standing().filter(created_at__gte=since)
    raised = Flag.objects.for_newsroom(newsroom).filter(
        created_at__gte=since, kind=Flag.Kind.CONTRADICTION, same_speaker=True
    )
    standing = raised.exclude(state__in=[Flag.State.DISMISSED, Flag.State.WITHDRAWN])
    again = ClusterMember.objects.said().filter(
        cluster__newsroom=newsroom, claim__newsroom=newsroom, claim__created_at__gte=since, canonical=False
    )
    return Voices(
        worthy=_most(claims.worth_checking(), "speaker"),
        against=_most(standing, "match__a__speaker"),
        again=_most(again, "claim__speaker"),
    )


def _most(rows: Any, path: str) -> list[Voice]:
    known = rows.filter(**{f"{path}__isnull": False}).exclude(**{f"{path}__kind__in": NOBODY_IN_PARTICULAR})
    counted = known.order_by().values_list(path, F(f"{path}__name")).annotate(n=Count("pk"))
    return [Voice(id=pk, name=name, count=n) for pk, name, n in counted.order_by("-n", path)[:LISTED]]


def _since(now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The first moment of the window's first day."""
    return dt.datetime.combine(now.astimezone(zone).date() - dt.timedelta(days=DAYS - 1), dt.time(), zone)
