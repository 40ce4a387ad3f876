"""A quotation and a text in; whether the text holds it, word by word, and if not what was done to it, out. No query."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from claims.matching import variations as written
from claims.matching.alteration import ALTERATIONS, Alteration, alteration
from claims.matching.answers import Answer, Standing, differences, how_spliced, told
from claims.matching.passage import Haystack, aligned, keys, nearest, span
from claims.matching.splice import marked, unmarked
from claims.matching.surroundings import left_out_around
from claims.matching.voices import Turns, gaps
from claims.text.sentences import sentences
from claims.text.spans import Span, hull
from claims.text.turns import Turn, without_stage
from claims.text.wordings import Word, every_word, insertions, quoted_words, words

MIN_KEPT = 0.6
"""Share of its words that an altered quotation still has in common, in order, with the passage it comes from."""
COMPARED = 150
"""Words between its first and its last up to which the words left out of a spliced quotation are weighed."""
WHOLE = "Every word stands there, in this order."
Entails = Callable[[str, str], float | None]
"""How probably each of two sentences follows from the other, 0..1; None where that cannot be told."""


def verify(*, quote: str, text: str, turns: Sequence[Turn] = (), entails: Entails | None = None) -> Answer:
    """Look for ``quote`` in ``text``. Letter case, punctuation and kinds of quotation mark are not differences;
    spelling, numerals, stammering and editor's brackets are told and are none either.

    ``turns``: the turns of a transcript, in which names and stage directions are no words of anybody's. ``entails`` is
    asked where only the meaning of whole sentences tells whether other words say the same. Spans are code points.
    Linear in the length of the text, but for what stands in the one passage compared closely.
    """
    return _Search(quote=quote, text=text, turns=turns, entails=entails).answer()


class _Search:
    """One quotation, one text."""

    def __init__(self, *, quote: str, text: str, turns: Sequence[Turn], entails: Entails | None) -> None:
        self.quote, self.text, self.entails = quote, text, entails
        self.turns = Turns(text, turns)
        self.plain = without_stage(quote) if self.turns else quote
        self.said = quoted_words(self.plain)
        self.hay = Haystack(words(text, within=self.turns.spoken))

    def answer(self) -> Answer:
        """What was found, the plainest first."""
        if found := self._verbatim():
            return found
        if not self.said:
            return Answer(standing=Standing.ABSENT, reason="The quotation has no words.")
        return self._exact() or self._marked() or self._closest()

    def _verbatim(self) -> Answer | None:
        """Word for word, "uh" and all."""
        said = keys(every_word(self.plain))
        if insertions(self.plain) or not said:
            return None
        hay = Haystack(every_word(self.text, within=self.turns.spoken))
        place = hay.find(said)
        return None if place is None else self._standing_there(hay.words[place : place + len(said)])

    def _exact(self) -> Answer | None:
        """Word for word, but for what is written otherwise."""
        place = None if insertions(self.plain) else self.hay.find(keys(self.said))
        if place is None:
            return None
        there = self.hay.words[place : place + len(self.said)]
        return self._standing_there(there, written.variations(self.plain, self.said, self.text, there))

    def _standing_there(self, there: list[Word], found: tuple[written.Variation, ...] = ()) -> Answer:
        passages = [span(run) for run in self.turns.parted(there)]
        how = written.told(found, quote=self.quote, text=self.text)
        if len(passages) > 1:
            return self._spliced(passages, how="", variations=found)
        reason = f"{WHOLE[:-1]}: {how}." if how else WHOLE
        without = left_out_around(passages[0], turns=self.turns)
        return self._heard(
            Answer(
                standing=Standing.EXACT,
                reason=f"{reason} But its sentence says something else: {without}." if without else reason,
                passages=tuple(passages),
                kept=1.0,
                alteration=Alteration.MEANING_CHANGED if without else None,
                variations=found,
            )
        )

    def _marked(self) -> Answer | None:
        """A quotation whose own ellipses or brackets mark what was left out or put in."""
        found = marked(self.plain, self.hay)
        if found is None:
            return None
        if found.is_whole:
            start, end = found.places[0][0], sum(found.places[-1])
            there = self.hay.words[start:end]
            if len(self.turns.parted(there)) == 1:
                return self._standing_there(there, written.variations(self.plain, self.said, self.text, there))
        passages = [self.hay.span(*place) for place in found.places]
        if not found.in_order:
            return self._spliced(passages, how="every piece stands there, but in another order")
        return self._spliced(passages, how="what lies between is left out where the quotation marks it")

    def _closest(self) -> Answer:
        pieces = unmarked(keys(self.said), self.hay)
        altered = self._altered()
        if pieces and (altered is None or altered.kept < 1.0 or self._crosses(altered)):
            return self._spliced([self.hay.span(*piece) for piece in pieces], how="without a mark where it is cut")
        return altered or Answer(standing=Standing.ABSENT, reason="No passage of the text is close to it.")

    def _altered(self) -> Answer | None:
        """The passage that shares most words with the quotation, and what differs between the two."""
        there = nearest(keys(self.said), self.hay)
        runs = self.turns.parted(there)
        answers = [answer for run in runs if (answer := self._compared(run))]
        best = max(answers, key=lambda answer: answer.kept, default=None)
        if best is None and len(runs) > 1 and (across := self._compared(there)):
            return self._spliced([span(run) for run in runs], how="in other words", kept=across.kept)
        return best

    def _compared(self, there: list[Word]) -> Answer | None:
        runs = aligned(keys(self.said), keys(there))
        kept = sum(length for _, _, length in runs) / len(self.said)
        if kept < MIN_KEPT:
            return None
        kind, is_same = self._class(span(there))
        found = written.variations(self.plain, self.said, self.text, there)
        if is_same:
            return self._standing_there(there, found)
        differing = differences(self.said, there, runs)
        reason = "; ".join(told(one, quote=self.quote, text=self.text) for one in differing)
        return self._heard(
            Answer(
                standing=Standing.ALTERED,
                reason=f"{ALTERATIONS[kind]}: {reason}" if kind else reason,
                passages=(span(there),),
                differences=differing,
                kept=round(kept, 4),
                alteration=kind,
                variations=found,
            )
        )

    def _class(self, passage: Span) -> tuple[Alteration | None, bool]:
        """What was done to the words of the passage, and whether nothing was."""
        if len(self.said) > 2 * COMPARED:
            return None, False
        there = self.turns.said_in(passage)
        found = alteration(self.plain, there)
        if found.is_open and self.entails:
            found = found.settled(entailment=self.entails(self.plain, there))
        return found.kind, not found.changes

    def _spliced(
        self,
        passages: Sequence[Span],
        *,
        how: str,
        kept: float = 1.0,
        variations: tuple[written.Variation, ...] = (),
    ) -> Answer:
        parted = [part for passage in passages for part in self._by_turn(passage)]
        answer = self._heard(
            Answer(
                standing=Standing.SPLICED,
                reason="",
                passages=tuple(parted),
                kept=round(kept, 4),
                alteration=self._class_of_splice(parted),
                variations=variations,
            )
        )
        return replace(answer, reason=how_spliced(answer, how=how))

    def _by_turn(self, passage: Span) -> list[Span]:
        return [span(run) for run in self.turns.parted(self._inside(passage))] if self.turns else [passage]

    def _inside(self, around: Span) -> list[Word]:
        first, last = (bisect_left(self.hay.words, place, key=_start) for place in (around.start, around.end))
        return self.hay.words[first:last]

    def _class_of_splice(self, passages: Sequence[Span]) -> Alteration | None:
        """What leaving out the words between does, where the pieces stand in order, near each other and in one turn."""
        around = hull(passages)
        in_order = list(passages) == sorted(passages)
        if not in_order or len(self.turns.voices(passages)) > 1 or len(words(around.of(self.text))) > COMPARED:
            return None
        return self._class(around)[0]

    def _heard(self, answer: Answer) -> Answer:
        """The answer with who speaks in it and how far its passages lie apart."""
        return replace(
            answer,
            voices=self.turns.voices(answer.passages),
            gaps=gaps(answer.passages, words=self.hay.words, turns=self.turns),
        )

    def _crosses(self, answer: Answer) -> bool:
        """Whether words were left out between two sentences: that is a splice, not a slip inside one."""
        around = hull(answer.passages)
        near = Span(max(0, around.start - 2_000), min(len(self.text), around.end + 2_000))
        cut = sentences(near.of(self.text))
        return sum(sentence.shifted(near.start).overlaps(around) for sentence in cut) > 1


def _start(word: Word) -> int:
    return word.start
