"""Two texts in; what each speaks of that the other does not, out: names, numerals and content words left over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from claims.text.antonyms import are_opposites
from claims.text.dates import dates
from claims.text.diff import changed_words
from claims.text.figures import figures
from claims.text.numerals import MULTIPLES, ORDINALS, SMALL
from claims.text.spans import Span
from claims.text.synonyms import are_alike
from claims.text.terms import Word, content_words, words

# Words that tell how much or how sure, not what about.
_LIGHT = frozenset(
    [
        "number",
        "total",
        "amount",
        "figure",
        "now",
        "far",
        "today",
        "currently",
        "already",
        "least",
        "most",
        "ever",
        "always",
        "alway",
        "actually",
        "really",
        "simply",
        "realli",
        "simpli",
        "actualli",
        "new",
        "newly",
        "recent",
        "recently",
        "say",
        "said",
        "one",
        "two",
        "some",
        "many",
        "several",
        "people",
        "person",
        "thing",
        "way",
        "make",
        "made",
        "get",
        "got",
        "come",
        "came",
        "go",
        "went",
        "take",
        "took",
        "around",
        "about",
        "approximately",
        "nearly",
        "almost",
        "first",
        "last",
        "year",
        "month",
        "week",
        "day",
        "time",
        "morning",
        "evening",
        "night",
        "afternoon",
        "stay",
        "remain",
        "keep",
        "also",
        "ever",
        "beforehand",
    ]
)
_HEADLINE = 0.75
_NUMERALS = ORDINALS | MULTIPLES | SMALL.keys()
_PLACED = re.compile(r"\b(?:in|on|at|near|of|from|to)\s+(?:the\s+)?$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|[\"“”‘'(]\s*)$")


@dataclass(frozen=True, slots=True)
class Remainder:
    """What the two texts do not share: words of a, words of b, for names and other content words each."""

    names: tuple[tuple[Word, ...], tuple[Word, ...]]
    content: tuple[tuple[Word, ...], tuple[Word, ...]]
    shared: int
    """How many content words, names included, stand in both."""
    shared_names: int
    """How many of them are names in both."""
    overlap: float
    """Dice's coefficient of the content words of both, figures and dates aside, 0..1; like words and opposites count
    as shared."""


def remainder(a: str, b: str, *, a_said: date | None = None, b_said: date | None = None) -> Remainder:
    """What is left of each text when like words, figures, dates and opposites are paired off."""
    left, right = _subject_words(a, a_said), _subject_words(b, b_said)
    spare = list(right)
    rest: list[Word] = []
    names = 0
    for word in left:
        partner = next((w for w in spare if w.stem == word.stem), None) or next(
            (w for w in spare if _pairs_off(word, w)), None
        )
        if partner:
            spare.remove(partner)
            names += _is_name(word, a) and _is_name(partner, b)
        else:
            rest.append(word)
    return Remainder(
        names=(_names(rest, a), _names(spare, b)),
        content=(_weighty(rest, a), _weighty(spare, b)),
        shared=len(left) - len(rest),
        shared_names=names,
        overlap=2 * (len(left) - len(rest)) / (len(left) + len(right)) if left or right else 1.0,
    )


def _pairs_off(x: Word, y: Word) -> bool:
    return are_alike(x.stem, y.stem) or are_opposites(x.stem, y.stem)


def _subject_words(text: str, said: date | None) -> list[Word]:
    taken = [f.span for f in figures(text)] + [p.span for p in dates(text, said)]
    return [w for w in words(text) if w.is_content and not any(w.span.overlaps(s) for s in taken)]


def _is_name(word: Word, text: str) -> bool:
    return word.capital and not _SENTENCE_START.search(text[: word.span.start]) and not _is_headline(text)


@lru_cache(maxsize=1024)
def _is_headline(text: str) -> bool:
    """Whether Every Other Word Is Capital, so that capitals tell no names."""
    content = content_words(text)
    return sum(w.capital for w in content) > _HEADLINE * len(content)


def _names(left: list[Word], text: str) -> tuple[Word, ...]:
    return tuple(w for w in left if _is_name(w, text))


def _weighty(left: list[Word], text: str) -> tuple[Word, ...]:
    return tuple(w for w in left if w.lower not in _LIGHT and not w.lower[0].isdigit() and not _is_name(w, text))


def numerals_clash(a: str, b: str, matched: Sequence[tuple[Span, Span]]) -> bool:
    """Whether each text has digits, number words or ordinals that the other lacks, ``matched`` figures and dates
    aside.

    A net under figures and dates: "the 4th term" and "the 5th", "Article 5" and "Article 7", a year mistyped.
    """
    left, right = _numerals(a, [x for x, _ in matched]), _numerals(b, [y for _, y in matched])
    return bool(left - right) and bool(right - left)


def _numerals(text: str, taken: list[Span]) -> set[str]:
    loose = (w for w in words(text) if w.lower[0].isdigit() or w.lower in _NUMERALS)
    return {w.lower for w in loose if not any(w.span.overlaps(s) for s in taken)}


def placed(name: Word, text: str) -> bool:
    """Whether a name follows a preposition of place, and so may narrow what is said to that place."""
    return bool(_PLACED.search(text[: name.span.start]))


def swapped(a: str, b: str) -> list[tuple[Span, Span]]:
    """Single content words of a that stand in the place of others in b, neither alike nor opposite: "adult ticket",
    "child ticket"."""
    mine, yours = {w.span for w in _subject_words(a, None)}, {w.span for w in _subject_words(b, None)}
    return [
        (one.span, other.span)
        for left, right in changed_words(a, b)
        for one, other in [(_only(left), _only(right))]
        if one and other and one.span in mine and other.span in yours and not _pairs_off(one, other)
    ]


def _only(run: tuple[Word, ...]) -> Word | None:
    content = [w for w in run if w.is_content]
    return content[0] if len(content) == 1 and len(run) <= 3 else None
