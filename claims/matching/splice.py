"""The pieces of a quotation and a text in; where each stands in it, together or apart, out. No query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from claims.matching.passage import Haystack
from claims.text.spans import Span
from claims.text.wordings import Word, insertions, quoted_words

MIN_RUN = 3
"""Words that a piece of a splice has at least; shorter runs stand in any text by chance."""
MAX_PIECES = 6
"""A quotation of more pieces was put together from so many places that it is no quotation of this text."""
MAX_PLACES = 50
"""Places of the text at which a piece is tried; a run of words that stands at more is a refrain."""
MOST_REPLACED = 12
"""Words of a text for which an editor's brackets may stand."""
_ELLIPSIS = re.compile(r"\s*[\[(]?\s*(?:\.\s?\.\s?\.\s?\.?|…)\s*[\])]?\s*")

Place = tuple[int, int]
"""The number of a piece's first word in the text, and of how many words it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A quotation that says itself where it is cut: its pieces' places; which gaps brackets fill, as spans of it."""

    places: tuple[Place, ...]
    in_order: bool
    brackets: tuple[Span | None, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out but what an editor's brackets stand for."""
        gaps = [b - a - length for (a, length), (b, _) in pairwise(self.places)]
        return self.in_order and all(
            bracket is not None and gap <= MOST_REPLACED for gap, bracket in zip(gaps, self.brackets, strict=True)
        )


def marked(quote: str, hay: Haystack) -> Marked | None:
    """Where the pieces of a quotation stand that its own ellipses or brackets part; None where one is missing."""
    runs, brackets = _parts(quote)
    if len(runs) < 2:
        return None
    parts = [[word.key for word in run] for run in runs]
    chains = [chain for start in hay.places(parts[0], most=MAX_PLACES) if (chain := _chain(parts, hay, start))]
    if chains:
        best = min(chains, key=lambda chain: chain[-1][0] - chain[0][0])
        return Marked(places=tuple(best), in_order=True, brackets=brackets)
    anywhere = [hay.find(part) for part in parts]
    found = tuple((at, len(part)) for at, part in zip(anywhere, parts, strict=True) if at is not None)
    return Marked(places=found, in_order=False, brackets=brackets) if len(found) == len(parts) else None


def _parts(quote: str) -> tuple[list[list[Word]], tuple[Span | None, ...]]:
    """The runs of words between the marks, and for each gap between two the brackets that fill it, if any do."""
    inserted = insertions(quote)
    cuts = sorted([*inserted, *(Span(*found.span()) for found in _ELLIPSIS.finditer(quote))])
    runs: list[list[Word]] = [[]]
    filled: list[Span | None] = [None]
    for word in quoted_words(quote):
        passed = [cut for cut in cuts if cut.end <= word.start]
        if passed and runs[-1]:
            runs.append([])
            filled.append(next((cut for cut in passed if cut in inserted), None))
        cuts = cuts[len(passed) :]
        runs[-1].append(word)
    return [run for run in runs if run], tuple(filled[1:])


def _chain(parts: list[list[str]], hay: Haystack, start: int) -> list[Place] | None:
    """Each part after the one before it, as near as can be; None when one is missing."""
    places = [(start, len(parts[0]))]
    for part in parts[1:]:
        found = hay.find(part, sum(places[-1]))
        if found is None:
            return None
        places.append((found, len(part)))
    return places


def unmarked(said: list[str], hay: Haystack) -> list[Place] | None:
    """The longest verbatim runs that make up all of ``said`` in turn; None when they cannot, or one is enough."""
    starts: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(hay.keys) - MIN_RUN + 1):
        places = starts.setdefault(tuple(hay.keys[place : place + MIN_RUN]), [])
        if len(places) < MAX_PLACES:
            places.append(place)
    pieces: list[Place] = []
    at = 0
    while at < len(said):
        runs = list(_runs(said, at, hay.keys, starts.get(tuple(said[at : at + MIN_RUN]), [])))
        if not runs or len(pieces) == MAX_PIECES:
            return None
        length, place = max(runs, key=lambda run: (run[0], -run[1]))
        pieces.append((place, length))
        at += length
    return pieces if len(pieces) > 1 else None


def _runs(said: list[str], at: int, whole: list[str], places: list[int]) -> Iterator[tuple[int, int]]:
    """(length, place) of the words in common from each place on."""
    for place in places:
        length = 0
        while at + length < len(said) and place + length < len(whole) and said[at + length] == whole[place + length]:
            length += 1
        yield length, place
