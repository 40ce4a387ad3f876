"""Scores or two wordings in; the spans a flag rests on, in each side's statement, out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claims.matching.alteration import Alteration, Altered
from claims.matching.scoring import Pair, Scores
from claims.text.diff import Op, word_diff


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A stretch of one side's statement, in code points, and what it shows: "figure", "date", "negation", "opposite",
    "wording"; in an altered quote "trimmed", "paraphrased" or "meaning_changed"."""

    claim: str
    start: int
    end: int
    label: str


def of_figures(scores: Scores) -> tuple[Evidence, ...]:
    """The figures that disagree."""
    return _both(scores.figure_pairs, "figure")


def of_dates(scores: Scores) -> tuple[Evidence, ...]:
    """The dates that disagree."""
    return _both(scores.date_pairs, "date")


def of_stance(scores: Scores) -> tuple[Evidence, ...]:
    """The negations, or the opposite words."""
    label = "opposite" if scores.stance_by == "antonym" else "negation"
    sides = (("a", scores.stance_a), ("b", scores.stance_b))
    return tuple(Evidence(claim=side, start=s, end=e, label=label) for side, spans in sides for s, e in spans)


def of_wording(a: str, b: str) -> tuple[Evidence, ...]:
    """The words that differ; the same whichever text is called a."""
    if a > b:
        return tuple(replace(each, claim="b" if each.claim == "a" else "a") for each in of_wording(b, a))
    pieces = [p for p in word_diff(a, b) if p.op != Op.EQUAL]
    sides = (("a", [p.a for p in pieces if p.a]), ("b", [p.b for p in pieces if p.b]))
    return tuple(
        Evidence(claim=side, start=s.start, end=s.end, label="wording") for side, spans in sides for s in spans
    )


def of_alteration(found: Altered) -> tuple[Evidence, ...]:
    """The words that differ, each labelled with what it does: the heaviest label is the class of the whole."""
    harmless = Alteration.PARAPHRASED if found.kind is Alteration.MEANING_CHANGED else found.kind
    spans = [
        (side, span, Alteration.MEANING_CHANGED if change in found.telling else harmless)
        for change in found.changes
        for side, span in (("a", change.span_a), ("b", change.span_b))
    ]
    return tuple(
        Evidence(claim=side, start=span.start, end=span.end, label=str(label))
        for side, span, label in sorted(spans, key=lambda each: each[0])
        if span and label
    )


def _both(pairs: tuple[Pair, ...], label: str) -> tuple[Evidence, ...]:
    left = tuple(Evidence(claim="a", start=s, end=e, label=label) for s, e, _, _ in pairs)
    return left + tuple(Evidence(claim="b", start=s, end=e, label=label) for _, _, s, e in pairs)
