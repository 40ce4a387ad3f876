"""A file of premises and hypotheses in; how well the entailment model, and the flags, tell them apart out."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from claims import engines
from claims.evaluation.compared import TOLD_EVERY, Compared, bare_side, compare
from claims.evaluation.figures import accuracy, by_label, macro_f1
from claims.evaluation.gold import rows
from claims.evaluation.report import Report, Watch
from claims.matching.sides import Side

LABELS = ("entailment", "neutral", "contradiction")
TWO_WAY = "not_entailment"  # neutral or contradiction: some sets do not tell them apart
FLAGGED = ("contradiction", "update", "duplicate")
NOTE = "Labels are the entailment model's; flags are what the whole engine would raise on the pair."


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
    answers = _answers(compared, pairs, watch=watch)
    found = [_label(answer, two_way=TWO_WAY in gold) for answer in answers]
    kinds = [str(row.values["kind"]) if row.has("kind") else "" for row in listed]
    labels = (*LABELS, TWO_WAY) if TWO_WAY in gold else LABELS
    return Report(
        figures={
            "n": len(listed),
            "accuracy": accuracy(gold=gold, found=found),
            "macro_f1": macro_f1(gold=gold, found=found),
            "majority": max(Counter(gold).values(), default=0) / max(1, len(gold)),
            "labels": by_label(gold=gold, found=found, labels=labels),
            "kinds": _by_kind(kinds, gold=gold, found=found),
            "flags": _flags(compared, gold=gold),
        },
        predictions=[
            _prediction(row.id, gold=label, found=answer, said=said, compared=each)
            for row, label, answer, said, each in zip(listed, gold, found, answers, compared, strict=True)
        ],
        notes=(NOTE, f"Entailment model: {engines.entailer().version}"),
    )


def _answers(compared: list[Compared], pairs: list[tuple[Side, Side]], *, watch: Watch) -> list[tuple[float, ...]]:
    """The probabilities of each hypothesis given its premise; asked here where the engine had no need to."""
    left = [index for index, each in enumerate(compared) if not each.scores.judged_by]
    answers = [each.scores.b_given_a for each in compared]
    for start in range(0, len(left), TOLD_EVERY):
        watch("Judging", done=start, total=len(left))
        chunk = left[start : start + TOLD_EVERY]
        asked = engines.entailer().judge([(pairs[n][0].statement, pairs[n][1].statement) for n in chunk], cut=True)
        for index, each in zip(chunk, asked, strict=True):
            if each is not None:
                answers[index] = (each.entailment, each.neutral, each.contradiction)
    return answers


def _label(answer: tuple[float, ...], *, two_way: bool) -> str:
    label = LABELS[answer.index(max(answer))]
    return TWO_WAY if two_way and label != "entailment" else label


def _flags(compared: list[Compared], *, gold: list[str]) -> dict[str, dict[str, int]]:
    """How many pairs of each label raise which flag."""
    counts = Counter((label, each.decided) for label, each in zip(gold, compared, strict=True))
    return {
        label: {"n": gold.count(label)} | {kind: counts[label, kind] for kind in FLAGGED}
        for label in (*LABELS, TWO_WAY)
        if label in gold
    }


def _by_kind(kinds: list[str], *, gold: list[str], found: list[str]) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, g, f in zip(kinds, gold, found, strict=True):
        if kind:
            groups[kind].append((g, f))
    return {
        kind: {"n": len(pairs), "accuracy": accuracy(gold=[g for g, _ in pairs], found=[f for _, f in pairs])}
        for kind, pairs in sorted(groups.items())
    }


def _prediction(row_id: str, *, gold: str, found: str, said: tuple[float, ...], compared: Compared) -> dict[str, Any]:
    return {
        "id": row_id,
        "gold": gold,
        "decided": found,
        "probabilities": dict(zip(LABELS, said, strict=True)),
        "cosine": compared.scores.cosine,
        "agreement": compared.agreement,
        "flag": compared.decided,
        "reason": compared.drafts[0].reason if compared.drafts else "",
    }
