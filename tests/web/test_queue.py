"""The queue: what waits, narrowed by the address, read in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from claims import pipeline
from claims.models import Appearance, Flag, User
from tests.web.conftest import Desk, claim_in, flag_between, store

QUERIES = 9  # session, person, memberships, filters' lists, saved views, last decision, counts, the flags


@pytest.fixture
def browser(desk: Desk, edith: User, sign_in: Any) -> Client:
    """Edith's browser."""
    client: Client = sign_in(edith)
    return client


def shown(browser: Client, **filters: object) -> list[int]:
    """The flags that the queue shows, in order."""
    text = browser.get(reverse("queue"), {key: str(value) for key, value in filters.items()}).text
    return [int(pk) for pk in re.findall(r'class="open" href="/flags/(\d+)/', text)]


def test_a_row_says_what_is_to_be_decided(desk: Desk, browser: Client) -> None:
    text = browser.get(reverse("queue")).text
    for words in ("1 contradiction", "0 duplicates", "denies &amp; affirms", "Ida Quist", "Harbour Post", "Radio Nord"):
        assert words in text
    assert "2 Mar 2026" in text
    assert "9 Mar 2026" in text
    assert "<b>never</b>" in text


def test_filters_live_in_the_address(desk: Desk, browser: Client, edith: User) -> None:
    desk.add_flags(2)
    one, two = desk.more
    first = desk.flag.pk
    Flag.objects.filter(pk=one.pk).update(same_speaker=True, holder=edith, held_at=timezone.now())
    Flag.objects.filter(pk=two.pk).update(state="confirmed")
    keeper = one.match.b.speaker_id
    table: list[tuple[dict[str, object], list[int]]] = [
        ({}, [first, one.pk]),
        ({"kind": "duplicate"}, [one.pk]),
        ({"state": "confirmed"}, [two.pk]),
        ({"speaker": keeper or 0}, [one.pk]),
        ({"source": desk.second.source_id or 0}, [first]),
        ({"q": "lamp"}, [one.pk]),
        ({"q": "in spring"}, [first]),
        ({"same_speaker": "on"}, [one.pk]),
        ({"mine": "on"}, [one.pk]),
        ({"mine": "on", "kind": "contradiction"}, []),
    ]
    for filters, expected in table:
        assert shown(browser, **filters) == expected, filters


def test_a_flag_is_found_by_the_outlet_that_copied_one_of_its_claims(desk: Desk, browser: Client) -> None:
    copy = store(desk.first.newsroom, desk.first.article.text, title="Copy", source="Wire")
    place = {name: getattr(desk.first, name) for name in ("text", "start", "end")}
    stands = Appearance.objects.create(claim=desk.first, article=copy, revision=copy.current, **place)
    assert shown(browser, source=copy.source_id) == [desk.flag.pk]
    Appearance.objects.filter(pk=stands.pk).update(lost_at=timezone.now())
    assert shown(browser, source=copy.source_id) == []


@pytest.mark.parametrize(
    "filters",
    [
        {"after": "999999"},
        {"kind": "nonsense"},
        {"speaker": "x"},
        {"source": "99999999999999999999"},
        {"after": "x"},
        {"after": "9" * 30},
    ],
)
def test_an_old_or_mistyped_address_is_no_error(filters: dict[str, str], desk: Desk, browser: Client) -> None:
    assert shown(browser, **filters) == [desk.flag.pk]


@pytest.mark.parametrize("q", ["\0", "'", "((", "a" * 5_000, "&|!:*", "\u202eabc"])
def test_words_of_any_sort_are_taken(q: str, desk: Desk, browser: Client) -> None:
    for name in ("queue", "claims", "speakers"):
        assert browser.get(reverse(name), {"q": q}).status_code == 200


def test_another_newsrooms_speaker_filters_nothing(desk: Desk, browser: Client, otto: User) -> None:
    room = otto.memberships.get().newsroom
    theirs = claim_in(store(room, '"Secret plan," X said.', title="t"), "Secret plan", speaker="Secret Speaker")
    text = browser.get(reverse("queue"), {"speaker": str(theirs.speaker_id)}).text
    assert "Secret" not in text


def test_the_empty_queue_says_who_decided_last(desk: Desk, browser: Client, rosa: User) -> None:
    pipeline.decide(flag=desk.flag, decision="dismiss", reviewer=rosa)
    text = browser.get(reverse("queue")).text
    assert "Nothing waits." in text
    assert "by rosa." in text
    assert "No flag fits these filters." in browser.get(reverse("queue"), {"kind": "update"}).text


def test_pages_stay_put_while_flags_are_added(desk: Desk, browser: Client) -> None:
    desk.add_flags(40)
    page = browser.get(reverse("queue"))
    more = page.context["page"].more
    seen = [line.flag.pk for line in page.context["lines"]]
    third = claim_in(store(desk.newsroom, '"Late news," Renn said.', title="Late"), "Late news")
    flag_between(desk.first, third, kind="update", rank=9.0)
    rest = shown(browser, after=more)
    assert len(seen) == 30
    assert seen + rest == [desk.flag.pk, *(flag.pk for flag in desk.more)]


def test_the_number_of_queries_does_not_grow(
    desk: Desk, browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk.add_flags(25)
    with django_assert_max_num_queries(QUERIES):
        assert len(shown(browser)) == 26


def test_age_and_holder(desk: Desk, browser: Client, edith: User) -> None:
    edith.first_name = "Edith"
    edith.save()
    Flag.objects.update(created_at=timezone.now() - dt.timedelta(hours=5, minutes=20), holder=edith)
    text = browser.get(reverse("queue")).text
    assert "5 h" in text
    assert "Held by </span>Edith" in text
