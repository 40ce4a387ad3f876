"""A folder of weights in, verified paths, a ready session and tokenizer out; what is wrong is said in words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnxruntime as ort
from tokenizers import Tokenizer


class WeightsError(Exception):
    """The weights of a model are missing, damaged, or of a kind that this code cannot run."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A verified folder: every file that its ``config.json`` lists is there, with the SHA-256 that stands there."""

    folder: Path
    config: dict[str, Any]

    @property
    def version(self) -> str:
        """The model's name and the start of its weights' SHA-256: ``all-minilm-l6-v2-w8.1f2e3d4c5b6a``."""
        return f"{self.config['name']}.{self.config['files']['model.onnx'][:12]}"

    def file(self, name: str) -> str:
        """The path of one of the listed files."""
        return str(self.folder / name)


def verified(folder: Path) -> Weights:
    """The weights in ``folder``, read once in full and compared with their hashes (20 ms for 23 MB).

    Raises:
        WeightsError: when a file is missing, unreadable or differs from its hash.
    """
    config = _config(folder)
    for name, expected in config["files"].items():
        found = hashlib.sha256(_read(folder / name)).hexdigest()
        if found != expected:
            raise WeightsError(f"{folder / name} is damaged: its SHA-256 is {found}, not {expected}; fetch it again")
    return Weights(folder, config)


def session(weights: Weights, *, threads: int) -> ort.InferenceSession:
    """A session on the CPU that uses ``threads`` threads within a call and never spins while idle.

    Raises:
        WeightsError: when the runtime refuses the graph.
    """
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Unpacks int8 weights to float once, at load; else each call does so anew (measured: 1.4 to 1.8 times slower).
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    try:
        return ort.InferenceSession(weights.file("model.onnx"), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the runtime's own classes share no other ancestor
        raise WeightsError(f"{weights.file('model.onnx')} cannot be run: {error}") from error


def tokenizer(weights: Weights, *, limit: int) -> Tokenizer:
    """The model's tokenizer; texts are cut to ``limit`` tokens and not padded.

    Raises:
        WeightsError: when the file describes none.
    """
    path = weights.file("tokenizer.json")
    try:
        found = Tokenizer.from_file(path)
    except Exception as error:  # the library raises plain Exception
        raise WeightsError(f"{path} is no tokenizer: {error}") from error
    found.no_padding()
    found.enable_truncation(limit)
    return found


def _config(folder: Path) -> dict[str, Any]:
    try:
        config: dict[str, Any] = json.loads(_read(folder / "config.json"))
        config["name"], config["files"]["model.onnx"]  # what every model must state
    except (ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"{folder / 'config.json'} does not describe a model: {error!r}") from error
    return config


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WeightsError(f"weights missing: {path} cannot be read ({error.strerror})") from error
