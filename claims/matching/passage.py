"""The words of a quotation and of a text in; where the one stands, or comes nearest to standing, in the other, out."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from rapidfuzz.distance import Indel

from claims.text.spans import Span
from claims.text.wordings import Word

ROOM = 0.5
"""How much longer than the quotation, as a share of it, the passage may be that it is compared with."""
Run = tuple[int, int, int]
"""Words that stand in both: the first one's number in the quotation, in the text, and how many there are."""


class Haystack:
    """The words of a text, and a search in them by the string search of Python, which is linear."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.keys = keys(words)
        self._joined = f" {' '.join(self.keys)} "
        self._starts = list(accumulate((len(key) + 1 for key in self.keys), initial=0))

    def find(self, run: list[str], start: int = 0) -> int | None:
        """Where the run of words begins, from word ``start`` on."""
        found = self._joined.find(f" {' '.join(run)} ", self._starts[start])
        return None if found < 0 else bisect_left(self._starts, found)

    def places(self, run: list[str], *, most: int) -> Iterator[int]:
        """Every place at which the run begins, the first ``most`` of them."""
        at = self.find(run)
        while at is not None and most:
            yield at
            at, most = self.find(run, at + 1), most - 1

    def span(self, start: int, length: int) -> Span:
        """From the first of so many words to the last."""
        return span(self.words[start : start + length])


def nearest(said: list[str], hay: Haystack) -> list[Word]:
    """The words of the text that line up best with those said, from the first that fits to the last; none fits: []."""
    low, whole = hay.keys, hay.words
    width = min(len(low), len(said) + max(2, round(ROOM * len(said))))
    start = _densest(said, low, width)
    runs = aligned(said, low[start : start + width])
    if not runs:
        return []
    # Words of the quotation before the first or after the last that fits stand opposite as many of the text.
    (head, place, _), (tail, end, _) = runs[0], runs[-1]
    return whole[max(0, start + place - head) : start + end + len(said) - tail]


def aligned(said: list[str], there: list[str]) -> list[Run]:
    """The runs of words that stand in both, in order: as many words as can be. Bit-parallel, so no input is slow."""
    steps = Indel.opcodes(said, there)
    return [(step.src_start, step.dest_start, step.src_end - step.src_start) for step in steps if step.tag == "equal"]


def _densest(said: list[str], low: list[str], width: int) -> int:
    """Where the window of ``width`` words begins that shares most with ``said``; a rare word weighs more."""
    wanted, often = set(said), Counter(low)
    sums = [0.0, *accumulate(1.0 / often[word] if word in wanted else 0.0 for word in low)]
    return max(range(len(low) - width + 1), key=lambda start: sums[start + width] - sums[start], default=0)


def keys(run: Iterable[Word]) -> list[str]:
    """The words as they are compared."""
    return [word.key for word in run]


def span(run: Sequence[Word]) -> Span:
    """From the first word to the last."""
    return Span(run[0].start, run[-1].end)
