"""An article's text comes in; its attributions, found by rules, go out: findings, quotations without a cue, speakers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.extraction.attribution import Attribution
from claims.extraction.cast import Cast
from claims.extraction.findings import Finding, findings
from claims.extraction.floating import Said, floating
from claims.extraction.mentions import Resolved, Resolver
from claims.extraction.phrases import first_finite, phrase_left
from claims.extraction.repeated import repeated
from claims.extraction.turns import is_transcript, statements
from claims.extraction.units import Token, Unit, units
from claims.text.kinds import Kind
from claims.text.spans import Span

_NEEDS_SPEAKER = frozenset(("clause", "object", "infinitive"))
_BASE = {"that": 0.9, "quote": 0.95, "before": 0.92, "around": 0.88, "clause": 0.8, "infinitive": 0.75, "object": 0.7}


class RuleAttributor:
    """Attribution by rules over tokens; no model, no state between articles."""

    version = "rules-1"

    def attribute(self, text: str) -> list[Attribution]:
        """The attributions of ``text``, in the order of their content."""
        if is_transcript(text):
            return statements(text)
        listed = units(text)
        resolver = Resolver(Cast(listed))
        said = [_said(unit, resolver) for unit in listed]
        found = [a for entry in said for a in entry.attributions] + floating(said)
        found += repeated(text, found)
        return sorted(found, key=lambda a: (a.content[0].start, a.content[-1].end))


def _said(unit: Unit, resolver: Resolver) -> Said:
    attributions = tuple(_attributions(unit, resolver))
    subject = _subject(unit, resolver)
    if subject is not None and not any(a.speaker is not None and a.speaker.kind == "person" for a in attributions):
        resolver.heed(subject.person)
    return Said(unit, attributions, subject.mention if subject is not None else None)


def _attributions(unit: Unit, resolver: Resolver) -> Iterator[Attribution]:
    for finding in findings(unit.tokens):
        if finding.source is None:
            continue
        resolved = resolver.resolve(unit.tokens, *finding.source)
        attribution = _attribution(unit, finding, resolved)
        if attribution is not None:
            resolver.heed(resolved.person)
            yield attribution


def _subject(unit: Unit, resolver: Resolver) -> Resolved | None:
    """A person who is the subject of the sentence: who the next "he" means."""
    verb = first_finite(unit.tokens, 1, min(len(unit.tokens), 40))
    start = phrase_left(unit.tokens, verb) if verb is not None else None
    if verb is None or start is None:
        return None
    return resolver.named(unit.tokens, start, verb)


def _attribution(unit: Unit, finding: Finding, resolved: Resolved) -> Attribution | None:
    speaks = resolved.mention is not None and resolved.mention.kind != "unknown"
    if not speaks and (
        (finding.how in _NEEDS_SPEAKER and finding.lemma not in ("say", "tell")) or resolved.certainty < 0.4
    ):
        if finding.how not in ("quote", "before"):
            return None
    tokens = unit.tokens
    content = tuple(Span(tokens[s].start, tokens[e - 1].end) for s, e in finding.pieces)
    quoted = [t for s, e in finding.pieces for t in tokens[s:e] if t.quote is not None]
    doubts = [*dict.fromkeys(t.quote.doubt for t in quoted if t.quote is not None and t.quote.doubt), resolved.doubt]
    return Attribution(
        content=content,
        source=_span(tokens, finding.source),
        cue=_span(tokens, finding.cue),
        kind=kind_of(tokens, finding),
        speaker=resolved.mention,
        confidence=round(_BASE.get(finding.how, 0.7) * resolved.certainty, 2),
        doubt="; ".join(d for d in doubts if d),
    )


def _span(tokens: Sequence[Token], place: tuple[int, int] | None) -> Span | None:
    return Span(tokens[place[0]].start, tokens[place[1] - 1].end) if place is not None else None


def kind_of(tokens: Sequence[Token], finding: Finding) -> Kind:
    """Direct when every word is inside marks, mixed when some are."""
    inside = [t.quote is not None for s, e in finding.pieces for t in tokens[s:e] if t.quote is not None or t.is_word]
    if all(inside):
        return Kind.DIRECT
    return Kind.MIXED if any(inside) else Kind.INDIRECT
