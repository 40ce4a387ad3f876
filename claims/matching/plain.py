"""Two claims of which one is not English come in; what their words and figures alone tell of the pair goes out.

No vector, negation, date or measure is read: all of that is English here. So such a pair never contradicts; it is the
same statement when its words are, give or take an ending.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Protocol

from claims.matching.sides import Side
from claims.text.normalise import fold
from claims.text.scripts import is_english
from claims.text.trigrams import trigram_similarity

FLOOR = 0.45  # trigram likeness below which two such claims are no pair
STEM = 3  # letters at the start of a word that no ending changes
ALIKE = 0.5  # share of the longer word that both begin with
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


class Written(Protocol):
    """Anything that says in which language it is."""

    @property
    def language(self) -> str:
        """Its tag, BCP 47."""


def is_plain(a: Written, b: Written) -> bool:
    """Whether only words and figures of the pair can be compared."""
    return not (is_english(a.language) and is_english(b.language))


def one_language(a: Side, b: Side) -> bool:
    """Whether both are in one language, or in one that is not known."""
    bases = {side.language.split("-")[0].casefold() for side in (a, b)} - {"und"}
    return len(bases) < 2


def may_be_one(one: str, two: str) -> bool:
    """Whether the two are alike enough to be kept as a pair that a person may look at."""
    return fold(one) == fold(two) or trigram_similarity(one, two) >= FLOOR


def overlap(one: str, two: str) -> float:
    """Dice's coefficient of the words, 0..1."""
    left, right = Counter(fold(one).split()), Counter(fold(two).split())
    return 2 * (left & right).total() / ((left.total() + right.total()) or 1)


def same_figures(one: str, two: str) -> bool:
    """Whether both hold the same numbers, as often."""
    return Counter(_FIGURE.findall(fold(one))) == Counter(_FIGURE.findall(fold(two)))


def same_words(one: str, two: str) -> bool:
    """Whether each word of one stands in its place in the other, in whatever form ("порту", "порті")."""
    left, right = fold(one).split(), fold(two).split()
    return len(left) == len(right) and all(_forms(a, b) for a, b in zip(left, right, strict=True))


def _forms(a: str, b: str) -> bool:
    if a == b:
        return True
    common = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a.isalpha() and b.isalpha() and common >= STEM and common >= ALIKE * max(len(a), len(b))
