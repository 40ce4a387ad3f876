"""Where two spans stand in; the bucket of their distance out, the same in training and at run time."""

from __future__ import annotations

import math

BUCKETS = 24
Place = tuple[int, int]  # words, end exclusive


def bucket(one: Place, other: Place) -> int:
    """How far ``other`` stands behind (0-11) or before (12-23) ``one``, on a logarithmic scale of words."""
    gap = other[0] - one[1]
    if gap >= 0:
        return _scale(gap)
    return 12 + _scale(max(0, one[0] - other[1]))


def _scale(gap: int) -> int:
    return min(11, int(1.6 * math.log2(gap + 1)))
