"""Two texts in, their trigram similarity out, as PostgreSQL's pg_trgm computes it."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")


def trigrams(text: str) -> frozenset[str]:
    """The set of three-letter pieces of each word, padded by two blanks in front and one behind."""
    padded = (f"  {word} " for word in _WORD.findall(text.lower()))
    return frozenset(word[i : i + 3] for word in padded for i in range(len(word) - 2))


def trigram_similarity(a: str, b: str) -> float:
    """Shared trigrams over all trigrams of both, 0..1 (pg_trgm's ``similarity``)."""
    left, right = trigrams(a), trigrams(b)
    union = len(left | right)
    return len(left & right) / union if union else 0.0
