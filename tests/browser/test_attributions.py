"""Attributions in Chromium: by selecting text added, corrected, split and deleted; read without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from claims.models import Article, Claim, Correction, User
from tests.browser.conftest import sign_in
from tests.browser.test_desk import PHONE
from tests.web.conftest import Desk, claim_in, store

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OpenPage = Callable[..., Page]
# Astral letters and combining marks before what is selected; "the lamp burns" stands twice.
TEXT = (
    "🌊🌊 Cafe\u0301 Renn & 👩‍🚒 crew: the lamp burns, they wrote.\n\n"
    "Olaf Renn said 🪔 the lamp burns and the door is shut, and that the tower leans. He left."
)
SELECT = """([words, nth]) => {
  const walk = document.createTreeWalker(document.querySelector('.column'), NodeFilter.SHOW_TEXT);
  const places = []; let all = '';
  while (walk.nextNode()) { if (walk.currentNode.parentElement.closest('[data-start]')) {
    places.push([all.length, walk.currentNode]); all += walk.currentNode.data; } }
  let at = -1; for (let n = 0; n <= nth; n += 1) at = all.indexOf(words, at + 1);
  const point = (where, last) => { const [from, node] = places.filter(([from, node]) =>
    last ? from < where : from <= where).at(-1); return [node, where - from]; };
  const range = document.createRange();
  range.setStart(...point(at, false)); range.setEnd(...point(at + words.length, true));
  const selection = document.getSelection(); selection.removeAllRanges(); selection.addRange(range);
}"""


def select(page: Page, words: str, nth: int = 0) -> None:
    """Select the words in the article's text, the nth time they stand there, as a drag would."""
    page.evaluate(SELECT, [words, nth])
    expect(page.get_by_role("toolbar")).to_be_visible()


def mark(page: Page, name: str) -> None:
    """Press a button of the bar beside the selection."""
    page.get_by_role("toolbar").get_by_role("button", name=name).click()


@pytest.fixture
def article(desk: Desk) -> Article:
    """Emoji, accents, and the same words twice."""
    return store(desk.newsroom, TEXT, title="Lamp")


def test_select_add_correct_split_delete(open_page: OpenPage, desk: Desk, article: Article, edith: User) -> None:
    page = open_page()
    sign_in(page, edith)
    page.goto(reverse("article", args=[article.pk]))
    panel = page.get_by_role("complementary", name="Attribution")

    select(page, "the lamp burns", nth=1)
    mark(page, "Add attribution")
    expect(panel.get_by_label("Words said")).to_have_value("the lamp burns")
    panel.get_by_label("Speaker", exact=True).fill("Olaf Renn")
    select(page, "Olaf Renn")
    mark(page, "Speaker")
    select(page, "said")
    mark(page, "Cue")
    panel.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_have_text("Added.")
    claim = Claim.objects.get(article=article)
    start = TEXT.rindex("the lamp burns")
    assert (claim.start, claim.text, claim.kind) == (start, "the lamp burns", "indirect")
    assert (claim.source_text, claim.cue, claim.cue_span) == ("Olaf Renn", "said", [start - 7, start - 3])

    page.get_by_role("link", name="the lamp burns").click()
    expect(panel).to_contain_text("settled by a person")
    panel.get_by_text("Correct", exact=True).click()
    select(page, "the lamp burns and the door is shut")
    mark(page, "Words said")
    select(page, "the tower leans")
    mark(page, "Another piece")
    panel.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Corrected.")
    claim.refresh_from_db()
    assert claim.statement == "the lamp burns and the door is shut the tower leans"
    assert claim.pieces == [[start, start + 35], [TEXT.index("the tower"), TEXT.index(". He left")]]
    expect(page.locator(f'[data-claim="{claim.pk}"]')).to_have_count(2)

    page.locator("a.said", has_text="the tower leans").click()
    panel.get_by_text("Split", exact=True).first.click()
    select(page, "the tower leans")
    mark(page, "Words said")
    panel.get_by_role("button", name="Split").click()
    expect(page.get_by_role("status")).to_have_text("Split.")
    made = Claim.objects.filter(article=article).latest("pk")
    assert (made.statement, made.speaker) == ("the tower leans", claim.speaker)

    page.get_by_role("link", name="the tower leans").focus()
    expect(page.get_by_role("tooltip")).to_contain_text("Olaf Renn · “said” · indirect · confidence 1.00")
    page.keyboard.press("Enter")
    expect(panel.get_by_role("heading", name="Attribution")).to_be_focused()
    page.keyboard.press("d")
    expect(page.get_by_role("status")).to_have_text("Deleted.")
    expect(page.get_by_role("link", name="the tower leans")).to_have_count(0)
    actions = list(Correction.objects.values_list("action", flat=True))
    assert actions == ["add", "correct", "split", "split", "delete"]


