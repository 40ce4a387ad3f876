"""A verdict from draft to publication, and what stands in its way."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Newsroom, Rating, RatingScale, User, Verdict
from tests.conftest import person
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


def opened(client: Client, desk: Desk) -> dict[str, str]:
    """What the form on the page says of the draft that it rewrites."""
    text = client.get(reverse("claim", args=[desk.first.pk])).text
    found = {name: re.search(rf'name="{name}"(?: value="(\d+)")?', text) for name in ("verdict", "version")}
    return {name: (match[1] or "") if match else "" for name, match in found.items()}


def write(client: Client, desk: Desk, **changes: object) -> Any:
    """Open the page, type, press."""
    data = form(desk, **{**opened(client, desk), **changes})
    return client.post(reverse("write_verdict", args=[desk.first.pk]), data)


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
        ({"evidence-0-url": "not an address"}, "“not an address” is no address of a page; one begins with https://."),
        ({"evidence-0-url": "javascript:alert(1)"}, "“javascript:alert(1)” is no address"),
        ({"evidence-0-url": "ftp://council.example/x"}, "“ftp://council.example/x” is no address"),
        ({"evidence-0-archive_url": "the archive"}, "“the archive” is no address"),
        ({"evidence-1-archive_url": "https://archive.example/2"}, "Say which page this is a copy of."),
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


def test_rows_of_evidence_are_added_and_removed_without_losing_a_word(desk: Desk, rosas: Client) -> None:
    typed = {"evidence-0-url": "half an addr", "evidence-1-url": "https://second.example", "explanation": "Half a sen"}
    more = write(rosas, desk, row="add", **typed)
    assert more.status_code == 200
    assert 'name="evidence-2-url"' in more.text
    for words in ("half an addr", "https://second.example", "Half a sen", "Item 7: sale"):
        assert words in more.text
    assert re.search(rf'value="{desk.rating().pk}"[^>]* checked', more.text)
    assert "is no address" not in more.text  # nothing is judged before it is saved

    fewer = write(rosas, desk, row="remove-0", **typed)
    assert "half an addr" not in fewer.text
    assert re.search(r'name="evidence-0-url" value="https://second.example"', fewer.text)
    assert 'name="evidence-1-url"' not in fewer.text
    assert not Verdict.objects.exists()


@pytest.mark.parametrize("row", ["remove-99", "remove-x", "up", "remove-"])
def test_a_row_that_is_none_changes_nothing(desk: Desk, rosas: Client, row: str) -> None:
    text = write(rosas, desk, row=row).text
    assert "https://council.example/minutes" in text


def test_several_pieces_with_their_copies_are_kept_and_edited(desk: Desk, rosas: Client) -> None:
    second = {
        "evidence-1-url": "https://radio.example/tape",
        "evidence-1-stance": "supports",
        "evidence-1-archive_url": "https://archive.example/tape",
    }
    write(rosas, desk, **second)
    kept = Verdict.objects.get().evidence.values_list("url", "stance", "archive_url")
    assert list(kept) == [
        ("https://council.example/minutes", "refutes", ""),
        ("https://radio.example/tape", "supports", "https://archive.example/tape"),
    ]
    page = rosas.get(reverse("claim", args=[desk.first.pk])).text
    assert 'value="https://archive.example/tape"' in page
    assert 'name="evidence-2-url"' in page  # an empty one


def test_more_rows_than_are_taken_are_told(desk: Desk, rosas: Client) -> None:
    rows = {f"evidence-{n}-url": f"https://council.example/{n}" for n in range(21)}
    rows |= {f"evidence-{n}-stance": "context" for n in range(21)}
    response = write(rosas, desk, **{"evidence-TOTAL_FORMS": "21"}, **rows)
    assert response.status_code == 400
    assert "at most 20" in response.text


def test_the_second_who_saves_reads_the_first_beside_their_own(
    desk: Desk, rosas: Client, ediths: Client, rosa: User
) -> None:
    write(rosas, desk, explanation="The minutes name the sale of the lamp.")
    before = opened(ediths, desk)
    write(rosas, desk, explanation="The minutes of May name the sale of the lamp.")

    late = write(ediths, desk, explanation="The minutes name the sale of the lighthouse.", **before)
    assert late.status_code == 409
    assert "Saved by rosa" in late.text
    assert "The minutes of May name the sale of the lamp." in late.text
    assert "The minutes name the sale of the lighthouse." in late.text
    assert re.search(r"<del>.*?of May</del>", late.text)
    draft = Verdict.objects.get()
    assert draft.explanation == "The minutes of May name the sale of the lamp."

    again = {"verdict": str(draft.pk), "version": str(draft.version)}
    assert f'name="version" value="{draft.version}"' in late.text  # so that the next press is on purpose
    write(ediths, desk, explanation="The minutes name the sale of the lighthouse.", **again)
    draft.refresh_from_db()
    assert (draft.explanation, draft.author, draft.edited_by.username) == (
        "The minutes name the sale of the lighthouse.",
        rosa,
        "edith",
    )


def test_two_who_begin_at_once_do_not_make_two_verdicts(desk: Desk, rosas: Client, ediths: Client) -> None:
    nothing = opened(ediths, desk)
    assert nothing == {"verdict": "", "version": ""}
    write(rosas, desk, explanation="Rosa was first.")
    late = write(ediths, desk, explanation="Edith was second.", **nothing)
    assert late.status_code == 409
    for words in ("Rosa was first.", "Edith was second.", "Somebody else has begun a verdict"):
        assert words in late.text
    assert Verdict.objects.count() == 1


def test_what_is_typed_while_the_draft_is_handed_in_stays_on_the_page(
    desk: Desk, rosas: Client, ediths: Client
) -> None:
    write(rosas, desk)
    before = opened(ediths, desk)
    rosas.post(reverse("submit_verdict", args=[Verdict.objects.get().pk]))
    late = write(ediths, desk, explanation="A whole paragraph of Edith.", **before)
    assert late.status_code == 409
    assert "A whole paragraph of Edith." in late.text
    assert "copy what you need" in late.text
    assert 'name="submit"' not in late.text


def test_another_reviewer_reads_the_draft_and_has_no_form(desk: Desk, rosas: Client, sign_in: Any) -> None:
    write(rosas, desk)
    rolf = sign_in(person("rolf", room=desk.newsroom, role="reviewer"))
    text = rolf.get(reverse("claim", args=[desk.first.pk])).text
    assert "rosa is writing it" in text
    assert "The minutes of 4 February" in text
    assert reverse("write_verdict", args=[desk.first.pk]) not in text


def test_a_panel_of_two_on_the_page(desk: Desk, rosa: User, ediths: Client, egon: User, sign_in: Any) -> None:
    Newsroom.objects.update(approvals_needed=2)
    verdict = desk.verdict(rosa, state="submitted")
    page, seen = reverse("claim", args=[desk.first.pk]), {"version": verdict.version}
    text = ediths.get(page).text
    assert "0 of 2 approvals" in text
    assert reverse("publish_verdict", args=[verdict.pk]) not in text
    refused = ediths.post(reverse("publish_verdict", args=[verdict.pk]), seen, follow=True)
    assert "wants 2 approvals of a verdict; with yours it has 1" in refused.text
    ediths.post(reverse("approve_verdict", args=[verdict.pk]), seen)
    text = ediths.get(page).text
    assert "1 of 2 approvals: edith" in text
    assert "1 more approval is wanted" in text
    egons = sign_in(egon)
    assert f'action="{reverse("publish_verdict", args=[verdict.pk])}"' in egons.get(page).text
    ediths.post(reverse("take_back_approval", args=[verdict.pk]))
    assert f'action="{reverse("publish_verdict", args=[verdict.pk])}"' not in egons.get(page).text
    ediths.post(reverse("approve_verdict", args=[verdict.pk]), seen)
    egons.post(reverse("publish_verdict", args=[verdict.pk]), seen)
    verdict.refresh_from_db()
    assert (verdict.state, verdict.approver) == ("published", egon)


def test_an_editor_sends_back_with_a_reason_that_the_author_reads(
    desk: Desk, rosas: Client, ediths: Client, rosa: User
) -> None:
    verdict = desk.verdict(rosa, state="submitted")
    silent = ediths.post(reverse("send_back_verdict", args=[verdict.pk]), {"reason": ""})
    assert silent.status_code == 400
    assert "This field is required." in silent.text
    ediths.post(reverse("send_back_verdict", args=[verdict.pk]), {"reason": "Which minutes?"})
    text = rosas.get(reverse("claim", args=[desk.first.pk])).text
    assert "Sent back:" in text
    assert "Which minutes?" in text
    assert "It was talked of." in text  # the draft, in its form again


def test_a_step_on_an_older_wording_is_told_and_not_taken(
    desk: Desk, rosa: User, edith: User, egon: User, sign_in: Any
) -> None:
    verdict = desk.verdict(rosa, state="submitted")
    Verdict.objects.update(explanation="Otherwise.")
    old = sign_in(egon).post(reverse("publish_verdict", args=[verdict.pk]), {"version": verdict.version}, follow=True)
    assert "after you opened it; look at it again" in old.text
    verdict.refresh_from_db()
    assert verdict.state == "submitted"
