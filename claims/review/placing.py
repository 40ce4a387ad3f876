"""Where a person says that an attribution stands comes in; its checked place, kind and statement go out. No query."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.review.errors import Refused
from claims.text.contents import bare, kind_of, statement_of
from claims.text.kinds import Kind
from claims.text.spans import Span, hull

LONGEST = {"source": 500, "cue": 300}  # code points, as the store keeps them
JOINERS = "\u200d\ufe0e\ufe0f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An attribution as a person marks it. ``kind`` empty: as the quotation marks say; ``speaker`` empty: not known."""

    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    speaker: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The same, checked against its text: what a claim stores."""

    pieces: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    kind: str
    statement: str

    @property
    def span(self) -> Span:
        """From the first piece to the last."""
        return hull(self.pieces)


def placed(text: str, draft: Draft) -> Placed:
    """The draft with its pieces as a claim keeps them: in order, without the marks around them.

    Raises:
        Refused: with the field (content, source, cue or kind) and what is wrong with it.
    """
    if not draft.content:
        raise Refused("Select the words that were said.", field="content")
    if draft.kind and draft.kind not in list(Kind):
        raise Refused(f"kind is one of {', '.join(Kind)}.", field="kind")
    pieces = bare(text, _in_order(text, draft.content))
    if not all(any(letter.isalnum() for letter in piece.of(text)) for piece in pieces):
        raise Refused("There is no word in what was selected.", field="content")
    for field, span in (("source", draft.source), ("cue", draft.cue)):
        if span is not None:
            _check_beside(text, span, field=field, pieces=pieces)
    kind = draft.kind or str(kind_of(text, pieces))
    statement = statement_of(text, pieces)
    return Placed(pieces=pieces, source=draft.source, cue=draft.cue, kind=kind, statement=statement)


def _in_order(text: str, content: Sequence[Span]) -> list[Span]:
    listed = sorted(content)
    for span in listed:
        _check_inside(text, span, field="content")
    for one, other in pairwise(listed):
        if one.overlaps(other):
            raise Refused(f"Two pieces overlap: {_shown(text, one)} and {_shown(text, other)}.", field="content")
    return listed


def _check_inside(text: str, span: Span, *, field: str) -> None:
    if span.end > len(text):
        raise Refused(f"The text ends at {len(text)}; there is nothing at {span.start} to {span.end}.", field=field)
    for edge in (span.start, span.end):
        if _cuts_a_character(text, edge):
            raise Refused(f"The selection cuts a character in two at {edge}.", field=field)


def _cuts_a_character(text: str, edge: int) -> bool:
    if not 0 < edge < len(text):
        return False
    return bool(unicodedata.combining(text[edge])) or text[edge] in JOINERS or text[edge - 1] == "\u200d"


def _check_beside(text: str, span: Span, *, field: str, pieces: Sequence[Span]) -> None:
    """Who speaks and the word that says so stand outside what is said."""
    _check_inside(text, span, field=field)
    if len(span) > LONGEST[field]:
        raise Refused(f"{len(span)} characters are too many; {LONGEST[field]} are kept.", field=field)
    if not any(letter.isalnum() for letter in span.of(text)):
        raise Refused("There is no word in what was selected.", field=field)
    inside = next((piece for piece in pieces if piece.overlaps(span)), None)
    if inside is not None:
        raise Refused(f"{_shown(text, span)} stands inside the words that were said.", field=field)


def without(pieces: Sequence[Span], taken: Sequence[Span]) -> tuple[Span, ...]:
    """What is left of ``pieces`` when ``taken`` are cut out."""
    left = list(pieces)
    for cut in taken:
        rest: list[Span] = []
        for piece in left:
            if not piece.overlaps(cut):
                rest.append(piece)
                continue
            edges = ((piece.start, cut.start), (cut.end, piece.end))
            rest += [Span(start, end) for start, end in edges if start < end]
        left = rest
    return tuple(left)


def _shown(text: str, span: Span) -> str:
    words = " ".join(span.of(text).split())
    return f"“{words if len(words) <= 60 else words[:59] + '…'}”"
