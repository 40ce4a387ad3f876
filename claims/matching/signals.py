"""A flag's kind and its stored scores in; what raised it, by name, out. No query and no text."""

from __future__ import annotations

from enum import StrEnum

from claims.matching.likeness import likeness, relatedness
from claims.matching.scoring import Scores
from claims.matching.thresholds import DEFAULT, Thresholds
from claims.text.comparisons import Outcome
from claims.text.diff import Trim
from claims.text.polarity import Stance

_STANCES = {"antonym": "opposites", "commitment": "commitment", "cue": "denial"}


class Signal(StrEnum):
    """What a flag rests on. A rule, the entailment model, or the likeness of words and vectors."""

    NEGATION = "negation"
    OPPOSITES = "opposites"
    COMMITMENT = "commitment"
    DENIAL = "denial"
    FIGURES = "figures"
    DATES = "dates"
    MODEL = "model"
    WORDING = "wording"
    VERBATIM = "verbatim"
    TRIM = "trim"
    LIKENESS = "likeness"
    ENTAILMENT = "entailment"
    WORDS = "words"
    UNKNOWN = "unknown"


def signals(kind: str, scores: Scores, *, thresholds: Thresholds = DEFAULT) -> tuple[Signal, ...]:
    """What raised a flag of that kind on that pair, at least one name; several where any of them would have done."""
    if kind == "altered_quote":
        return (Signal.WORDING,)
    if kind in ("duplicate", "verdict_conflict"):
        return _repeated(scores, thresholds)
    return (_opposed(kind, scores, thresholds),)


def _repeated(s: Scores, limits: Thresholds) -> tuple[Signal, ...]:
    if s.plain:
        return (Signal.WORDS,)
    if s.exact or s.trim == Trim.SAME.value:
        return (Signal.VERBATIM,)
    if s.trim:
        return (Signal.TRIM,)
    reworded = bool(s.left_a and s.left_b) or max(s.left_a, s.left_b) > limits.padding
    enough = limits.duplicate_reworded if reworded else limits.duplicate
    found = [Signal.LIKENESS] if likeness(s) >= enough else []
    if not s.swaps and (s.entailment or 0.0) >= limits.entailed:
        found.append(Signal.ENTAILMENT)
    return tuple(found) or (Signal.UNKNOWN,)


def _opposed(kind: str, s: Scores, limits: Thresholds) -> Signal:
    """In the order in which ``opposition`` looks for them."""
    overruled = s.contradiction is not None and s.contradiction < limits.opposed_least
    if _is_same_matter(s, limits) or s.stance_by == "commitment":
        if s.stance == Stance.OPPOSITE.value and not overruled:
            return Signal(_STANCES.get(s.stance_by, "negation"))
        if s.figures == Outcome.DIFFERENT.value and (kind == "update" or not overruled):
            return Signal.FIGURES
        if s.dates == Outcome.DIFFERENT.value and s.dates_aligned:
            return Signal.DATES
    return Signal.MODEL if s.judged_by else Signal.UNKNOWN


def _is_same_matter(s: Scores, limits: Thresholds) -> bool:
    enough = limits.related_reworded if s.left_a and s.left_b else limits.related
    return relatedness(s) >= enough and s.shared > 0 and s.names not in ("other", "narrower") and not s.swaps
