"""A trained network in; a graph that answers as it does, and the folder that the product loads, out."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from tokenizers import Tokenizer
from torch import nn

from training.bases import sha256
from training.embedder import without_traces
from training.quantising import weights_int8

MAX_TOKENS = 512  # what the bases have places for


def ship(
    model: nn.Module,
    *,
    inputs: Sequence[str],
    outputs: Sequence[str],
    tokenizer: Tokenizer,
    config: dict[str, object],
    to: Path,
) -> None:
    """Write ``to``: the graph with int8 weights, the tokenizer, ``config`` with their hashes.

    The inputs are int64 ``[batch, sequence]``, tokens and their mask the first of them. Ends the program when the graph
    does not answer as the network does.
    """
    to.mkdir(parents=True, exist_ok=True)
    model.eval()
    with tempfile.TemporaryDirectory() as scratch:
        float32 = Path(scratch) / "float32.onnx"
        _export(model, float32, inputs=inputs, outputs=outputs)
        _check(model, float32, inputs=inputs)
        onnx.save(weights_int8(onnx.load(float32)), to / "model.onnx")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(to / "tokenizer.json"), pretty=False)
    files = {each: sha256(to / each) for each in ("model.onnx", "tokenizer.json")}
    (to / "config.json").write_text(json.dumps(config | {"files": files}, indent=1) + "\n")


def _export(model: nn.Module, to: Path, *, inputs: Sequence[str], outputs: Sequence[str]) -> None:
    ids = torch.arange(1000, 1048).reshape(2, 24)
    given = (ids, torch.ones_like(ids), *(torch.zeros_like(ids) for _ in inputs[2:]))
    axes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("sequence", max=MAX_TOKENS)}
    torch.onnx.export(
        model,
        given,
        str(to),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_shapes=[axes] * len(inputs),
        opset_version=18,
        dynamo=True,
        external_data=False,
    )
    onnx.save(without_traces(onnx.load(to)), to)


def _check(model: nn.Module, graph: Path, *, inputs: Sequence[str]) -> None:
    """Another shape than it was traced with, padding included."""
    ids = torch.arange(2000, 2120).reshape(3, 40)
    mask = (torch.arange(40) < torch.tensor([[40], [25], [3]])).long()
    given = [ids, mask, *(ids % 5 for _ in inputs[2:])]
    with torch.no_grad():
        expected = model(*given)
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    named = dict(zip(inputs, (each.numpy() for each in given), strict=True))
    for found, wanted in zip(session.run(None, named), _as_tuple(expected), strict=True):
        here = mask.numpy().astype(bool) if found.ndim == 3 else slice(None)
        if not np.allclose(found[here], wanted.numpy()[here], atol=1e-3):
            raise SystemExit(f"the exported graph differs by {np.abs(found - wanted.numpy())[here].max()}")


def _as_tuple(values: torch.Tensor | tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
    return values if isinstance(values, tuple) else (values,)
