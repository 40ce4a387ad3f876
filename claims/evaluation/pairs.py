"""A file of claim pairs in; which flags the whole matching stage would raise on them, against gold, out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from claims.evaluation.compared import Compared, compare
from claims.evaluation.figures import Count, roc_auc
from claims.evaluation.gold import Row, rows
from claims.evaluation.report import Report, Watch
from claims.matching.likeness import relatedness
from claims.matching.sides import Side
from claims.text.comparisons import Outcome
from claims.text.normalise import fingerprint, name_key
from claims.text.polarity import Stance

KINDS = ("duplicate", "contradiction", "altered_quote", "update")
LABELS = (*KINDS, "unrelated")
CLAIM_KINDS = ("direct", "indirect", "mixed", "statement")


def evaluate(path: Path, *, watch: Watch, limit: int | None = None) -> Report:
    """A confusion table of the flags, precision, recall and F1 of each kind, and how well contradictions rank.

    Raises:
        GoldError: see ``gold.rows``.
    """
    listed = rows(path, limit=limit)
    gold = [row.label(*LABELS) for row in listed]
    compared = compare([_sides(row) for row in listed], watch=watch)
    opposition = [opposed(each) for each in compared]
    return Report(
        figures={
            "n": len(listed),
            "kinds": {kind: _rates(kind, gold=gold, compared=compared) for kind in KINDS},
            "confusion": _confusion(gold, compared),
            "contradiction_auc": roc_auc(scores=opposition, truths=[label == "contradiction" for label in gold]),
        },
        predictions=[
            _prediction(row, label=label, compared=each, opposition=score)
            for row, label, each, score in zip(listed, gold, compared, opposition, strict=True)
        ],
    )


def opposed(compared: Compared) -> float:
    """How sure the engine is of a contradiction, -1..3, for ranking alone.

    First the pairs it flags, then those whose facts clash, then the rest, last what it flags as something else; within
    each by relatedness.
    """
    scores, kinds = compared.scores, {draft.kind for draft in compared.drafts}
    if kinds:
        return (2.0 if "contradiction" in kinds else -1.0) + relatedness(scores)
    clash = scores.stance == Stance.OPPOSITE.value or Outcome.DIFFERENT.value in (scores.figures, scores.dates)
    return (1.0 if clash else 0.0) + relatedness(scores)


def _sides(row: Row) -> tuple[Side, Side]:
    one, other = row.part("a"), row.part("b")
    known = sorted({name_key(str(part.values["speaker"])) for part in (one, other) if part.has("speaker")})
    return _side(one, place=1, known=known), _side(other, place=2, known=known)


def _side(part: Row, *, place: int, known: list[str]) -> Side:
    text, kind = part.text("text"), str(part.values.get("kind") or "statement")
    if kind not in CLAIM_KINDS:
        raise part.wrong(f"“kind” must be one of {', '.join(CLAIM_KINDS)}, not “{kind}”")
    name = str(part.values["speaker"]) if part.has("speaker") else ""
    return Side(
        id=place,
        statement=text,
        kind=kind,
        speaker_id=known.index(name_key(name)) if name else None,
        speaker_name=name,
        said_on=part.day("said_on"),
        source_name=str(part.values.get("source") or ""),
        fingerprint=fingerprint(text),
        cue=str(part.values.get("cue") or ""),
    )


def _rates(kind: str, *, gold: list[str], compared: list[Compared]) -> dict[str, float | None]:
    raised = [any(draft.kind == kind for draft in each.drafts) for each in compared]
    wanted = [label == kind for label in gold]
    return Count(
        right=sum(r and w for r, w in zip(raised, wanted, strict=True)), found=sum(raised), gold=sum(wanted)
    ).rates()


def _confusion(gold: list[str], compared: list[Compared]) -> dict[str, dict[str, int]]:
    counted = Counter(zip(gold, (each.decided for each in compared), strict=True))
    table: dict[str, dict[str, int]] = {}
    for (label, flag), count in sorted(counted.items()):
        table.setdefault(label, {})[flag] = count
    return table


def _prediction(row: Row, *, label: str, compared: Compared, opposition: float) -> dict[str, Any]:
    return {
        "id": row.id,
        "gold": label,
        "decided": compared.decided,
        "opposition": round(opposition, 4),
        "agreement": compared.agreement,
        "flags": [{"kind": d.kind, "score": d.score, "reason": d.reason} for d in compared.drafts],
        "scores": compared.scores.as_json(),
    }
