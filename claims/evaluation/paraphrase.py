"""A paraphrase file in; how well the engine's likeness parts duplicates from the rest out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claims.evaluation.compared import Compared, bare_side, compare
from claims.evaluation.figures import Count, average_precision, best_f1, rounded, spearman
from claims.evaluation.gold import Row, rows
from claims.evaluation.report import Report, Watch


def evaluate(path: Path, *, watch: Watch, limit: int | None = None) -> Report:
    """Average precision, best F1, F1 of the shipped engine's duplicates; Spearman where the file has scores.

    Raises:
        GoldError: see ``gold.rows``.
    """
    listed = rows(path, limit=limit)
    scored = listed[0].has("score")
    gold = [
        row.number("score") if scored else float(row.label("duplicate", "different") == "duplicate") for row in listed
    ]
    pairs = [(bare_side(place=1, text=row.text("a")), bare_side(place=2, text=row.text("b"))) for row in listed]
    compared = compare(pairs, watch=watch)
    called = [each.decided == "duplicate" for each in compared]
    return Report(
        figures={
            "n": len(listed),
            **_ranking(gold, compared=compared, scored=scored),
            "called_duplicate": rounded(sum(called) / len(called)),
        },
        predictions=[_prediction(row, each) for row, each in zip(listed, compared, strict=True)],
    )


def _ranking(gold: list[float], *, compared: list[Compared], scored: bool) -> dict[str, float | None]:
    alike = [each.likeness for each in compared]
    if scored:
        return {"average_precision": None, "best_f1": None, "f1": None, "spearman": spearman(alike, gold)}
    truths = [value > 0 for value in gold]
    called = [each.decided == "duplicate" for each in compared]
    shipped = Count(
        right=sum(t and c for t, c in zip(truths, called, strict=True)), found=sum(called), gold=sum(truths)
    )
    return {
        "average_precision": average_precision(scores=alike, truths=truths),
        "best_f1": best_f1(scores=alike, truths=truths),
        "f1": shipped.rates()["f1"],
        "spearman": None,
    }


def _prediction(row: Row, compared: Compared) -> dict[str, Any]:
    scores = compared.scores
    given = {name: row.values[name] for name in ("label", "score") if name in row.values}
    return {
        "id": row.id,
        "gold": given,
        "likeness": compared.likeness,
        "cosine": scores.cosine,
        "decided": compared.decided,
        "reason": compared.drafts[0].reason if compared.drafts else "",
    }
