"""What the rest of the house may ask of a model: plain values in, arrays out, and the version that made them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Pair = tuple[int, int]  # code points of a text, end exclusive


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """One attribution: the pieces of its content, its cue, its source if it names one.

    ``probability``: that a careful reader would mark this, calibrated on articles that were not trained on. ``signs``
    is what it is computed from, as logits: of the least sure piece, the cue, the source, and the links between them.
    """

    content: tuple[Pair, ...]
    cue: Pair | None
    source: Pair | None
    probability: float
    signs: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """What one sentence is to another, as three probabilities that add up to 1, calibrated on pairs not trained on."""

    entailment: float
    neutral: float
    contradiction: float


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


class AttributionTagger(Protocol):
    """Finds sources, cues and contents in running text, and what belongs together."""

    @property
    def version(self) -> str:
        """Names the model and its exact weights."""

    def tag(self, text: str, *, paragraphs: Iterable[Pair]) -> Iterator[Tagged]:
        """The attributions in the ``paragraphs`` of ``text``, in their order; none crosses from one to the next."""


class EntailmentModel(Protocol):
    """Reads two sentences at once and tells whether the second follows from the first, or cannot be true beside it."""

    @property
    def version(self) -> str:
        """Names the model and its exact weights."""

    def judge(self, pairs: Sequence[tuple[str, str]], *, cut: bool = False) -> list[Judged | None]:
        """What each second sentence is to the first, in the order of ``pairs``.

        None where both together are longer than the model can read; with ``cut`` those are judged by their beginnings.

        Raises:
            ValueError: when a sentence is blank or not valid Unicode; says which pair.
        """
