"""Many texts in; those nearest to a text by shared trigrams out, as PostgreSQL's trigram index finds them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claims.text.trigrams import trigrams


class TrigramIndex:
    """An inverted list of every trigram; about 4 bytes a trigram of a text."""

    def __init__(self, texts: Sequence[str]) -> None:
        numbers: dict[str, int] = {}
        columns: list[NDArray[np.int32]] = []
        for text in texts:
            pieces = sorted(trigrams(text))
            columns.append(np.array([numbers.setdefault(piece, len(numbers)) for piece in pieces], dtype=np.int32))
        self._numbers = numbers
        self._sizes = np.array([len(column) for column in columns], dtype=np.int32)
        joined = np.concatenate(columns)
        self._texts = np.repeat(np.arange(len(columns), dtype=np.int32), self._sizes)[np.argsort(joined, kind="stable")]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(joined, minlength=len(numbers)))])

    def similarities(self, text: str) -> NDArray[np.float64]:
        """pg_trgm's ``similarity`` of ``text`` with each of the texts, 0..1."""
        pieces = trigrams(text)
        known = [self._numbers[piece] for piece in pieces if piece in self._numbers]
        hits = [self._texts[self._starts[number] : self._starts[number + 1]] for number in known]
        found = np.concatenate(hits) if hits else np.array([], dtype=np.int32)
        shared = np.bincount(found, minlength=len(self._sizes))
        union = len(pieces) + self._sizes - shared
        return np.asarray(shared / np.maximum(union, 1))
