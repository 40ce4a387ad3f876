"""A trained cross-encoder in; the shipped folder (ONNX, int8 weights, tokenizer, hashes) out."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer

from training import exporting
from training.crossencoder import LABELS, CrossEncoder
from training.entailment_data import LONGEST


def ship(model: CrossEncoder, *, name: str, tokenizer: Path, pad: int, temperature: float, to: Path) -> None:
    """Write ``to``; ends the program when the graph does not answer as the network does."""
    exporting.ship(
        model,
        inputs=("input_ids", "attention_mask"),
        outputs=("logits",),
        tokenizer=Tokenizer.from_file(str(tokenizer)),
        config={
            "name": name,
            "max_tokens": LONGEST,
            "labels": LABELS,
            "pad": pad,
            "temperature": temperature,
        },
        to=to,
    )
