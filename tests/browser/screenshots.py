"""``python -m tests.browser.screenshots ADDRESS FOLDER``: the guide's pictures of a running demo, on three widths."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import launch_options

SIZES = {"desktop": (1280, 800), "tablet": (768, 1024), "phone": (390, 844)}
WHO, PASSWORD = "rhea", "demo-saltmere"  # the demo's own login, printed by `make run`


def row(words: str) -> Callable[[Page], None]:
    """Open the first row that holds the words."""
    return lambda page: page.locator("[data-row]", has_text=words).first.locator(".open").click()


def attribution(article: str, words: str) -> Callable[[Page], None]:
    """Open the article, then the attribution of those words, ready to be corrected."""

    def opened(page: Page) -> None:
        row(article)(page)
        page.locator("a.said", has_text=words).first.click()
        page.locator("#panel").get_by_text("Correct", exact=True).click()

    return opened


def stay(page: Page) -> None:
    """Show the page as it is."""


PICTURES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "queue": ("/", stay),
    "flag": ("/?kind=contradiction&same_speaker=on", row("")),
    "altered-quote": ("/?kind=altered_quote", row("")),
    "claim": ("/claims/?q=ferry+discussed", row("False")),
    "repeats": ("/repeats/", stay),
    "cluster": ("/repeats/?alerts=on", row("ferry")),
    "article": ("/articles/", row("How big was the crowd?")),
    "speaker": ("/speakers/", row("Aldo Brandt")),
    "search": ("/search/?q=closing+the+ferry", stay),
    "dashboard": ("/dashboard/", stay),
    "inbox": ("/inbox/", stay),
    "attribution": ("/articles/", attribution("How big was the crowd?", "We count people")),
}


def shoot(address: str, folder: Path) -> None:
    """Take every picture at every size."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
        for size, (width, height) in SIZES.items():
            page = browser.new_page(base_url=address, viewport={"width": width, "height": height})
            page.goto("/sign-in/")
            page.get_by_label("Username").fill(WHO)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(lambda url: "sign-in" not in url)
            for name, (path, then) in PICTURES.items():
                page.goto(path)
                then(page)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=folder / f"{name}-{size}.png")
                print(f"{name}-{size}.png", file=sys.stderr)
        browser.close()


if __name__ == "__main__":
    shoot(sys.argv[1], Path(sys.argv[2]))
