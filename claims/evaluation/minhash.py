"""Texts in; how many words two of them share, estimated from short signatures, out: what near-duplicate tools use."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claims.text.normalise import fold

PERMUTATIONS = 128
PRIME = np.uint64(4_294_967_311)  # the first above 2**32
SEED = 1


def signatures(texts: Sequence[str]) -> NDArray[np.uint64]:
    """A signature a text, ``[len(texts), PERMUTATIONS]``: the least hash of its words under each permutation.

    Broder (1997), over the set of words as datasketch's own example has it.
    """
    draw = np.random.default_rng(SEED)
    factor = draw.integers(1, 2**31, PERMUTATIONS, dtype=np.uint64)
    shift = draw.integers(0, 2**31, PERMUTATIONS, dtype=np.uint64)
    found = np.full((len(texts), PERMUTATIONS), PRIME, dtype=np.uint64)
    for row, text in enumerate(texts):
        hashed = np.array([_hash(word) for word in sorted(set(fold(text).split()))], dtype=np.uint64)
        if hashed.size:
            found[row] = ((hashed[:, None] * factor + shift) % PRIME).min(0)
    return found


def likenesses(a: Sequence[str], b: Sequence[str]) -> list[float]:
    """The estimated Jaccard coefficient of each pair's words, 0..1."""
    return [float(share) for share in (signatures(a) == signatures(b)).mean(1)]


def _hash(word: str) -> int:
    return int.from_bytes(hashlib.sha1(word.encode("utf-8", "surrogatepass")).digest()[:4], "little")
