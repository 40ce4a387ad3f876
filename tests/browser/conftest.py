"""A real Chromium on the real site: the test fails when the page's console tells of an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from claims.models import User
from tests.browser.chromium import NONE_FOUND, find_browser, launch_options
from tests.web.conftest import desk

__all__ = ["desk"]

PATIENCE_MS = 20_000  # on a busy machine; no test waits that long for what is there


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A started Chromium; without one the tests skip and say so."""
    if find_browser() is None:
        pytest.skip(NONE_FOUND)
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """A fresh browser window a call, as wanted by Playwright's context options.

    Errors in any console fail the test, but for those that hold the words ``expected``.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def opened(*, expected: str = "", **options: Any) -> Page:
        context = chromium.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()

        def note(error: str) -> None:
            if not expected or expected not in error:
                errors.append(error)

        page.on("console", lambda message: note(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: note(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def sign_in(page: Page, user: User) -> None:
    """Through the form, as people do; the cast's password is their name."""
    page.goto("/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(user.username)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
