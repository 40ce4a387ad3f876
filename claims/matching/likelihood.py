"""A flag's kind and scores in; how likely people of this newsroom confirm such a flag, out. No query.

A logistic regression over stored scores, fitted on the newsroom's own decisions (``claims.learning``). It orders what
the rules raise and, where the newsroom sets the limit ``likely``, leaves out what hardly anybody confirmed; it raises
nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from claims.matching.likeness import likeness, relatedness
from claims.matching.scoring import Scores
from claims.text.comparisons import Outcome
from claims.text.polarity import Stance

LONG = 365.0
"""Days after which more days apart say nothing more."""


def _days(scores: Scores) -> float:
    return math.log1p(min(scores.days_apart or 0, LONG)) / math.log1p(LONG)


FEATURES: dict[str, Callable[[Scores], float]] = {
    "cosine": lambda s: s.cosine,
    "trigram": lambda s: s.trigram,
    "wording": lambda s: s.wording,
    "overlap": lambda s: s.overlap,
    "likeness": likeness,
    "relatedness": relatedness,
    "read": lambda s: float(bool(s.judged_by)),
    "entailment": lambda s: s.entailment or 0.0,
    "contradiction": lambda s: s.contradiction or 0.0,
    "left": lambda s: min(s.left_a + s.left_b, 20) / 20,
    "opposite": lambda s: float(s.stance == Stance.OPPOSITE.value),
    "figures agree": lambda s: float(s.figures in (Outcome.SAME.value, Outcome.CLOSE.value, Outcome.PARTIAL.value)),
    "figures differ": lambda s: float(s.figures == Outcome.DIFFERENT.value),
    "dates agree": lambda s: float(s.dates in (Outcome.SAME.value, Outcome.CLOSE.value)),
    "dates differ": lambda s: float(s.dates == Outcome.DIFFERENT.value),
    "more names": lambda s: float(s.names != "same"),
    "names in common": lambda s: min(s.shared_names or 0, 5) / 5,
    "same speaker": lambda s: float(s.same_speaker is True),
    "two speakers": lambda s: float(s.same_speaker is False),
    "days apart": _days,
    "no day": lambda s: float(s.days_apart is None),
    "trimmed": lambda s: float(bool(s.trim)),
}
"""What the model looks at, each about 0..1."""


def features(scores: Scores) -> list[float]:
    """The scores as ``FEATURES`` has them, in that order."""
    return [of(scores) for of in FEATURES.values()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What was learned for one kind of flag. ``made_for``: the versions of method, encoder and entailment model whose
    scores it was fitted on; scores of others mean something else, so it says nothing of them."""

    intercept: float
    weights: Mapping[str, float]
    made_for: tuple[tuple[str, str, str], ...]

    def of(self, scores: Scores) -> float | None:
        """The probability, 0..1; None for scores of other versions."""
        if versions(scores) not in self.made_for:
            return None
        known = {name: of(scores) for name, of in FEATURES.items()}
        told = self.intercept + sum(weight * known.get(name, 0.0) for name, weight in self.weights.items())
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, told)))), 4)

    def as_json(self) -> dict[str, Any]:
        """The model as JSON values."""
        return {**asdict(self), "made_for": [list(each) for each in self.made_for]}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Model:
        """The model from what ``as_json`` gave."""
        made_for = tuple((one, two, three) for one, two, three in stored["made_for"])
        return cls(intercept=stored["intercept"], weights=stored["weights"], made_for=made_for)


def versions(scores: Scores) -> tuple[str, str, str]:
    """What scored the pair: the method, the encoder, the entailment model (empty where it was not asked)."""
    return scores.method, scores.encoded_by, scores.judged_by
