"""A corpus and queries in; whether the candidate stage brings up what was already checked, and how high, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims import conf
from claims.evaluation.figures import mean, precision_at, recall_at, success_at
from claims.evaluation.gold import GoldError, Row, rows
from claims.evaluation.letters import TrigramIndex
from claims.evaluation.report import Report, Watch
from claims.evaluation.vectors import encoded
from claims.matching.candidates import SAME_SPEAKER_SHARE, TRIGRAM_FLOOR
from claims.matching.likeness import likeness
from claims.matching.scoring import Scores
from claims.text.diff import sameness
from claims.text.normalise import fingerprint, name_key

DEEP = 50
TOLD_EVERY = 20


def evaluate(path: Path, *, watch: Watch, limit: int | None = None) -> Report:
    """MAP@5, success@1/5/10 and recall@50 of the candidates, ordered by the engine's likeness.

    ``path``: a folder of ``corpus.jsonl[.gz]`` and ``queries*.jsonl[.gz]``, or one of its query files. ``limit`` cuts
    the corpus, never what is relevant to a query.

    Raises:
        GoldError: see ``gold.rows``; also when a query names a text that the corpus does not have.
    """
    corpus, queries = _read(path)
    notes: tuple[str, ...] = ()
    if limit is not None and limit < len(corpus):
        notes = (f"Corpus cut from {len(corpus)} texts: figures are higher than on the whole.",)
        corpus = _cut(corpus, queries=queries, limit=limit)
    store = Store(corpus, watch=watch)
    ranked = list(_ranked(store, queries=queries, watch=watch))
    relevant = [set(map(str, query.listed("relevant"))) for query in queries]
    both = list(zip(ranked, relevant, strict=True))
    return Report(
        figures={
            "n": len(queries),
            "map@5": mean([precision_at(ranked=r, relevant=w, k=5) for r, w in both]),
            **{f"success@{k}": mean([success_at(ranked=r, relevant=w, k=k) for r, w in both]) for k in (1, 5, 10)},
            f"recall@{DEEP}": mean([recall_at(ranked=r, relevant=w, k=DEEP) for r, w in both]),
            "corpus": len(corpus),
        },
        predictions=[_prediction(q, ranked=r, relevant=w) for q, (r, w) in zip(queries, both, strict=True)],
        notes=notes,
    )


def _read(path: Path) -> tuple[list[Row], list[Row]]:
    folder = path if path.is_dir() else path.parent
    corpus = next(iter(sorted(folder.glob("corpus.jsonl*"))), None)
    files = sorted(folder.glob("queries*.jsonl*")) if path.is_dir() else [path]
    if corpus is None or not files:
        missing = "corpus.jsonl(.gz)" if corpus is None else "queries*.jsonl(.gz)"
        raise GoldError(f"{folder}: there is no {missing} in this folder")
    texts, queries = rows(corpus), [row for file in files for row in rows(file)]
    known = {row.id for row in texts}
    for query in queries:
        wanted = list(map(str, query.listed("relevant")))
        lost = [each for each in wanted if each not in known]
        if lost or not wanted:
            raise query.wrong(
                f"“relevant” names {lost[0]}, which is not in {corpus.name}" if lost else "“relevant” is empty"
            )
    return texts, queries


def _cut(corpus: list[Row], *, queries: Sequence[Row], limit: int) -> list[Row]:
    wanted = {str(each) for query in queries for each in query.listed("relevant")}
    room = max(0, limit - len(wanted))
    others = [row.id for row in corpus if row.id not in wanted][:room]
    kept = wanted | set(others)
    return [row for row in corpus if row.id in kept]


class Store:
    """The corpus as the candidate stage would see it in the database: vectors, trigrams, fingerprints, speakers."""

    def __init__(self, corpus: Sequence[Row], *, watch: Watch) -> None:
        self.ids = [row.id for row in corpus]
        self.texts = [row.text("text") for row in corpus]
        self.vectors = encoded(self.texts, watch=watch)
        self.trigrams = TrigramIndex(self.texts)
        self.fingerprints = np.array([fingerprint(text) for text in self.texts])
        self.speakers = np.array([_speaker(row) for row in corpus])

    def ranked(self, query: Row, *, vector: NDArray[np.float32]) -> list[str]:
        """The ids of the candidates, best first: the union that ``matching.candidates`` makes, ordered by likeness."""
        text = query.text("text")
        cosines, letters = self.vectors @ vector, self.trigrams.similarities(text)
        found = self._candidates(query, cosines=cosines, letters=letters)
        alike = {place: self._likeness(place, text, cosine=cosines[place], trigram=letters[place]) for place in found}
        return [self.ids[place] for place in sorted(alike, key=lambda place: (-alike[place], place))]

    def _candidates(self, query: Row, *, cosines: NDArray[np.float32], letters: NDArray[np.float64]) -> set[int]:
        k = conf.candidates_per_claim()
        few = k // SAME_SPEAKER_SHARE
        everything = np.arange(len(self.ids))
        spelt = everything[letters >= TRIGRAM_FLOOR]
        same = everything[self.fingerprints == fingerprint(query.text("text"))]
        speaker = _speaker(query)
        own = everything[self.speakers == speaker] if speaker else everything[:0]
        return {
            *_top(everything, by=cosines, k=k),
            *_top(spelt, by=letters, k=few),
            *(int(place) for place in same[:k]),
            *_top(own, by=cosines, k=few),
        }

    def _likeness(self, place: int, text: str, *, cosine: float, trigram: float) -> float:
        return likeness(Scores(cosine=float(cosine), trigram=float(trigram), wording=sameness(text, self.texts[place])))


def _speaker(row: Row) -> str:
    return name_key(str(row.values["speaker"])) if row.has("speaker") else ""


def _top(places: NDArray[np.intp], *, by: NDArray[Any], k: int) -> list[int]:
    return [int(place) for place in places[np.argsort(-by[places], kind="stable")[:k]]]


def _ranked(store: Store, *, queries: Sequence[Row], watch: Watch) -> Iterator[list[str]]:
    vectors = encoded([query.text("text") for query in queries], watch=watch)
    for place, query in enumerate(queries):
        if place % TOLD_EVERY == 0:
            watch("Searching", done=place, total=len(queries))
        yield store.ranked(query, vector=vectors[place])
    watch("Searching", done=len(queries), total=len(queries))


def _prediction(query: Row, *, ranked: Sequence[str], relevant: set[str]) -> dict[str, Any]:
    places = {wanted: ranked.index(wanted) + 1 if wanted in ranked else None for wanted in sorted(relevant)}
    return {"id": query.id, "candidates": list(ranked[:DEEP]), "places": places}
