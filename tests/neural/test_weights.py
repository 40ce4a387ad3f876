"""A folder of weights that is missing, cut short or of another kind is refused in words, not by a crash later."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from claims import conf
from claims.neural.embedder import Embedder
from claims.neural.weights import WeightsError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped folder, to be broken."""
    return Path(shutil.copytree(conf.embedder_path(), tmp_path / "weights"))


def relisted(folder: Path, name: str, content: bytes) -> None:
    """Put ``content`` in a file's place, and its true hash into the configuration."""
    (folder / name).write_bytes(content)
    config = json.loads((folder / "config.json").read_text())
    config["files"][name] = hashlib.sha256(content).hexdigest()
    (folder / "config.json").write_text(json.dumps(config))


def test_a_sound_copy_loads(folder: Path) -> None:
    assert Embedder(folder).encode(["The ferry runs."]).shape == (1, 384)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_missing_file(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(WeightsError, match=rf"weights missing: .*{name} cannot be read \(No such file"):
        Embedder(folder)


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"nowhere/config.json cannot be read"):
        Embedder(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_damaged_file(folder: Path, name: str) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(WeightsError, match=rf"{name} is damaged: its SHA-256 is .*; fetch it again"):
        Embedder(folder)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": "x", "files": {}}', "not json"])
def test_configuration_of_no_model(folder: Path, text: str) -> None:
    (folder / "config.json").write_text(text)
    with pytest.raises(WeightsError, match=r"config.json does not describe a model"):
        Embedder(folder)


@pytest.mark.parametrize("key", ["dimensions", "max_tokens"])
def test_configuration_of_another_kind(folder: Path, key: str) -> None:
    config = json.loads((folder / "config.json").read_text())
    del config[key]
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(WeightsError, match=f"config.json does not state '{key}'"):
        Embedder(folder)


def test_a_graph_the_runtime_refuses(folder: Path) -> None:
    relisted(folder, "model.onnx", b"no graph at all")
    with pytest.raises(WeightsError, match=r"model.onnx cannot be run"):
        Embedder(folder)


def test_a_tokenizer_that_is_none(folder: Path) -> None:
    relisted(folder, "tokenizer.json", b"{}")
    with pytest.raises(WeightsError, match=r"tokenizer.json is no tokenizer"):
        Embedder(folder)
