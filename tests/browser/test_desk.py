"""The desk in Chromium: from a pasted article to a published verdict, by keyboard, by thumb, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.models import APIKey, Article, Claim, Evidence, Flag, Newsroom, Review, User
from tests.browser.conftest import sign_in
from tests.conftest import Crew
from tests.web.conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MARCH = """Boats stay.

Mayor Ida Quist opened the season at the harbour. "No council boats will be sold this year," Quist said.

"The ferry stays free for children," she added."""
MAY = """Boats go.

Mayor Ida Quist faced the council on Monday. "Six council boats will be sold this year," Quist said.

"The ferry stays free for children," Quist told the council."""

OpenPage = Callable[..., Page]


def submit(page: Page, *, text: str, source: str, day: str) -> None:
    """Paste an article and see it to its end."""
    page.get_by_role("link", name="Submit").click()
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_label("Source").fill(source)
    page.get_by_label("Date").fill(day)
    page.get_by_role("button", name="Submit").click()
    expect(page.locator("#progress")).to_have_count(0, timeout=90_000)
    expect(page.locator(".said.direct").first).to_be_visible()


@pytest.mark.services
def test_from_a_pasted_article_to_a_published_verdict(
    crew: Crew, open_page: OpenPage, live_server: LiveServer, newsroom: Newsroom, edith: User, egon: User
) -> None:
    crew.start()
    page = open_page()
    sign_in(page, edith)
    submit(page, text=MARCH, source="Harbour Post", day="2026-03-02")
    submit(page, text=MAY, source="Radio Nord", day="2026-05-04")

    page.get_by_role("link", name="Flags").click()
    page.get_by_role("link", name=re.compile("^Contradiction")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ida Quist")
    expect(page.locator("mark").first).to_have_text("No")
    page.get_by_label("Note").fill("Both are on tape.")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("status")).to_contain_text("Confirmed: contradiction")

    page.goto(reverse("queue"))
    page.get_by_role("link", name=re.compile("^Duplicate")).first.click()
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_role("status")).to_contain_text("Dismissed: duplicate")
    assert dict(Flag.objects.exclude(state="open").values_list("kind", "state")) == {
        "contradiction": "confirmed",
        "duplicate": "dismissed",
    }
    assert Review.objects.get(decision="confirm").note == "Both are on tape."

    claim = Claim.objects.get(statement__contains="No council boats")
    page.goto(reverse("claim", args=[claim.pk]))
    page.get_by_label("Wrong").check()
    page.get_by_label("Explanation").fill("Six were sold at auction on 2 May.")
    page.get_by_label("Address").first.fill("https://council.example/auction")
    page.get_by_role("button", name="Hand in for approval").click()
    expect(page.locator(".ruling")).to_contain_text("another editor publishes it")

    second = open_page()
    sign_in(second, egon)
    second.goto(reverse("claim", args=[claim.pk]))
    second.get_by_role("button", name="Publish").click()
    expect(second.locator(".ruling")).to_contain_text("published by egon")

    _key, secret = APIKey.issue(newsroom=newsroom, scopes=["read"])
    answer = second.request.get(
        f"{live_server.url}/api/v1/claims/{claim.pk}/", headers={"Authorization": f"Bearer {secret}"}
    )
    assert answer.ok
    ruling = answer.json()["verdict"]
    assert (ruling["rating"], ruling["normalized"]) == ("Wrong", "false")


def test_the_whole_queue_by_keyboard(open_page: OpenPage, desk: Desk, edith: User) -> None:
    desk.add_flags(3)
    page = open_page()
    sign_in(page, edith)
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(reverse("flag", args=[desk.more[0].pk])))
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile(reverse("flag", args=[desk.more[1].pk])))
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("n")
    page.keyboard.type("no ducks in it")  # letters are letters inside a field
    page.keyboard.press("Enter")  # which decides nothing
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    expect(page.get_by_role("status")).to_contain_text(f"Dismissed: duplicate {desk.more[1].pk}")
    assert [review.note for review in Review.objects.order_by("pk")] == ["", "no ducks in it"]
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    expect(page.get_by_role("button", name="Let go")).to_be_visible()


def test_the_filters_narrow_at_once_and_stay_in_the_address(open_page: OpenPage, desk: Desk, edith: User) -> None:
    desk.add_flags(2)
    page = open_page()
    sign_in(page, edith)
    expect(page.locator(".flag")).to_have_count(3)
    page.get_by_label("Outlet").select_option(label="Outlet 1")
    expect(page.locator(".flag")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"source=\d+"))
    page.reload()
    expect(page.locator(".flag")).to_have_count(1)


def test_all_of_it_works_without_javascript(open_page: OpenPage, desk: Desk, edith: User) -> None:
    desk.add_flags(1)
    page = open_page(java_script_enabled=False)
    sign_in(page, edith)
    page.get_by_label("Same speaker").check()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("No flag fits these filters.")).to_be_visible()
    page.get_by_role("link", name="Show everything that waits").click()
    page.get_by_role("link", name=re.compile("^Contradiction")).click()
    page.get_by_role("button", name="Unsure").click()
    expect(page).to_have_url(re.compile(reverse("flag", args=[desk.more[0].pk])))
    page.goto(reverse("claim", args=[desk.first.pk]))
    page.get_by_label("Shaky").check()
    page.get_by_label("Explanation").fill("Half of it holds.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("status")).to_contain_text("Draft saved.")


def test_every_page_fits_a_phone(open_page: OpenPage, desk: Desk, edith: User) -> None:
    long_word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
    Article.objects.filter(pk=desk.article.pk).update(title=long_word, url="https://example.org/" + "a" * 300)
    verdict = desk.verdict(edith, state="submitted")
    Evidence.objects.create(verdict=verdict, url=f"https://example.org/{long_word}/x", quote=long_word)
    page = open_page(**PHONE)
    sign_in(page, edith)
    keys = {"flag": desk.flag.pk, "article": desk.article.pk, "claim": desk.first.pk, "speaker": desk.first.speaker_id}
    for name in ("queue", "flag", "articles", "article", "submit", "claims", "claim", "speakers", "speaker"):
        page.goto(reverse(name, args=[keys[name]] if name in keys else []))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
    page.goto(reverse("flag", args=[desk.flag.pk]))
    button = page.get_by_role("button", name="Confirm").bounding_box()
    assert button
    assert button["y"] + button["height"] > 844 - 100  # under the thumb
    assert button["height"] >= 44


def test_an_article_of_scripts_runs_none(open_page: OpenPage, desk: Desk, edith: User) -> None:
    page = open_page()
    sign_in(page, edith)
    page.get_by_role("link", name="Submit").click()
    page.get_by_label("Text", exact=True).fill(
        '<script>document.title = "taken"</script>\n<img src=x onerror="document.title = 1">'
    )
    page.get_by_label("Title").fill("<svg onload=\"document.title = 'taken'\">")
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".para").first).to_contain_text("<script>document.title")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<svg onload")
    assert "taken" not in page.title().replace("'taken'", "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_pages_fit_the_screen(open_page: OpenPage, desk: Desk, edith: User, width: int, scheme: str) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    sign_in(page, edith)
    for address in (
        reverse("speaker", args=[desk.first.speaker_id]),
        f"{reverse('search')}?q=lighthouse",
        reverse("dashboard"),
        reverse("submit"),
        reverse("quotation"),
        reverse("article", args=[desk.article.pk]),
    ):
        page.goto(address)
        expect(page.locator("#panel")).not_to_be_visible()  # where there is one: it is empty until somebody asks
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, address


def test_a_dot_reads_its_claim_and_an_arc_both(open_page: OpenPage, desk: Desk, edith: User) -> None:
    page = open_page()
    sign_in(page, edith)
    page.goto(reverse("speaker", args=[desk.first.speaker_id]))
    reads = page.locator("#reads")
    page.locator(f'.times [data-claim="{desk.first.pk}"]').focus()
    expect(reads).to_contain_text(desk.first.statement)
    expect(reads).to_contain_text("may contradict")
    page.locator(".times .arc").focus()
    expect(reads).to_contain_text(desk.first.statement)
    expect(reads).to_contain_text(desk.second.statement)
    page.locator(f'.times [data-claim="{desk.second.pk}"]').hover()
    expect(reads.locator("p")).to_have_count(1)
    page.keyboard.press("Tab")
    page.locator(f'.times [data-claim="{desk.second.pk}"]').focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(desk.second.statement)


def test_the_head_searches_everything(open_page: OpenPage, desk: Desk, edith: User) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, edith)
    page.get_by_role("searchbox", name="Search everything").fill("lighthouse")
    page.keyboard.press("Enter")
    expect(page.locator("mark", has_text="lighthouse").first).to_be_visible()
    page.get_by_label("To", exact=True).fill("2026-03-05")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text(desk.first.statement)).to_be_visible()
    expect(page.get_by_text(desk.second.statement)).to_have_count(0)
    assert "until=2026-03-05" in page.url
