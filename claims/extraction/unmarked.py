"""Units and what was found in them come in; sentences of a quotation that lost their marks go out, with a doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.extraction.attribution import Attribution, Mention
from claims.extraction.floating import Said
from claims.extraction.units import Unit
from claims.text.kinds import Kind
from claims.text.spans import Span
from claims.text.wordlist import wordlist

LOST_MARKS = "marks missing; read as part of the quotation"
MOST = 4
"""No more sentences than this are read as quoted between two quotations."""
_CONFIDENCE = 0.5
_FIRST_PERSON = wordlist("i we us our ours my mine me ourselves myself i'm we're i've we've i'll we'll")


def unmarked(said: Sequence[Said], found: Sequence[Attribution]) -> list[Attribution]:
    """The first-person sentences without marks between two quotations of one speaker in one paragraph."""
    speakers = [_speaker(entry.unit, found) for entry in said]
    read: list[Attribution] = []
    for place, speaker in enumerate(speakers):
        between = list(_between(said, place)) if speaker is not None else []
        after = place + 1 + len(between)
        if speaker is not None and 0 < len(between) <= MOST and after < len(said) and speakers[after] == speaker:
            read += [_read(unit, speaker) for unit in between if said[after].unit.paragraph == unit.paragraph]
    return read


def _speaker(unit: Unit, found: Sequence[Attribution]) -> Mention | None:
    """Who speaks the quotations of this unit."""
    return next((a.speaker for a in found if a.kind is not Kind.INDIRECT and unit.span.contains(a.content[0])), None)


def _between(said: Sequence[Said], place: int) -> Iterator[Unit]:
    for entry in said[place + 1 :]:
        unit = entry.unit
        first = any(t.low in _FIRST_PERSON for t in unit.tokens)
        if unit.paragraph != said[place].unit.paragraph or unit.quotes or entry.attributions or not first:
            return
        yield unit


def _read(unit: Unit, speaker: Mention) -> Attribution:
    return Attribution(
        content=(Span(unit.span.start, unit.span.end),),
        source=None,
        cue=None,
        kind=Kind.DIRECT,
        speaker=speaker,
        confidence=_CONFIDENCE,
        doubt=LOST_MARKS,
    )
