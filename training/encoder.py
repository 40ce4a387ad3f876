"""Tokens in, a state for each of them out: the first layers of a base (MPNet or BERT), written out.

In 60 lines one code runs both bases, relative positions or not, at the speed of fused attention, and exports to a
plain graph.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional


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
    return functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))


class Encoder(nn.Module):
    """The first ``layers`` layers of a base; ``features``: how many values each feature of a token can have.

    A feature's vector is added to the token's own, and starts as zero, so that the base is undisturbed at first.
    """

    def __init__(self, config: dict[str, int], *, layers: int, features: Sequence[int] = ()) -> None:
        super().__init__()
        width, eps = config["hidden_size"], config["layer_norm_eps"]
        self.relative = "relative_attention_num_buckets" in config
        self.words = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.features = nn.ModuleList(nn.Embedding(size, width) for size in features)
        for feature in self.features:
            nn.init.zeros_(feature.weight)
        self.norm, self.drop = nn.LayerNorm(width, eps), nn.Dropout(0.1)
        heads = config["num_attention_heads"]
        self.near = nn.Embedding(32, heads)
        self.layers = nn.ModuleList(Layer(width, heads, config["intermediate_size"], eps) for _ in range(layers))

    @property
    def width(self) -> int:
        """The length of a state."""
        return self.norm.weight.shape[0]

    def forward(self, ids: Tensor, mask: Tensor, *features: Tensor) -> Tensor:
        """``[batch, length]`` each, ``mask`` 1 where there is a token; states ``[batch, length, width]``."""
        length = ids.shape[1]
        at = torch.arange(length, device=ids.device)
        x = self.words(ids) + self.places(at + (2 if self.relative else 0))
        for table, values in zip(self.features, features, strict=True):
            x = x + table(values)
        x = self.drop(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e9
        if self.relative:
            bias = bias + self.near(_buckets(at[None, :] - at[:, None])).permute(2, 0, 1)[None]
        else:
            bias = bias.expand(-1, self.near.weight.shape[1], length, length)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def freeze_tables(self) -> None:
        """Leave the base's tables (words, places, distances) as they are: they learn nothing from so few texts."""
        for table in (self.words, self.places, self.near):
            table.requires_grad_(False)


def _buckets(distance: Tensor) -> Tensor:
    """MPNet's (T5's) 32 buckets of relative positions."""
    n = -distance
    side = (n < 0).long() * 16
    n = n.abs()
    far = 8 + (torch.log(n.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
    return side + torch.where(n < 8, n, far.clamp(max=15))


def load(folder: Path, *, layers: int, features: Sequence[int] = ()) -> Encoder:
    """A base's first ``layers`` layers.

    Raises:
        SystemExit: when ``folder`` holds no MPNet or BERT.
    """
    encoder = Encoder(json.loads((folder / "config.json").read_text()), layers=layers, features=features)
    stored = load_file(folder / "model.safetensors")
    stored = {name.removeprefix("mpnet.").removeprefix("bert."): value for name, value in stored.items()}
    try:
        known = _embeddings(stored, relative=encoder.relative)
        for n in range(layers):
            known |= _layer(stored, n, relative=encoder.relative)
        missing, unexpected = encoder.load_state_dict(known, strict=False)
    except (KeyError, RuntimeError) as error:
        raise SystemExit(f"{folder} is not a base that this code knows: {error}") from error
    if unexpected or [name for name in missing if not name.startswith(("features.", "near."))]:
        raise SystemExit(f"{folder} is not a base that this code knows: {missing} {unexpected}")
    return encoder


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


def rates(encoder: nn.Module, *, rate: float, decay: float, fresh: float) -> list[dict[str, object]]:
    """Parameters with their peak learning rates: the base's top layer ``rate``, less a layer further down.

    ``encoder`` is the network that holds the base as ``encoder``; whatever else is in it learns at ``fresh``.
    """
    depth = len(encoder.encoder.layers)  # type: ignore[union-attr, arg-type]
    found: dict[float, list[nn.Parameter]] = {}
    for name, parameter in encoder.named_parameters():
        if parameter.requires_grad:
            base = name.startswith(("encoder.layers", "encoder.norm"))
            layer = int(name.split(".")[2]) if name.startswith("encoder.layers") else 0
            found.setdefault(rate * decay ** (depth - 1 - layer) if base else fresh, []).append(parameter)
    return [{"params": parameters, "lr": peak, "peak": peak} for peak, parameters in found.items()]
