"""A trained tagger in; the shipped folder (ONNX, int8 weights, tokenizer, decoder, hashes) out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from training import exporting
from training.tagger import LINK, Tagger


def ship(
    model: Tagger, *, name: str, tokenizer: Path, marks: tuple[int, int, int], pad: int, window: int, to: Path
) -> None:
    """Write ``to``; ends the program when the graph does not answer as the network does."""
    exporting.ship(
        model,
        inputs=("input_ids", "attention_mask", "shapes", "sides"),
        outputs=("tags", "ends"),
        tokenizer=Tokenizer.from_file(str(tokenizer)),
        config={
            "name": name,
            "max_tokens": exporting.MAX_TOKENS,
            "window": window,
            "marks": marks,
            "pad": pad,
            "decoder": {
                "moves": _rounded(model.moves),
                "apart": _rounded(model.apart),
                "none": _rounded(model.none),
                "outside": 0.0,  # until training.heldout has chosen it
                "link_width": LINK,
            },
            "certainty": [0.0, 1.0, 0.0, 0.0, 0.0],  # until training.heldout has fitted it
        },
        to=to,
    )


def _rounded(values: torch.Tensor) -> list[float]:
    rounded: list[float] = np.round(values.detach().numpy().astype(float), 4).tolist()
    return rounded
