"""The verdict form in a browser: rows of evidence by htmx, and the same without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from claims.models import User, Verdict
from tests.browser.conftest import desk, sign_in
from tests.web.conftest import Desk

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]


def addresses(page: Page) -> list[str]:
    return [field.input_value() for field in page.get_by_label("Address").all()]


@pytest.mark.parametrize("javascript", [True, False])
def test_evidence_is_added_and_removed(
    desk: Desk, rosa: User, open_page: Callable[..., Page], javascript: bool
) -> None:
    page = open_page(java_script_enabled=javascript, viewport={"width": 360, "height": 800})
    sign_in(page, rosa)
    page.goto(f"/claims/{desk.first.pk}/")
    page.get_by_label("Wrong").check()
    page.get_by_label("Explanation").fill("The minutes name the sale.")
    page.get_by_label("Address").fill("https://council.example/minutes")
    page.get_by_role("button", name="One more").click()
    expect(page.get_by_label("Address")).to_have_count(2)
    if javascript:  # without it the address names the form, which browsers prefer to autofocus
        expect(page.get_by_role("button", name="One more")).to_be_focused()
    assert addresses(page) == ["https://council.example/minutes", ""]
    assert page.get_by_label("Explanation").input_value() == "The minutes name the sale."
    page.get_by_label("Address").last.fill("https://radio.example/tape")
    page.get_by_role("button", name="Remove evidence 1").click()
    expect(page.get_by_label("Address")).to_have_count(1)
    assert addresses(page) == ["https://radio.example/tape"]
    assert page.get_by_label("Wrong").is_checked()
    page.get_by_label("Address").press("Enter")  # saves, and removes nothing
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    assert Verdict.objects.get().evidence.get().url == "https://radio.example/tape"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_preview_fits_a_phone(desk: Desk, rosa: User, open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 360, "height": 800})
    verdict = desk.verdict(rosa)
    sign_in(page, rosa)
    page.goto(f"/verdicts/{verdict.pk}/preview/")
    expect(page.get_by_role("heading", name="ClaimReview")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
