"""Finding a Chromium: what the person names comes first, what does not start is passed over."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import chromium as browser


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has no browser at all."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "MAC_APPLICATIONS", ())
    browser.find_browser.cache_clear()
    yield
    browser.find_browser.cache_clear()


def program(path: Path, *, status: int) -> str:
    """A program that ends with `status`, whatever it is asked."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{sys.executable}\nraise SystemExit({status})\n")
    path.chmod(0o755)
    return str(path)


def test_nothing_there() -> None:
    assert browser.find_browser() is None
    with pytest.raises(LookupError, match="no Chromium"):
        browser.launch_options()


def test_the_systems(tmp_path: Path) -> None:
    path = program(tmp_path / "bin" / "chromium", status=0)
    assert browser.find_browser() == path
    assert browser.launch_options()["executable_path"] == path


def test_playwrights_newest(tmp_path: Path) -> None:
    folder = tmp_path / "playwright"
    program(folder / "chromium_headless_shell-1208" / "chrome-linux" / "headless_shell", status=0)
    newer = program(folder / "chromium_headless_shell-1255" / "linux64" / "chrome-headless-shell", status=0)
    assert browser.find_browser() == newer


def test_one_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    program(tmp_path / "bin" / "chromium", status=127)
    path = program(tmp_path / "bin" / "google-chrome", status=0)
    assert browser.find_browser() == path


def test_the_named_one_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin" / "chromium", status=0)
    mine = program(tmp_path / "mine", status=0)
    monkeypatch.setenv("CHROMIUM", mine)
    assert browser.find_browser() == mine


def test_a_folder_is_no_browser(tmp_path: Path) -> None:
    assert not browser.starts(str(tmp_path))
    assert not browser.starts(os.path.join(tmp_path, "nothing"))
