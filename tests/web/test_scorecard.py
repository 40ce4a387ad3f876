"""The scorecard's page: figures in tables and pictures, the newsroom's own, in a fixed number of queries."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.learning.scorecard import Row
from claims.learning.shares import Tally
from claims.matching.signals import Signal
from claims.models import Flag, Newsroom, Review, User
from claims.web.chart import DEEP, MOST, TOP, chart
from claims.web.scorecard import SIGNALS
from tests.learning.conftest import Decide, decide, pair, scored
from tests.web.conftest import Desk

__all__ = ["decide"]
QUERIES = 5  # session, person, memberships, decisions, and the flags that wait


@pytest.fixture
def browser(newsroom: Newsroom, vito: User, sign_in: Any) -> Client:
    """A viewer's browser."""
    client: Client = sign_in(vito)
    return client


def cells(text: str, heading: str) -> list[str]:
    """The words in the cells of the row with that heading, in the table's order."""
    [row] = re.findall(rf'<tr><th scope="row">{re.escape(heading)}</th>(.*?)</tr>', text, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)]


def test_every_signal_has_words() -> None:
    assert set(SIGNALS) == {signal.value for signal in Signal}


def test_before_the_first_decision_it_says_so(browser: Client) -> None:
    assert "Nothing is decided yet." in browser.get(reverse("scorecard")).text


def test_figures_stand_in_tables_and_in_words(browser: Client, newsroom: Newsroom, decide: Decide) -> None:
    decide([0.95, 0.94, 0.76], "confirm")
    decide([0.7], "dismiss")
    decide([0.7, 0.7], "unsure")
    pair(newsroom, 900, scored(0.8))
    text = browser.get(reverse("scorecard")).text
    assert "Of 4 flags that were decided, 3 were confirmed." in text
    assert "That is 75 in 100" in text
    assert "2 were left as unsure and are not counted." in text
    assert cells(text, "Duplicate") == ["75 30–95", "3", "1", "2"]
    assert cells(text, "Likeness of words and meaning") == ["75 30–95", "3", "1", "2"]
    assert cells(text, "0.75") == ["100 44–100", "3", "0", "0", "1"]
    assert cells(text, "0.90") == ["100 34–100", "2", "1", "0", "0"]
    month = f"{Review.objects.latest('pk').created_at:%Y-%m}"
    assert cells(text, month) == ["75 30–95", "3", "1", "2"]
    assert f">{month}</text>" in text


def test_filters_live_in_the_address(browser: Client, newsroom: Newsroom, decide: Decide) -> None:
    [review] = decide([0.9], "confirm")
    month = f"{review.created_at:%Y-%m}"
    for query, shown in (
        ({"kind": "duplicate", "first": month, "last": month}, True),
        ({"kind": "contradiction"}, False),
        ({"last": "2020-01"}, False),
        ({"first": "no month", "kind": "nonsense"}, True),
        ({"first": "0001-01", "last": "9999-12"}, True),
        ({"first": "2026-00", "last": "2026-1\x00"}, True),
        ({"last": "2999-12"}, True),
    ):
        text = browser.get(reverse("scorecard"), query).text
        assert ("Of 1 flag that was decided" in text) is shown, query
        assert ("Nothing was decided that fits." in text) is not shown
    assert f'value="{month}"' in browser.get(reverse("scorecard"), {"first": month}).text


def test_it_costs_the_same_whatever_was_decided(browser: Client, newsroom: Newsroom, decide: Decide) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(reverse("scorecard")).status_code == 200
        return len(asked)

    decide([0.9], "confirm")
    assert cost() == QUERIES
    decide([0.9, 0.8, 0.7], "dismiss")
    assert cost() == QUERIES


def test_the_picture_has_a_dot_and_a_whisker_a_month() -> None:
    rows = [Row(name=f"2026-{n:02}", tally=Tally(confirmed=n, dismissed=1)) for n in range(1, 4)]
    drawn = chart([*rows, Row(name="2026-04", tally=Tally(unsure=2))])
    assert drawn
    assert [(point.month, point.percent, point.decided) for point in drawn.points] == [
        ("2026-01", 50, 2),
        ("2026-02", 67, 3),
        ("2026-03", 75, 4),
        ("2026-04", None, 0),
    ]
    for point in drawn.points[:3]:
        assert point.y is not None
        assert TOP <= point.high < point.y < point.low <= TOP + DEEP
    assert len(drawn.line.split()) == 3
    many = chart([Row(name=f"{2000 + n}-01", tally=Tally(confirmed=1)) for n in range(60)])
    assert many
    assert [point.month for point in many.points] == [f"{2000 + n}-01" for n in range(60 - MOST, 60)]
    assert chart([]) is None


def test_the_flags_page_tells_how_likely_it_is(desk: Desk, browser: Client) -> None:
    address = reverse("flag", args=[desk.flag.pk])
    assert "of 100 flags like this one" not in browser.get(address).text
    Flag.objects.filter(pk=desk.flag.pk).update(likelihood=0.84)
    assert "Of 100 flags like this one, 84 were confirmed here." in browser.get(address).text
