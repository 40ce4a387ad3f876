"""The search over everything: by words and by meaning, in one list that says why, within filters of the address."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.matching.embed import embed
from claims.models import Claim, Newsroom, Source, User
from claims.web.search import Answer, marked, merged
from tests.clusters import ids, ruled, said
from tests.web.conftest import Desk, store

QUERIES = 26
FERRY = "The ferry will stop for six weeks"
FARES = "Bus fares rise by a tenth in May"


@pytest.fixture
def told(newsroom: Newsroom, edith: User, egon: User) -> list[Claim]:
    """A town's claims, with vectors; the second has a verdict."""
    claims = [
        said(newsroom, FERRY, day=2, speaker="Aldo Brandt", source="Harbour Post"),
        said(newsroom, "No boats will cross and the crossing is halted", day=9, speaker="Edda Kjell"),
        said(newsroom, FARES, day=16, speaker="Petra Vanstone", source="Radio Nord"),
    ]
    ruled(claims[1], author=edith, approver=egon)
    embed(ids(*claims))
    return claims


@pytest.fixture
def browser(vito: User, sign_in: Any) -> Client:
    client: Client = sign_in(vito)
    return client


def answers(browser: Client, **given: Any) -> list[tuple[str, int]]:
    """What is listed, in order: the address's first word and the number."""
    text = browser.get(reverse("search"), given).text
    return [(sort, int(pk)) for sort, pk in re.findall(r'class="open" href="/(\w+)/(\d+)/', text)]


def claims_of(browser: Client, **given: Any) -> list[int]:
    return [pk for sort, pk in answers(browser, **given) if sort == "claims"]


def test_words_and_meaning_stand_in_one_list(told: list[Claim], browser: Client) -> None:
    text = browser.get(reverse("search"), {"q": "the ferry stops"}).text
    assert claims_of(browser, q="the ferry stops") == [told[0].pk, told[1].pk]
    assert "<mark>ferry</mark>" in text
    assert "<mark>stop</mark>" in text
    first, second = re.findall(r'<span class="facts">(.*?)</span>', text)
    assert first.startswith("holds the words")
    assert second == "near in meaning"
    assert "Bus fares" not in text


def test_a_sentence_that_says_the_same_is_called_so(told: list[Claim], browser: Client) -> None:
    text = browser.get(reverse("search"), {"q": "For six weeks the ferry will be stopped"}).text
    assert "same meaning" in text


def test_a_subject_says_nothing_that_a_claim_could_say_too(
    told: list[Claim], browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"q": "the ferry will stop"}
    assert "same meaning" not in browser.get(reverse("search"), asked).text
    monkeypatch.setattr("claims.web.search.STATES", 1)
    assert "same meaning" in browser.get(reverse("search"), asked).text


def test_filters_live_in_the_address(told: list[Claim], browser: Client) -> None:
    ferry, boat, fares = (claim.pk for claim in told)
    outlet = Source.objects.get(name="Harbour Post").pk
    for given, wanted in (
        ({"speaker": "brandt"}, [ferry]),
        ({"source": outlet}, [ferry]),
        ({"since": "2026-03-05"}, [boat]),
        ({"until": "2026-03-05"}, [ferry]),
        ({"verdict": "any"}, [boat]),
        ({"verdict": "none"}, [ferry]),
        ({"kind": "direct"}, []),
        ({"since": "soon", "source": "x", "verdict": "?", "kind": "song"}, [ferry, boat]),
    ):
        assert claims_of(browser, q="the ferry stops", **given) == wanted, given
    assert fares in claims_of(browser, q="fares")


def test_speakers_articles_and_fact_checks_are_found(
    told: list[Claim], newsroom: Newsroom, browser: Client, desk: Desk
) -> None:
    article = store(newsroom, "Nothing of it.", title="Ferries at anchor")
    assert ("articles", article.pk) in answers(browser, q="ferry")
    assert told[0].speaker_id
    assert answers(browser, q="Aldo Brandt")[0] == ("speakers", told[0].speaker_id)
    text = browser.get(reverse("search"), {"q": "minutes"}).text
    assert "By the <mark>minutes</mark>." in text  # the verdict's reasons
    assert "the reasons hold the words" in text
    assert {sort for sort, _pk in answers(browser, q="the ferry stops", verdict="any")} == {"claims"}


def test_nothing_found_says_what_one_may_do(told: list[Claim], browser: Client) -> None:
    text = browser.get(reverse("search"), {"q": "zebra", "kind": "direct"}).text
    assert "Nothing was found." in text
    assert 'href="?q=zebra"' in text
    for nothing in ("", "  ", "\0", "?!"):
        assert browser.get(reverse("search"), {"q": nothing}).status_code == 200
        assert answers(browser, q=nothing) == []
    assert "Type a name" in browser.get(reverse("search")).text


def test_nobody_finds_what_another_newsroom_has(told: list[Claim], otto: User, sign_in: Any) -> None:
    for words in ("ferry", FERRY, "Brandt", "minutes"):
        assert answers(sign_in(otto), q=words) == []


def test_queries_do_not_grow_with_the_answers(told: list[Claim], newsroom: Newsroom, browser: Client) -> None:
    for number in range(60):
        said(newsroom, f"The ferry carries {number} people", speaker=f"Passenger {number}")
        store(newsroom, f"Text {number}.", title=f"Ferry {number}", source=f"Outlet {number}")
    embed(list(Claim.objects.values_list("pk", flat=True)))
    with CaptureQueriesContext(connection) as made:
        assert len(answers(browser, q="ferry")) == 48
    assert len(made) <= QUERIES, [query["sql"][:90] for query in made]


def test_marks_stand_on_the_words_in_any_form() -> None:
    shown = marked("Closing the ferries, he said.", "the ferry closes")
    assert [segment.text for segment in shown if segment.names] == ["Closing", "ferries"]


def test_lists_are_merged_by_place() -> None:
    lists = [[Answer(sort=sort, row=n, shown=[], why="") for n in range(2)] for sort in ("claim", "article", "speaker")]
    assert [(a.sort, a.row) for a in merged(lists)] == [
        ("speaker", 0),
        ("article", 0),
        ("claim", 0),
        ("speaker", 1),
        ("article", 1),
        ("claim", 1),
    ]
