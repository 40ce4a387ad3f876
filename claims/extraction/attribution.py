"""An article's text comes in; who says what in it goes out, as spans. The values every attributor answers with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from claims.text.kinds import Kind
from claims.text.spans import Span, hull

_OPENERS = "\"“”„‟«»‘‚‹`＂'"
_CLOSERS = "\"“”‟«»’‘›'＂"
_THAT = re.compile(r"that\s+(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Who a claim is attributed to, resolved inside one article.

    ``kind``: person, body, group, document, anonymous or unknown. ``aliases``: other forms that surely mean the same.
    """

    name: str
    kind: str
    role: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One thing said: its pieces in order (marks included), by whom; ``doubt`` tells why a person should look."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    kind: Kind
    speaker: Mention | None
    confidence: float
    doubt: str = ""


class Attributor(Protocol):
    """Anything that finds attributions; ``version`` is stored with what it found."""

    version: str

    def attribute(self, text: str) -> list[Attribution]:
        """The attributions of ``text``, in the order of their content."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSpan:
    """What is stored of an attribution: the hull and the pieces in the text, and the statement that is compared."""

    span: Span
    pieces: tuple[Span, ...]
    statement: str


def claim_span(text: str, attribution: Attribution) -> ClaimSpan:
    """The claim's place and words: white space, enclosing marks, a trailing comma and a leading "that" are trimmed."""
    pieces = tuple(trimmed(text, piece) for piece in attribution.content)
    first = pieces[0]
    if (that := _THAT.match(text, first.start, first.end)) is not None:
        pieces = (trimmed(text, Span(that.end(), first.end)), *pieces[1:])
    span = hull(pieces)
    if len(pieces) == 1:
        span = pieces[0]
    return ClaimSpan(span=span, pieces=pieces, statement=" ".join(" ".join(p.of(text).split()) for p in pieces))


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
