"""Texts in, their vectors out, kept on disk: what was encoded once is read the next time, also after a Ctrl-C."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from numpy.lib.format import open_memmap

from claims import engines
from claims.evaluation.report import Watch
from claims.neural.protocols import SentenceEncoder, Vectors

CHUNK = 256  # texts between two marks of progress


def encoded(texts: Sequence[str], *, watch: Watch) -> Vectors:
    """Unit vectors, float32 ``[len(texts), dimensions]``, at half precision as the store keeps them.

    Equal texts are encoded once. Everything done is kept under ``var/cache``, by encoder version and texts.
    """
    places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    vectors = _kept(list(places), encoder=engines.embedder(), watch=watch)
    return np.asarray(vectors[[places[text] for text in texts]], dtype=np.float32)


def _kept(texts: list[str], *, encoder: SentenceEncoder, watch: Watch) -> Any:  # a memory map: NDArray[np.float16]
    path = _path(texts, version=encoder.version)
    shape = (len(texts), encoder.dimensions)
    vectors, done = _opened(path, shape=shape)
    mark = path.with_suffix(".done")
    for start in range(done, len(texts), CHUNK):
        watch("Encoding", done=start, total=len(texts))
        vectors[start : start + CHUNK] = encoder.encode(texts[start : start + CHUNK])
        vectors.flush()
        mark.write_text(str(min(start + CHUNK, len(texts))))
    watch("Encoding", done=len(texts), total=len(texts))
    return vectors


def _path(texts: Sequence[str], *, version: str) -> Path:
    digest = hashlib.sha256(version.encode())
    for text in texts:
        digest.update(b"\0" + text.encode())
    folder = Path(settings.VAR) / "cache"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"vectors-{digest.hexdigest()[:24]}.npy"


def _opened(path: Path, *, shape: tuple[int, int]) -> tuple[Any, int]:
    """The file, and how many of its rows are done; a new one where there is none that fits."""
    with suppress(OSError, ValueError):
        vectors, done = open_memmap(path, mode="r+"), int(path.with_suffix(".done").read_text())
        if vectors.shape == shape and vectors.dtype == np.float16:
            return vectors, done
    path.with_suffix(".done").unlink(missing_ok=True)
    return open_memmap(path, mode="w+", dtype=np.float16, shape=shape), 0
