"""Gold and what was found in; precision, recall, F1, rank and correlation figures out. Plain numbers, no file."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

Rates = dict[str, float | None]


@dataclass(slots=True)
class Count:
    """How many were right, how many found, how many there are; sums over documents."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, *, found: Collection[Hashable], gold: Collection[Hashable]) -> None:
        """Count one document's items, each once."""
        self.right += len(set(found) & set(gold))
        self.found += len(set(found))
        self.gold += len(set(gold))

    def rates(self) -> Rates:
        """``p``, ``r`` and ``f1``, 0..1; all None when there is no such gold, p 0 when nothing was found."""
        if not self.gold:
            return {"p": None, "r": None, "f1": None}
        return {
            "p": rounded(self.right / self.found if self.found else 0.0),
            "r": rounded(self.right / self.gold),
            "f1": rounded(2 * self.right / (self.found + self.gold)),
        }


def rounded(value: float) -> float:
    """A figure to four places: what a file of thousands of rows can tell apart."""
    return round(value, 4)


def by_label(*, gold: Sequence[str], found: Sequence[str], labels: Iterable[str]) -> dict[str, Rates]:
    """Precision, recall and F1 of each label."""
    pairs = list(zip(gold, found, strict=True))
    return {
        label: Count(
            right=sum(g == f == label for g, f in pairs),
            found=sum(f == label for _, f in pairs),
            gold=sum(g == label for g, _ in pairs),
        ).rates()
        for label in labels
    }


def accuracy(*, gold: Sequence[str], found: Sequence[str]) -> float:
    """Share of rows whose label was found."""
    return rounded(sum(g == f for g, f in zip(gold, found, strict=True)) / len(gold))


def macro_f1(*, gold: Sequence[str], found: Sequence[str]) -> float:
    """Mean F1 over the labels that occur in gold or were found (as scikit-learn has it)."""
    labels = sorted({*gold, *found})
    each = by_label(gold=gold, found=found, labels=labels)
    return rounded(sum(each[label]["f1"] or 0.0 for label in labels) / len(labels))


def average_precision(*, scores: Sequence[float], truths: Sequence[bool]) -> float | None:
    """Area under the precision-recall steps; rows of one score enter together. None without a true row."""
    total = sum(truths)
    if not total:
        return None
    area, right = 0.0, 0
    for seen, more in _steps(scores, truths):
        right += more
        area += more / total * right / seen
    return rounded(area)


def best_f1(*, scores: Sequence[float], truths: Sequence[bool]) -> float | None:
    """The best F1 that any threshold on the score reaches. None without a true row."""
    total = sum(truths)
    if not total:
        return None
    best, right = 0.0, 0
    for seen, more in _steps(scores, truths):
        right += more
        best = max(best, 2 * right / (seen + total))
    return rounded(best)


def _steps(scores: Sequence[float], truths: Sequence[bool]) -> Iterable[tuple[int, int]]:
    """Down the ranking, score by score: rows seen so far, and true rows that this score adds."""
    ranked = sorted(zip(scores, truths, strict=True), key=lambda pair: -pair[0])
    seen = 0
    for _, group in groupby(ranked, key=lambda pair: pair[0]):
        tied = [truth for _, truth in group]
        seen += len(tied)
        yield seen, sum(tied)


def roc_auc(*, scores: Sequence[float], truths: Sequence[bool]) -> float | None:
    """The chance that a true row scores above another one, ties half. None when there is only one sort of row."""
    positive = sum(truths)
    negative = len(truths) - positive
    if not positive or not negative:
        return None
    above = sum(rank for rank, truth in zip(_ranks(scores), truths, strict=True) if truth)
    return rounded((above - positive * (positive + 1) / 2) / (positive * negative))


def spearman(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Rank correlation, ties at their mean rank. None when one side does not vary."""
    x, y = _ranks(a), _ranks(b)
    mean = (len(x) + 1) / 2
    together = sum((p - mean) * (q - mean) for p, q in zip(x, y, strict=True))
    spread = sum((p - mean) ** 2 for p in x) * sum((q - mean) ** 2 for q in y)
    return rounded(together / spread**0.5) if spread else None


def _ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1, ties at their mean."""
    ranks = [0.0] * len(values)
    at = 0
    for _, group in groupby(sorted(range(len(values)), key=lambda i: values[i]), key=lambda i: values[i]):
        tied = list(group)
        for index in tied:
            ranks[index] = at + (len(tied) + 1) / 2
        at += len(tied)
    return ranks


def precision_at(*, ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Average precision of the first ``k``, over all that are relevant (trec_eval's ``map_cut``)."""
    right, area = 0, 0.0
    for place, item in enumerate(ranked[:k], start=1):
        if item in relevant:
            right += 1
            area += right / place
    return area / len(relevant)


def success_at(*, ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 when one of the first ``k`` is relevant, else 0."""
    return float(any(item in relevant for item in ranked[:k]))


def recall_at(*, ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Share of the relevant that stand among the first ``k``."""
    return len(set(ranked[:k]) & set(relevant)) / len(relevant)


def mean(values: Sequence[float]) -> float:
    """The mean, to four places."""
    return rounded(sum(values) / len(values))
