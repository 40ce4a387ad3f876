"""A claim and its article's text come in; the claim in its paragraph goes out, with its statement's marks in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.models import Claim
from claims.text.sentences import paragraphs
from claims.text.spans import Span, hull
from claims.web.marks import Mark, Segment, segments

AROUND = 1_500
"""Code points read on each side of a claim to find its paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A claim in its paragraph; ``cut_before`` and ``cut_after`` say that the paragraph goes on."""

    segments: list[Segment]
    cut_before: bool = False
    cut_after: bool = False


def pieces_of(claim: Claim) -> list[Span]:
    """Where the claim's words stand in its revision; empty for a claim by hand."""
    if claim.start is None or claim.end is None:
        return []
    return [Span(*piece) for piece in claim.pieces] or [Span(claim.start, claim.end)]


def passage(claim: Claim, *, text: str, marks: Sequence[Mark] = (), beside: Sequence[Mark] = ()) -> Passage | None:
    """The paragraph around the claim. None for a claim by hand.

    ``marks`` are in code points of its statement, ``beside`` in code points of the text.
    """
    if not (pieces := pieces_of(claim)):
        return None
    said = hull(pieces)
    offset = max(0, said.start - AROUND)
    window = text[offset : said.end + AROUND]
    shown = _paragraph(window, said.shifted(-offset))
    inside = [Mark(piece, "claim") for piece in pieces] + _placed(claim, text=text, pieces=pieces, marks=marks)
    near = [mark for mark in beside if mark.span.start >= offset]
    local = [Mark(mark.span.shifted(-offset), mark.name, mark.what) for mark in (*inside, *near)]
    return Passage(
        segments=segments(window, local, within=shown),
        cut_before=offset > 0 and shown.start == 0,
        cut_after=offset + len(window) < len(text) and shown.end == len(window),
    )


def _paragraph(window: str, said: Span) -> Span:
    return hull([said, *(paragraph for paragraph in paragraphs(window) if paragraph.overlaps(said))])


def _placed(claim: Claim, *, text: str, pieces: list[Span], marks: Sequence[Mark]) -> list[Mark]:
    places = _places(claim.statement, text=text, pieces=pieces)
    return [
        Mark(Span(places[mark.span.start], places[min(mark.span.end, len(places)) - 1] + 1), mark.name, mark.what)
        for mark in marks
        if mark.span.start < len(places)
    ]


def _places(statement: str, *, text: str, pieces: list[Span]) -> list[int]:
    """For each code point of the statement its place in the text; empty when it is not made of the pieces.

    Quotation marks and commas that were trimmed between the pieces are stepped over.
    """
    inside = (place for piece in pieces for place in range(piece.start, piece.end))
    places: list[int] = []
    for letter in statement:
        if letter.isspace():
            places.append(places[-1] if places else pieces[0].start)
            continue
        place = next((place for place in inside if text[place : place + 1] == letter), None)
        if place is None:
            return []
        places.append(place)
    return places
