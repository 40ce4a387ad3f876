"""The dashboard: every figure on rows made by hand, with answers that are known; windows keep the rest out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.matching.group import group
from claims.models import Article, Claim, Flag, Newsroom, User
from claims.web.coverage import DAYS, coverage, voices
from claims.web.sparks import DEEP, EDGE, spark
from claims.web.workload import precision, turnaround, waiting
from tests.clusters import duplicate, ids, ruled, said, star
from tests.learning.conftest import Decide, decide
from tests.web.conftest import Desk, store

__all__ = ["decide"]
NOW = dt.datetime(2026, 3, 18, 12, tzinfo=dt.UTC)  # a Wednesday
QUERIES = 14


def ago(**time: float) -> dt.datetime:
    return NOW - dt.timedelta(**time)


def flags(room: Newsroom, count: int, *, kind: str = "duplicate", speaker: str = "Ida Quist") -> list[Flag]:
    claims = [said(room, f"{kind} {speaker} {n}", speaker=speaker) for n in range(count + 1)]
    return [duplicate(claims[0], other, kind=kind) for other in claims[1:]]


def at(flag: Flag, *, raised: dt.datetime, decided: dt.datetime | None = None, state: str = "open") -> None:
    Flag.objects.filter(pk=flag.pk).update(created_at=raised, decided_at=decided, state=state)


def test_what_waits_by_age(newsroom: Newsroom, other_newsroom: Newsroom) -> None:
    ages = [{"hours": 2}, {"days": 2}, {"days": 6}, {"days": 8}, {"days": 90}]
    made = flags(newsroom, 7)
    for flag, age in zip(made, ages, strict=False):
        at(flag, raised=ago(**age), state="unsure" if age == {"days": 2} else "open")
    at(made[5], raised=ago(days=200), decided=NOW, state="confirmed")
    at(made[6], raised=ago(days=200), state="withdrawn")
    flags(other_newsroom, 3)
    by_kind = {row.kind: row for row in waiting(newsroom, now=NOW)}
    assert by_kind["duplicate"].ages == (1, 1, 1, 2)
    assert by_kind["duplicate"].all == 5
    assert by_kind["duplicate"].oldest == ago(days=90)
    assert (by_kind["contradiction"].all, by_kind["contradiction"].oldest) == (0, None)


def test_turnaround_is_the_median_of_a_week(newsroom: Newsroom) -> None:
    monday = dt.datetime(2026, 3, 16, 1, tzinfo=dt.UTC)
    made = flags(newsroom, 6)
    for flag, hours in zip(made[:3], (1, 2, 30), strict=True):
        at(flag, raised=monday - dt.timedelta(hours=hours), decided=monday, state="confirmed")
    sunday = monday - dt.timedelta(hours=2)
    at(made[3], raised=sunday - dt.timedelta(hours=5), decided=sunday, state="dismissed")
    at(made[4], raised=ago(days=200), decided=ago(days=190), state="confirmed")
    at(made[5], raised=ago(days=3))
    weeks = turnaround(newsroom, now=NOW)
    assert len(weeks) == 12
    assert (weeks[-1].monday, weeks[-1].decided, weeks[-1].hours) == (dt.date(2026, 3, 16), 3, 2.0)
    assert (weeks[-2].monday, weeks[-2].decided, weeks[-2].hours) == (dt.date(2026, 3, 9), 1, 5.0)
    assert all((week.decided, week.hours) == (0, None) for week in weeks[:-2])


def test_weeks_begin_where_the_newsroom_is(newsroom: Newsroom) -> None:
    newsroom.time_zone = "America/New_York"
    [flag] = flags(newsroom, 1)
    at(flag, raised=ago(days=9), decided=dt.datetime(2026, 3, 16, 1, tzinfo=dt.UTC), state="confirmed")
    assert [week.monday for week in turnaround(newsroom, now=NOW) if week.decided] == [dt.date(2026, 3, 9)]


def test_precision_is_confirmed_of_decided(newsroom: Newsroom, decide: Decide) -> None:
    decide([0.95, 0.94, 0.76], "confirm")
    decide([0.7], "dismiss")
    decide([0.7], "unsure")
    [row] = precision(newsroom, now=timezone.now())
    assert (row.kind, row.all.precision, row.all.decided) == ("duplicate", 0.75, 4)
    assert [tally.decided for _month, tally in row.months] == [0, 0, 0, 0, 0, 4]
    later = timezone.now() + dt.timedelta(days=300)
    assert precision(newsroom, now=later) == []


def test_coverage_counts_what_came_in(newsroom: Newsroom, edith: User, egon: User) -> None:
    articles = [store(newsroom, f"Text {n}.", title=f"Note {n}") for n in range(4)]
    for article, day in zip(articles, (0, 0, 3, DAYS), strict=True):
        Article.objects.filter(pk=article.pk).update(created_at=ago(days=day))
    failed = {"state": "failed", "state_reason": "The page is gone."}
    Article.objects.filter(pk=articles[1].pk).update(**failed)
    claims = [said(newsroom, f"Claim {n}") for n in range(4)]
    ruled(claims[0], author=edith, approver=egon)
    for claim, (worth, day) in zip(claims, ((0.9, 0), (0.9, 1), (0.1, 1), (0.9, DAYS)), strict=True):
        Claim.objects.filter(pk=claim.pk).update(worth=worth, created_at=ago(days=day))
    told = coverage(newsroom, now=NOW)
    assert (told.articles, told.failed, told.claims, told.worthy, told.ruled) == (3, 1, 3, 2, 1)
    assert len(told.days) == DAYS
    assert [(day.articles, day.failed, day.claims) for day in told.days[-4:]] == [
        (1, 0, 0),
        (0, 0, 0),
        (0, 0, 2),
        (2, 1, 1),
    ]
    assert told.days[-1].day == NOW.date()


def test_whose_words(newsroom: Newsroom) -> None:
    now = timezone.now()
    for speaker, count in (("Aldo Brandt", 3), ("Petra Vanstone", 1)):
        for n in range(count):
            claim = said(newsroom, f"{speaker} has {n} boats", speaker=speaker)
            Claim.objects.filter(pk=claim.pk).update(worth=0.9)
    crowd = said(newsroom, "The residents want peace", speaker="Residents", kind="group")
    Claim.objects.filter(pk=crowd.pk).update(worth=0.9)
    against = flags(newsroom, 3, kind="contradiction", speaker="Edda Kjell")
    Flag.objects.filter(pk__in=[flag.pk for flag in against]).update(same_speaker=True)
    at(against[0], raised=now, state="dismissed")
    at(against[1], raised=now - dt.timedelta(days=DAYS + 1))
    again = [said(newsroom, f"The quay is closed, {n}", speaker="Olaf Renn") for n in range(3)]
    star(*again)
    group(ids(*again))
    told = voices(newsroom, now=now)
    assert [(one.name, one.count) for one in told.worthy] == [("Aldo Brandt", 3), ("Petra Vanstone", 1)]
    assert [(one.name, one.count) for one in told.against] == [("Edda Kjell", 1)]
    assert [(one.name, one.count) for one in told.again] == [("Olaf Renn", 2)]


def test_a_gap_in_a_line_stays_a_gap() -> None:
    drawn = spark([1, 2, None, 4, 0])
    assert [y for _x, y in drawn.dots] == [EDGE + DEEP * 0.75, EDGE + DEEP * 0.5, EDGE, EDGE + DEEP]
    assert len(drawn.lines) == 2
    assert [height for _x, _y, height in drawn.bars] == [DEEP * 0.25, DEEP * 0.5, DEEP, 0]
    assert spark([None, None]).dots == []
    assert spark([0.5], most=1).dots[0][1] == EDGE + DEEP / 2


@pytest.fixture
def browser(vito: User, sign_in: Any) -> Client:
    client: Client = sign_in(vito)
    return client


def test_an_empty_desk_says_so(newsroom: Newsroom, browser: Client) -> None:
    text = browser.get(reverse("dashboard")).text
    assert "0 flags wait for a decision." in text
    assert "Nothing was decided in these weeks." in text
    assert "Nothing was decided in these months." in text


def test_the_page_tells_them_in_a_fixed_number_of_queries(desk: Desk, decide: Decide, browser: Client) -> None:
    decide([0.95, 0.94, 0.76], "confirm")
    desk.add_flags(20)
    with CaptureQueriesContext(connection) as made:
        text = browser.get(reverse("dashboard")).text
    assert len(made) <= QUERIES, [query["sql"][:90] for query in made]
    assert "21 flags wait for a decision." in text
    assert "3 flags confirmed or dismissed" in text
    assert "3 of 3" in text
