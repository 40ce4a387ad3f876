"""Batches of tokens in; a score for every word and tag, and vectors that link spans, out: what is trained."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import Tensor, nn

from claims.neural.crf import NEVER, POSSIBLE, TAGS
from claims.neural.links import BUCKETS
from claims.neural.words import SHAPES, SIDES
from training import encoder
from training.encoder import Encoder

LINK = 64  # width of the vectors that are compared
ENDS = 8  # first and last word of: content and cue (content to its cue), cue and source (cue to its source)


class Tagger(nn.Module):
    """Encoder and heads: tag scores ``[batch, length, 13]`` and link vectors ``[batch, length, 8 x 64]``."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(encoder.width, len(TAGS))
        self.ends = nn.Linear(encoder.width, ENDS * LINK)
        self.apart = nn.Parameter(torch.zeros(2, BUCKETS))
        self.none = nn.Parameter(torch.zeros(2))
        self.moves = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, sides: Tensor) -> tuple[Tensor, Tensor]:
        return self.heads(self.encoder(ids, mask, shapes, sides))

    def heads(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """What the states of the last layer, ``[batch, length, width]``, say."""
        states = self.drop(states)
        return self.tags(states), self.ends(states)

    def link_scores(self, ends: Tensor, links: dict[str, Tensor], *, kind: int) -> Tensor:
        """``[spans, others + 1]``: how well each of the others belongs to each span, the last column for none.

        ``ends``: ``[batch, length, 8 x 64]``. ``links``: as ``attribution_data.links`` makes them.
        """
        vectors = ends.view(*ends.shape[:2], ENDS, LINK)
        row, (first, last) = links["row"], links["one"].unbind(-1)
        one = vectors[row, first, 4 * kind] + vectors[row, last, 4 * kind + 1]
        none = self.none[kind].expand(len(row), 1)
        if not links["real"].shape[1]:
            return none
        first, last = links["others"].unbind(-1)
        others = vectors[row[:, None], first, 4 * kind + 2] + vectors[row[:, None], last, 4 * kind + 3]
        table = torch.einsum("sw,sow->so", one, others) / math.sqrt(LINK) + self.apart[kind][links["apart"]]
        return torch.cat([table.masked_fill(~links["real"], NEVER), none], dim=1)


def crf_loss(scores: Tensor, moves: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
    """Mean negative log-likelihood a word of the gold paths (Lafferty et al., 2001); ``[batch, words, tags]``.

    Steps are joined two by two, so that a path of 200 words takes 8 rounds and not 200.
    """
    device = scores.device
    allowed = moves.masked_fill(~torch.from_numpy(POSSIBLE).to(device), NEVER)
    first = torch.tensor([tag[0] in "OBS" for tag in TAGS], device=device)
    last = torch.tensor([tag[0] in "OES" for tag in TAGS], device=device)
    path = scores.gather(2, gold[..., None]).squeeze(2)
    path = (path * mask).sum(1) + (allowed[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1)
    still = torch.where(torch.eye(len(TAGS), dtype=torch.bool, device=device), 0.0, NEVER)
    steps = torch.where(mask[:, 1:, None, None].bool(), allowed + scores[:, 1:, None, :], still)
    while steps.shape[1] > 1:
        if steps.shape[1] % 2:
            steps = torch.cat([steps, still.expand(len(steps), 1, -1, -1)], dim=1)
        steps = torch.logsumexp(steps[:, 0::2, :, :, None] + steps[:, 1::2, None, :, :], dim=3)
    ends = scores[:, 0].masked_fill(~first, NEVER)
    if steps.shape[1]:
        ends = torch.logsumexp(ends[:, :, None] + steps[:, 0], dim=1)
    total = torch.logsumexp(ends.masked_fill(~last, NEVER), dim=1)
    return (total - path).sum() / mask.sum()


def load(folder: Path, *, layers: int) -> Tagger:
    """A base's first ``layers`` layers under fresh heads.

    Raises:
        SystemExit: when ``folder`` holds no MPNet or BERT.
    """
    return Tagger(encoder.load(folder, layers=layers, features=(SHAPES, SIDES)))
