"""A paraphrase file in; how well the engine's scores part duplicates from the rest out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claims.evaluation.compared import Compared, bare_side, compare
from claims.evaluation.figures import Count, average_precision, best_f1, rounded, spearman
from claims.evaluation.gold import Row, rows
from claims.evaluation.minhash import likenesses
from claims.evaluation.report import Report, Watch

COSINES = (0.8, 0.85)  # from here on desks that go by vectors alone call two claims the same


def evaluate(path: Path, *, watch: Watch, limit: int | None = None) -> Report:
    """Average precision, best F1, F1 of the shipped engine's duplicates; Spearman where the file has scores.

    ``peers``: the same rows ranked by MinHash and by the cosine alone, and the share that the latter calls duplicates.

    Raises:
        GoldError: see ``gold.rows``.
    """
    listed = rows(path, limit=limit)
    scored = listed[0].has("score")
    gold = [
        row.number("score") if scored else float(row.label("duplicate", "different") == "duplicate") for row in listed
    ]
    texts = [(row.text("a"), row.text("b")) for row in listed]
    compared = compare([(bare_side(place=1, text=a), bare_side(place=2, text=b)) for a, b in texts], watch=watch)
    called = [each.decided == "duplicate" for each in compared]
    return Report(
        figures={
            "n": len(listed),
            **_ranking([each.agreement for each in compared], gold=gold, scored=scored),
            "f1": None if scored else _f1(called, gold=gold),
            "called_duplicate": _share(called),
            "peers": _peers(texts, cosines=[each.scores.cosine for each in compared], gold=gold, scored=scored),
        },
        predictions=[_prediction(row, each) for row, each in zip(listed, compared, strict=True)],
    )


def _ranking(alike: Sequence[float], *, gold: list[float], scored: bool) -> dict[str, Any]:
    if scored:
        return {"average_precision": None, "best_f1": None, "spearman": spearman(alike, gold)}
    truths = [value > 0 for value in gold]
    return {
        "average_precision": average_precision(scores=alike, truths=truths),
        "best_f1": best_f1(scores=alike, truths=truths),
        "spearman": None,
    }


def _f1(called: list[bool], *, gold: list[float]) -> float | None:
    right = sum(value > 0 and each for value, each in zip(gold, called, strict=True))
    return Count(right=right, found=sum(called), gold=sum(value > 0 for value in gold)).rates()["f1"]


def _peers(
    texts: list[tuple[str, str]], *, cosines: list[float], gold: list[float], scored: bool
) -> dict[str, dict[str, Any]]:
    shared = likenesses([a for a, _ in texts], [b for _, b in texts])
    called = {f"called_duplicate_{least:.2f}": _share([each >= least for each in cosines]) for least in COSINES}
    return {
        "minhash": _ranking(shared, gold=gold, scored=scored),
        "cosine": _ranking(cosines, gold=gold, scored=scored) | called,
    }


def _share(called: list[bool]) -> float:
    return rounded(sum(called) / len(called))


def _prediction(row: Row, compared: Compared) -> dict[str, Any]:
    scores = compared.scores
    given = {name: row.values[name] for name in ("label", "score") if name in row.values}
    return {
        "id": row.id,
        "gold": given,
        "agreement": compared.agreement,
        "cosine": scores.cosine,
        "decided": compared.decided,
        "reason": compared.drafts[0].reason if compared.drafts else "",
    }
