"""A corpus in; what the candidate stage of a store that held it would find for a query, and in which order, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims import conf
from claims.evaluation.bm25 import WordIndex
from claims.evaluation.gold import Row
from claims.evaluation.letters import TrigramIndex
from claims.evaluation.report import Watch
from claims.evaluation.vectors import encoded
from claims.matching.candidates import SAME_SPEAKER_SHARE, TRIGRAM_FLOOR
from claims.matching.ranking import Found, relevances
from claims.neural.protocols import Vectors
from claims.text.normalise import fingerprint, name_key
from claims.text.posts import prose

DEEP = 50
"""How far down a ranking is looked at."""


class Store:
    """The corpus as the candidate stage would see it in the database: vectors, trigrams, fingerprints, speakers."""

    def __init__(self, corpus: Sequence[Row], *, watch: Watch) -> None:
        self.ids = [row.id for row in corpus]
        self.texts = [row.text("text") for row in corpus]
        self.vectors = encoded(self.texts, watch=watch)
        self._trigrams = TrigramIndex(self.texts)
        self._words = WordIndex(self.texts)
        self._fingerprints = np.array([fingerprint(text) for text in self.texts])
        self._speakers = np.array([speaker_key(row) for row in corpus])
        self._called = called([str(key) for key in self._speakers if key])

    def ranked(self, query: Row, *, vector: Vectors) -> list[str]:
        """The ids of what ``matching.candidates`` would bring up, best first as a search shows it."""
        text, speaker = query.text("text"), self._called.get(speaker_key(query), "")
        places = self._candidates(text, speaker=speaker, cosines=self.vectors @ vector)
        found = [
            Found(
                statement=self.texts[place],
                cosine=float(self.vectors[place] @ vector),
                same_speaker=bool(speaker) and self._speakers[place] == speaker,
            )
            for place in places
        ]
        order = sorted(zip(relevances(prose(text), found), places, strict=True), key=lambda each: (-each[0], each[1]))
        return [self.ids[place] for _, place in order]

    def by_words(self, query: Row) -> list[str]:
        """The ids that a search engine would list first: BM25 over the whole corpus."""
        return [self.ids[place] for place in _top(self._words.scores(query.text("text")), k=DEEP)]

    def by_vector(self, vector: Vectors) -> list[str]:
        """The ids of the nearest vectors in the whole corpus."""
        return [self.ids[place] for place in _top(self.vectors @ vector, k=DEEP)]

    def _candidates(self, text: str, *, speaker: str, cosines: Vectors) -> list[int]:
        k = conf.candidates_per_claim()
        few = k // SAME_SPEAKER_SHARE
        letters = self._trigrams.similarities(text)
        return sorted(
            {
                *_top(cosines, k=k),
                *_top(letters, k=few, among=letters >= TRIGRAM_FLOOR),
                *_top(cosines, k=k, among=self._fingerprints == fingerprint(text)),
                *(_top(cosines, k=few, among=self._speakers == speaker) if speaker else ()),
            }
        )


def speaker_key(row: Row) -> str:
    """The key of whom the row names as its speaker, or nothing."""
    return name_key(str(row.values["speaker"])) if row.has("speaker") else ""


def called(keys: Sequence[str]) -> dict[str, str]:
    """Name -> whom it means, as the aliases that a desk keeps: a surname alone stands for who is heard most."""
    heard = [key for key, _ in Counter(keys).most_common()]
    return {key.rpartition(" ")[2]: key for key in reversed(heard)} | {key: key for key in heard}


def _top(by: NDArray[Any], *, k: int, among: NDArray[np.bool_] | None = None) -> list[int]:
    """The places of the ``k`` highest of ``by``, highest first; ties in the corpus' order."""
    places = np.arange(len(by)) if among is None else np.flatnonzero(among)
    return [int(place) for place in places[np.argsort(-by[places], kind="stable")[:k]]]
