"""Two texts in; whether they tell of the same way in opposite directions ("from deficit to surplus"), out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.text.terms import stem

_WAY = re.compile(
    r"\bfrom\s+((?:[\w'’-]+\s+){0,3}?[\w'’-]+)\s+(?:in)?to\s+((?:(?:a|an|the|its|their)\s+)?[\w'’-]+(?:\s+[\w'’-]+){0,2})",
    re.IGNORECASE,
)


def turned_round(one: str, other: str) -> bool:
    """Whether one goes from here to there and the other from there to here."""
    ways = list(_ways(other))
    return any(start & back and end & forth for start, end in _ways(one) for forth, back in ways if not start & end)


def _ways(text: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The stems of where each way begins and where it ends."""
    for found in _WAY.finditer(text):
        start, end = (frozenset(map(stem, part.lower().split())) - {"a", "an", "the"} for part in found.groups())
        yield start, end
