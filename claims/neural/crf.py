"""Scores of words and tags in; the likeliest spans and how probable each is, out (Lafferty et al., 2001), in NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{mark}-{role}" for role in ROLES for mark in "BIES"))
NEVER = -1e4

Floats = NDArray[np.float64]
Span = tuple[int, int]  # words, end exclusive


def _fits(one: str, other: str) -> bool:
    """Whether the tag ``other`` may follow the tag ``one``: a span begun is ended, with its own role."""
    if one[0] in "BI":
        return other[0] in "IE" and other[2:] == one[2:]
    return other[0] in "OBS"


POSSIBLE = np.array([[_fits(one, other) for other in TAGS] for one in TAGS])
_FIRST = np.array([0.0 if tag[0] in "OBS" else NEVER for tag in TAGS])
_LAST = np.array([0.0 if tag[0] in "OES" else NEVER for tag in TAGS])


@dataclass(frozen=True, slots=True)
class Labelled:
    """A span of words, its role, and the probability that exactly this span has that role."""

    role: str
    place: Span
    probability: float


@dataclass(frozen=True, slots=True)
class Chain:
    """A linear-chain model over tags; ``moves`` is ``[13, 13]``, ``outside`` is added to the score of ``O``.

    A negative ``outside`` finds more spans, a positive one fewer; probabilities do not depend on it.
    """

    moves: Floats
    outside: float = 0.0

    def decode(self, scores: Floats) -> list[Labelled]:
        """The spans on the best path through ``scores`` (``[words, 13]``), in order."""
        moves = np.where(POSSIBLE, self.moves, NEVER)
        biased = scores.copy()
        biased[:, 0] += self.outside
        ranges = spans(_best(biased, moves))
        if not ranges:
            return []
        before, after, total = _sums(scores, moves)
        return [
            Labelled(role, place, _probability(role, place, scores, moves, before, after, total))
            for role, place in ranges
        ]


def spans(path: Sequence[int]) -> list[tuple[str, Span]]:
    """The spans that a valid path of tags marks."""
    found, start = [], 0
    for index, tag in enumerate(path):
        mark, _, role = TAGS[tag].partition("-")
        if role and mark in "BS":
            start = index
        if role and mark in "ES":
            found.append((role, (start, index + 1)))
    return found


def _best(scores: Floats, moves: Floats) -> list[int]:
    """Viterbi."""
    best, back = scores[0] + _FIRST, []
    for row in scores[1:]:
        table = best[:, None] + moves
        back.append(table.argmax(axis=0))
        best = table.max(axis=0) + row
    path = [int((best + _LAST).argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def _sums(scores: Floats, moves: Floats) -> tuple[Floats, Floats, float]:
    """Forward and backward sums in logarithms, ``[words, 13]`` each, and the logarithm of the partition function."""
    weights = np.exp(moves)
    before, after = np.empty_like(scores), np.empty_like(scores)
    before[0] = scores[0] + _FIRST
    for index in range(1, len(scores)):
        before[index] = scores[index] + _through(before[index - 1], weights)
    after[-1] = _LAST
    for index in range(len(scores) - 2, -1, -1):
        after[index] = _through(after[index + 1] + scores[index + 1], weights.T)
    last = before[-1] + _LAST
    return before, after, float(last.max() + np.log(np.exp(last - last.max()).sum()))


def _through(row: Floats, weights: Floats) -> Floats:
    top = row.max()
    with np.errstate(divide="ignore"):
        summed: Floats = np.maximum(np.log(np.exp(row - top) @ weights) + top, top + 2 * NEVER)
    return summed


def _probability(
    role: str, place: Span, scores: Floats, moves: Floats, before: Floats, after: Floats, total: float
) -> float:
    start, end = place
    begin, inside, close, single = (TAGS.index(f"{mark}-{role}") for mark in "BIES")
    path = [single] if end - start == 1 else [begin, *[inside] * (end - start - 2), close]
    weight = before[start][path[0]] + after[end - 1][path[-1]]
    weight += sum(scores[start + n][tag] + moves[path[n - 1]][tag] for n, tag in enumerate(path) if n)
    return float(np.exp(min(0.0, weight - total)))
