"""Pieces of what somebody said come in; the same without enclosing marks, with them again, and their kind go out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.text.kinds import Kind
from claims.text.quotation import Quotation, quotations
from claims.text.spans import Span

_OPENERS = "\"“”„‟«»‘‚‹`＂'"
_CLOSERS = "\"“”‟«»’‘›'＂"
_THAT = re.compile(r"that\s+(?=\S)")
_THAT_BEFORE = re.compile(r"\bthat\s+\Z")
_LONGEST_THAT = 40  # code points read back for a "that" before the words


def bare(text: str, content: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces as a claim stores them: without white space, enclosing marks, trailing comma and leading "that"."""
    pieces = tuple(trimmed(text, piece) for piece in content)
    first = pieces[0]
    if (that := _THAT.match(text, first.start, first.end)) is not None:
        pieces = (trimmed(text, Span(that.end(), first.end)), *pieces[1:])
    return pieces


def statement_of(text: str, pieces: Sequence[Span]) -> str:
    """What is said in one piece: the pieces joined, white space folded."""
    return " ".join(" ".join(piece.of(text).split()) for piece in pieces)


def marked(text: str, pieces: Sequence[Span], *, quotes: Sequence[Quotation]) -> tuple[Span, ...]:
    """The pieces as corpora annotate them, the opposite of ``bare``; ``quotes``: the quotations of the whole text."""
    found = tuple(_within_marks(text, piece, quotes) for piece in pieces)
    first = found[0]
    back = max(0, first.start - _LONGEST_THAT)
    if (that := _THAT_BEFORE.search(text[back : first.start])) is not None:
        found = (Span(back + that.start(), first.end), *found[1:])
    return found


def _within_marks(text: str, piece: Span, quotes: Sequence[Quotation]) -> Span:
    around = (q.span for q in quotes if q.span.contains(piece) and trimmed(text, q.span) == piece)
    return max(around, key=len, default=piece)


def kind_of(text: str, pieces: Sequence[Span]) -> Kind:
    """Direct when every letter stands inside quotation marks, mixed when some do, else indirect."""
    inside = [q.inner for q in quotations(text) if any(q.inner.overlaps(piece) for piece in pieces)]
    letters = [place for piece in pieces for place in range(piece.start, piece.end) if text[place].isalnum()]
    quoted = sum(any(span.start <= place < span.end for span in inside) for place in letters)
    if quoted == len(letters):
        return Kind.DIRECT
    return Kind.MIXED if quoted else Kind.INDIRECT


def trimmed(text: str, span: Span) -> Span:
    """``span`` without outer white space, commas and the quotation marks that enclose all of it; never empty."""
    start, end = _bare(text, span.start, span.end)
    while end - start > 2 and _encloses(text, start, end):
        start, end = _bare(text, start + 1, end - 1)
    start, end = _halved(text, start, end)
    return Span(start, end) if start < end else span


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return start, end


def _encloses(text: str, start: int, end: int) -> bool:
    """Whether the outer marks belong together: no other mark of a kind that would close the first one in between."""
    first, last = text[start], text[end - 1]
    if first not in _OPENERS or last not in _CLOSERS:
        return False
    inside = text[start + 1 : end - 1]
    if first == last:
        return first not in inside or first == "'"
    return {"“": "”", "«": "»", "‘": "’", "»": "«", "„": "“"}.get(first) == last and first not in inside


def _halved(text: str, start: int, end: int) -> tuple[int, int]:
    """Takes off a mark at one end that has no partner inside (a missing closing mark)."""
    body = text[start:end]
    marks = sum(body.count(m) for m in '"“”„«»＂')
    if marks == 1 and body[0] in '"“„«':
        return _bare(text, start + 1, end)
    if marks == 1 and body[-1] in '"”»':
        return _bare(text, start, end - 1)
    return start, end
