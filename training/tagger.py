"""Batches of tokens in; a score for every word and tag, and vectors that link spans, out: the network that is trained.

The transformer is written out (40 lines) so that one code runs both bases, MPNet (relative positions) and BERT, at
the speed of fused attention, and exports to a plain graph.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from claims.neural.crf import NEVER, POSSIBLE, TAGS
from claims.neural.links import BUCKETS
from claims.neural.words import SHAPES, SIDES

LINK = 64  # width of the vectors that are compared
ENDS = 8  # first and last word of: content and cue (content to its cue), cue and source (cue to its source)


class Layer(nn.Module):
    """One block of a post-norm transformer."""

    def __init__(self, width: int, heads: int, inner: int, eps: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps), nn.LayerNorm(width, eps)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        x = self.norm1(x + self.drop(self.out(_attend(q, k, v, bias).transpose(1, 2).reshape(batch, length, width))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


def _attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
    if torch.compiler.is_exporting():  # the exporter does not know the strides of the fused form's answer
        return torch.softmax(q @ k.transpose(2, 3) / math.sqrt(q.shape[3]) + bias, dim=3) @ v
    return functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)


class Encoder(nn.Module):
    """The first ``layers`` layers of a base (MPNet or BERT), with two features of each word added to its embedding."""

    def __init__(self, config: dict[str, int], *, layers: int) -> None:
        super().__init__()
        width, eps = config["hidden_size"], config["layer_norm_eps"]
        self.relative = "relative_attention_num_buckets" in config
        self.words = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.shapes, self.sides = nn.Embedding(SHAPES, width), nn.Embedding(SIDES, width)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.sides.weight)
        self.norm, self.drop = nn.LayerNorm(width, eps), nn.Dropout(0.1)
        heads = config["num_attention_heads"]
        self.near = nn.Embedding(32, heads)
        self.layers = nn.ModuleList(Layer(width, heads, config["intermediate_size"], eps) for _ in range(layers))

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, sides: Tensor) -> Tensor:
        length = ids.shape[1]
        at = torch.arange(length, device=ids.device)
        x = self.words(ids) + self.places(at + (2 if self.relative else 0))
        x = self.drop(self.norm(x + self.shapes(shapes) + self.sides(sides)))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e9
        if self.relative:
            bias = bias + self.near(_buckets(at[None, :] - at[:, None])).permute(2, 0, 1)[None]
        else:
            bias = bias.expand(-1, self.near.weight.shape[1], length, length)
        for layer in self.layers:
            x = layer(x, bias)
        return x


def _buckets(distance: Tensor) -> Tensor:
    """MPNet's (T5's) 32 buckets of relative positions."""
    n = -distance
    side = (n < 0).long() * 16
    n = n.abs()
    far = 8 + (torch.log(n.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
    return side + torch.where(n < 8, n, far.clamp(max=15))


class Tagger(nn.Module):
    """Encoder and heads: tag scores ``[batch, length, 13]`` and link vectors ``[batch, length, 8 x 64]``."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        width = encoder.norm.weight.shape[0]
        self.encoder = encoder
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(width, len(TAGS))
        self.ends = nn.Linear(width, ENDS * LINK)
        self.apart = nn.Parameter(torch.zeros(2, BUCKETS))
        self.none = nn.Parameter(torch.zeros(2))
        self.moves = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, sides: Tensor) -> tuple[Tensor, Tensor]:
        states = self.drop(self.encoder(ids, mask, shapes, sides))
        return self.tags(states), self.ends(states)


def crf_loss(scores: Tensor, moves: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
    """Mean negative log-likelihood a word of the gold paths (Lafferty et al., 2001); ``[batch, words, tags]``."""
    allowed = moves.masked_fill(~torch.from_numpy(POSSIBLE), NEVER)
    first = torch.tensor([tag[0] in "OBS" for tag in TAGS])
    last = torch.tensor([tag[0] in "OES" for tag in TAGS])
    alpha = scores[:, 0].masked_fill(~first, NEVER)
    path = scores.gather(2, gold[..., None]).squeeze(2)
    path = (path * mask).sum(1) + (allowed[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1)
    for t in range(1, scores.shape[1]):
        step = torch.logsumexp(alpha[:, :, None] + allowed[None], dim=1) + scores[:, t]
        alpha = torch.where(mask[:, t, None].bool(), step, alpha)
    total = torch.logsumexp(alpha.masked_fill(~last, NEVER), dim=1)
    return (total - path).sum() / mask.sum()


def load(folder: Path, *, layers: int) -> Tagger:
    """A base's first ``layers`` layers under fresh heads.

    Raises:
        SystemExit: when ``folder`` holds no MPNet or BERT.
    """
    encoder = Encoder(json.loads((folder / "config.json").read_text()), layers=layers)
    stored = load_file(folder / "model.safetensors")
    stored = {name.removeprefix("mpnet.").removeprefix("bert."): value for name, value in stored.items()}
    try:
        known = _embeddings(stored, relative=encoder.relative)
        for n in range(layers):
            known |= _layer(stored, n, relative=encoder.relative)
        missing, unexpected = encoder.load_state_dict(known, strict=False)
    except (KeyError, RuntimeError) as error:
        raise SystemExit(f"{folder} is not a base that this code knows: {error}") from error
    if unexpected or set(missing) - {"shapes.weight", "sides.weight", "near.weight"}:
        raise SystemExit(f"{folder} is not a base that this code knows: {missing} {unexpected}")
    return Tagger(encoder)


def _embeddings(stored: dict[str, Tensor], *, relative: bool) -> dict[str, Tensor]:
    found = {
        "words.weight": stored["embeddings.word_embeddings.weight"],
        "places.weight": stored["embeddings.position_embeddings.weight"],
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    if relative:
        return found | {"near.weight": stored["encoder.relative_attention_bias.weight"]}
    return found | {"places.weight": found["places.weight"] + stored["embeddings.token_type_embeddings.weight"][0]}


def _layer(stored: dict[str, Tensor], n: int, *, relative: bool) -> dict[str, Tensor]:
    at, to = f"encoder.layer.{n}.", f"layers.{n}."
    names = {"up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
    if relative:
        names |= {"out": "attention.attn.o", "norm1": "attention.LayerNorm"}
        parts = [f"{at}attention.attn.{part}" for part in "qkv"]
    else:
        names |= {"out": "attention.output.dense", "norm1": "attention.output.LayerNorm"}
        parts = [f"{at}attention.self.{part}" for part in ("query", "key", "value")]
    found = {}
    for kind in ("weight", "bias"):
        found[f"{to}qkv.{kind}"] = torch.cat([stored[f"{part}.{kind}"] for part in parts])
        found |= {f"{to}{ours}.{kind}": stored[f"{at}{theirs}.{kind}"] for ours, theirs in names.items()}
    return found
