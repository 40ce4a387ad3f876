"""Quantities: what counts as one, its value and unit, and when two of them disagree."""

from __future__ import annotations

import math

import pytest

from claims.text.comparisons import Outcome, compare_figures
from claims.text.figures import figures


@pytest.mark.parametrize(
    ("text", "written", "value", "unit"),
    [
        ("The ferry carries 900 passengers a day.", "900", 900, "count"),
        ("Some 1,250 people came.", "1,250", 1250, "count"),
        ("It moved 1.2 m passengers.", "1.2 m", 1_200_000, "count"),
        ("The wall is 100 m long.", "100 m", 100, "metre"),
        ("The crossing takes 90 minutes.", "90 minutes", 0.0625, "days"),
        ("Fares rose by 5 per cent.", "5 per cent", 5, "percent"),
        ("Fares rose 5%.", "5%", 5, "percent"),
        ("A subsidy of £3m was paid.", "£3m", 3_000_000, "GBP"),
        ("It cost 40,000 euros.", "40,000 euros", 40_000, "EUR"),
        ("It cost US$3bn.", "US$3bn", 3e9, "USD"),
        ("Twelve boats sank.", "Twelve", 12, "count"),
        ("Twenty-five thousand people came.", "Twenty-five thousand", 25_000, "count"),
        ("Two and a half million doses arrived.", "Two and a half million", 2_500_000, "count"),
        ("Half a million doses arrived.", "Half a million", 500_000, "count"),
        ("A dozen gulls stood there.", "A dozen", 12, "count"),
        ("A third of voters stayed at home.", "A third", 100 / 3, "percent"),
        ("Thefts fell by a third.", "a third", 100 / 3, "percent"),
        ("One in five pupils walks.", "One in five", 20, "percent"),
        ("The gusts reached 73 miles per hour.", "73 miles per hour", 73 * 1.609344, "km/h"),
        ("An 18-year-old swimmer was found.", "18-year-old", 18 * 365.25, "age"),
        ("It is 5°C in the hall.", "5°C", 5, "degree"),
        ("One person drowned.", "One", 1, "count"),
    ],
)
def test_reads_value_and_unit(text: str, written: str, value: float, unit: str) -> None:
    (figure,) = figures(text)
    assert (figure.span.of(text), figure.unit) == (written, unit)
    assert figure.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "It closed in 2014.",
        "On 3 March it closed.",
        "The bus leaves at 8 p.m. and 16:30.",
        "The third time is the last.",
        "He came 2nd.",
        "Article 5 binds us all.",
        "No 10 was silent.",
        "COVID-19 is back.",
        "They won 3-1.",
        "No one came.",
        "One of them knew.",
        "Three weeks ago it rained.",
    ],
)
def test_years_times_ordinals_and_labels_are_no_quantities(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "low", "high", "bound"),
    [
        ("more than 500 people", 500, math.inf, "+"),
        ("at least 12 boats", 12, math.inf, "+"),
        ("fewer than 30 seats", 0, 30, "-"),
        ("no more than 5 boats", 0, 5, "-"),
        ("about 100 homes", 88, 112, "~"),
        ("nearly 100 homes", 85, 100, "~"),
        ("30 to 40 boats", 30, 40, ""),
        ("between 2% and 3% of jobs", 2, 3, ""),
        ("2 to 3 million euros", 2e6, 3e6, ""),
        ("hundreds of letters", 100, 2000, ""),
        ("hundreds of thousands of passports", 100_000, 2_000_000, ""),
    ],
)
def test_hedges_and_ranges_leave_room(text: str, low: float, high: float, bound: str) -> None:
    (figure,) = figures(text)
    assert (figure.low, figure.high, figure.bound) == (pytest.approx(low), pytest.approx(high), bound)


def test_measures_the_noun_behind_it_or_before_it() -> None:
    assert figures("32 ceasefire violations were counted")[0].measure == ("ceasefir", "violat")
    assert figures("The number of boats stood at last at 31.")[0].measure == ()


@pytest.mark.parametrize(
    ("a", "b", "outcome"),
    [
        ("12 boats sank", "a dozen boats sank", Outcome.SAME),
        ("12 boats, 15 cars", "15 cars, 12 boats", Outcome.SAME),
        ("12 boats, 15 cars", "15 boats, 12 cars", Outcome.DIFFERENT),
        ("Fares rose 5%", "Fares rose 50%", Outcome.DIFFERENT),
        ("a grant of £3 million", "a grant of £4 million", Outcome.DIFFERENT),
        ("a grant of £3 million", "a grant of £3.2 million", Outcome.CLOSE),
        ("1.2 million riders", "1,213,450 riders", Outcome.CLOSE),
        ("1,200 riders", "1,213 riders", Outcome.DIFFERENT),
        ("about 30 people", "32 people", Outcome.CLOSE),
        ("more than 500 people", "500 people", Outcome.CLOSE),
        ("more than 500 people", "400 people", Outcome.DIFFERENT),
        ("32 broken truces", "hundreds of broken truces", Outcome.DIFFERENT),
        ("a detour of 40 kilometres", "a detour of 25 miles", Outcome.SAME),
        ("a detour of 5 km", "a detour of 5 miles", Outcome.DIFFERENT),
        ("90 minutes by boat", "1.5 hours by boat", Outcome.SAME),
        ("12 dead", "12 dead and 30 hurt", Outcome.PARTIAL),
        ("12 boats sank", "£4 million was lost", Outcome.UNRELATED),
        ("the boats sank", "the cars sank", Outcome.NONE),
    ],
)
def test_compares_like_with_like(a: str, b: str, outcome: Outcome) -> None:
    assert compare_figures(a, b).outcome == outcome
    assert compare_figures(b, a).outcome == outcome


def test_names_the_pair_that_disagrees() -> None:
    a, b = "It has 40 beds and 12 nurses", "It has 40 beds and 21 nurses"
    assert [(x.of(a), y.of(b)) for x, y in compare_figures(a, b).pairs] == [("12", "21")]
