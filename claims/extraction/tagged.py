"""An article's text in; who says what in it out: spans by the tagger, extents by the marks, speakers by rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from claims.extraction.attribution import Attribution
from claims.extraction.cast import Cast
from claims.extraction.certainty import speaker_probability
from claims.extraction.firstperson import first_person
from claims.extraction.floating import Said, floating
from claims.extraction.marks import Marks
from claims.extraction.mentions import Resolved, Resolver
from claims.extraction.pronouns import OWN_VOICE
from claims.extraction.repeated import repeated
from claims.extraction.subjects import pronoun_of, subject_of
from claims.extraction.telling import told
from claims.extraction.turns import is_transcript, statements
from claims.extraction.units import Token, Unit, kind_of, tokens_in, units
from claims.extraction.unmarked import unmarked
from claims.neural.protocols import AttributionTagger, Tagged
from claims.text.kinds import Kind
from claims.text.quotation import quotations
from claims.text.sentences import paragraphs
from claims.text.spans import Span

NOBODY = "no speaker named"
_LONGEST_WORD = 40
# Annotators leave it out: after a small word or a figure, 99 % of indirect contents end before the stop or the comma.
_TAIL = re.compile(r"(?:(?<![\w.’'-])[a-z0-9][\w’'-]*|[)%])[.,;:]\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One tagged attribution with its extents mended, and the unit that its cue (else its content) stands in."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    tokens: tuple[Token, ...]  # of the content, quotations as one token
    probability: float
    unit: int

    @property
    def floats(self) -> bool:
        """Whether it is a quotation without a cue: whose it is, its neighbours tell (see ``floating``)."""
        return self.cue is None and self.source is None and kind_of(self.tokens) is Kind.DIRECT


class TaggerAttributor:
    """Attribution by the trained tagger, with rules for marks, speakers and quotations that float."""

    def __init__(self, tagger: AttributionTagger) -> None:
        self._tagger = tagger
        self.version = f"{tagger.version}+rules-1"

    def attribute(self, text: str) -> list[Attribution]:
        """The attributions of ``text``, in the order of their content."""
        if is_transcript(text):
            return statements(text)
        listed = units(text)
        quotes = self._quotes(text, listed)
        resolver = Resolver(Cast(listed))
        said = [_said(text, unit, quotes.get(place, []), resolver) for place, unit in enumerate(listed)]
        found = [a for entry in said for a in entry.attributions]
        found += _apart(floating(said), found)
        found += _apart(unmarked(said, found), found)
        found = first_person(text, found + repeated(text, found))
        return sorted(found, key=lambda a: (a.content[0].start, a.content[-1].end))

    def _quotes(self, text: str, listed: Sequence[Unit]) -> dict[int, list[Quote]]:
        """What the tagger finds, by unit, in the order in which its sources are read."""
        if not listed:
            return {}
        marks, shelf = Marks(quotations(text)), _Shelf(listed)
        tagged = self._tagger.tag(text, paragraphs=_told(paragraphs(text)))
        read = (_quote(text, each, marks=marks, shelf=shelf) for each in tagged)
        quotes = sorted((quote for quote in read if not quote.floats), key=_reading_order)
        return {unit: list(group) for unit, group in groupby(quotes, key=lambda quote: quote.unit)}


class _Shelf:
    """The units of a text, by place."""

    def __init__(self, listed: Sequence[Unit]) -> None:
        self._listed = listed
        self._starts = [unit.span.start for unit in listed]

    def at(self, start: int) -> int:
        """The number of the unit that holds ``start``, or of the last before it."""
        return max(0, bisect_right(self._starts, start) - 1)

    def tokens(self, span: Span) -> Iterator[Token]:
        """The tokens that share a code point with ``span``."""
        for unit in self._listed[self.at(span.start) : self.at(span.end - 1) + 1]:
            yield from (t for t in unit.tokens if t.start < span.end and t.end > span.start)


def _told(listed: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The paragraphs as the tagger takes them in, telling whoever waits how far it has come."""
    return told(((p.start, p.end) for p in listed), total=len(listed))


def _reading_order(quote: Quote) -> tuple[int, int]:
    return quote.unit, (quote.source or quote.cue or quote.content[0]).start


