"""Files of labelled sentence pairs in; batches of tokens to learn from out."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.crossencoder import LABELS

LONGEST = 160  # tokens of both; what is longer is cut in the longer one
CHUNK = 64  # batches that are sorted by length together
# How often an epoch shows a row of each file: more where the text is like a newsroom's, less where a template made it.
MIX = {
    "lingnli": 1.0,
    "vitaminc": 1.5,
    "mnli-sample": 1.0,
    "snli-sample": 0.6,
    "cad": 1.0,
    "conjnli-adversarial": 0.5,
    "climatefever": 0.5,
    "covidfact": 0.3,
    "curriculum": 0.5,
    "rte1": 3.0,
    "generated": 0.7,
    "negated": 0.8,
    "scenes": 0.7,
}
MADE = ("generated", "negated", "scenes")
TURNED = 0.3  # of the contradictions are read the other way round: who contradicts is contradicted


@dataclass(frozen=True, slots=True)
class Row:
    """A pair and what is said of it."""

    premise: str
    hypothesis: str
    label: str


def rows(path: Path) -> list[Row]:
    """The pairs of a file (JSON lines, plain or .gz, with ``premise``, ``hypothesis`` and ``label``)."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        read = [json.loads(line) for line in lines if line.strip()]
    return [Row(row["premise"], row["hypothesis"], row["label"]) for row in read]


def mixture(data: Path, made: dict[str, Path]) -> dict[str, list[Row]]:
    """What is learnt from, by the name it has in ``MIX``; ``made``: where the pairs that we make are (``MADE``)."""
    files = {name: data / "nli" / "train" / f"{name}.jsonl.gz" for name in MIX if name not in MADE}
    return {name: rows(path) for name, path in (files | made).items()}


def dev(data: Path) -> dict[str, list[Row]]:
    """What choices are made on, by file."""
    return {path.name.split(".")[0]: rows(path) for path in sorted((data / "nli" / "dev").glob("*.jsonl.gz"))}


_TIGHT = (
    (re.compile(r"-LRB-\s*"), "("),
    (re.compile(r"\s*-RRB-"), ")"),
    (re.compile(r"``\s*|\s*''"), '"'),
    (re.compile(r"\s+([.,;:!?%)\]])"), r"\1"),
    (re.compile(r"([(\[$£€])\s+"), r"\1"),
    (re.compile(r"\s+('s|'re|'ve|'ll|'d|'m|n't)\b"), r"\1"),
)


def tidied(text: str) -> str:
    """Text as people write it where a tokeniser had set blanks before its marks."""
    for pattern, replacement in _TIGHT:
        text = pattern.sub(replacement, text)
    return text


def epoch(mix: dict[str, list[Row]], *, chance: random.Random) -> list[Row]:
    """The rows of one epoch: files by their share, half of the texts tidied, some contradictions turned round."""
    found = []
    for name, all_rows in mix.items():
        whole, part = divmod(MIX[name], 1)
        found += all_rows * int(whole) + chance.sample(all_rows, round(part * len(all_rows)))
    return [_varied(row, chance) for row in found]


def _varied(row: Row, chance: random.Random) -> Row:
    a, b = row.premise, row.hypothesis
    if chance.random() < 0.5:
        a, b = tidied(a), tidied(b)
    if row.label == "contradiction" and chance.random() < TURNED:
        a, b = b, a
    return Row(a, b, row.label)


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs as tensors: ``ids`` and ``mask`` ``[pairs, length]``, ``gold`` ``[pairs]``."""

    ids: Tensor
    mask: Tensor
    gold: Tensor

    def to(self, device: str) -> Batch:
        """The same, moved there."""
        return Batch(self.ids.to(device), self.mask.to(device), self.gold.to(device))


def reader(tokenizer: Path) -> Tokenizer:
    """The base's tokenizer, set to cut long pairs."""
    read = Tokenizer.from_file(str(tokenizer))
    read.no_padding()
    read.enable_truncation(LONGEST, strategy="longest_first")
    return read


def encoded(pairs: Sequence[Row], tokenizer: Tokenizer) -> list[list[int]]:
    """The tokens of each pair."""
    return [each.ids for each in tokenizer.encode_batch([(row.premise, row.hypothesis) for row in pairs])]


def batches(
    pairs: Sequence[Row], tokenizer: Tokenizer, *, size: int, pad: int, chance: random.Random | None = None
) -> Iterator[tuple[list[int], Batch]]:
    """Where the rows of each batch stand in ``pairs``, and the batch; like lengths together, shuffled by ``chance``."""
    order = list(range(len(pairs)))
    if chance:
        chance.shuffle(order)
    ids = encoded(pairs, tokenizer)
    step = size * CHUNK if chance else len(order)
    cut = []
    for start in range(0, len(order), step):
        chunk = sorted(order[start : start + step], key=lambda n: len(ids[n]))
        cut += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    if chance:
        chance.shuffle(cut)
    for places in cut:
        yield places, _tensors([ids[n] for n in places], [pairs[n].label for n in places], pad=pad)


def _tensors(ids: Sequence[list[int]], labels: Sequence[str], *, pad: int) -> Batch:
    longest = -(-max(map(len, ids)) // 8) * 8  # what fused attention on a GPU asks for
    return Batch(
        torch.tensor([row + [pad] * (longest - len(row)) for row in ids]),
        torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in ids]),
        torch.tensor([LABELS.index(label) if label in LABELS else -1 for label in labels]),
    )
