"""Whether two texts count different things of one accident."""

from __future__ import annotations

import pytest

from claims.text.casualties import counts_apart


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Fourteen people died", "Ninety people were wounded"),
        ("Two of the dead were children", "Five people died"),
        ("Three soldiers were killed", "Nine civilians were killed"),
        ("Four are missing", "Nine were injured"),
    ],
)
def test_dead_and_wounded_all_and_some_are_counted_apart(one: str, two: str) -> None:
    assert counts_apart(one, two)
    assert counts_apart(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Six people were killed and nine injured", "Eight people died"),
        ("24 people are in hospital", "32 people are in hospital"),
        ("Two children drowned", "Three children died"),
        ("We hired forty nurses", "We hired thirty people"),
    ],
)
def test_what_may_be_one_count_is_not(one: str, two: str) -> None:
    assert not counts_apart(one, two)
