"""Every page of the desk and of the panel, read by axe in Chromium: WCAG 2.2 AA, in light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import Page, expect

from claims.models import User
from tests.browser.conftest import sign_in
from tests.web.addresses import keys_of
from tests.web.conftest import Desk
from tests.web.test_permissions import TABLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
}
BEYOND = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const beyond = (part) => part.getBoundingClientRect().right > width + 0.5;
  return [...document.querySelectorAll("main *")].filter(beyond).map((part) => part.outerHTML.slice(0, 120));
}"""
FRAGMENTS = {"progress", "speaker_names"}  # what htmx or a field asks for; no pages of their own
PAGES = [
    name
    for name, (method, *_, editor, _elsewhere) in TABLE.items()
    if method == "get" and editor == 200 and name not in FRAGMENTS
]


def faults(page: Page, *, rules: list[str] = RULES) -> list[str]:
    """What axe finds wrong that hinders people: the rule and every place."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": rules}}).response["violations"]
    grave = [each for each in found if each["impact"] in GRAVE]
    return [f"{each['id']}: {node['html'][:160]}" for each in grave for node in each["nodes"]]


def overflow(page: Page) -> list[str]:
    """What makes the page wider than the window: the parts that end beyond it, if the page can be moved sideways."""
    return list(page.evaluate(BEYOND))


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_of_the_desk_hinders_anybody(
    look: str, desk: Desk, open_page: Callable[..., Page], edith: User, rosa: User
) -> None:
    keys = keys_of(desk, verdict=desk.verdict(rosa))
    page = open_page(**LOOKS[look])
    page.goto(reverse("login"))
    wrong = {"login": faults(page)}
    sign_in(page, edith)
    wide = {}
    for name in PAGES:
        page.goto(reverse(name, args=[keys[name]] if name in keys else []))
        wrong[name], wide[name] = faults(page), overflow(page)
    page.goto(reverse("queue"))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    wrong["keys"] = faults(page)
    assert {name: found for name, found in wrong.items() if found} == {}
    assert {name: found for name, found in wide.items() if found} == {}


@pytest.mark.parametrize("path", ["/no-such-page/", "/flags/999999/"])
def test_nor_does_a_page_that_is_not_there(path: str, open_page: Callable[..., Page], desk: Desk, edith: User) -> None:
    page = open_page(expected="status of 404")
    sign_in(page, edith)
    page.goto(path)
    assert faults(page) == []


def test_nor_does_the_panel(open_page: Callable[..., Page], desk: Desk, edith: User, rosa: User) -> None:
    keys_of(desk, verdict=desk.verdict(rosa))
    page = open_page(**LOOKS["light"])
    sign_in(page, edith)
    wrong: dict[str, list[str]] = {}
    for model in admin.site._registry:
        page.goto(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
        wrong[model.__name__] = faults(page)
    assert {name: found for name, found in wrong.items() if found} == {}
