"""Settings in, loaded models out: chooses, loads and keeps them, once a process."""

from __future__ import annotations

import os
from functools import cache
from threading import Lock

from claims import conf
from claims.neural.embedder import Embedder
from claims.neural.entailer import Entailer
from claims.neural.language import Languages
from claims.neural.protocols import AttributionTagger, EntailmentModel, SentenceEncoder
from claims.neural.tagger import Tagger
from claims.neural.weights import WeightsError, verified

_lock = Lock()
_embedder: SentenceEncoder | None = None
_entailer: EntailmentModel | None = None
_tagger: AttributionTagger | None = None
_languages: Languages | None = None


def embedder() -> SentenceEncoder:
    """The sentence encoder that the settings name; loaded at the first call of a process (about 0.3 s, 140 MB).

    Raises:
        WeightsError: when its weights are missing or damaged, or its vectors do not fit the store.
    """
    global _embedder
    with _lock:
        if _embedder is None:
            found = Embedder(conf.embedder_path(), threads=conf.model_threads())
            if found.dimensions != conf.DIMENSIONS:
                told = f"gives vectors of {found.dimensions} numbers, the store keeps {conf.DIMENSIONS}"
                raise WeightsError(f"{found.version} {told}")
            _embedder = found
        return _embedder


def tagger() -> AttributionTagger:
    """The attribution tagger that the settings name; loaded at the first call of a process.

    Raises:
        WeightsError: when its weights are missing or damaged.
    """
    global _tagger
    with _lock:
        if _tagger is None:
            _tagger = Tagger(conf.tagger_path(), threads=conf.model_threads())
        return _tagger


def entailer() -> EntailmentModel:
    """The entailment model that the settings name; loaded at the first call of a process.

    Raises:
        WeightsError: when its weights are missing or damaged.
    """
    global _entailer
    with _lock:
        if _entailer is None:
            _entailer = Entailer(conf.entailer_path(), threads=conf.model_threads())
        return _entailer


@cache
def verify() -> None:
    """Make sure that the weights of every model are there and whole, without loading them; once a process.

    Raises:
        WeightsError: when some are missing or damaged.
    """
    for folder in (conf.embedder_path(), conf.tagger_path(), conf.entailer_path()):
        verified(folder)


def versions() -> dict[str, str]:
    """What the settings name: the versions of the encoder, the entailment model and the tagger, without loading them.

    Raises:
        WeightsError: when weights are missing or damaged.
    """
    folders = {"encoder": conf.embedder_path(), "reader": conf.entailer_path(), "tagger": conf.tagger_path()}
    return {name: verified(folder).version for name, folder in folders.items()}


def languages() -> Languages:
    """What tells languages apart; loaded at the first call of a process (about 1.5 s, 60 MB)."""
    global _languages
    with _lock:
        if _languages is None:
            _languages = Languages()
        return _languages


def _forget() -> None:
    """Start anew in a forked child: a session's threads do not live on there, and a lock may be held for ever."""
    global _embedder, _entailer, _lock, _tagger
    _lock, _embedder, _entailer, _tagger = Lock(), None, None, None


os.register_at_fork(after_in_child=_forget)
