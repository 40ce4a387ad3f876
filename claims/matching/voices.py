"""Passages of a text and its turns in; who speaks in each, and how far apart the passages stand, out. No query."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.text.normalise import name_key
from claims.text.sentences import sentences
from claims.text.spans import Span, hull
from claims.text.turns import Turn, spoken
from claims.text.wordings import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One turn of a transcript in which words of the quotation stand: its number from 1, who speaks, as written there,
    and from the name to the last word of it, in code points."""

    number: int
    name: str
    role: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What lies between one passage and the next: words; sentence ends; turns, None where the text has none."""

    words: int
    sentences: int
    turns: int | None


class Turns:
    """The turns of a text, to look up by place; ``spoken`` is what is said in them, without names and stage directions,
    None where the text is no transcript."""

    def __init__(self, text: str, turns: Sequence[Turn]) -> None:
        self.text = text
        self.turns = [turn for turn in turns if turn.said]
        self.starts = [turn.label.start for turn in self.turns]
        parts = [span for turn in self.turns for span in spoken(text, turn)]
        self.spoken: list[Span] | None = parts or None

    def __bool__(self) -> bool:
        return bool(self.turns)

    def at(self, place: int) -> int:
        """The number of the turn, from 0, in which a place stands."""
        return max(0, bisect_right(self.starts, place) - 1)

    def voice(self, number: int) -> Voice:
        """A turn as an answer tells it."""
        turn = self.turns[number]
        span = Span(turn.label.start, turn.said[-1].end)
        return Voice(number=number + 1, name=turn.name, role=turn.role, span=span)

    def parted(self, run: Sequence[Word]) -> list[list[Word]]:
        """A run of words cut where another turn begins."""
        found: list[list[Word]] = []
        last: int | None = None
        for word in run:
            number = self.at(word.start) if self.turns else 0
            if number != last:
                found.append([])
            found[-1].append(word)
            last = number
        return found

    def said_in(self, passage: Span) -> str:
        """The passage without names of speakers and stage directions."""
        if self.spoken is None:
            return passage.of(self.text)
        parts = [part for part in self.spoken if part.overlaps(passage)]
        return " ".join(self.text[max(part.start, passage.start) : min(part.end, passage.end)] for part in parts)

    def around(self, place: int) -> Span:
        """All that is said in the turn in which a place stands."""
        return hull(self.turns[self.at(place)].said)

    def voices(self, passages: Sequence[Span]) -> tuple[Voice, ...]:
        """The turns that the passages stand in, each once, in the order of the passages."""
        numbers = dict.fromkeys(self.at(passage.start) for passage in passages) if self.turns else {}
        return tuple(self.voice(number) for number in numbers)


def names(voices: Sequence[Voice]) -> list[str]:
    """Who speaks, each once."""
    return list({name_key(voice.name): voice.name for voice in voices}.values())


def gaps(passages: Sequence[Span], *, words: Sequence[Word], turns: Turns) -> tuple[Gap, ...]:
    """What lies between each passage and the next, whichever stands first in the text."""
    if len(passages) < 2:
        return ()
    starts = [word.start for word in words]
    ends = [sentence.end for sentence in sentences(turns.text)]
    found = []
    for one, other in pairwise(passages):
        first, second = sorted((one, other))
        apart = (turns.at(second.start) - turns.at(first.start)) if turns else None
        between = bisect_left(starts, second.start) - bisect_left(starts, first.end)
        crossed = bisect_right(ends, second.start) - bisect_left(ends, first.end)
        found.append(Gap(words=max(0, between), sentences=max(0, crossed), turns=apart))
    return tuple(found)


def how_far(found: Sequence[Gap]) -> str:
    """The widest gap in words: "9 turns apart", "4 sentences apart", "12 words apart"."""
    if not found:
        return ""
    widest = max(found, key=lambda gap: (gap.words, gap.turns or 0))
    for count, unit in ((widest.turns or 0, "turn"), (widest.sentences, "sentence"), (widest.words, "word")):
        if count > (1 if unit == "sentence" else 0):
            return f"{count} {unit}{'s' if count > 1 else ''} apart"
    return ""
