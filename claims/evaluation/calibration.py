"""Documents with what was found in them in; how often attributions of each confidence are right, out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from claims.evaluation.figures import mean, rounded
from claims.evaluation.pairing import has_its_speaker
from claims.evaluation.quoted import Document, Quote

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
TRUSTED = 0.9  # what this and more is given is to be right nine times in ten
COVERED = 0.8  # of a gold piece must be in what was found ("hard" of the Gender Gap Tracker)
_OWN = 0.5  # of what was found must be gold: a whole paragraph around a quotation is not that quotation

Judged = tuple[float, bool]


def calibration(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """A row a bin of confidence [from, to), the last closed: ``n`` found, the share ``right``, mean ``confidence``.

    Bins without any attribution are left out; no row at all where attributions tell no confidence.
    """
    judged = [each for document in documents for each in judge(document)]
    rows = []
    for low, high in pairwise(EDGES):
        inside = [(sure, right) for sure, right in judged if low <= sure < high or sure == high == EDGES[-1]]
        if inside:
            rows.append({"from": low, "to": high, **_share(inside), "confidence": mean([sure for sure, _ in inside])})
    return rows


def trusted(documents: Sequence[Document]) -> dict[str, Any]:
    """Of the attributions given ``least`` or more: how many there are, and which share is right."""
    judged = [each for document in documents for each in judge(document) if each[0] >= TRUSTED]
    return {"least": TRUSTED, **_share(judged)}


def judge(document: Document) -> list[Judged]:
    """Every found attribution: how sure it is, and whether it is right, the surest first.

    It is right when it holds at least 0.8 of a gold piece, at least half of it is that gold, and the speaker is the
    gold's where that is known. A piece can be found once: who finds it again is wrong. The pieces of an interrupted
    quotation may be found one by one.
    """
    taken: set[tuple[int, int]] = set()
    judged = []
    surest = sorted((q for q in document.found_quotes if q.confidence is not None), key=lambda q: -(q.confidence or 0))
    for found in surest:
        right = next((g for g in _candidates(found, document, taken) if _speaks(g[0], found, document)), None)
        if right is not None:
            taken |= {(id(right[0]), piece) for piece in right[1]}
        judged.append((found.confidence or 0.0, right is not None))
    return judged


def _candidates(found: Quote, document: Document, taken: set[tuple[int, int]]) -> list[tuple[Quote, list[int]]]:
    """The gold quotes that ``found`` could be, each with the pieces of it that are still free and inside."""
    given, fitting = found.places(), []
    for gold in document.gold_quotes:
        free = [n for n in range(len(gold.content)) if (id(gold), n) not in taken]
        inside = [n for n in free if len(set(range(*gold.content[n])) & given) >= COVERED * _length(gold.content[n])]
        shared = len(gold.places() & given)
        if inside and shared >= _OWN * len(given):
            fitting.append((gold, inside))
    return fitting


def _length(piece: tuple[int, int]) -> int:
    return piece[1] - piece[0]


def _speaks(gold: Quote, found: Quote, document: Document) -> bool:
    return not gold.names or has_its_speaker(gold, found, document=document)


def _share(judged: Sequence[Judged]) -> dict[str, Any]:
    right = sum(right for _, right in judged)
    return {"n": len(judged), "right": rounded(right / len(judged)) if judged else None}
