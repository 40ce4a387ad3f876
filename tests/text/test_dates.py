"""Dates: which days a text names, reckoned from the day it was said, and when two texts' times disagree."""

from __future__ import annotations

from datetime import date

import pytest

from claims.text.comparisons import Outcome, compare_dates
from claims.text.dates import dates

SAID = date(2026, 3, 11)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "written", "first", "last"),
    [
        ("It closed on 3 March.", "3 March", "2026-03-03", "2026-03-03"),
        ("It closed on March 3rd, 2022.", "March 3rd, 2022", "2022-03-03", "2022-03-03"),
        ("Dated 2022-03-05 in ink.", "2022-03-05", "2022-03-05", "2022-03-05"),
        ("It opened in 2014.", "2014", "2014-01-01", "2014-12-31"),
        ("In the 1990s it ran.", "1990s", "1990-01-01", "1999-12-31"),
        ("The 2014-15 budget fell.", "2014-15", "2014-01-01", "2015-12-31"),
        ("It closed on Monday.", "Monday", "2026-03-09", "2026-03-09"),
        ("It will open on Monday.", "Monday", "2026-03-16", "2026-03-16"),
        ("He left last Wednesday.", "last Wednesday", "2026-03-04", "2026-03-04"),
        ("He left yesterday.", "yesterday", "2026-03-10", "2026-03-10"),
        ("It fell last month.", "last month", "2026-02-01", "2026-02-28"),
        ("It rose this year.", "this year", "2026-01-01", "2026-12-31"),
        ("Three weeks ago it rained.", "Three weeks ago", "2026-02-16", "2026-02-22"),
        ("Over the past five years it sank.", "the past five years", "2021-01-01", "2026-03-11"),
        ("In December it froze.", "December", "2025-12-01", "2025-12-31"),
        ("The first quarter of 2019 was bad.", "The first quarter of 2019", "2019-01-01", "2019-03-31"),
        ("We open last summer's books.", "last summer", "2025-06-01", "2025-08-31"),
    ],
)
def test_reckons_from_the_day_of_saying(text: str, written: str, first: str, last: str) -> None:
    (period,) = dates(text, SAID)
    assert period.span.of(text) == written
    assert period.days == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["We may march on.", "2000 people came.", "Section 1998 of nothing: 12 cats"])
def test_leaves_alone_what_only_looks_like_a_date(text: str) -> None:
    assert not [p for p in dates(text, SAID) if p.unit in ("day", "month")]


def test_keeps_edges_and_clocks() -> None:
    assert [(p.edge, p.key) for p in dates("by 2030 or at 8 p.m.", SAID)] == [("by", "2030"), ("", "20:00")]


@pytest.mark.parametrize(
    ("a", "b", "outcome"),
    [
        ("It closed on 3 March", "It closed on Tuesday last week", Outcome.PARTIAL),
        ("It closed on 9 March", "It closed on Monday", Outcome.SAME),
        ("It closed on 3 March", "It closed on 5 March", Outcome.DIFFERENT),
        ("It closed in March", "It closed on 5 March", Outcome.CLOSE),
        ("It closed in 2014", "It closed in 2015", Outcome.DIFFERENT),
        ("It closed before 1999", "It closed in 1999", Outcome.DIFFERENT),
        ("It closed before 1999", "It closed in 1998", Outcome.CLOSE),
        ("It opens at 8 a.m.", "It opens at 9 a.m.", Outcome.DIFFERENT),
        ("It closed in 2014", "It closed", Outcome.PARTIAL),
        ("It closed", "It shut", Outcome.NONE),
    ],
)
def test_compares_times(a: str, b: str, outcome: Outcome) -> None:
    assert compare_dates(a, b, a_said=SAID, b_said=SAID).outcome == outcome


def test_a_word_before_today_does_not_hide_the_day() -> None:
    for words in ("It opens from tomorrow.", "It has been shut since yesterday.", "They decide by tonight."):
        [known], [unknown] = dates(words, date(2026, 3, 10)), dates(words)
        assert known.days is not None
        assert unknown.key in ("tomorrow", "yesterday", "tonight")


def test_yesterday_is_another_day_when_said_on_another_day() -> None:
    one, two = date(2026, 3, 10), date(2026, 3, 12)
    assert compare_dates("He left yesterday", "He left yesterday", a_said=one, b_said=two).outcome == Outcome.DIFFERENT


def test_the_edge_of_the_calendar_raises_nothing() -> None:
    assert dates("next century, next decade, next year, tomorrow", date(9999, 12, 31)) is not None
    assert dates("last century, last decade, last year, yesterday", date(1, 1, 1)) is not None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We lost the ferry in 58.", ["1958"]),
        ("It has been so since ’61", ["1961"]),
        ("Since 98, fares have gone up.", ["1998"]),
        ("It shall end in '30", ["2030"]),
        ("It was built in 58 days", []),
        ("One in 20 boats leaks", []),
        ("The share fell in 58.5 per cent of towns", []),
        ("The captain's 40 boats", []),
    ],
)
def test_a_year_of_two_digits(text: str, found: list[str]) -> None:
    assert [period.key for period in dates(text, date(2026, 3, 2))] == found
