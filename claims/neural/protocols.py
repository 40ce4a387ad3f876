"""What the rest of the house may ask of a model: plain values in, arrays out, and the version that made them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class SentenceEncoder(Protocol):
    """Turns sentences into vectors whose dot product is their likeness in meaning."""

    @property
    def version(self) -> str:
        """Names the model and its exact weights; vectors of two versions are not comparable."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32 ``[len(texts), dimensions]``, in the order of ``texts``.

        The same text gives the same vector, whatever stands beside it (to 1e-6).

        Raises:
            ValueError: when a text is blank or not valid Unicode; says which.
        """
