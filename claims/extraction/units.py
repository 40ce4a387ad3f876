"""A text comes in; its units go out: sentences no quotation crosses, in tokens; each quotation is one token."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from claims.text.kinds import Kind
from claims.text.quotation import Quotation, quotations
from claims.text.sentences import paragraphs, sentences_of
from claims.text.spans import Span

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"
    r"|[A-Z]\.(?=\s+[A-Z][\w’'.-])"  # the initial of "John G. Roberts"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Pres|Sen|Rep|Gov|Gen|Maj|Lt|Col|Sgt|Cpl|Capt|Cmdr|Adm|Det|St|Rev|Hon|Jr|Sr|vs|Inc|Corp|Co|Ltd)\.(?=\s|,)"
    r"|[$€£¥]?\d+(?:[.,:/]\d+)*%?(?:-\w+)*"
    r"|[^\W_]+(?:['’.\-‑][^\W_]+)*(?:(?<=s)['’](?=\s))?"
    r"|\S"
)
CONTRACTED = frozenset(
    ["he's", "she's", "it's", "that's", "there's", "here's", "what's", "who's", "let's", "where's", "how's"]
)
"""Ends of "is" and "has" that are no possessives."""
_PREFIXED = re.compile(r"(?:al|el|ul|ash|bin|ibn)-[A-Z]|[dl]['’][A-Z]")
_PAREN = re.compile(r"[(\[][^()\[\]\n]{0,200}[)\]]")
LONGEST = 250
"""No unit has more tokens."""
_CONTROL = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff"


@dataclass(frozen=True)
class Token:
    """A word, a mark, a whole bracket, or a whole quotation (``quote`` set). ``low`` has straight apostrophes."""

    start: int
    end: int
    text: str
    low: str
    quote: Quotation | None = None

    @cached_property
    def is_word(self) -> bool:
        """Whether it is a word or a figure."""
        return self.quote is None and (self.text[0].isalnum() or self.text[0] in "$€£¥")

    @cached_property
    def is_name(self) -> bool:
        """Whether it is written with a capital, after "al-" or "d'" too."""
        return self.quote is None and (self.text[0].isupper() or _PREFIXED.match(self.text) is not None)

    @cached_property
    def is_possessive(self) -> bool:
        """Whether it ends as "Ukraine's" or "officials'"."""
        return self.low.endswith(("'s", "s'")) and len(self.low) > 3 and self.low not in CONTRACTED

    @cached_property
    def bare(self) -> str:
        """``low`` without a possessive ending and dots."""
        low = self.low[:-2] if self.low.endswith("'s") else self.low.rstrip("'")
        return low.rstrip(".") if len(low) > 1 else low

    @property
    def is_comma(self) -> bool:
        """Whether it is a comma."""
        return self.text == ","

    @cached_property
    def ends_clause(self) -> bool:
        """Whether it is a quotation that ends with its own comma or full stop, inside or right before its mark."""
        return self.quote is not None and self.text.rstrip("\"'”’»` ")[-1:] in tuple(",.!?…")


@dataclass(frozen=True)
class Unit:
    """``tokens`` of one unit; ``paragraph`` is the place of its paragraph in the text, counted from 0."""

    span: Span
    tokens: tuple[Token, ...]
    paragraph: int

    @property
    def quotes(self) -> list[Token]:
        """Its quotation tokens."""
        return [t for t in self.tokens if t.quote is not None]


def units(text: str) -> list[Unit]:
    """The units of ``text`` in order."""
    outer = [q for q in quotations(text) if not q.nested]
    starts = [q.span.start for q in outer]
    found: list[Unit] = []
    for place, paragraph in enumerate(paragraphs(text)):
        mine = outer[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)]
        for span, inside in _spans(text, paragraph, mine):
            tokens = tuple(_tokens(text, span, inside))
            found += [Unit(_hull(t), t, place) for t in _portions(tokens)]
    return found


def tokens_in(text: str, span: Span) -> tuple[Token, ...]:
    """The words and marks of ``span``, whatever quotation it stands in."""
    return tuple(_plain(text, span.start, span.end))


def kind_of(content: Sequence[Token]) -> Kind:
    """Direct when every word is inside marks, mixed when some are; a bracket holds no marks."""
    inside = [t.quote is not None for t in content if t.quote is not None or t.is_word]
    if inside and all(inside):
        return Kind.DIRECT
    return Kind.MIXED if any(inside) else Kind.INDIRECT


def _portions(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """At most `LONGEST` tokens at once: what no sentence ends is no sentence, and costs linear time only."""
    return (tokens[k : k + LONGEST] for k in range(0, len(tokens), LONGEST))


def _hull(tokens: tuple[Token, ...]) -> Span:
    return Span(tokens[0].start, tokens[-1].end)


def _spans(text: str, paragraph: Span, quotes: list[Quotation]) -> Iterator[tuple[Span, list[Quotation]]]:
    """The sentences, joined where a quotation crosses from one to the next, each with its quotations."""
    start, place, taken = -1, 0, 0
    for sentence in sentences_of(text, paragraph):
        start = sentence.start if start < 0 else start
        while place < len(quotes) and quotes[place].span.start < sentence.end:
            place += 1
        if place > taken and quotes[place - 1].span.end > sentence.end:
            continue
        yield Span(start, sentence.end), quotes[taken:place]
        start, taken = -1, place
    if start >= 0:
        yield Span(start, paragraph.end), quotes[taken:]


def _tokens(text: str, span: Span, quotes: list[Quotation]) -> Iterator[Token]:
    place = span.start
    for quote in quotes:
        if quote.span.start < place:
            continue
        yield from _plain(text, place, quote.span.start)
        end = min(quote.span.end, span.end)
        yield Token(quote.span.start, end, text[quote.span.start : end], "", quote)
        place = end
    yield from _plain(text, place, span.end)


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    place = start
    while place < end and (match := _TOKEN.search(text, place, end)) is not None:
        place = match.end()
        if match.group() in "([" and (whole := _PAREN.match(text, match.start(), end)) is not None:
            yield Token(match.start(), whole.end(), whole.group(), "()")
            place = whole.end()
        elif match.group() not in _CONTROL:
            yield Token(match.start(), match.end(), match.group(), match.group().lower().replace("’", "'"))
