"""Pages stay right while rows are added."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from claims.api.pagination import Cursor, row_id
from claims.models import Claim, Newsroom
from tests.api.conftest import enter


def texts(page: dict[str, list[dict[str, str]]]) -> list[str]:
    return [claim["text"] for claim in page["results"]]


@pytest.fixture
def ten(newsroom: Newsroom) -> list[str]:
    """Ten claims, the newest first."""
    return [enter(newsroom, f"The lamp burned {number} hours.", day=1 + number % 3).text for number in range(10)][::-1]


def test_reading_on_while_rows_are_added_repeats_and_misses_none(
    api: APIClient, newsroom: Newsroom, ten: list[str]
) -> None:
    page = api.get("/api/v1/claims/?page_size=4").json()
    read = texts(page)
    assert page["previous"] is None
    while page["next"]:
        enter(newsroom, f"Another lamp, after {len(read)}.")
        page = api.get(page["next"]).json()
        read += texts(page)
    assert read == ten


def test_back_again(api: APIClient, newsroom: Newsroom, ten: list[str]) -> None:
    first = api.get("/api/v1/claims/?page_size=4").json()
    second = api.get(first["next"]).json()
    last = api.get(second["next"]).json()
    assert last["next"] is None
    assert api.get(last["previous"]).json()["results"] == second["results"]
    back = api.get(second["previous"]).json()
    assert texts(back) == texts(first)
    assert back["previous"] is None
    added = enter(newsroom, "A new lamp.")
    assert texts(api.get(api.get(second["previous"]).json()["previous"]).json()) == [added.text]


def test_a_row_that_goes_takes_no_other_with_it(api: APIClient, ten: list[str]) -> None:
    page = api.get("/api/v1/claims/?page_size=4").json()
    Claim.objects.filter(pk=page["results"][-1]["id"]).delete()
    assert texts(api.get(page["next"]).json()) == ten[4:8]


def test_the_links_keep_the_filters(api: APIClient, ten: list[str]) -> None:
    page = api.get("/api/v1/claims/?page_size=2&said_after=2026-03-02&said_before=2026-03-02").json()
    following = api.get(page["next"]).json()
    assert {claim["said_on"] for claim in page["results"] + following["results"]} == {"2026-03-02"}
    assert following["next"] is None


def test_a_timeline_goes_by_day_and_pages_through_ties(api: APIClient, ten: list[str]) -> None:
    speaker = Claim.objects.all()[0].speaker_id
    page = api.get(f"/api/v1/speakers/{speaker}/timeline/?page_size=3").json()
    entries = page["results"]
    while page["next"]:
        page = api.get(page["next"]).json()
        entries += page["results"]
    order = [(entry["day"], entry["id"]) for entry in entries]
    assert order == sorted(order, reverse=True)
    assert {entry["text"] for entry in entries} == set(ten)
    before = api.get(page["previous"]).json()["results"]
    assert [entry["id"] for entry in before] == [entry["id"] for entry in entries[-4:-1]]


def test_an_empty_list(api: APIClient) -> None:
    assert api.get("/api/v1/claims/").json() == {"next": None, "previous": None, "results": []}


@pytest.mark.parametrize("backward", [True, False])
def test_a_cursor_comes_back_as_it_went(backward: bool) -> None:
    cursor = Cursor((7,), backward)
    assert Cursor.decode(cursor.encode(), kinds=[row_id]) == cursor
