"""The figures against tables worked out by hand."""

from __future__ import annotations

import pytest

from claims.evaluation import figures
from claims.evaluation.figures import Count


@pytest.mark.parametrize(
    ("found", "gold", "rates"),
    [
        ({1, 2, 3}, {2, 3, 4, 5}, (0.6667, 0.5, 0.5714)),
        ({1}, {1}, (1.0, 1.0, 1.0)),
        (set(), {1, 2}, (0.0, 0.0, 0.0)),
        ({1, 2}, set(), (None, None, None)),
    ],
)
def test_precision_recall_f1(found: set[int], gold: set[int], rates: tuple[float | None, ...]) -> None:
    count = Count()
    count.add(found=found, gold=gold)
    assert tuple(count.rates().values()) == rates


def test_counts_sum_over_documents() -> None:
    count = Count()
    count.add(found=["a", "a", "b"], gold=["a"])  # one item found twice is one
    count.add(found=["a"], gold=["c", "d"])
    assert count == Count(right=1, found=3, gold=3)


GOLD = ["yes", "yes", "no", "no", "perhaps"]
FOUND = ["yes", "no", "no", "no", "no"]


def test_labels() -> None:
    assert figures.accuracy(gold=GOLD, found=FOUND) == 0.6
    assert figures.by_label(gold=GOLD, found=FOUND, labels=["yes", "no", "never"]) == {
        "yes": {"p": 1.0, "r": 0.5, "f1": 0.6667},
        "no": {"p": 0.5, "r": 1.0, "f1": 0.6667},
        "never": {"p": None, "r": None, "f1": None},
    }
    assert figures.macro_f1(gold=GOLD, found=FOUND) == pytest.approx((2 / 3 + 2 / 3 + 0) / 3, abs=1e-4)


@pytest.mark.parametrize(
    ("scores", "truths", "area", "best"),
    [
        # right at 1, 3: (1/1 + 2/3) / 2; best threshold takes three rows: p 2/3, r 1
        ([0.9, 0.8, 0.7, 0.1], [True, False, True, False], 0.8333, 0.8),
        ([0.9, 0.8], [True, True], 1.0, 1.0),
        ([0.9, 0.8, 0.7], [False, False, True], 0.3333, 0.5),
        # a tie enters together: nobody may profit from the order of the rows
        ([0.5, 0.5], [True, False], 0.5, 0.6667),
        ([0.5, 0.5], [False, True], 0.5, 0.6667),
        ([0.5], [False], None, None),
    ],
)
def test_ranking(scores: list[float], truths: list[bool], area: float | None, best: float | None) -> None:
    assert figures.average_precision(scores=scores, truths=truths) == area
    assert figures.best_f1(scores=scores, truths=truths) == best


@pytest.mark.parametrize(
    ("scores", "truths", "area"),
    [
        ([0.9, 0.8, 0.2, 0.1], [True, True, False, False], 1.0),
        ([0.9, 0.8, 0.2, 0.1], [False, False, True, True], 0.0),
        ([0.9, 0.8, 0.2, 0.1], [True, False, True, False], 0.75),
        ([0.5, 0.5, 0.5], [True, False, False], 0.5),
        ([0.5, 0.6], [True, True], None),
    ],
)
def test_area_under_the_curve(scores: list[float], truths: list[bool], area: float | None) -> None:
    assert figures.roc_auc(scores=scores, truths=truths) == area


@pytest.mark.parametrize(
    ("a", "b", "rho"),
    [
        ([1, 2, 3, 4], [10, 20, 30, 1000], 1.0),
        ([1, 2, 3, 4], [4, 3, 2, 1], -1.0),
        ([1, 2, 3, 4, 5], [2, 1, 4, 3, 5], 0.8),  # 1 - 6·4 / (5·24)
        ([1, 1, 2], [1, 2, 3], 0.866),  # ranks 1.5, 1.5, 3 against 1, 2, 3
        ([1, 1], [1, 2], None),
    ],
)
def test_spearman(a: list[float], b: list[float], rho: float | None) -> None:
    assert figures.spearman(a, b) == (None if rho is None else pytest.approx(rho, abs=1e-4))


@pytest.mark.parametrize(
    ("ranked", "relevant", "area", "success", "recall"),
    [
        ("abcde", "a", 1.0, 1.0, 1.0),
        ("abcde", "c", 1 / 3, 1.0, 1.0),
        ("abcde", "ac", (1 + 2 / 3) / 2, 1.0, 1.0),
        ("abcde", "az", 0.5, 1.0, 0.5),
        ("bcdefa", "a", 0.0, 0.0, 0.0),  # sixth is too late
        ("", "a", 0.0, 0.0, 0.0),
    ],
)
def test_retrieval_at_five(ranked: str, relevant: str, area: float, success: float, recall: float) -> None:
    assert figures.precision_at(ranked=ranked, relevant=set(relevant), k=5) == pytest.approx(area)
    assert figures.success_at(ranked=ranked, relevant=set(relevant), k=5) == success
    assert figures.recall_at(ranked=ranked, relevant=set(relevant), k=5) == recall
