"""Posts of social networks as prose."""

from __future__ import annotations

import pytest

from claims.text.posts import prose


@pytest.mark.parametrize(
    ("post", "said"),
    [
        ("The ferry is late. https://t.example/x9", "The ferry is late."),
        ("Closed again! #HarbourStrike pic.twitter.com/a1b2", "Closed again! Harbour Strike"),
        ("Closed #HarbourStrike2026pic.twitter.com/a1b2", "Closed Harbour Strike 2026"),
        ("RT @norholm_post: ask @HarbourBoardUK 🚢🔥", "ask Harbour Board UK"),
        ("No more fish — Ada B. Moreau (@ada_moreau) March 3, 2019", "Ada B. Moreau: No more fish"),
        ("𝐍𝐎 more fish 🐟", "NO more fish"),
    ],
)
def test_what_a_post_says(post: str, said: str) -> None:
    assert prose(post) == said


@pytest.mark.parametrize(
    "text",
    [
        "“It is 5° below — and falling,” she said.",
        "Costs rose by ½ per  cent.",
        "Ask at the.desk@harbour.example\nor call.",
        "🔥",
        "https://t.example/x9",
        "",
    ],
)
def test_what_is_no_post_stays_as_it_is(text: str) -> None:
    assert prose(text) == text
