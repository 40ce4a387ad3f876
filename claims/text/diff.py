"""Two texts in, their word-level differences out, as spans of both; and whether one is a trimmed form of the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from claims.text.spans import Span
from claims.text.terms import Word, words

SIGN = re.compile(r"[%‰$€£¥₽₴]")  # says what a figure counts, and is no word
MIN_TRIMMED_WORDS = 4
"""A quotation of fewer words lies inside too many others to be called a trimmed form of one."""


class Op(StrEnum):
    """What happens to a run of words on the way from a to b."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Piece:
    """One run of words: ``a`` is None for an insertion, ``b`` for a deletion. Letter case and punctuation are not
    differences."""

    op: Op
    a: Span | None
    b: Span | None


class Trim(StrEnum):
    """Whether one text is the other with words cut away at its ends, or at a marked ellipsis."""

    SAME = "same"
    A_IN_B = "a in b"
    B_IN_A = "b in a"
    NONE = ""


def word_diff(a: str, b: str) -> list[Piece]:
    """The runs of words that turn ``a`` into ``b``, in order; spans are code points of each text."""
    left, right = words(a), words(b)
    return [
        Piece(Op(tag), _span(left[i:j]), _span(right[k:m]))
        for tag, i, j, k, m in _opcodes([w.lower for w in left], [w.lower for w in right])
    ]


def changed_words(a: str, b: str) -> list[tuple[tuple[Word, ...], tuple[Word, ...]]]:
    """Each run of words that differs, as (words of a, words of b); one of the two may be empty."""
    left, right = words(a), words(b)
    codes = _opcodes([w.lower for w in left], [w.lower for w in right])
    return [(left[i:j], right[k:m]) for tag, i, j, k, m in codes if tag != "equal"]


def sameness(a: str, b: str) -> float:
    """The share of words that stand in both texts in the same order, 0..1 (2 * shared / all words of both)."""
    left, right = [w.lower for w in words(a)], [w.lower for w in words(b)]
    if not left or not right:
        return float(left == right)
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def trimmed(a: str, b: str) -> Trim:
    """Which text, if any, is part of the other, word by word; gaps count only where the shorter text marks them by an
    ellipsis. The same words with other signs ("$11,000", "£11,000") are not the same."""
    left, right = [w.lower for w in words(a)], [w.lower for w in words(b)]
    if left == right:
        signs = [sorted(SIGN.findall(text)) for text in (a, b)]
        return Trim.NONE if all(signs) and signs[0] != signs[1] else Trim.SAME
    if len(left) <= len(right):
        return Trim.A_IN_B if _lies_in(a, right) else Trim.NONE
    return Trim.B_IN_A if _lies_in(b, left) else Trim.NONE


def _lies_in(short: str, whole: list[str]) -> bool:
    runs = [[w.lower for w in words(part)] for part in short.replace("...", "…").split("…")]
    if sum(map(len, runs)) < MIN_TRIMMED_WORDS:
        return False
    at = 0
    for run in filter(None, runs):
        found = _find(run, whole, at)
        if found is None:
            return False
        at = found + len(run)
    return True


def _find(run: list[str], whole: list[str], start: int) -> int | None:
    return next((i for i in range(start, len(whole) - len(run) + 1) if whole[i : i + len(run)] == run), None)


def _opcodes(left: list[str], right: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, left, right, autojunk=False).get_opcodes()


def _span(run: tuple[Word, ...]) -> Span | None:
    return Span(run[0].span.start, run[-1].span.end) if run else None
