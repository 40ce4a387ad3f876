"""Text in, its words out: each with its span, its lower-case form, a lemma-like stem and whether it carries content."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from claims.text.lexicon import FUNCTION_WORDS, IRREGULAR
from claims.text.spans import Span

# A number keeps its separators ("1,200.5"); a word keeps its apostrophe ("don't"); hyphens part words, so that
# "cease-fire" and "cease fire" read alike. "n't" alone is how Penn Treebank tokens write the end of "don't".
WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_VOWEL = re.compile(r"[aeiouy]")
_MIN_STEM = 3


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text; ``span`` is in code points of that text."""

    span: Span
    lower: str
    stem: str
    capital: bool

    @property
    def is_content(self) -> bool:
        """Whether the word carries meaning of its own (names, verbs, nouns, adjectives, numbers)."""
        return self.lower not in FUNCTION_WORDS


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """Every word of ``text``, in order."""
    return tuple(_word(found, text) for found in WORD.finditer(text))


def _word(found: re.Match[str], text: str) -> Word:
    lower = found.group().replace("’", "'").replace("ʼ", "'").lower()
    bare = lower.removesuffix("'s").removesuffix("'")
    return Word(Span(*found.span()), lower, stem(bare), text[found.start()].isupper())


def content_words(text: str) -> tuple[Word, ...]:
    """The words of ``text`` that carry meaning of their own."""
    return tuple(word for word in words(text) if word.is_content)


def content_stems(text: str) -> frozenset[str]:
    """The stems of the content words of ``text``."""
    return frozenset(word.stem for word in content_words(text))


_SUFFIXES = (
    ("ational", "at"), ("ization", "iz"), ("isation", "iz"), ("ising", "iz"), ("ised", "iz"), ("ises", "iz"),
    ("ise", "iz"),
    ("ements", ""), ("ement", ""), ("ments", ""), ("ment", ""), ("ations", "at"), ("ation", "at"), ("ators", "at"),
    ("ator", "at"),
    ("ions", ""), ("ion", ""), ("ures", ""), ("ure", ""), ("ies", "y"), ("ied", "y"), ("ying", "y"), ("sses", "ss"),
    ("ings", ""), ("ing", ""), ("edly", ""), ("ed", ""), ("ers", "er"), ("es", ""), ("ally", "al"), ("ily", "y"),
    ("ly", ""),
    ("ness", ""), ("s", ""),
)  # fmt: skip


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A lemma-like form of one lower-case English word: "closing", "closed", "closes" and "closure" all give "clos".

    Light suffix stripping in the manner of Porter (1980), after a table of irregular forms; it errs on the side of
    keeping words apart.
    """
    word = IRREGULAR.get(word, word)
    if len(word) <= _MIN_STEM or not word.isalpha():
        return word
    return _tidy(_strip(word))


def _strip(word: str) -> str:
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and not word.endswith(("ss", "us", "is")):
            kept = word[: -len(suffix)] + instead
            if len(kept) >= _MIN_STEM and _VOWEL.search(kept):
                return kept
    return word


def _tidy(kept: str) -> str:
    if len(kept) > _MIN_STEM and kept[-1] == kept[-2] and kept[-1] not in "aeiouls":
        kept = kept[:-1]
    if len(kept) > _MIN_STEM and kept.endswith("e"):
        kept = kept[:-1]
    return kept[:-1] + "i" if len(kept) > _MIN_STEM and kept.endswith("y") else kept


def overlap(a: Iterable[str], b: Iterable[str]) -> float:
    """Dice's coefficient of two sets of stems, 0..1; two empty sets overlap wholly."""
    left, right = set(a), set(b)
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 1.0


def containment(a: Iterable[str], b: Iterable[str]) -> float:
    """The share of the smaller set that the other holds too, 0..1; nothing is contained in an empty set."""
    left, right = set(a), set(b)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0
