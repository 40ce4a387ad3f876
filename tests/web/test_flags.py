"""One flag: what its page shows, and what a decision does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from claims import pipeline
from claims.models import Flag, User
from tests.web.conftest import Desk

QUERIES = 18  # where the two have repeats three more


@pytest.fixture
def browser(desk: Desk, rosa: User, sign_in: Any) -> Client:
    """Rosa's browser."""
    client: Client = sign_in(rosa)
    return client


def decide(browser: Client, flag: Flag, query: str = "", **form: str) -> Any:
    return browser.post(reverse("decide", args=[flag.pk]) + query, form)


def test_both_sides_stand_in_their_paragraphs(desk: Desk, browser: Client) -> None:
    text = browser.get(reverse("flag", args=[desk.flag.pk])).text
    assert "The pier was quiet." in text
    assert "A week on the wind had turned." in text
    assert "kept his lamp lit" not in text  # the paragraph after it
    assert '<mark title="denies"><b>never</b></mark>' in text
    assert text.index("2 March 2026") < text.index("9 March 2026")
    assert f"{reverse('article', args=[desk.article.pk])}#claim-{desk.first.pk}" in text
    assert "cosine" in text


def test_what_was_decided_before_is_shown(desk: Desk, browser: Client, edith: User) -> None:
    pipeline.decide(flag=desk.flag, decision="unsure", note="Ask <the> archive", reviewer=edith)
    text = browser.get(reverse("flag", args=[desk.flag.pk])).text
    assert "Ask &lt;the&gt; archive" in text
    assert "edith" in text


def test_a_decision_leads_to_the_next_flag_within_the_filters(desk: Desk, browser: Client) -> None:
    desk.add_flags(3)
    one, two, _three = desk.more
    Flag.objects.filter(pk=one.pk).update(kind="update")
    response = decide(browser, desk.flag, "?kind=duplicate&same_speaker=", decision="confirm", note=" seen ")
    assert response.url == reverse("flag", args=[two.pk]) + "?kind=duplicate"
    review = desk.flag.reviews.get()
    assert review.reviewer
    assert (review.decision, review.note, review.reviewer.username) == ("confirm", "seen", "rosa")
    desk.flag.refresh_from_db()
    assert desk.flag.state == "confirmed"


def test_the_last_decision_leads_back_to_the_queue(desk: Desk, browser: Client) -> None:
    response = decide(browser, desk.flag, "?kind=contradiction", decision="dismiss")
    assert response.url == reverse("queue") + "?kind=contradiction"
    assert "Dismissed: contradiction" in browser.get(response.url).text


def test_a_second_decision_follows_the_first(desk: Desk, browser: Client) -> None:
    for decision in ("dismiss", "confirm"):
        decide(browser, desk.flag, decision=decision)
    desk.flag.refresh_from_db()
    assert desk.flag.state == "confirmed"
    assert [review.decision for review in desk.flag.reviews.all()] == ["confirm", "dismiss"]


@pytest.mark.parametrize("form", [{}, {"decision": "maybe"}, {"decision": "confirm", "note": "x" * 2_001}])
def test_a_decision_that_is_none_is_told_beside_the_field(form: dict[str, str], desk: Desk, browser: Client) -> None:
    response = decide(browser, desk.flag, **form)
    assert response.status_code == 400
    assert "errorlist" in response.text
    assert not desk.flag.reviews.exists()


def test_a_flag_that_is_raised_no_longer_takes_no_decision(desk: Desk, browser: Client) -> None:
    Flag.objects.update(state=Flag.State.WITHDRAWN)
    late = decide(browser, desk.flag, decision="confirm", note="Two lamps, not one.")
    assert late.status_code == 409
    assert "Two lamps, not one." in late.text
    for text in (late.text, browser.get(reverse("flag", args=[desk.flag.pk])).text):
        assert "one of its claims has changed" in text
        assert 'name="decision"' not in text


def test_taking_and_letting_go(desk: Desk, browser: Client, edith: User, sign_in: Any) -> None:
    address = reverse("flag", args=[desk.flag.pk])
    browser.post(reverse("take", args=[desk.flag.pk]))
    assert "rosa is on it" in sign_in(edith).get(address).text
    refused = sign_in(edith).post(reverse("take", args=[desk.flag.pk]), follow=True)
    assert "Somebody else holds this flag" in refused.text
    browser.post(reverse("release", args=[desk.flag.pk]))
    assert "is on it" not in sign_in(edith).get(address).text


def test_an_altered_quote_shows_its_wordings_aligned(desk: Desk, browser: Client) -> None:
    Flag.objects.update(kind=Flag.Kind.ALTERED_QUOTE)
    text = browser.get(reverse("flag", args=[desk.flag.pk])).text
    assert "The two wordings" in text
    assert "First: nothing. Second: in spring." in text


def test_previous_and_next(desk: Desk, browser: Client) -> None:
    desk.add_flags(2)
    one, two = desk.more
    text = browser.get(reverse("flag", args=[one.pk])).text
    assert f'rel="prev" href="{reverse("flag", args=[desk.flag.pk])}"' in text
    assert f'rel="next" href="{reverse("flag", args=[two.pk])}"' in text
    assert "2 of 3" in text


def test_the_number_of_queries_is_bounded(
    desk: Desk, browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk.add_flags(20)
    for _n in range(5):
        pipeline.decide(flag=desk.flag, decision="unsure", reviewer=User.objects.get(username="rosa"))
    with django_assert_max_num_queries(QUERIES):
        browser.get(reverse("flag", args=[desk.flag.pk]))
