"""The words of a quotation and of a text in; where the one stands, or comes nearest to standing, in the other, out."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Indel

from claims.text.spans import Span
from claims.text.terms import WORD

ROOM = 0.5
"""How much longer than the quotation, as a share of it, the passage may be that it is compared with."""
Run = tuple[int, int, int]
"""Words that stand in both: the first one's number in the quotation, in the text, and how many there are."""


class Word(NamedTuple):
    """One word of a text as it is compared, and where it stands; a long text has many, so it is kept small."""

    lower: str
    start: int
    end: int


def nearest(said: list[str], whole: list[Word]) -> Span | None:
    """The stretch of the text that lines up best with the words, trimmed to the first and last of them."""
    low = lowered(whole)
    width = min(len(low), len(said) + max(2, round(ROOM * len(said))))
    start = _densest(said, low, width)
    runs = aligned(said, low[start : start + width])
    if not runs:
        return None
    # Words of the quotation before the first or after the last that fits stand opposite as many of the text.
    (head, place, _), (tail, end, _) = runs[0], runs[-1]
    return span(whole[max(0, start + place - head) : start + end + len(said) - tail])


def aligned(said: list[str], there: list[str]) -> list[Run]:
    """The runs of words that stand in both, in order: as many words as can be. Bit-parallel, so no input is slow."""
    steps = Indel.opcodes(said, there)
    return [(step.src_start, step.dest_start, step.src_end - step.src_start) for step in steps if step.tag == "equal"]


def _densest(said: list[str], low: list[str], width: int) -> int:
    """Where the window of ``width`` words begins that shares most with ``said``; a rare word weighs more."""
    wanted, often = set(said), Counter(low)
    sums = [0.0, *accumulate(1.0 / often[word] if word in wanted else 0.0 for word in low)]
    return max(range(len(low) - width + 1), key=lambda start: sums[start + width] - sums[start], default=0)


def find(run: list[str], whole: list[str], start: int) -> int | None:
    """Where the run of words begins, from word ``start`` on. By the string search of Python, which is linear."""
    joined = f" {' '.join(whole[start:])} "
    found = joined.find(f" {' '.join(run)} ")
    return None if found < 0 else start + joined.count(" ", 0, found)


def words(text: str) -> list[Word]:
    """Every word, in order."""
    return [Word(_plain(found.group()), *found.span()) for found in WORD.finditer(text)]


def _plain(word: str) -> str:
    return word.replace("’", "'").replace("ʼ", "'").lower()


def lowered(run: list[Word]) -> list[str]:
    """The words as they are compared."""
    return [word.lower for word in run]


def span(run: list[Word]) -> Span:
    """From the first word to the last."""
    return Span(run[0].start, run[-1].end)
