"""Sentences with one thing changed in each; how many the engine, and a vector alone, take for the same, out."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.evaluation.changes import HARMLESS, changes, named
from claims.evaluation.compared import Compared, bare_side, compare
from claims.evaluation.figures import rounded
from claims.evaluation.gold import Row, rows
from claims.evaluation.paraphrase import COSINES
from claims.evaluation.report import Report, Watch
from claims.text.sentences import sentences
from claims.text.tense import speaks_of_self

SEED = 7
MOST = 150  # pairs of a kind: the entailment model reads nearly every one of them, both ways
NOTE = "Shares of pairs that are called duplicates: by the engine, and by a vector alone from 0.80 or 0.85 on."


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A sentence, its changed form, and what was changed."""

    id: str
    kind: str
    a: str
    b: str


def evaluate(path: Path, *, watch: Watch, limit: int | None = None) -> Report:
    """Shares called duplicate, by kind of change, of all changes that matter (``changed``) and of harmless ones.

    ``path``: lines with ``text``, whose sentences are changed here, at most ``MOST`` a kind; or with ``a``, ``b`` and
    ``kind`` ("harmless" where both say the same). ``limit`` is of lines.

    Raises:
        GoldError: see ``gold.rows``.
    """
    listed = rows(path, limit=limit)
    swaps = [_given(row) for row in listed] if listed[0].has("a") else _drawn(listed)
    compared = compare([(bare_side(place=1, text=s.a), bare_side(place=2, text=s.b)) for s in swaps], watch=watch)
    both = list(zip(swaps, compared, strict=True))
    kinds = sorted({swap.kind for swap in swaps} - {HARMLESS})
    return Report(
        figures={
            "n": len(swaps),
            "called_duplicate": {
                "changed": _called(each for swap, each in both if swap.kind != HARMLESS),
                **{kind: _called(each for swap, each in both if swap.kind == kind) for kind in (*kinds, HARMLESS)},
            },
        },
        predictions=[_prediction(swap, each) for swap, each in both],
        notes=(NOTE,),
    )


def _given(row: Row) -> Swap:
    return Swap(id=row.id, kind=row.text("kind"), a=row.text("a"), b=row.text("b"))


def _drawn(listed: Iterable[Row]) -> list[Swap]:
    """The changes of all sentences, of each kind as many as are asked for, drawn by chance and always the same."""
    draw = random.Random(SEED)
    found: dict[str, list[Swap]] = {}
    for swap in _every(listed, draw=draw):
        found.setdefault(swap.kind, []).append(swap)
    return [swap for each in found.values() for swap in draw.sample(each, k=min(MOST, len(each)))]


def _every(listed: Iterable[Row], *, draw: random.Random) -> Iterator[Swap]:
    seen: set[str] = set()
    for row in listed:
        text = row.text("text")
        names = named(text)
        for span in sentences(text):
            sentence = " ".join(span.of(text).split())
            if sentence in seen or speaks_of_self(sentence):
                continue  # who does not know the speaker takes "we cut taxes", said twice, for two statements
            seen.add(sentence)
            for kind, changed in changes(sentence, names=names, draw=draw):
                yield Swap(id=f"{row.id}:{span.start}:{kind}", kind=kind, a=sentence, b=changed)


def _called(compared: Iterable[Compared]) -> dict[str, float | int | None]:
    listed = list(compared)
    shares = {
        "ours": [each.decided == "duplicate" for each in listed],
        **{f"cosine_{least:.2f}": [each.scores.cosine >= least for each in listed] for least in COSINES},
    }
    return {"n": len(listed)} | {name: rounded(sum(s) / len(s)) if s else None for name, s in shares.items()}


def _prediction(swap: Swap, compared: Compared) -> dict[str, Any]:
    return {
        "id": swap.id,
        "kind": swap.kind,
        "a": swap.a,
        "b": swap.b,
        "decided": compared.decided,
        "cosine": compared.scores.cosine,
        "entailment": compared.scores.entailment,
        "contradiction": compared.scores.contradiction,
        "reason": compared.drafts[0].reason if compared.drafts else "",
    }
