"""A day's run in the queue by keys: open, decide, the next is there, undo, select, decide together."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from claims.models import Flag, Review, User
from tests.browser.conftest import sign_in
from tests.web.conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_day_by_keys(open_page: Callable[..., Page], desk: Desk, rosa: User) -> None:
    desk.add_flags(3)
    page = open_page()
    sign_in(page, rosa)
    page.keyboard.press("j")
    with page.expect_response(re.compile(reverse("flag", args=[desk.more[0].pk]))):  # the next, fetched ahead
        page.keyboard.press("Enter")
    expect(page.locator(".place a[rel=next]")).to_be_visible()
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile(reverse("flag", args=[desk.more[0].pk])))
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("Confirmed: contradiction")
    assert Flag.objects.get(pk=desk.flag.pk).state == "confirmed"

    page.keyboard.press("z")
    expect(page.get_by_role("status")).to_contain_text("Taken back: contradiction")
    expect(page).to_have_url(re.compile(reverse("flag", args=[desk.flag.pk])))
    assert Flag.objects.get(pk=desk.flag.pk).state == "open"

    page.goto(reverse("queue"))
    for key in ("j", "j", "x", "j", "x"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Dismiss 2").click()
    expect(page.get_by_role("status")).to_contain_text("2 flags dismissed.")
    expect(page.locator(".flag")).to_have_count(2)
    assert Review.objects.filter(decision="dismiss").count() == 2
