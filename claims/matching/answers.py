"""What a quotation's look-up in a text found, as plain values and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.matching.alteration import ALTERATIONS, Alteration
from claims.matching.passage import Run, span
from claims.matching.variations import Variation
from claims.matching.voices import Gap, Voice, how_far, names
from claims.text.diff import Op
from claims.text.spans import Span
from claims.text.wordings import Word


class Standing(StrEnum):
    """How a quotation stands in a text."""

    EXACT = "exact"
    ALTERED = "altered"
    SPLICED = "spliced"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One run of words that differs: where it stands in the quotation and in the text; None where it is missing."""

    op: Op
    quote: Span | None
    text: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The standing, in words, the passages of the text that it rests on, and what differs in an altered one.

    ``kept`` is the share of the quotation's words that stand in the passages in the same order, 0..1. ``alteration``:
    what was done to the words, None where nothing was or the pieces stand too far apart to tell. ``variations``: what
    is only written otherwise. ``gaps``: what lies between the passages. ``voices``: the turns of a transcript that they
    are in.
    """

    standing: Standing
    reason: str
    passages: tuple[Span, ...] = ()
    differences: tuple[Difference, ...] = ()
    kept: float = 0.0
    alteration: Alteration | None = None
    variations: tuple[Variation, ...] = ()
    gaps: tuple[Gap, ...] = ()
    voices: tuple[Voice, ...] = ()


def differences(said: Sequence[Word], there: Sequence[Word], runs: Sequence[Run]) -> tuple[Difference, ...]:
    """What lies between the runs that both have, on either side."""
    found, at, place = [], 0, 0
    for start, stands, length in [*runs, (len(said), len(there), 0)]:
        ours, theirs = said[at:start], there[place:stands]
        if ours or theirs:
            op = Op.REPLACE if ours and theirs else Op.DELETE if ours else Op.INSERT
            found.append(Difference(op=op, quote=span(ours) if ours else None, text=span(theirs) if theirs else None))
        at, place = start + length, stands + length
    return tuple(found)


def told(difference: Difference, *, quote: str, text: str) -> str:
    """One difference in words."""
    ours = f"“{difference.quote.of(quote)}”" if difference.quote else ""
    theirs = f"“{difference.text.of(text)}”" if difference.text else ""
    if ours and theirs:
        return f"{ours} where the text has {theirs}"
    return f"{ours} is not in the text" if ours else f"{theirs} is left out"


def how_spliced(answer: Answer, *, how: str) -> str:
    """Of what a quotation was put together, how far apart that stands, and ``how``: as a sentence."""
    people = names(answer.voices)
    who = f"{len(answer.passages)} places of the text"
    if len(people) > 1:
        count = "two" if len(people) == 2 else len(people)
        who = f"words of {count} speakers, {', '.join(people[:-1])} and {people[-1]}"
    elif len(answer.voices) > 1:
        who = f"{len(answer.voices)} turns of {people[0]}"
    turned = "in another order" if list(answer.passages) != sorted(answer.passages) and "order" not in how else ""
    begins = f"{ALTERATIONS[answer.alteration]}: put" if answer.alteration else "Put"
    parts = (f"{begins} together from {who}", how_far(answer.gaps), turned, how)
    return f"{', '.join(part for part in parts if part)}."
