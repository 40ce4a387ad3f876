"""A quotation and a text in; whether the text holds it, word by word, and if not what was done to it, out. No query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from claims.matching.passage import Run, Word, aligned, find, lowered, nearest, span, words
from claims.text.diff import Op
from claims.text.sentences import sentences
from claims.text.spans import Span, hull

MIN_RUN = 3
"""Words that a piece of a splice has at least; shorter runs stand in any text by chance."""
MAX_PIECES = 6
"""A quotation of more pieces was put together from so many places that it is no quotation of this text."""
MIN_KEPT = 0.6
"""Share of its words that an altered quotation still has in common, in order, with the passage it comes from."""
MAX_PLACES = 50
"""Places of the text at which a piece is tried; a run of words that stands at more is a refrain."""
_ELLIPSIS = re.compile(r"\s*[\[(]?\s*(?:\.\s?\.\s?\.\s?\.?|…)\s*[\])]?\s*")


class Standing(StrEnum):
    """How a quotation stands in a text."""

    EXACT = "exact"
    ALTERED = "altered"
    SPLICED = "spliced"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One run of words that differs: where it stands in the quotation and in the text; None where it is missing."""

    op: Op
    quote: Span | None
    text: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The standing, in words, the passages of the text that it rests on, and what differs in an altered one.

    ``kept`` is the share of the quotation's words that stand in the passages in the same order, 0..1.
    """

    standing: Standing
    reason: str
    passages: tuple[Span, ...] = ()
    differences: tuple[Difference, ...] = ()
    kept: float = 0.0


def verify(*, quote: str, text: str) -> Answer:
    """Look for ``quote`` in ``text``. Letter case, punctuation and kinds of quotation mark are not differences.

    Spans are code points. Linear in the length of the text, but for what stands in the one passage compared closely.
    """
    said, whole = words(quote), words(text)
    if not said:
        return Answer(standing=Standing.ABSENT, reason="The quotation has no words.")
    place = find(lowered(said), lowered(whole), 0)
    if place is not None:
        passage = span(whole[place : place + len(said)])
        return Answer(
            standing=Standing.EXACT, reason="Every word stands there, in this order.", passages=(passage,), kept=1.0
        )
    return _elided(quote, whole) or _closest(quote, said, text, whole)


def _elided(quote: str, whole: list[Word]) -> Answer | None:
    """A quotation whose own ellipses mark what was left out."""
    parts = [part for part in (lowered(words(piece)) for piece in _ELLIPSIS.split(quote)) if part]
    if len(parts) < 2:
        return None
    inside = "Every word stands there; what lies between is left out where the quotation marks it."
    turned = "Every piece stands there, but in another order."
    for in_order, reason in ((True, inside), (False, turned)):
        places = _places(parts, lowered(whole), in_order=in_order)
        if places is not None:
            passages = tuple(span(whole[at : at + len(part)]) for at, part in zip(places, parts, strict=True))
            return Answer(standing=Standing.SPLICED, reason=reason, passages=passages, kept=1.0)
    return None


def _places(parts: list[list[str]], whole: list[str], *, in_order: bool) -> list[int] | None:
    """Where each part begins, one after the other or each wherever it is; None when one is missing."""
    places, at = [], 0
    for part in parts:
        found = find(part, whole, at)
        if found is None:
            return None
        places.append(found)
        at = found + len(part) if in_order else 0
    return places


def _closest(quote: str, said: list[Word], text: str, whole: list[Word]) -> Answer:
    altered = _altered(quote, said, text, whole)
    spliced = _spliced(said, text, whole)
    if spliced and (altered is None or altered.kept < 1.0 or _crosses(altered, text)):
        return spliced
    return altered or Answer(standing=Standing.ABSENT, reason="No passage of the text is close to it.")


def _spliced(said: list[Word], text: str, whole: list[Word]) -> Answer | None:
    """A quotation made of verbatim pieces that do not stand together."""
    pieces = _pieces(lowered(said), lowered(whole))
    if pieces is None or len(pieces) < 2:
        return None
    passages = tuple(span(whole[start : start + length]) for start, length in pieces)
    backwards = any(b.start < a.start for a, b in pairwise(passages))
    order = ", in another order" if backwards else ""
    reason = f"Put together from {len(passages)} places of the text{order}, without a mark where it is cut."
    return Answer(standing=Standing.SPLICED, reason=reason, passages=passages, kept=1.0)


def _pieces(said: list[str], whole: list[str]) -> list[tuple[int, int]] | None:
    """(place, length) of the longest verbatim runs that make up all of ``said`` in turn; None when they cannot."""
    starts: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(whole) - MIN_RUN + 1):
        places = starts.setdefault(tuple(whole[place : place + MIN_RUN]), [])
        if len(places) < MAX_PLACES:
            places.append(place)
    pieces: list[tuple[int, int]] = []
    at = 0
    while at < len(said):
        runs = [(_shared(said, at, whole, place), place) for place in starts.get(tuple(said[at : at + MIN_RUN]), [])]
        if not runs or len(pieces) == MAX_PIECES:
            return None
        length, place = max(runs, key=lambda run: (run[0], -run[1]))
        pieces.append((place, length))
        at += length
    return pieces


def _shared(said: list[str], at: int, whole: list[str], place: int) -> int:
    length = 0
    while at + length < len(said) and place + length < len(whole) and said[at + length] == whole[place + length]:
        length += 1
    return length


def _altered(quote: str, said: list[Word], text: str, whole: list[Word]) -> Answer | None:
    """The passage that shares most words with the quotation, and what differs between the two."""
    passage = nearest(lowered(said), whole)
    if passage is None:
        return None
    there = [word for word in whole if passage.start <= word.start < passage.end]
    runs = aligned(lowered(said), lowered(there))
    kept = sum(length for _, _, length in runs) / len(said)
    if kept < MIN_KEPT:
        return None
    differences = _differences(said, there, runs)
    reason = "; ".join(_told(one, quote=quote, text=text) for one in differences)
    return Answer(
        standing=Standing.ALTERED, reason=reason, passages=(passage,), differences=differences, kept=round(kept, 4)
    )


def _told(difference: Difference, *, quote: str, text: str) -> str:
    ours = f"“{difference.quote.of(quote)}”" if difference.quote else ""
    theirs = f"“{difference.text.of(text)}”" if difference.text else ""
    if ours and theirs:
        return f"{ours} where the text has {theirs}"
    return f"{ours} is not in the text" if ours else f"{theirs} is left out"


def _differences(said: list[Word], there: list[Word], runs: list[Run]) -> tuple[Difference, ...]:
    """What lies between the runs, on either side."""
    found, at, place = [], 0, 0
    for start, stands, length in [*runs, (len(said), len(there), 0)]:
        ours, theirs = said[at:start], there[place:stands]
        if ours or theirs:
            op = Op.REPLACE if ours and theirs else Op.DELETE if ours else Op.INSERT
            found.append(Difference(op=op, quote=span(ours) if ours else None, text=span(theirs) if theirs else None))
        at, place = start + length, stands + length
    return tuple(found)


def _crosses(answer: Answer, text: str) -> bool:
    """Whether words were left out between two sentences: that is a splice, not a slip inside one."""
    around = hull(answer.passages)
    return sum(sentence.overlaps(around) for sentence in sentences(text)) > 1
