"""The timeline: where dots and arcs stand, what is told of each, and how much of a long life is drawn."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.matching.group import group
from claims.models import Claim, Flag, Newsroom, Speaker, User
from claims.text.topics import Topic
from claims.web.saying import Arc
from claims.web.timeline import COLUMNS, LANES, LEFT, STEP, timeline
from tests.clusters import duplicate, ids, ruled, said, star
from tests.web.conftest import Desk

QUERIES = 26


def claims_on(*days: int) -> list[Claim]:
    return [Claim(pk=n, statement=f"Said {n}", said_on=dt.date(2026, 3, day)) for n, day in enumerate(days, start=1)]


def test_the_first_day_is_left_the_last_right_and_one_day_stands_in_a_pile() -> None:
    claims = claims_on(1, 1, 16, 31)
    drawn = timeline(claims, [Topic(label="ferry", members=(0, 1, 2, 3))], [])
    assert drawn
    [row] = drawn.rows
    right = LEFT + STEP * (COLUMNS - 1)
    assert [dot.x for dot in row.dots] == [LEFT, LEFT, LEFT + STEP * 20, right]
    assert row.dots[1].y - row.dots[0].y == STEP
    assert (drawn.ticks[0], drawn.ticks[-1]) == ((LEFT, dt.date(2026, 3, 1)), (right, dt.date(2026, 3, 31)))
    assert all(dot.x + STEP / 2 <= drawn.width + STEP and dot.y < drawn.height for dot in row.dots)


def test_rows_do_not_overlap() -> None:
    claims = claims_on(1, 1, 1, 2)
    drawn = timeline(claims, [Topic(label="a", members=(0, 1, 2)), Topic(label="", members=(3,))], [])
    assert drawn
    one, other = drawn.rows
    assert max(dot.y for dot in one.dots) < other.y < min(dot.y for dot in other.dots)


def test_too_many_of_one_day_are_counted_not_drawn() -> None:
    claims = claims_on(*[1] * 9)
    drawn = timeline(claims, [Topic(label="", members=tuple(range(9)))], [])
    assert drawn
    [row] = drawn.rows
    assert (len(row.dots), [crowd.count for crowd in row.crowds], len(row.all)) == (LANES - 1, [9 - LANES + 1], 9)


def test_an_arc_joins_two_and_both_know_of_it() -> None:
    claims = claims_on(1, 20)
    arc = Arc(flag=Flag(pk=5, state="open"), a=claims[0], b=claims[1])
    drawn = timeline(claims, [Topic(label="", members=(0, 1))], [arc])
    assert drawn
    [curve], [one, other] = drawn.curves, drawn.rows[0].dots
    assert curve.path.startswith(f"M{one.x} {one.y}Q")
    assert curve.path.endswith(f" {other.x} {other.y}")
    assert [claim.pk for _arc, claim in one.others()] == [2]
    assert [claim.pk for _arc, claim in other.others()] == [1]
    assert timeline([], [], []) is None


@pytest.fixture
def browser(vito: User, sign_in: Any) -> Client:
    client: Client = sign_in(vito)
    return client


def page(browser: Client, speaker: Speaker | None, **given: str) -> str:
    assert speaker
    return browser.get(reverse("speaker", args=[speaker.pk]), given).text


def drawn_on(text: str) -> list[str]:
    return re.findall(r'<a class="dot [^"]*"[^>]*data-claim="(\d+)"', text)


def test_arcs_are_dashed_until_a_person_confirms_and_gone_when_dismissed(desk: Desk, browser: Client) -> None:
    first, second = desk.first.statement, desk.second.statement
    text = page(browser, desk.first.speaker)
    assert 'class="arc open"' in text
    assert f"Contradiction, not decided. 2 Mar 2026: “{first}” 9 Mar 2026: “{second}”" in text
    assert "1 waits for a decision." in text
    Flag.objects.filter(pk=desk.flag.pk).update(state="confirmed")
    text = page(browser, desk.first.speaker)
    assert 'class="arc confirmed"' in text
    assert "1 contradiction confirmed" in text
    assert f"Contradicts, confirmed: 9 Mar 2026, “{second}”" in text
    Flag.objects.filter(pk=desk.flag.pk).update(state="dismissed")
    text = page(browser, desk.first.speaker)
    assert 'class="arc' not in text
    assert sorted(drawn_on(text)) == sorted([str(desk.first.pk), str(desk.second.pk)])


def test_verdicts_fill_dots_and_are_counted(desk: Desk, browser: Client, edith: User, egon: User) -> None:
    ruled(desk.first, author=edith, approver=egon)
    text = page(browser, desk.first.speaker)
    assert re.search(rf'<a class="dot false"[^>]*data-claim="{desk.first.pk}"', text)
    assert "2 claims, 1 checked." in text
    assert f"“{desk.first.statement}” Wrong." in text
    for verdict, wanted in (("any", [desk.first]), ("none", [desk.second]), (str(desk.rating().pk), [desk.first])):
        assert drawn_on(page(browser, desk.first.speaker, verdict=verdict)) == [str(claim.pk) for claim in wanted]


def test_filters_narrow_the_picture_and_the_list(desk: Desk, browser: Client) -> None:
    both = [desk.first.pk, desk.second.pk]
    for given, wanted in (
        ({"since": "2026-03-05"}, both[1:]),
        ({"until": "2026-03-05"}, both[:1]),
        ({"kind": "indirect"}, []),
        ({"since": "soon", "verdict": "9x", "kind": "song", "page": "x", "times": "-1"}, both),
    ):
        text = page(browser, desk.first.speaker, **given)
        assert sorted(drawn_on(text)) == [str(pk) for pk in wanted], given
        listed = text[text.index('id="claims-title"') :]
        assert sorted(int(pk) for pk in re.findall(r'class="open" href="/claims/(\d+)/"', listed)) == wanted, given
    assert "No claim fits." in page(browser, desk.first.speaker, kind="indirect")


def test_what_is_said_again_is_counted(newsroom: Newsroom, browser: Client) -> None:
    claims = [said(newsroom, f"The quay is closed, {n}.", day=n) for n in (1, 2, 3)]
    star(*claims)
    group(ids(*claims))
    text = page(browser, claims[0].speaker)
    assert "3 times" in text
    assert reverse("cluster", args=[claims[0].member.cluster_id]) in text


def test_a_long_life_is_told_in_windows(newsroom: Newsroom, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.web.speakers.WINDOW", 4)
    monkeypatch.setattr("claims.web.speakers.PER_PAGE", 3)
    monkeypatch.setattr("claims.web.saying.COUNTED", 8)
    claims = [said(newsroom, f"The lamp burns, {n}.", day=n + 1) for n in range(10)]
    text = page(browser, claims[0].speaker)
    assert "More than 8 claims" in text
    assert "Claims 1 to 4, the latest counted first." in text
    assert {int(pk) for pk in drawn_on(text)} == {claim.pk for claim in claims[-4:]}
    text = page(browser, claims[0].speaker, times="3", page="4")
    assert {int(pk) for pk in drawn_on(text)} == {claim.pk for claim in claims[:2]}
    assert text.count('class="open"') == 1
    assert ">Later</a>" in text
    assert ">Earlier</a>" not in text


def test_queries_do_not_grow_with_the_claims(newsroom: Newsroom, browser: Client) -> None:
    claims = [said(newsroom, f"The lamp burns, {n}.", day=n % 28 + 1) for n in range(60)]
    for one, other in pairwise(claims):
        duplicate(one, other, kind="contradiction")
    assert claims[0].speaker
    with CaptureQueriesContext(connection) as made:
        assert len(drawn_on(page(browser, claims[0].speaker))) > 50
    assert len(made) <= QUERIES, [query["sql"][:90] for query in made]
