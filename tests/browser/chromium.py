"""In: this machine. Out: the path of a Chromium that starts here, or None and the reason in words.

``python -m tests.browser --ensure`` fetches one when there is none: Playwright's own build first, the system's packages
second (as root on a Debian). It always ends with status 0: without a browser its tests skip and say so.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
NONE_FOUND = "no Chromium here: run `make test`, which fetches one, or set CHROMIUM to its path"

CONNECT_MS = "5000"  # a machine without a way out should learn so in seconds, not in Playwright's 30 a try
DOWNLOAD_S = 900  # about 115 MB on a slow line
APT_S = 900


def starts(path: str) -> bool:
    """Whether the program at `path` runs here: a build without its libraries, or a distribution's stub, does not."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def playwright_cache() -> Path:
    """The folder where Playwright keeps its builds (https://playwright.dev/python/docs/browsers)."""
    if chosen := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        return Path(chosen)
    folder = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return Path.home() / folder / "ms-playwright"


def candidates() -> Iterator[str]:
    """Every place to look in, best first: what the person named, the system's, Playwright's newest."""
    if named := os.environ.get("CHROMIUM"):
        yield named
    yield from filter(None, map(shutil.which, NAMES))
    yield from filter(os.path.exists, MAC_APPLICATIONS)
    for pattern in ("chromium_headless_shell-*/*/*headless*shell", "chromium-*/*/chrome"):
        yield from map(str, sorted(playwright_cache().glob(pattern), reverse=True))


@cache
def find_browser() -> str | None:
    """Path of a Chromium that starts, or None. Asked once a process."""
    return next(filter(starts, candidates()), None)


def launch_options() -> dict[str, object]:
    """Keyword arguments for Playwright's `chromium.launch`. Raises LookupError when there is no browser."""
    path = find_browser()
    if path is None:
        raise LookupError(NONE_FOUND)
    # Chromium refuses to sandbox itself as root, and most containers give it no user namespaces.
    return {"executable_path": path, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


def run(command: list[str], *, seconds: int, **environment: str) -> bool:
    """Run `command`, its output on our standard error; False when it failed, is missing or took too long."""
    try:
        done = subprocess.run(command, stdout=sys.stderr, env=os.environ | environment, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def download() -> bool:
    """Fetch Playwright's headless Chromium (about 115 MB)."""
    command = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
    return run(command, seconds=DOWNLOAD_S, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT=CONNECT_MS)


def may_apt() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt(*packages: str) -> bool:
    """Install Debian packages, or say no at once when we may not."""
    if not may_apt():
        return False
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], seconds=APT_S, **quiet)
    return run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], seconds=APT_S, **quiet)


def add_libraries() -> bool:
    """The system libraries that Playwright's build links against; a bare container has none of them."""
    command = [sys.executable, "-m", "playwright", "install-deps", "chromium"]
    return may_apt() and bool(list(playwright_cache().glob("chromium*"))) and run(command, seconds=APT_S)


STEPS: tuple[tuple[str, Callable[[], bool]], ...] = (
    ("Fetching Playwright's own Chromium (about 115 MB)", download),
    ("Adding the libraries it needs, by apt", add_libraries),
    ("Installing the system's chromium, by apt", lambda: apt("chromium", "fonts-dejavu-core")),
)


def ensure() -> str | None:
    """Find a browser, else fetch one step by step, saying what is done and how long it took."""
    for title, step in STEPS:
        if find_browser():
            break
        print(f"Browser tests: {title} ...", file=sys.stderr, flush=True)
        began = time.monotonic()
        outcome = "done" if step() else "not possible here"
        print(f"Browser tests: {outcome} ({time.monotonic() - began:.0f} s)", file=sys.stderr, flush=True)
        find_browser.cache_clear()
    return find_browser()


def main() -> None:
    parser = argparse.ArgumentParser(description="Say which Chromium the browser tests drive.")
    parser.add_argument("--ensure", action="store_true", help="fetch one when there is none")
    found = ensure() if parser.parse_args().ensure else find_browser()
    print(f"Browser tests: {found or f'skipped, {NONE_FOUND}'}", file=sys.stderr)
