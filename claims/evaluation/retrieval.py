"""A corpus and queries in; whether the candidate stage brings up what was already checked, and how high, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.evaluation.figures import mean, precision_at, recall_at, success_at
from claims.evaluation.gold import GoldError, Row, rows
from claims.evaluation.indexed import DEEP, Store
from claims.evaluation.report import Report, Watch
from claims.evaluation.vectors import encoded
from claims.text.posts import prose

TOLD_EVERY = 20


def evaluate(path: Path, *, watch: Watch, limit: int | None = None) -> Report:
    """MAP@5, success@1/5/10 and recall@50 of the candidates, ordered by ``ranking.relevances``.

    ``peers``: the same of BM25 and of the vectors alone, over the whole corpus, in the same run.

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
    return Report(
        figures={
            "n": len(queries),
            **_figures([each.ours for each in ranked], relevant=relevant),
            "corpus": len(corpus),
            "peers": {
                "bm25": _figures([each.by_words for each in ranked], relevant=relevant),
                "cosine": _figures([each.by_vector for each in ranked], relevant=relevant),
            },
        },
        predictions=[
            _prediction(query, ranked=each.ours, relevant=wanted)
            for query, each, wanted in zip(queries, ranked, relevant, strict=True)
        ],
        notes=notes,
    )


def _figures(ranked: Sequence[Sequence[str]], *, relevant: Sequence[set[str]]) -> dict[str, float]:
    both = list(zip(ranked, relevant, strict=True))
    return {
        "map@5": mean([precision_at(ranked=r, relevant=w, k=5) for r, w in both]),
        **{f"success@{k}": mean([success_at(ranked=r, relevant=w, k=k) for r, w in both]) for k in (1, 5, 10)},
        f"recall@{DEEP}": mean([recall_at(ranked=r, relevant=w, k=DEEP) for r, w in both]),
    }


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """What each of the three brings up for one query, best first."""

    ours: list[str]
    by_words: list[str]
    by_vector: list[str]


def _ranked(store: Store, *, queries: Sequence[Row], watch: Watch) -> Iterator[Ranked]:
    """A vector search would encode the query as it is written, the engine what it says (``text.posts``)."""
    texts = [query.text("text") for query in queries]
    written, said = encoded(texts, watch=watch), encoded([prose(text) for text in texts], watch=watch)
    for place, query in enumerate(queries):
        if place % TOLD_EVERY == 0:
            watch("Searching", done=place, total=len(queries))
        yield Ranked(
            ours=store.ranked(query, vector=said[place]),
            by_words=store.by_words(query),
            by_vector=store.by_vector(written[place]),
        )
    watch("Searching", done=len(queries), total=len(queries))


def _prediction(query: Row, *, ranked: Sequence[str], relevant: set[str]) -> dict[str, Any]:
    places = {wanted: ranked.index(wanted) + 1 if wanted in ranked else None for wanted in sorted(relevant)}
    return {"id": query.id, "candidates": list(ranked[:DEEP]), "places": places}
