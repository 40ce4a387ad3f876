"""An article's text comes in; its attributions, found by rules, go out with their speakers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from claims.extraction.attribution import Attribution
from claims.extraction.cast import Cast
from claims.extraction.choosing import is_sound, kept
from claims.extraction.findings import Finding, findings
from claims.extraction.firstperson import first_person
from claims.extraction.floating import Said, floating, is_bare
from claims.extraction.mentions import Resolved, Resolver
from claims.extraction.repeated import repeated
from claims.extraction.subjects import subject_of
from claims.extraction.telling import told
from claims.extraction.turns import is_transcript, statements
from claims.extraction.units import Token, Unit, kind_of, units
from claims.extraction.unmarked import unmarked
from claims.text.spans import Span

_BASE = {
    "that": 0.9,
    "quote": 0.95,
    "before": 0.92,
    "around": 0.88,
    "clause": 0.8,
    "infinitive": 0.75,
    "object": 0.7,
    "introduces": 0.9,
}


class RuleAttributor:
    """Attribution by rules over tokens; no model, no state between articles."""

    version = "rules-1"

    def attribute(self, text: str) -> list[Attribution]:
        """The attributions of ``text``, in the order of their content."""
        if is_transcript(text):
            return statements(text)
        listed = units(text)
        resolver = Resolver(Cast(listed))
        pairs = told(zip_longest(listed, listed[1:]), total=len(listed))
        said = [_said(unit, after, resolver) for unit, after in pairs]
        found = [a for entry in said for a in entry.attributions] + floating(said)
        found += unmarked(said, found)
        found = first_person(text, found + repeated(text, found))
        return sorted(found, key=lambda a: (a.content[0].start, a.content[-1].end))


def _said(unit: Unit, following: Unit | None, resolver: Resolver) -> Said:
    attributions = tuple(_attributions(unit, following, resolver))
    subject = subject_of(unit, resolver)
    if subject is not None and not any(a.speaker is not None and a.speaker.kind == "person" for a in attributions):
        resolver.heed(subject.person)
    return Said(unit, attributions, subject.mention if subject is not None else None)


def _attributions(unit: Unit, following: Unit | None, resolver: Resolver) -> Iterator[Attribution]:
    for finding in kept(unit.tokens, findings(unit.tokens)):
        if finding.source is None or (finding.how == "introduces" and not (following and is_bare(following))):
            continue
        resolved = resolver.resolve(unit.tokens, *finding.source)
        content = following.quotes if finding.how == "introduces" and following else _content(unit, finding)
        if is_sound(finding, resolved, quoted=any(t.quote is not None for t in content)):
            resolver.heed(resolved.person)
            yield _attribution(unit, finding, resolved, content)


def _attribution(unit: Unit, finding: Finding, resolved: Resolved, content: list[Token]) -> Attribution:
    doubts = dict.fromkeys(t.quote.doubt for t in content if t.quote is not None)
    return Attribution(
        content=_pieces(unit, finding) or tuple(Span(t.start, t.end) for t in content),
        source=_span(unit.tokens, finding.source),
        cue=_span(unit.tokens, finding.cue),
        kind=kind_of(content),
        speaker=resolved.mention,
        confidence=round(_BASE.get(finding.how, 0.7) * resolved.certainty, 2),
        doubt="; ".join(d for d in (*doubts, resolved.doubt) if d),
    )


def _pieces(unit: Unit, finding: Finding) -> tuple[Span, ...]:
    return tuple(Span(unit.tokens[s].start, unit.tokens[e - 1].end) for s, e in finding.pieces)


def _content(unit: Unit, finding: Finding) -> list[Token]:
    return [t for s, e in finding.pieces for t in unit.tokens[s:e]]


def _span(tokens: Sequence[Token], place: tuple[int, int] | None) -> Span | None:
    return Span(tokens[place[0]].start, tokens[place[1] - 1].end) if place is not None else None
