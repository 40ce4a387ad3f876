"""Rows of features and what became of them in; a logistic regression with L2, out. Plain numpy, no chance in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

L2 = 3.0  # on weights of standardised features: with some dozens of decisions no feature runs away
STEPS = 50  # Newton's; ten are plenty where the penalty holds
NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Logistic:
    """An intercept and a weight a feature, for features as they come, not standardised."""

    intercept: float
    weights: Floats

    def of(self, rows: Floats) -> Floats:
        """The probability of each row."""
        return _sigmoid(self.intercept + rows @ self.weights)


def fit(rows: Floats, outcomes: Floats, *, l2: float = L2) -> Logistic:
    """Maximum likelihood less ``l2`` / 2 times the squared weights of the standardised features, by Newton's method.

    ``rows``: ``[n, features]``; ``outcomes``: ``[n]`` of 0 and 1. The intercept goes free, so that the mean probability
    is the share of ones. A feature that never changes gets no weight.
    """
    mean, spread = rows.mean(0), rows.std(0)
    scale = np.where(spread > NEAR, spread, 1.0)
    given = np.hstack([np.ones((len(rows), 1)), (rows - mean) / scale])
    penalty = np.full(given.shape[1], l2)
    penalty[0] = NEAR
    at = np.zeros(given.shape[1])
    for _ in range(STEPS):
        told = _sigmoid(given @ at)
        slope = given.T @ (told - outcomes) + penalty * at
        bend = (given * (told * (1 - told))[:, None]).T @ given + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        at = at - step
        if np.abs(step).max() < NEAR:
            break
    weights = at[1:] / scale
    return Logistic(float(at[0] - weights @ mean), weights)


def _sigmoid(told: Floats) -> Floats:
    shares: Floats = 1 / (1 + np.exp(-np.clip(told, -30, 30)))
    return shares
