"""Units and their attributions come in; the quotations that no cue covers go out, with their neighbours' speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.extraction.attribution import Attribution, Mention
from claims.extraction.units import Token, Unit
from claims.text.kinds import Kind
from claims.text.spans import Span

LEAST_WORDS = 3
"""A shorter quotation without a cue is a title or a wink."""

NO_SPEAKER = "no speaker named near the quotation"
FROM_BEFORE = "quotation without its own cue; speaker taken from the sentence before"
FROM_AFTER = "quotation without its own cue; speaker taken from a sentence after"
FROM_PARAGRAPH = "quotation without its own cue; speaker taken from the paragraph before"


@dataclass(frozen=True, slots=True)
class Said:
    """A unit with its attributions and the person its sentence is about."""

    unit: Unit
    attributions: tuple[Attribution, ...]
    subject: Mention | None = None


@dataclass(frozen=True, slots=True)
class _Heir:
    speaker: Mention | None
    confidence: float
    doubt: str


def floating(said: Sequence[Said]) -> list[Attribution]:
    """The uncovered whole-sentence quotations, each with the speaker it most likely has."""
    found: list[Attribution] = []
    heirs: dict[int, _Heir] = {}
    for place, entry in enumerate(said):
        if entry.attributions or _is_taken(entry.unit, said[place - 1] if place else None):
            continue
        if is_bare(entry.unit):
            heirs[place] = _heir(said, place, heirs)
        elif entry.subject is not None and _leads_to_quote(entry.unit):
            heirs[place] = _Heir(entry.subject, 0.7, "")
        else:
            continue
        found += _emit(entry.unit, heirs[place])
    return found


def _leads_to_quote(unit: Unit) -> bool:
    """ "She addressed the crew: “…”": after a colon nothing but quotation, in whole sentences."""
    colon = next((k for k, t in enumerate(unit.tokens) if t.text == ":"), len(unit.tokens))
    after = unit.tokens[colon + 1 :]
    return bool(after) and after[0].text[1:2].isupper() and all(t.quote is not None or not t.is_word for t in after)


def _is_taken(unit: Unit, before: Said | None) -> bool:
    """Whether the sentence before, with its colon, has this unit for its content already."""
    return before is not None and any(unit.span.contains(a.content[0]) for a in before.attributions)


def is_bare(unit: Unit) -> bool:
    """Whether the unit is nothing but quotation."""
    return bool(unit.quotes) and all(t.quote is not None or not t.is_word for t in unit.tokens)


def _emit(unit: Unit, heir: _Heir) -> Iterator[Attribution]:
    quotes = [t for t in unit.quotes if len(t.text.split()) >= LEAST_WORDS]
    if quotes and (heir.speaker is not None or sum(len(t.text.split()) for t in quotes) >= 6):
        content = tuple(Span(t.start, t.end) for t in quotes)
        marks = [t.quote.doubt for t in quotes if t.quote is not None and t.quote.doubt]
        yield Attribution(
            content=content,
            source=None,
            cue=None,
            kind=Kind.DIRECT,
            speaker=heir.speaker,
            confidence=heir.confidence,
            doubt="; ".join(dict.fromkeys(d for d in (*marks, heir.doubt) if d)),
        )


def _heir(said: Sequence[Said], place: int, heirs: dict[int, _Heir]) -> _Heir:
    here = said[place].unit.paragraph
    running = _running(said, place)
    if running is not None:
        return running
    if place:
        before = said[place - 1]
        inherited = heirs.get(place - 1)
        if before.unit.paragraph == here or _runs_on(before.unit):
            if inherited is not None and inherited.speaker is not None:
                return inherited
            if before.attributions:
                return _from(before.attributions[-1], sure=0.8)
        if _introduces(before):
            speaker = before.attributions[-1].speaker if before.attributions else before.subject
            if speaker is not None:
                return _Heir(speaker, 0.75, "")
    ahead = _ahead(said, place)
    if ahead is not None:
        return ahead
    return _paragraph_before(said, place, heirs)


def _running(said: Sequence[Said], place: int) -> _Heir | None:
    """The cue at the end of a quotation that runs on over paragraphs, each with a new opening mark."""
    k = place
    while k + 1 < len(said) and is_bare(said[k].unit) and _runs_on(said[k].unit):
        k += 1
    last = said[k]
    if k == place or not last.attributions or last.unit.tokens[0].quote is None:
        return None
    return _Heir(last.attributions[0].speaker, 0.8, last.attributions[0].doubt)


def _from(attribution: Attribution, *, sure: float) -> _Heir:
    quoted = attribution.kind in (Kind.DIRECT, Kind.MIXED)
    doubt = "" if quoted else FROM_BEFORE
    return _Heir(
        attribution.speaker, round(min(sure if quoted else 0.65, attribution.confidence), 2), doubt or attribution.doubt
    )


def _ahead(said: Sequence[Said], place: int) -> _Heir | None:
    """The first cue that follows in the paragraph, at once or after sentences that lost their marks."""
    here = said[place].unit.paragraph
    for k in range(place + 1, min(place + 8, len(said))):
        later = said[k]
        if later.unit.paragraph != here:
            return None
        quoted = next((a for a in later.attributions if a.kind in (Kind.DIRECT, Kind.MIXED)), None)
        if quoted is not None:
            begins = later.unit.tokens[0].quote is not None and all(is_bare(s.unit) for s in said[place:k])
            return _Heir(quoted.speaker, 0.75 if begins else 0.55, quoted.doubt if begins else FROM_AFTER)
        if later.attributions:
            return None
    return None


def _paragraph_before(said: Sequence[Said], place: int, heirs: dict[int, _Heir]) -> _Heir:
    before = said[place - 1] if place else None
    if before is None or said[place].unit.paragraph - before.unit.paragraph != 1:
        return _Heir(None, 0.4, NO_SPEAKER)
    inherited = heirs.get(place - 1)
    if inherited is not None and inherited.speaker is not None:
        return _Heir(inherited.speaker, 0.5, FROM_PARAGRAPH)
    last = before.attributions[-1] if before.attributions else None
    if last is not None and last.speaker is not None:
        return _Heir(last.speaker, 0.55, FROM_PARAGRAPH)
    return _Heir(None, 0.4, NO_SPEAKER)


def _runs_on(unit: Unit) -> bool:
    """Whether its last quotation has no closing mark because the next paragraph opens anew."""
    last: Token = unit.tokens[-1]
    return last.quote is not None and last.quote.span.end == last.quote.inner.end and not last.quote.doubt


def _introduces(before: Said) -> bool:
    return before.unit.tokens[-1].text == ":"
