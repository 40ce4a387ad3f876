"""Decisions on one kind of flag in; a model of how likely such a flag is confirmed, measured on flags not seen, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from claims.learning.decided import Decided
from claims.learning.folds import FOLDS, folds
from claims.learning.logistic import Floats, fit
from claims.matching.likelihood import FEATURES, Model, features, versions

GAIN = 0.005  # of the Brier score over saying the same of every flag; less is no knowledge
EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """``model`` where it knows more than the share of confirmed ones, else None; ``figures`` on flags not seen."""

    model: Model | None
    figures: dict[str, Any]


def learn(decisions: Sequence[Decided], *, seed: int) -> Learned:
    """Fit on all, measured by fits to four fifths on the last fifth."""
    rows = np.array([features(each.scores) for each in decisions])
    outcomes = np.array([each.decision == "confirm" for each in decisions], dtype=np.float64)
    fold = folds([each.match_id for each in decisions], [bool(told) for told in outcomes], seed=seed)
    told, plain = np.zeros(len(rows)), np.zeros(len(rows))
    for held in range(FOLDS):
        seen, unseen = fold != held, fold == held
        told[unseen] = fit(rows[seen], outcomes[seen]).of(rows[unseen])
        plain[unseen] = outcomes[seen].mean()
    figures: dict[str, Any] = {
        "decided": len(rows),
        "confirmed": int(outcomes.sum()),
        "brier": _brier(told, outcomes),
        "brier_of_the_share": _brier(plain, outcomes),
        "bins": _bins(told, outcomes),
    }
    used = figures["brier"] <= figures["brier_of_the_share"] - GAIN
    return Learned(model=_model(decisions, rows, outcomes) if used else None, figures={**figures, "used": used})


def _model(decisions: Sequence[Decided], rows: Floats, outcomes: Floats) -> Model:
    found = fit(rows, outcomes)
    weights = {name: round(float(weight), 6) for name, weight in zip(FEATURES, found.weights, strict=True) if weight}
    made_for = tuple(sorted({versions(each.scores) for each in decisions}))
    return Model(intercept=round(found.intercept, 6), weights=weights, made_for=made_for)


def _brier(told: Floats, outcomes: Floats) -> float:
    return round(float(((told - outcomes) ** 2).mean()), 4)


def _bins(told: Floats, outcomes: Floats) -> list[dict[str, Any]]:
    """Of flags told this and more: how many there were, what was told on the mean, and which share was confirmed."""
    rows = []
    for low, high in pairwise(EDGES):
        inside = (told >= low) & ((told < high) | (high == EDGES[-1]))
        if inside.any():
            means = {
                "told": round(float(told[inside].mean()), 4),
                "confirmed": round(float(outcomes[inside].mean()), 4),
            }
            rows.append({"from": low, "to": high, "n": int(inside.sum()), **means})
    return rows
