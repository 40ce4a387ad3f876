"""A quotation and the passage it stands in, word for word, in; what is only written otherwise there, out. No query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.matching.passage import Run, aligned, keys, span
from claims.text.spans import Span
from claims.text.wordings import Word, every_word, insertions

MOST_TOLD = 3


class Written(StrEnum):
    """In what way words are the same and yet written otherwise."""

    SPELLING = "spelling"
    NUMERAL = "numeral"
    FILLER = "filler"
    INSERTION = "insertion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """Words that are the same thing said: "colour" and "color", "12" and "twelve"; "uh", which a quotation leaves out;
    what an editor put in brackets. Where in the quotation and in the text; None where a side has nothing."""

    kind: Written
    quote: Span | None
    text: Span | None


def variations(quote: str, said: Sequence[Word], text: str, there: Sequence[Word]) -> tuple[Variation, ...]:
    """What is written otherwise; ``said`` are the words of the quotation, ``there`` all that count in the passage."""
    found = []
    runs = aligned(keys(said), keys(there))
    for start, place, length in runs:
        for word, other in zip(said[start : start + length], there[place : place + length], strict=True):
            ours, theirs = _bare(quote[word.start : word.end]), _bare(text[other.start : other.end])
            if ours != theirs:
                kind = Written.NUMERAL if word.key[0].isdigit() else Written.SPELLING
                found.append(Variation(kind=kind, quote=span([word]), text=span([other])))
    return (*found, *_inserted(quote, said, there, runs), *_fillers(text, there))


def _inserted(quote: str, said: Sequence[Word], there: Sequence[Word], runs: Sequence[Run]) -> list[Variation]:
    """The brackets, each with the words of the passage that it stands for."""
    found = []
    for bracket in insertions(quote):
        before = sum(word.end <= bracket.start for word in said)
        start = next((place + before - at for at, place, length in runs if at < before <= at + length), None)
        end = next((place + before - at for at, place, length in runs if at <= before < at + length), None)
        replaced = there[start:end] if start is not None and end is not None else []
        found.append(Variation(kind=Written.INSERTION, quote=bracket, text=span(replaced) if replaced else None))
    return found


def _fillers(text: str, there: Sequence[Word]) -> list[Variation]:
    """Words of the passage that count for nothing: "uh", the second "we" of "we, we"."""
    kept = [Span(word.start, word.end) for word in there]
    found: list[Variation] = []
    at = 0
    for word in every_word(text, within=[span(there)] if there else []):
        while at < len(kept) and kept[at].end <= word.start:
            at += 1
        if not (at < len(kept) and kept[at].start <= word.start < kept[at].end):
            found.append(Variation(kind=Written.FILLER, quote=None, text=span([word])))
    return found


def _bare(written: str) -> str:
    lower = written.replace("’", "'").replace("ʼ", "'").lower().replace("[", "").replace("]", "")
    return " ".join(lower.replace("-", " ").split())


def told(found: Sequence[Variation], *, quote: str, text: str) -> str:
    """In words, at most three of them; empty when there are none."""
    parts = []
    for one in found[:MOST_TOLD]:
        ours = f"“{one.quote.of(quote)}”" if one.quote else ""
        theirs = f"“{one.text.of(text)}”" if one.text else ""
        if one.kind is Written.INSERTION:
            parts.append(f"{ours} stands for {theirs}" if theirs else f"{ours} was put in")
        elif ours:
            parts.append(f"{ours} is written {theirs} there")
        else:
            parts.append(f"{theirs} is stammered there and left out")
    return "; ".join(parts) + (f"; and {len(found) - MOST_TOLD} more" if len(found) > MOST_TOLD else "")
