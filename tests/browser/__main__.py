"""``python -m tests.browser [--ensure]``: say, or fetch, the Chromium that these tests drive."""

from tests.browser.chromium import main

main()
