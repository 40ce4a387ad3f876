"""A working day of the whole cast, with JavaScript and without: decide, hand in, approve, read, and stay outside."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from claims.models import Flag, User, Verdict
from tests.browser.conftest import sign_in
from tests.web.conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OpenPage = Callable[..., Page]


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def browser_of(request: pytest.FixtureRequest, open_page: OpenPage) -> Callable[[User], Page]:
    """A window of their own for each of the cast, signed in."""

    def opened(user: User) -> Page:
        page = open_page(java_script_enabled=request.param, expected="status of 404")
        sign_in(page, user)
        return page

    return opened


def test_from_a_flag_to_a_published_verdict(
    browser_of: Callable[[User], Page], desk: Desk, rosa: User, edith: User, egon: User, vito: User, otto: User
) -> None:
    desk.add_flags(1)
    claim = reverse("claim", args=[desk.first.pk])

    reviewer = browser_of(rosa)
    reviewer.locator("[data-row] .open").first.click()
    reviewer.get_by_label("Note", exact=True).fill("Both are on tape.")
    reviewer.get_by_role("button", name="Confirm").click()
    expect(reviewer.get_by_role("status")).to_contain_text("Confirmed: contradiction")
    reviewer.get_by_role("button", name=re.compile("Undo")).click()
    expect(reviewer.get_by_role("status")).to_contain_text("Taken back")
    reviewer.get_by_role("button", name="Dismiss").click()
    expect(reviewer.get_by_role("status")).to_contain_text("Dismissed: contradiction")
    assert sorted(Flag.objects.values_list("state", flat=True)) == ["dismissed", "open"]

    editor = browser_of(edith)
    editor.goto(claim)
    editor.get_by_label("Wrong").check()
    editor.get_by_label("Explanation").fill("The minutes name the sale.")
    editor.get_by_label("Address").first.fill("https://council.example/minutes")
    editor.get_by_role("button", name="Hand in for approval").click()
    expect(editor.locator(".ruling").first).to_contain_text("another editor publishes it")
    expect(editor.get_by_role("button", name="Publish")).to_have_count(0)

    second = browser_of(egon)
    second.goto(claim)
    second.get_by_role("button", name="Publish").click()
    expect(second.locator(".ruling").first).to_contain_text("published by egon")
    assert Verdict.objects.get().state == Verdict.State.PUBLISHED

    viewer = browser_of(vito)
    viewer.goto(reverse("flag", args=[desk.flag.pk]))
    expect(viewer.get_by_role("button", name="Confirm")).to_have_count(0)
    viewer.goto(claim)
    expect(viewer.get_by_text("published by egon").first).to_be_visible()
    expect(viewer.get_by_label("Explanation")).to_have_count(0)

    outsider = browser_of(otto)
    for address in (claim, reverse("flag", args=[desk.flag.pk])):
        answer = outsider.goto(address)
        assert answer is not None
        assert answer.status == 404
