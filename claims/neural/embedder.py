"""Sentences in, unit vectors out: all-MiniLM-L6-v2 on the CPU (Wang et al., 2020; Reimers and Gurevych, 2019)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.neural.protocols import Vectors
from claims.neural.weights import WeightsError, session, tokenizer, verified

# Of one length, so hardly padded. Measured on claims of 24 tokens: 16 at a time is 1.5 times as fast as 64, whose
# activations no longer fit the CPU's caches.
BATCH = 16

# Tokenizing goes on to the end of the text before it truncates (1 s a megabyte). 256 tokens of English are some 1,200
# characters, so nothing that the model would see is lost.
READ = 20_000


class Embedder:
    """The shipped ``SentenceEncoder``; safe to share between threads, not across a fork (see ``claims.engines``).

    Only a text's first 256 tokens (some 190 words) count.

    Raises:
        WeightsError: when ``folder`` does not hold sound weights.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        weights = verified(folder)
        try:
            self.dimensions = int(weights.config["dimensions"])
            self._tokenizer = tokenizer(weights, limit=int(weights.config["max_tokens"]))
        except KeyError as error:
            raise WeightsError(f"{folder / 'config.json'} does not state {error}") from error
        self._session = session(weights, threads=threads)
        self.version = weights.version

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32 ``[len(texts), dimensions]``, in the order of ``texts``.

        Raises:
            ValueError: when a text is blank or not valid Unicode; says which.
        """
        tokens = [self._tokens(text, index) for index, text in enumerate(texts)]
        vectors = np.empty((len(tokens), self.dimensions), dtype=np.float32)
        for rows in _batches([len(ids) for ids in tokens]):
            vectors[rows] = self._run([tokens[row] for row in rows])
        return vectors

    def _tokens(self, text: str, index: int) -> list[int]:
        if not text.strip():
            raise ValueError(f"text {index} is blank")
        try:
            # One at a time: encode_batch starts threads of its own, which the runtime's share of the CPU knows not of.
            ids: list[int] = self._tokenizer.encode(text[:READ]).ids
        except TypeError as error:
            raise ValueError(f"text {index} is not valid Unicode") from error
        return ids

    def _run(self, tokens: list[list[int]]) -> Vectors:
        ids = np.zeros((len(tokens), max(map(len, tokens))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, known in enumerate(tokens):
            ids[row, : len(known)] = known
            mask[row, : len(known)] = 1
        output: Vectors = self._session.run(["sentence_embedding"], {"input_ids": ids, "attention_mask": mask})[0]
        return output


def _batches(lengths: list[int]) -> Iterator[NDArray[np.intp]]:
    """Indices of at most ``BATCH`` texts of like length, shortest first; ties keep their order."""
    order = np.argsort(np.asarray(lengths, dtype=np.intp), kind="stable")
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]
