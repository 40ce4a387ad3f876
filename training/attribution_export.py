"""A trained tagger in; the shipped folder (ONNX, int8 weights, tokenizer, decoder, hashes) out."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from tokenizers import Tokenizer

from training.bases import sha256
from training.embedder import without_traces
from training.quantising import weights_int8
from training.tagger import LINK, Tagger

INPUTS = ("input_ids", "attention_mask", "shapes", "sides")
MAX_TOKENS = 512


def ship(
    model: Tagger, *, name: str, tokenizer: Path, marks: tuple[int, int, int], pad: int, window: int, to: Path
) -> None:
    """Write ``to``; ends the program when the graph does not answer as the network does."""
    to.mkdir(parents=True, exist_ok=True)
    model.eval()
    with tempfile.TemporaryDirectory() as scratch:
        float32 = Path(scratch) / "float32.onnx"
        export(model, float32)
        onnx.save(weights_int8(onnx.load(float32)), to / "model.onnx")
    read = Tokenizer.from_file(str(tokenizer))
    read.no_padding()
    read.no_truncation()
    read.save(str(to / "tokenizer.json"), pretty=False)
    config = {
        "name": name,
        "max_tokens": MAX_TOKENS,
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
        "files": {each: sha256(to / each) for each in ("model.onnx", "tokenizer.json")},
    }
    (to / "config.json").write_text(json.dumps(config, indent=1) + "\n")


def export(model: Tagger, to: Path) -> None:
    """The float32 graph: four int64 ``[batch, sequence]`` to ``tags`` and ``ends``."""
    ids = torch.arange(1000, 1048).reshape(2, 24)
    given = (ids, torch.ones_like(ids), torch.zeros_like(ids), torch.zeros_like(ids))
    axes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("sequence", max=MAX_TOKENS)}
    torch.onnx.export(
        model,
        given,
        str(to),
        input_names=list(INPUTS),
        output_names=["tags", "ends"],
        dynamic_shapes=[axes] * 4,
        opset_version=18,
        dynamo=True,
        external_data=False,
    )
    onnx.save(without_traces(onnx.load(to)), to)
    check(model, to)


def check(model: Tagger, graph: Path) -> None:
    """The graph must answer as the network does, on another shape than it was traced with, padding included."""
    ids = torch.arange(2000, 2120).reshape(3, 40)
    mask = (torch.arange(40) < torch.tensor([[40], [25], [3]])).long()
    shapes, sides = ids % 6, ids % 5
    with torch.no_grad():
        expected = model(ids, mask, shapes, sides)
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    given = dict(zip(INPUTS, (ids.numpy(), mask.numpy(), shapes.numpy(), sides.numpy()), strict=True))
    for found, wanted in zip(session.run(None, given), expected, strict=True):
        here = mask.numpy().astype(bool)
        if not np.allclose(found[here], wanted.numpy()[here], atol=1e-3):
            raise SystemExit(f"the exported graph differs by {np.abs(found - wanted.numpy())[here].max()}")


def _rounded(values: torch.Tensor) -> list[float]:
    rounded: list[float] = np.round(values.detach().numpy().astype(float), 4).tolist()
    return rounded
