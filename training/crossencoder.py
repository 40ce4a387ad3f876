"""Pairs of sentences as tokens in; a score for each label out: the network that judges entailment."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from training import encoder
from training.encoder import Encoder

LABELS = ("entailment", "neutral", "contradiction")


class CrossEncoder(nn.Module):
    """Both sentences are read at once; the first token's state and the mean of all are judged together."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.drop = nn.Dropout(0.1)
        self.mixed = nn.Linear(2 * encoder.width, encoder.width)
        self.labels = nn.Linear(encoder.width, len(LABELS))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """``[pairs, length]`` each, ``mask`` 1 where there is a token; scores ``[pairs, 3]`` in the order of LABELS."""
        states = self.encoder(ids, mask)
        weights = mask[:, :, None].to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        return self.labels(self.drop(torch.tanh(self.mixed(self.drop(torch.cat([states[:, 0], mean], dim=1))))))


def load(folder: Path, *, layers: int) -> CrossEncoder:
    """A base's first ``layers`` layers under a fresh head.

    Raises:
        SystemExit: when ``folder`` holds no MPNet or BERT.
    """
    return CrossEncoder(encoder.load(folder, layers=layers))
