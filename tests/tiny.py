"""Tiny models of another make, written as ONNX by hand: a bag of random word vectors, and a reader of three labels."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np

from claims import conf

WORDS = 997  # rows of the table; tokens share them by the remainder
FLOAT, INT64 = 1, 7


def encoder(folder: Path, *, seed: int, dimensions: int = conf.DIMENSIONS) -> Path:
    """A sentence encoder: the sum of its tokens' random vectors, at length 1. Texts of the same words are near."""
    table = np.random.default_rng(seed).normal(size=(WORDS, dimensions)).astype(np.float32)
    graph = _graph(table, last=_node("LpNormalization", ["sum"], "sentence_embedding", axis=1, p=2))
    return _folder(folder, graph, called=f"tiny-encoder-{seed}", like=conf.embedder_path(), dimensions=dimensions)


def reader(folder: Path, *, seed: int) -> Path:
    """A cross-encoder over three labels that takes every pair for much the same."""
    table = np.random.default_rng(seed).normal(scale=0.01, size=(WORDS, 3)).astype(np.float32)
    graph = _graph(table, last=_node("Identity", ["sum"], "sentence_embedding"))
    return _folder(folder, graph, called=f"tiny-reader-{seed}", like=conf.entailer_path())


def _folder(folder: Path, graph: bytes, *, called: str, like: Path, **more: object) -> Path:
    folder.mkdir()
    model = _field(1, 8) + _field(8, _field(2, 13)) + _field(7, graph)  # IR version, operator set, graph
    (folder / "model.onnx").write_bytes(model)
    shutil.copy(like / "tokenizer.json", folder)
    read = {name: (folder / name).read_bytes() for name in ("model.onnx", "tokenizer.json")}
    files = {name: hashlib.sha256(content).hexdigest() for name, content in read.items()}
    config = json.loads((like / "config.json").read_text()) | {"name": called, "files": files, **more}
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def _graph(table: np.ndarray, *, last: bytes) -> bytes:
    nodes = [
        _node("Mod", ["input_ids", "words"], "rows"),
        _node("Gather", ["table", "rows"], "vectors"),
        _node("Cast", ["attention_mask"], "there", to=FLOAT),
        _node("Unsqueeze", ["there", "two"], "weight"),
        _node("Mul", ["vectors", "weight"], "told"),
        _node("ReduceSum", ["told", "one"], "sum", keepdims=0),
        last,
    ]
    constants = [_tensor("table", table)]
    constants += [_tensor(name, np.array([n])) for name, n in (("words", WORDS), ("one", 1), ("two", 2))]
    given = [_value(name, INT64, ["batch", "tokens"]) for name in ("input_ids", "attention_mask")]
    out = _value("sentence_embedding", FLOAT, ["batch", table.shape[1]])
    parts = [*(_field(1, node) for node in nodes), _field(2, b"tiny"), *(_field(5, each) for each in constants)]
    return b"".join([*parts, *(_field(11, each) for each in given), _field(12, out)])


def _node(kind: str, given: list[str], out: str, **attributes: int) -> bytes:
    given_as = ((_field(1, name.encode()), _field(3, value)) for name, value in attributes.items())
    told = [_field(5, name + value + _field(20, 2)) for name, value in given_as]
    names = [_field(1, each.encode()) for each in given]
    return b"".join([*names, _field(2, out.encode()), _field(4, kind.encode()), *told])


def _tensor(name: str, values: np.ndarray) -> bytes:
    kind = FLOAT if values.dtype == np.float32 else INT64
    dims = b"".join(_field(1, size) for size in values.shape)
    return dims + _field(2, kind) + _field(8, name.encode()) + _field(9, values.tobytes())


def _value(name: str, kind: int, shape: list[str | int]) -> bytes:
    dims = [_field(1, _field(1, each) if isinstance(each, int) else _field(2, each.encode())) for each in shape]
    tensor = _field(1, kind) + _field(2, b"".join(dims))
    return _field(1, name.encode()) + _field(2, _field(1, tensor))


def _field(number: int, value: int | bytes) -> bytes:
    """One field of a protocol buffer: a whole number, or bytes with their length."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