def test_a_selection_over_paragraphs_and_by_key(open_page: OpenPage, article: Article, edith: User) -> None:
    page = open_page()
    sign_in(page, edith)
    page.goto(reverse("article", args=[article.pk]))
    select(page, "they wrote.Olaf Renn said")
    page.keyboard.press("a")
    panel = page.get_by_role("complementary", name="Attribution")
    panel.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_have_text("Added.")
    assert Claim.objects.get(article=article).text == "they wrote.\n\nOlaf Renn said"


def test_what_is_refused_stands_beside_its_field(open_page: OpenPage, desk: Desk, edith: User) -> None:
    page = open_page(expected="the server responded with a status of 4")  # which Chromium tells of every refusal
    sign_in(page, edith)
    page.goto(reverse("article", args=[desk.article.pk]))
    page.locator("a.said").first.click()
    panel = page.get_by_role("complementary", name="Attribution")
    panel.get_by_text("Correct", exact=True).click()
    panel.get_by_label("Words said").fill("words that nobody wrote")
    Claim.objects.filter(pk=desk.first.pk).update(version=4)
    with page.expect_response(re.compile("correct")) as answer:
        panel.get_by_role("button", name="Save").click()
    assert answer.value.status == 400
    expect(panel.locator(".content .errors")).to_contain_text("do not stand in the article")
    panel.get_by_label("Words said").fill("selling the lighthouse")
    with page.expect_response(re.compile("correct")) as answer:
        panel.get_by_role("button", name="Save").click()
    assert answer.value.status == 409
    expect(panel.get_by_role("alert")).to_contain_text("Somebody else has changed")
    expect(panel.get_by_label("Words said")).to_have_value("selling the lighthouse")


def test_it_reads_and_works_without_javascript(open_page: OpenPage, desk: Desk, edith: User) -> None:
    inner = claim_in(desk.article, "selling the lighthouse", kind="mixed", speaker="Olaf Renn")
    Claim.objects.filter(pk=inner.pk).update(uncertain=True, doubt="speaker unsure", confidence=0.3)
    page = open_page(java_script_enabled=False)
    sign_in(page, edith)
    page.goto(reverse("article", args=[desk.article.pk]))
    expect(page.locator(".column")).to_contain_text('"We never talked about selling the lighthouse," Mayor')
    assert page.locator("a.uncertain").get_attribute("title") == (
        "Olaf Renn · partly quoted · confidence 0.30 · to be looked at · speaker unsure"
    )
    page.locator("a.uncertain").click()
    panel = page.get_by_role("complementary", name="Attribution")
    expect(panel).to_contain_text("To be looked at")
    panel.get_by_text("Correct", exact=True).click()
    panel.get_by_label("Words said").fill("talked about selling the lighthouse")
    panel.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Corrected.")
    inner.refresh_from_db()
    assert (inner.text, inner.uncertain) == ("talked about selling the lighthouse", False)
    page.get_by_role("link", name="Add an attribution").click()
    panel.get_by_label("Words said").fill("kept his lamp lit")
    panel.get_by_role("button", name="Add").click()
    assert Claim.objects.get(text="kept his lamp lit").article == desk.article
    page.get_by_role("button", name="This article is complete").click()
    expect(page.locator(".complete")).to_contain_text("Complete, says edith")


def test_the_queue_by_keys(open_page: OpenPage, desk: Desk, edith: User) -> None:
    others = [claim_in(desk.article, words) for words in ("She walked on", "kept his lamp lit")]
    Claim.objects.filter(pk__in=[claim.pk for claim in others]).update(uncertain=True, doubt="who?")
    page = open_page()
    sign_in(page, edith)
    page.get_by_role("link", name="To look at").click()
    expect(page.locator("mark.claimed")).to_have_text("She walked on")
    page.keyboard.press("j")
    expect(page.locator("mark.claimed")).to_have_text("kept his lamp lit")
    page.keyboard.press("c")
    expect(page.locator("mark.claimed")).to_have_text("She walked on")
    page.keyboard.press("o")
    expect(page.get_by_role("complementary", name="Attribution")).to_contain_text("To be looked at")
    page.go_back()
    page.keyboard.press("d")
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    rows = [(row.claim_id, row.action) for row in Correction.objects.all()]
    assert rows == [(others[1].pk, "confirm"), (others[0].pk, "delete")]


def test_the_panel_fits_a_phone(open_page: OpenPage, desk: Desk, edith: User) -> None:
    page = open_page(**PHONE)
    sign_in(page, edith)
    page.goto(reverse("article", args=[desk.article.pk]))
    page.locator("a.said").first.tap()
    panel = page.get_by_role("complementary", name="Attribution")
    expect(panel.get_by_role("button", name="Confirm")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
