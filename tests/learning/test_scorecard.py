"""How often flags were right: counts, intervals, months, signals, and what a higher score would have left."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import pipeline
from claims.learning.decided import Span, decided
from claims.learning.scorecard import CUTS, scorecard
from claims.learning.shares import Tally, wilson
from claims.models import Flag, Newsroom, Review, User
from tests.learning.conftest import Decide, pair, scored

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.mark.parametrize(
    ("right", "total", "interval"),
    # Computed with statsmodels' proportion_confint(method="wilson").
    [(0, 0, (0.0, 1.0)), (8, 10, (0.4902, 0.9433)), (0, 10, (0.0, 0.2775)), (10, 10, (0.7225, 1.0))],
)
def test_the_interval_is_wilsons(right: int, total: int, interval: tuple[float, float]) -> None:
    assert wilson(right, total) == pytest.approx(interval, abs=1e-4)


def test_unsure_is_counted_apart(newsroom: Newsroom, decide: Decide) -> None:
    decide([0.9, 0.9, 0.9], "confirm")
    decide([0.9], "dismiss")
    decide([0.9, 0.9], "unsure")
    [row] = scorecard(newsroom).kinds
    assert (row.name, row.tally) == ("duplicate", Tally(confirmed=3, dismissed=1, unsure=2))
    assert (row.tally.decided, row.tally.precision) == (4, 0.75)


def test_the_latest_decision_on_a_flag_counts(newsroom: Newsroom, decide: Decide, edith: User) -> None:
    [review] = decide([0.9], "confirm")
    pipeline.decide(flag=review.flag, decision="dismiss", reviewer=edith)
    assert scorecard(newsroom).total == Tally(dismissed=1)


def test_nobody_elses_decisions(newsroom: Newsroom, other_newsroom: Newsroom, decide: Decide) -> None:
    decide([0.9], "confirm", room=other_newsroom)
    assert scorecard(newsroom).total == Tally()
    assert scorecard(other_newsroom).total == Tally(confirmed=1)


def test_months_are_the_newsrooms_own(newsroom: Newsroom, decide: Decide, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.time_zone = "Asia/Tokyo"
    moments = [dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC), dt.datetime(2026, 1, 31, 18, tzinfo=dt.UTC)]
    for moment in moments:
        monkeypatch.setattr("django.utils.timezone.now", lambda now=moment: now)
        decide([0.9], "confirm")
    assert [row.name for row in scorecard(newsroom).months] == ["2026-01", "2026-02"]
    january, february = dt.date(2026, 1, 1), dt.date(2026, 2, 1)
    for span, months in (
        (Span(first=february), ["2026-02"]),
        (Span(last=january), ["2026-01"]),
        (Span(first=january, last=february), ["2026-01", "2026-02"]),
        (Span(kind="contradiction"), []),
    ):
        assert [row.name for row in scorecard(newsroom, span=span).months] == months


def test_what_a_higher_score_would_have_left(newsroom: Newsroom, decide: Decide) -> None:
    decide([0.95, 0.74], "confirm")
    decide([0.72, 0.96], "dismiss")
    pair(newsroom, 999, scored(0.9))
    cuts = {cut.at: cut for cut in scorecard(newsroom).cuts}
    assert list(cuts) == [0.0, *CUTS]
    assert (cuts[0.0].kept, cuts[0.0].lost, cuts[0.0].waiting) == (Tally(confirmed=2, dismissed=2), 0, 1)
    assert (cuts[0.75].kept, cuts[0.75].lost, cuts[0.75].waiting) == (Tally(confirmed=1, dismissed=1), 1, 1)
    assert (cuts[0.95].kept, cuts[0.95].lost, cuts[0.95].waiting) == (Tally(confirmed=1, dismissed=1), 1, 0)


def test_signals_that_were_wrong(newsroom: Newsroom, decide: Decide) -> None:
    read = {"b_given_a": (0.9, 0.05, 0.05), "a_given_b": (0.9, 0.05, 0.05), "judged_by": "reader"}
    decide([0.9], "confirm")
    decide([0.55], "dismiss", **read)
    decide([0.9], "dismiss", **read)
    told = {row.name: row.tally for row in scorecard(newsroom).signals}
    assert told == {"likeness": Tally(confirmed=1, dismissed=1), "entailment": Tally(dismissed=2)}


def test_a_decision_keeps_all_that_it_was_taken_on(newsroom: Newsroom, decide: Decide) -> None:
    newsroom.thresholds = {"duplicate": 0.55}
    newsroom.save()
    [review] = decide([0.9], "confirm", encoded_by="some encoder", judged_by="")
    Flag.objects.update(score=0.1)
    kept = Review.objects.get(pk=review.pk).scores
    assert kept["kind"] == "duplicate"
    assert kept["reason"].startswith("Same statement")
    assert (kept["method"], kept["encoded_by"], kept["judged_by"]) == ("match-2", "some encoder", "")
    assert (kept["thresholds"]["duplicate"], kept["thresholds"]["related"]) == (0.55, 0.48)
    [told] = decided(newsroom)
    assert told.score == kept["score"] > 0.8
    assert told.thresholds.duplicate == 0.55


def test_a_decision_of_an_older_version_still_counts(newsroom: Newsroom, rosa: User) -> None:
    flag = Flag.objects.get(match=pair(newsroom, 1, scored(0.9)))
    Review.objects.create(flag=flag, reviewer=rosa, decision="confirm", scores={"was": "nothing"})
    assert scorecard(newsroom).total == Tally(confirmed=1)
    assert [row.name for row in scorecard(newsroom).signals] == ["unknown"]


def test_it_costs_two_queries(newsroom: Newsroom, decide: Decide) -> None:
    decide([0.9, 0.8, 0.7], "confirm")
    with CaptureQueriesContext(connection) as asked:
        scorecard(newsroom)
    assert len(asked) == 2