def _quote(text: str, tagged: Tagged, *, marks: Marks, shelf: _Shelf) -> Quote:
    cue = Span(*tagged.cue) if tagged.cue else None
    source = Span(*tagged.source) if tagged.source else None
    others = [span for span in (cue, source) if span is not None]
    pieces = [_trimmed(text, marks.whole(Span(*piece), others=others), marks=marks) for piece in tagged.content]
    content = tuple(_merged(pieces))
    return Quote(
        content=content,
        cue=cue,
        source=source,
        tokens=tuple(t for piece in content for t in shelf.tokens(piece)),
        probability=tagged.probability,
        unit=shelf.at((source or cue or content[0]).start),
    )


def _trimmed(text: str, piece: Span, *, marks: Marks) -> Span:
    """Without the mark that ends the sentence or the clause around it, unless that mark is quoted or abbreviates."""
    last = Span(piece.end - 1, piece.end)
    if _TAIL.search(text, max(piece.start, piece.end - _LONGEST_WORD), piece.end) and not marks.touching(last):
        return Span(piece.start, last.start)
    return piece


def _merged(pieces: Sequence[Span]) -> Iterator[Span]:
    """The pieces in order, those that have come to overlap as one."""
    last: Span | None = None
    for piece in sorted(pieces):
        if last is not None and piece.start < last.end:
            last = Span(last.start, max(last.end, piece.end))
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _said(text: str, unit: Unit, quotes: Sequence[Quote], resolver: Resolver) -> Said:
    read = (_attribution(text, unit, quote, resolver) for quote in quotes)
    attributions = tuple(a for a in read if not _quotes_itself(text, unit, a))
    subject = subject_of(unit, resolver)
    if subject is None and (attributions or unit.tokens[-1].text == ":"):
        subject = _within(unit, attributions, resolver)
    if subject is not None and not any(a.speaker is not None and a.speaker.kind == "person" for a in attributions):
        resolver.heed(subject.person)
    return Said(unit, attributions, subject.mention if subject is not None else None)


def _within(unit: Unit, attributions: Sequence[Attribution], resolver: Resolver) -> Resolved | None:
    """Of "PBS revealed that Falk had resigned" Falk, of "She wrote:" who "she" is."""
    if not attributions:
        return pronoun_of(unit, resolver)
    first = attributions[0]
    start = next((k for k, t in enumerate(unit.tokens) if t.start >= first.content[0].start), 0)
    after = first.source is not None and first.source.start < first.content[0].start
    return subject_of(unit, resolver, floor=start) if after and first.kind is not Kind.DIRECT else None


def _quotes_itself(text: str, unit: Unit, attribution: Attribution) -> bool:
    """ "“It is over.” We do not believe it": a text's own "we" does not speak the quotation beside it."""
    source = attribution.source
    return (
        attribution.kind is Kind.DIRECT
        and attribution.doubt == OWN_VOICE
        and source is not None
        and not any(t.quote is not None and t.start <= source.start < t.end for t in unit.tokens)
    )


def _attribution(text: str, unit: Unit, quote: Quote, resolver: Resolver) -> Attribution:
    resolved = _resolved(text, unit, quote.source, resolver)
    doubts = dict.fromkeys(t.quote.doubt for t in quote.tokens if t.quote is not None)
    return Attribution(
        content=quote.content,
        source=quote.source,
        cue=quote.cue,
        kind=kind_of(quote.tokens),
        speaker=resolved.mention,
        confidence=round(quote.probability * speaker_probability(resolved.certainty), 3),
        doubt="; ".join(d for d in (*doubts, resolved.doubt) if d),
    )


def _resolved(text: str, unit: Unit, source: Span | None, resolver: Resolver) -> Resolved:
    if source is None:
        return Resolved(None, 0.3, NOBODY)
    places = [place for place, t in enumerate(unit.tokens) if t.start < source.end and t.end > source.start]
    if places and not any(_is_inside(unit.tokens[place], source) for place in places):
        resolved = resolver.resolve(unit.tokens, places[0], places[-1] + 1)
    else:  # inside a quotation or a bracket, which is one token
        tokens = tokens_in(text, source)
        resolved = resolver.resolve(tokens, 0, len(tokens))
    resolver.heed(resolved.person)
    return resolved


def _is_inside(token: Token, source: Span) -> bool:
    return token.quote is not None or (token.low == "()" and (token.start < source.start or source.end < token.end))


def _apart(more: Sequence[Attribution], found: Sequence[Attribution]) -> list[Attribution]:
    """Those of ``more`` whose content no attribution found before has."""
    taken = sorted((piece.start, piece.end) for a in found for piece in a.content)
    return [a for a in more if not any(_touches(piece, taken) for piece in a.content)]


def _touches(piece: Span, taken: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(taken, (piece.end,))
    return any(end > piece.start for _, end in taken[max(0, place - 3) : place])
