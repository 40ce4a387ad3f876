"""Tests that drive the desk in a real Chromium, and where that Chromium comes from."""

from tests.browser.chromium import find_browser, launch_options

__all__ = ["find_browser", "launch_options"]
