"""A file of premises and hypotheses in; how well the engine tells entailment, neutral and contradiction out."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from claims.evaluation.compared import Compared, bare_side, compare
from claims.evaluation.figures import accuracy, by_label, macro_f1
from claims.evaluation.gold import rows
from claims.evaluation.report import Report, Watch

LABELS = ("entailment", "neutral", "contradiction")
TWO_WAY = "not_entailment"  # neutral or contradiction: some sets do not tell them apart
RULED = {"contradiction": "contradiction", "duplicate": "entailment"}
NOTE = "No entailment model in this version: rules decide (contradiction, duplicate as entailment, else neutral)."


def evaluate(path: Path, *, watch: Watch, limit: int | None = None) -> Report:
    """Accuracy, macro-F1, precision, recall and F1 of each label, accuracy by ``kind``.

    Raises:
        GoldError: see ``gold.rows``.
    """
    listed = rows(path, limit=limit)
    gold = [row.label(*LABELS, TWO_WAY) for row in listed]
    pairs = [
        (bare_side(place=1, text=row.text("premise")), bare_side(place=2, text=row.text("hypothesis")))
        for row in listed
    ]
    compared = compare(pairs, watch=watch)
    found = [_label(each, two_way=TWO_WAY in gold) for each in compared]
    kinds = [str(row.values["kind"]) if row.has("kind") else "" for row in listed]
    labels = (*LABELS, TWO_WAY) if TWO_WAY in gold else LABELS
    return Report(
        figures={
            "n": len(listed),
            "accuracy": accuracy(gold=gold, found=found),
            "macro_f1": macro_f1(gold=gold, found=found),
            "labels": by_label(gold=gold, found=found, labels=labels),
            "kinds": _by_kind(kinds, gold=gold, found=found),
        },
        predictions=[
            _prediction(row.id, gold=label, found=answer, compared=each)
            for row, label, answer, each in zip(listed, gold, found, compared, strict=True)
        ],
        notes=(NOTE,),
    )


def _label(compared: Compared, *, two_way: bool) -> str:
    label = RULED.get(compared.decided, "neutral")
    return TWO_WAY if two_way and label != "entailment" else label


def _by_kind(kinds: list[str], *, gold: list[str], found: list[str]) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, g, f in zip(kinds, gold, found, strict=True):
        if kind:
            groups[kind].append((g, f))
    return {
        kind: {"n": len(pairs), "accuracy": accuracy(gold=[g for g, _ in pairs], found=[f for _, f in pairs])}
        for kind, pairs in sorted(groups.items())
    }


def _prediction(row_id: str, *, gold: str, found: str, compared: Compared) -> dict[str, Any]:
    return {
        "id": row_id,
        "gold": gold,
        "decided": found,
        "cosine": compared.scores.cosine,
        "likeness": compared.likeness,
        "flag": compared.decided,
        "reason": compared.drafts[0].reason if compared.drafts else "",
    }
