"""Two texts in; whether one turns the other round ("from deficit to surplus", "the bank lent the yard"), out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.text.terms import content_words, stem

_WAY = re.compile(
    r"\bfrom\s+((?:[\w'’-]+\s+){0,3}?[\w'’-]+)\s+(?:in)?to\s+((?:(?:a|an|the|its|their)\s+)?[\w'’-]+(?:\s+[\w'’-]+){0,2})",
    re.IGNORECASE,
)


def turned_round(one: str, other: str) -> bool:
    """Whether one goes from here to there and the other from there to here, or who did it to whom is exchanged."""
    if _exchanged(one, other):
        return True
    ways = list(_ways(other))
    return any(start & back and end & forth for start, end in _ways(one) for forth, back in ways if not start & end)


def _ways(text: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The stems of where each way begins and where it ends."""
    for found in _WAY.finditer(text):
        start, end = (frozenset(map(stem, part.lower().split())) - {"a", "an", "the"} for part in found.groups())
        yield start, end


_PASSIVE = re.compile(r"\bby\b", re.IGNORECASE)
_EVENTS = 3  # content words from which on an exchange of the first and a later one is no matter of style


def _exchanged(one: str, other: str) -> bool:
    """Whether both hold the same content words, but begin with each other's: "The bank lent the yard the money", "The
    yard lent the bank the money". A passive is none.
    """
    left, right = ([word.stem for word in content_words(text)] for text in (one, other))
    if len(left) < _EVENTS or sorted(left) != sorted(right) or left[0] == right[0]:
        return False
    turned = {left[0]: right[0], right[0]: left[0]}
    if [turned.get(stem, stem) for stem in left] != right:
        return False  # "Last night the dog barked" is a matter of style
    return bool(_PASSIVE.search(one)) == bool(_PASSIVE.search(other))
