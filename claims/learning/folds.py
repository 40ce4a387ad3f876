"""Keys and a seed in; which of a few folds each belongs to, out. One key is never in two folds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FOLDS = 5


def folds(keys: Sequence[int], outcomes: Sequence[bool], *, seed: int) -> NDArray[np.int64]:
    """A fold from 0 to ``FOLDS`` - 1 each, both outcomes spread evenly. What shares a key goes by the first of it."""
    chance = np.random.default_rng(seed)
    first: dict[int, bool] = {}
    for key, outcome in zip(keys, outcomes, strict=True):
        first.setdefault(key, outcome)
    placed: dict[int, int] = {}
    for outcome in (True, False):
        mine = sorted(key for key, told in first.items() if told is outcome)
        placed |= {int(key): n % FOLDS for n, key in enumerate(chance.permutation(mine))}
    return np.array([placed[key] for key in keys], dtype=np.int64)
