"""A verdict from draft to publication, and what stands in its way."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Rating, RatingScale, User, Verdict
from tests.web.conftest import Desk


def form(desk: Desk, **changes: object) -> dict[str, object]:
    """What the verdict form sends, with one row of evidence."""
    return {
        "rating": desk.rating().pk,
        "explanation": "The minutes of 4 February name the sale.",
        "evidence-TOTAL_FORMS": "2",
        "evidence-INITIAL_FORMS": "0",
        "evidence-0-url": "https://council.example/minutes",
        "evidence-0-quote": "Item 7: sale",
        "evidence-0-stance": "refutes",
        "evidence-1-url": "",
        "evidence-1-stance": "context",
        **changes,
    }


def write(client: Client, desk: Desk, **changes: object) -> Any:
    return client.post(reverse("write_verdict", args=[desk.first.pk]), form(desk, **changes))


@pytest.fixture
def rosas(rosa: User, sign_in: Any) -> Client:
    """Rosa's browser."""
    client: Client = sign_in(rosa)
    return client


@pytest.fixture
def ediths(edith: User, sign_in: Any) -> Client:
    """Edith's browser."""
    client: Client = sign_in(edith)
    return client


def test_from_draft_to_publication_and_back(desk: Desk, rosas: Client, ediths: Client) -> None:
    page = reverse("claim", args=[desk.first.pk])
    assert write(rosas, desk).url == page
    draft = Verdict.objects.get()
    assert (draft.state, draft.evidence.get().stance) == ("draft", "refutes")
    assert "https://council.example/minutes" in rosas.get(page).text

    write(rosas, desk, explanation="Shorter.", submit="")
    draft.refresh_from_db()
    assert (draft.state, draft.explanation, draft.evidence.count()) == ("submitted", "Shorter.", 1)
    assert "An editor publishes it." in rosas.get(page).text

    ediths.post(reverse("publish_verdict", args=[draft.pk]))
    desk.first.refresh_from_db()
    assert desk.first.verdict == draft
    assert "published by edith" in rosas.get(page).text

    ediths.post(reverse("withdraw_verdict", args=[draft.pk]), {"reason": "Minutes were misread."})
    desk.first.refresh_from_db()
    assert desk.first.verdict is None
    text = rosas.get(page).text
    assert "withdrawn" in text
    assert "Minutes were misread." in text


def test_four_eyes_are_explained_and_kept(desk: Desk, edith: User, ediths: Client) -> None:
    verdict = desk.verdict(edith, state="submitted")
    text = ediths.get(reverse("claim", args=[desk.first.pk])).text
    assert "another editor publishes it" in text
    assert reverse("publish_verdict", args=[verdict.pk]) not in text
    refused = ediths.post(reverse("publish_verdict", args=[verdict.pk]), follow=True)
    assert "Somebody other than its author has to publish a verdict here." in refused.text
    verdict.refresh_from_db()
    assert verdict.state == "submitted"


def test_a_second_editor_is_offered_the_button(desk: Desk, edith: User, egon: User, sign_in: Any) -> None:
    verdict = desk.verdict(edith, state="submitted")
    text = sign_in(egon).get(reverse("claim", args=[desk.first.pk])).text
    assert f'action="{reverse("publish_verdict", args=[verdict.pk])}"' in text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"rating": ""}, "This field is required."),
        ({"rating": "999999"}, "Select a valid choice"),
        ({"explanation": "   "}, "This field is required."),
        ({"evidence-0-url": "not an address"}, "Enter a valid URL."),
        ({"evidence-0-url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"evidence-0-url": ""}, "Say where this quote stands."),
        ({"evidence-0-stance": "louder"}, "Select a valid choice"),
        ({"evidence-TOTAL_FORMS": "x"}, "ManagementForm data is missing"),
    ],
)
def test_bad_input_is_told_beside_its_field(changes: dict[str, str], told: str, desk: Desk, rosas: Client) -> None:
    response = write(rosas, desk, **changes)
    assert response.status_code == 400
    assert told in response.text
    if "explanation" not in changes:
        assert "The minutes of 4 February" in response.text  # nothing typed is lost
    assert not Verdict.objects.exists()


def test_another_newsrooms_rating_is_no_choice(desk: Desk, rosas: Client, other_newsroom: Any) -> None:
    scale = RatingScale.objects.create(newsroom=other_newsroom, name="Theirs")
    theirs = Rating.objects.create(scale=scale, label="Their own", normalized="false", position=1)
    assert "Their own" not in rosas.get(reverse("claim", args=[desk.first.pk])).text
    assert write(rosas, desk, rating=theirs.pk).status_code == 400


def test_a_withdrawal_says_why(desk: Desk, rosa: User, ediths: Client) -> None:
    verdict = desk.verdict(rosa, state="submitted")
    ediths.post(reverse("publish_verdict", args=[verdict.pk]))
    response = ediths.post(reverse("withdraw_verdict", args=[verdict.pk]), {"reason": " "})
    assert response.status_code == 400
    assert "This field is required." in response.text
    verdict.refresh_from_db()
    assert verdict.state == "published"


def test_what_was_handed_in_is_not_rewritten(desk: Desk, rosa: User, rosas: Client) -> None:
    verdict = desk.verdict(rosa, state="submitted")
    again = rosas.post(reverse("submit_verdict", args=[verdict.pk]), follow=True)
    assert "This verdict is waiting for approval; that cannot be done with it." in again.text


def test_the_claims_flags_and_near_claims_are_there(desk: Desk, rosas: Client) -> None:
    desk.add_flags(1)
    desk.flag.match.flags.all().delete()
    text = rosas.get(reverse("claim", args=[desk.first.pk])).text
    assert reverse("flag", args=[desk.more[0].pk]) in text
    assert "Near it, not flagged" in text
    assert "in spring" in text
