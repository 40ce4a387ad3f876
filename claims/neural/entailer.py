"""Pairs of sentences in; how probably the second follows from, or contradicts, the first, out: one cross-encoder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.neural.protocols import Judged
from claims.neural.weights import WeightsError, session, tokenizer, verified

BATCH = 16  # pairs at once; more would outgrow the caches
READ = 4_000  # code points of a sentence, long before the tokens are cut
LABELS = ("entailment", "neutral", "contradiction")


class Entailer:
    """The shipped ``EntailmentModel``: any ONNX cross-encoder over three labels, with its tokenizer.

    Its ``config.json`` states ``labels`` in the order of the scores, ``max_tokens`` of both sentences (the longer one
    is cut) and the ``temperature`` that makes its probabilities honest. Safe to share between threads, not across a
    fork.

    Raises:
        WeightsError: when ``folder`` does not hold sound weights.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        weights = verified(folder)
        try:
            labels = list(weights.config["labels"])
            self._order = [labels.index(label) for label in LABELS]
            self._temperature = float(weights.config["temperature"])
            if not self._temperature > 0:
                raise WeightsError(f"{folder / 'config.json'} states the temperature {self._temperature}")
            self._pad = int(weights.config["pad"])
            self._tokenizer = tokenizer(weights, limit=int(weights.config["max_tokens"]))
        except KeyError as error:
            raise WeightsError(f"{folder / 'config.json'} does not state {error}") from error
        except (TypeError, ValueError) as error:
            raise WeightsError(f"{folder / 'config.json'} does not describe an entailment model: {error}") from error
        self._session = session(weights, threads=threads)
        self._inputs = {each.name for each in self._session.get_inputs()}
        if unknown := self._inputs - {"input_ids", "attention_mask", "token_type_ids"}:
            raise WeightsError(f"{folder / 'model.onnx'} asks for inputs that nobody gives it: {sorted(unknown)}")
        self.version = weights.version

    def judge(self, pairs: Sequence[tuple[str, str]], *, cut: bool = False) -> list[Judged | None]:
        """What each second sentence is to the first, in the order of ``pairs``.

        None where both together are longer than the model can read; with ``cut`` those are judged by their beginnings.

        Raises:
            ValueError: when a sentence is blank or not valid Unicode; says which pair.
        """
        tokens = [self._tokens(pair, index) for index, pair in enumerate(pairs)]
        read = [n for n, (_, _, whole) in enumerate(tokens) if whole or cut]
        found: list[Judged | None] = [None] * len(tokens)
        for rows in _batches([len(tokens[n][0]) for n in read]):
            places = [read[row] for row in rows]
            for place, row in zip(places, self._run([tokens[place][:2] for place in places]), strict=True):
                found[place] = Judged(*map(float, row))
        return found

    def _tokens(self, pair: tuple[str, str], index: int) -> tuple[list[int], list[int], bool]:
        if not all(text.strip() for text in pair):
            raise ValueError(f"pair {index} holds a blank sentence")
        try:
            encoded = self._tokenizer.encode(pair[0][:READ], pair[1][:READ])
        except TypeError as error:
            raise ValueError(f"pair {index} is not valid Unicode") from error
        return encoded.ids, encoded.type_ids, not encoded.overflowing and max(map(len, pair)) <= READ

    def _run(self, tokens: list[tuple[list[int], list[int]]]) -> NDArray[np.float64]:
        ids = np.full((len(tokens), max(len(known) for known, _ in tokens)), self._pad, dtype=np.int64)
        mask, kinds = np.zeros_like(ids), np.zeros_like(ids)
        for row, (known, types) in enumerate(tokens):
            ids[row, : len(known)], kinds[row, : len(known)], mask[row, : len(known)] = known, types, 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds}
        scores = self._session.run(None, {name: given[name] for name in self._inputs})[0][:, self._order]
        powers = np.exp((scores - scores.max(1, keepdims=True)).astype(np.float64) / self._temperature)
        probabilities: NDArray[np.float64] = powers / powers.sum(1, keepdims=True)
        return probabilities


def _batches(lengths: list[int]) -> Iterator[NDArray[np.intp]]:
    """Indices of at most ``BATCH`` pairs of like length, shortest first; ties keep their order."""
    order = np.argsort(np.asarray(lengths, dtype=np.intp), kind="stable")
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]
