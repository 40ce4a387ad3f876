"""An article's text comes in; who says what in it goes out, as spans. The values every attributor answers with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from claims.text.contents import bare, statement_of
from claims.text.kinds import Kind
from claims.text.spans import Span, hull


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Who a claim is attributed to, resolved inside one article.

    ``kind``: person, body, group, document, anonymous or unknown. ``aliases``: other forms that surely mean the same.
    ``gender``: "f", "m" or "", as titles, given name and pronouns tell.
    """

    name: str
    kind: str
    role: str = ""
    aliases: tuple[str, ...] = ()
    gender: str = field(default="", compare=False)


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
    pieces = bare(text, attribution.content)
    span = hull(pieces) if len(pieces) > 1 else pieces[0]
    return ClaimSpan(span=span, pieces=pieces, statement=statement_of(text, pieces))
