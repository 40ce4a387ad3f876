"""What counts as a right attribution, the reliability table, and speakers by kind of quote."""

from __future__ import annotations

import pytest

from claims.evaluation.calibration import calibration, judge, trusted
from claims.evaluation.extraction import speakers_by_kind
from claims.evaluation.quoted import Document, Quote


def quote(*content: tuple[int, int], by: str = "", kind: str = "", sure: float | None = None) -> Quote:
    return Quote(content=content, names=(by,) if by else (), kind=kind, confidence=sure)


def document(*, gold: list[Quote], found: list[Quote]) -> Document:
    return Document(id="a", gold={}, found={}, gold_quotes=gold, found_quotes=found)


ONE = quote((0, 10), by="Ada Moreau")
TWO = quote((0, 10), (20, 40), by="Ada Moreau")


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ([ONE], [quote((0, 10), by="Moreau", sure=0.9)], [True]),
        ([ONE], [quote((2, 10), by="Moreau", sure=0.9)], [True]),
        ([ONE], [quote((3, 10), by="Moreau", sure=0.9)], [False]),  # 0.7 of it
        ([ONE], [quote((0, 20), by="Moreau", sure=0.9)], [True]),
        ([ONE], [quote((0, 21), by="Moreau", sure=0.9)], [False]),  # more than half of it is something else
        ([ONE], [quote((0, 10), by="Luc Holm", sure=0.9)], [False]),
        ([ONE], [quote((0, 10), sure=0.9)], [False]),  # nobody is not Ada Moreau
        ([quote((0, 10))], [quote((0, 10), sure=0.9)], [True]),  # the file does not know who
        ([], [quote((0, 10), sure=0.9)], [False]),
        ([ONE], [quote((0, 10), by="Moreau", sure=0.4), quote((0, 10), by="Moreau", sure=0.8)], [True, False]),
        ([TWO], [quote((0, 10), by="Moreau", sure=0.9), quote((20, 40), by="Moreau", sure=0.8)], [True, True]),
        ([TWO], [quote((0, 40), by="Moreau", sure=0.9)], [True]),
        # one statement told within another: each may be found
        ([quote((0, 30), by="Press"), quote((10, 30), by="Ada")], [quote((10, 30), by="Ada", sure=0.7)], [True]),
        ([ONE], [quote((0, 10), by="Moreau")], []),  # without a confidence there is nothing to judge
    ],
)
def test_right(gold: list[Quote], found: list[Quote], right: list[bool]) -> None:
    assert [each for _, each in judge(document(gold=gold, found=found))] == right


def test_a_name_that_is_as_right() -> None:
    gold = Quote(content=((0, 10),), names=("team of scientists", "researchers"))
    found = [quote((0, 10), by="the researchers", sure=0.9)]
    assert judge(document(gold=[gold], found=found)) == [(0.9, True)]


def test_the_reliability_table() -> None:
    gold = [quote((n, n + 5)) for n in range(0, 50, 10)]
    sure = {0: 1.0, 10: 0.9, 20: 0.6, 30: 0.59, 100: 0.95}
    found = [quote((n, n + 5), sure=s) for n, s in sure.items()]
    table = calibration([document(gold=gold, found=found)])
    assert table == [
        {"from": 0.5, "to": 0.6, "n": 1, "right": 1.0, "confidence": 0.59},
        {"from": 0.6, "to": 0.7, "n": 1, "right": 1.0, "confidence": 0.6},
        {"from": 0.9, "to": 1.0, "n": 3, "right": 0.6667, "confidence": 0.95},
    ]
    assert trusted([document(gold=gold, found=found)]) == {"least": 0.9, "n": 3, "right": 0.6667}
    assert trusted([]) == {"least": 0.9, "n": 0, "right": None}


def test_speakers_by_kind() -> None:
    gold = [
        quote((0, 10), by="Ada Moreau", kind="direct"),
        quote((20, 30), by="Luc Holm", kind="indirect"),
        quote((40, 50), by="Luc Holm", kind="indirect"),
        quote((60, 70), kind="mixed"),  # by whom is not known: no question of speakers
    ]
    found = [quote((0, 10), by="Moreau"), quote((20, 30), by="Ada Moreau"), quote((60, 70), by="Holm")]
    assert speakers_by_kind([document(gold=gold, found=found)]) == {
        "direct": {"gold": 1, "found": 1.0, "n": 1, "accuracy": 1.0},
        "indirect": {"gold": 2, "found": 0.5, "n": 1, "accuracy": 0.0},
        "all": {"gold": 3, "found": 0.6667, "n": 2, "accuracy": 0.5},
    }
