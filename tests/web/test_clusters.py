"""Repeats on the desk: how often a thing was said, how a repeat was ruled on, and an editor's word on a cluster."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from claims import pipeline
from claims.matching.group import group
from claims.models import Appearance, Claim, Newsroom, Speaker, User
from tests.clusters import ids, ruled, said, star, together
from tests.web.conftest import Desk, claim_in, store

pytestmark = pytest.mark.django_db

PAGE = 27  # queries of a claim's page, however many repeats it has
LIST = 12


@pytest.fixture
def spoken(newsroom: Newsroom) -> list[Claim]:
    """Ida Quist three times in two outlets, Bo Lind once, sources of the town hall once."""
    claims = [
        said(newsroom, "The ferry is safe.", day=3, source="Harbour Post"),
        said(newsroom, "Our ferry is safe.", day=5, source="Radio Nord"),
        said(newsroom, "This ferry is safe.", day=9, source="Radio Nord"),
        said(newsroom, "The ferry is a safe one.", day=11, speaker="Bo Lind", source="Tribune"),
        said(newsroom, "The ferry, safe as ever.", day=12, speaker="town hall sources", kind="anonymous"),
    ]
    star(*claims)
    group(ids(*claims))
    return claims


@pytest.fixture
def browser(sign_in: Callable[[User], Client], edith: User) -> Client:
    return sign_in(edith)


def claim_page(browser: Client, claim: Claim) -> str:
    return browser.get(reverse("claim", args=[claim.pk])).text


def test_a_claim_says_how_often_it_was_said(browser: Client, spoken: list[Claim]) -> None:
    text = claim_page(browser, spoken[1])
    assert "Said 5 times in 3 outlets since 3 March 2026" in text
    for other in (spoken[0], spoken[2], spoken[3]):
        assert other.statement in text


def test_a_repeat_shows_the_ruling_as_one_on_a_repeat(
    browser: Client, spoken: list[Claim], edith: User, egon: User
) -> None:
    verdict = ruled(spoken[0], author=edith, approver=egon)
    text = claim_page(browser, spoken[2])
    assert "ruled on a repeat of this" in text
    assert "Wrong" in text
    assert reverse("claim", args=[spoken[0].pk]) in text
    assert "ruled on a repeat of this" not in claim_page(browser, spoken[0])
    for page in (reverse("claims"), reverse("speaker", args=[spoken[1].speaker_id])):
        assert browser.get(page).text.count("on a repeat of this") >= 2
    spoken[2].refresh_from_db()
    assert spoken[2].verdict is None
    pipeline.withdraw_verdict(verdict=verdict, by=egon, reason="The port had miscounted.")
    text = claim_page(browser, spoken[2])
    assert "ruled on a repeat of this" not in text
    assert "The ruling “Wrong” on “The ferry is safe.” was withdrawn on" in text
    assert "The port had miscounted." in text
    assert "the ruling on a repeat was withdrawn" in browser.get(reverse("claims")).text


def test_a_copy_is_another_outlet_and_no_repeat(browser: Client, newsroom: Newsroom) -> None:
    text = "“The ferry is safe,” Ida Quist said."
    article, copy, gone = (store(newsroom, text, title=name, source=name) for name in ("Post", "Wire", "Tribune"))
    one, other = (
        claim_in(article, "The ferry is safe", day=4),
        said(newsroom, "Safe is the ferry.", day=6, source="Post"),
    )
    for place, lost in ((copy, None), (gone, "2026-03-20T00:00Z")):
        Appearance.objects.create(
            claim=one, article=place, revision=place.current, text=one.text, start=one.start, end=one.end, lost_at=lost
        )
    star(one, other)
    group(ids(one, other))
    assert "Said 2 times in 2 outlets since 4 March 2026" in claim_page(browser, other)


def test_an_article_tells_the_ruling_on_a_repeat(browser: Client, newsroom: Newsroom, edith: User, egon: User) -> None:
    article = store(newsroom, "“The ferry is safe,” Ida Quist said.", title="Ferry")
    here, there = claim_in(article, "The ferry is safe"), said(newsroom, "The ferry is safe.", day=1)
    star(here, there)
    group(ids(here, there))
    ruled(there, author=edith, approver=egon)
    text = browser.get(reverse("article", args=[article.pk]), {"claim": here.pk}).text
    assert "ruled “Wrong” on a repeat of this" in text  # in the text
    assert "on a repeat of this</span>" in text  # beside it


def test_an_outdated_ruling_says_so_until_there_is_another(
    browser: Client, spoken: list[Claim], edith: User, egon: User
) -> None:
    verdict = ruled(spoken[0], author=edith, approver=egon)
    pipeline.withdraw_verdict(verdict=verdict, by=egon, reason="New boats.", outdated=True)
    assert "is outdated since" in claim_page(browser, spoken[1])
    ruled(spoken[0], label="Right", author=edith, approver=egon)
    text = claim_page(browser, spoken[1])
    assert "is outdated since" not in text
    assert "ruled on a repeat of this" in text


@pytest.mark.parametrize(
    ("threshold", "label", "alerts"),
    [(3, "Wrong", True), (3, "Right", False), (4, "Wrong", False), (0, "Wrong", False)],
)
def test_who_repeats_what_was_ruled_against_is_an_alert(
    browser: Client,
    newsroom: Newsroom,
    spoken: list[Claim],
    edith: User,
    egon: User,
    threshold: int,
    label: str,
    alerts: bool,
) -> None:
    Newsroom.objects.filter(pk=newsroom.pk).update(repeat_alert=threshold)
    assert "Nobody" not in browser.get(reverse("repeats")).text
    assert "0 alerts" in browser.get(reverse("repeats")).text
    ruled(spoken[1], label=label, author=edith, approver=egon)
    group([spoken[1].pk])
    listed = browser.get(reverse("repeats"), {"alerts": "on"}).text
    assert (spoken[1].statement in listed) is alerts
    assert ("Ida Quist has said it 3 times" in claim_page(browser, spoken[0])) is alerts


def test_the_list_is_ranked_by_who_says_it_most(browser: Client, newsroom: Newsroom, spoken: list[Claim]) -> None:
    others = [said(newsroom, f"Taxes fall, {n}.", day=n, speaker="Bo Lind") for n in range(1, 5)]
    nobody = [said(newsroom, f"Rain, {n}.", day=n, speaker="officials", kind="group") for n in range(1, 9)]
    for claims in (others, nobody):
        star(*claims)
        group(ids(*claims))
    text = browser.get(reverse("repeats")).text
    assert text.index("Taxes fall") < text.index("The ferry is safe.")
    assert "Rain" not in text
    assert "Bo Lind 4×" in text
    Claim.objects.filter(pk__in=ids(*others[:3])).update(lost_at="2026-03-20T00:00Z")
    assert "Taxes fall" not in browser.get(reverse("repeats")).text


def test_an_editor_takes_claims_out_and_puts_them_back(browser: Client, spoken: list[Claim]) -> None:
    first, second, third, *_rest = spoken
    cluster = first.member.cluster_id
    answer = browser.post(reverse("split_repeats", args=[cluster]), {"claims": [second.pk, third.pk], "note": "Boats"})
    assert answer.status_code == 302
    assert together() == [ids(first, *spoken[3:]), ids(second, third)]
    group(ids(*spoken))
    assert together() == [ids(first, *spoken[3:]), ids(second, third)]
    browser.post(reverse("merge_repeats", args=[second.pk]), {"claim": first.pk})
    group(ids(*spoken))
    assert together() == [ids(*spoken)]


def test_an_editor_chooses_the_canonical_one_for_good(
    browser: Client, spoken: list[Claim], edith: User, egon: User
) -> None:
    cluster = spoken[0].member.cluster_id
    browser.post(reverse("choose_canonical", args=[cluster]), {"claim": spoken[2].pk})
    ruled(spoken[1], author=edith, approver=egon)
    group(ids(*spoken))
    assert together()[0][0] == spoken[2].pk
    assert "an editor chose this wording" in browser.get(reverse("cluster", args=[cluster])).text
    browser.post(reverse("split_repeats", args=[cluster]), {"claims": [spoken[2].pk]})
    assert together()[0][0] == spoken[1].pk


def test_what_cannot_be_done_is_told_on_the_form(browser: Client, newsroom: Newsroom, spoken: list[Claim]) -> None:
    cluster, stranger = spoken[0].member.cluster_id, said(newsroom, "Rain.")
    everything = browser.post(reverse("split_repeats", args=[cluster]), {"claims": ids(*spoken)})
    assert (everything.status_code, "at least stays" in everything.text) == (409, True)
    foreign = browser.post(reverse("split_repeats", args=[cluster]), {"claims": [stranger.pk]})
    assert foreign.status_code == 400
    none = browser.post(reverse("choose_canonical", args=[cluster]), {"claim": stranger.pk})
    assert (none.status_code, "not in this cluster any more" in none.text) == (409, True)
    page = reverse("merge_repeats", args=[spoken[0].pk])
    for number, status, words in (
        (spoken[1].pk, 409, "in one cluster already"),
        (spoken[0].pk, 409, "this is the same one"),
        (2**40, 400, "no claim of this number"),
    ):
        answer = browser.post(page, {"claim": number})
        assert (answer.status_code, words in answer.text) == (status, True), number
    assert together() == [ids(*spoken)]


def test_a_viewer_sees_the_cluster_and_no_controls(sign_in: Callable[[User], Client], vito: User, desk: Desk) -> None:
    first = desk.repeats()[0]
    client = sign_in(vito)
    for page in (reverse("cluster", args=[first.member.cluster_id]), reverse("claim", args=[first.pk])):
        text = client.get(page).text
        assert "Said 3 times" in text
        for name in ("/split/", "/canonical/", "/repeat/"):
            assert name not in text


def test_queries_do_not_grow_with_repeats(
    browser: Client, newsroom: Newsroom, spoken: list[Claim], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    more = [said(newsroom, f"A safe ferry, {n}.", speaker=f"Speaker {n}", source=f"Outlet {n}") for n in range(12)]
    star(spoken[0], *more)
    group(ids(*more))
    assert Speaker.objects.count() > 12
    with django_assert_max_num_queries(PAGE):
        claim_page(browser, spoken[0])
    for name, key in (("claims", []), ("repeats", []), ("cluster", [spoken[0].member.cluster_id])):
        with django_assert_max_num_queries(LIST):
            browser.get(reverse(name, args=key))
