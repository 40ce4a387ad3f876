"""Limits of a newsroom's own: refused when they mean nothing, in force everywhere, previewed, followed."""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from claims import pipeline
from claims.learning.preview import EXAMPLES, preview
from claims.limits import LIMITS, faults
from claims.matching.check import check
from claims.matching.inforce import thresholds_of, thresholds_over
from claims.matching.judging import judged
from claims.matching.match import match_claims
from claims.matching.pairs import side
from claims.matching.scoring import Scores
from claims.matching.thresholds import DEFAULT, Thresholds
from claims.models import Flag, Match, Newsroom
from claims.pipeline import anew, following
from claims.review.errors import Refused
from tests.evaluation.test_rematch import SAME, TOLL, stored
from tests.learning.conftest import Decide, pair, scored

pytestmark = [pytest.mark.django_db, pytest.mark.services]
STRICT = {"duplicate": 0.99, "duplicate_reworded": 0.99, "entailed": 1.0}


def test_every_limit_has_a_meaning_and_a_default_in_its_range() -> None:
    assert set(LIMITS) == {field.name for field in fields(Thresholds)}
    assert list(faults(asdict(DEFAULT))) == []
    for name, limit in LIMITS.items():
        assert isinstance(getattr(DEFAULT, name), int if limit.whole else float), name


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"duplicat": 0.7}, "There is no threshold “duplicat”."),
        ({"duplicate": 1.2}, "duplicate: 1.2 does not lie between 0 and 1."),
        ({"duplicate": "0.7"}, "duplicate: a number is needed, not '0.7'."),
        ({"duplicate": True}, "duplicate: a number is needed, not True."),
        ({"duplicate": None}, "duplicate: a number is needed, not None."),
        ({"padding": 2.5}, "padding: a whole number is needed, not 2.5."),
        ({"altered_words": 0}, "altered_words: 0 does not lie between 1 and 50."),
        ([0.7], "Thresholds are names with their values."),
    ],
)
def test_what_means_nothing_is_refused_by_name(newsroom: Newsroom, given: Any, told: str) -> None:
    newsroom.thresholds = given
    with pytest.raises(ValidationError) as refused:
        newsroom.full_clean()
    assert told in refused.value.message_dict["thresholds"]
    with pytest.raises(Refused, match=re.escape(told)):
        pipeline.set_thresholds(newsroom=newsroom, thresholds=given)


@pytest.mark.parametrize("given", [[0.7], {"duplicate": "0.7"}, {"duplicate": None}, 3, [], {"a": {"b": 1}}])
def test_the_database_refuses_what_is_no_number(newsroom: Newsroom, given: Any) -> None:
    with pytest.raises(IntegrityError, match="newsroom_thresholds_numbers"), transaction.atomic():
        Newsroom.objects.filter(pk=newsroom.pk).update(thresholds=given)
    newsroom.thresholds = {"duplicate": 0.7, "padding": 2}
    newsroom.full_clean()
    newsroom.save()


def test_the_newsrooms_own_lie_over_the_settings(newsroom: Newsroom, settings: Settings) -> None:
    settings.FACTCHECK_THRESHOLDS = {"duplicate": 0.5, "related": 0.5}
    found = thresholds_over({"duplicate": 0.7, "no longer known": 1})
    assert (found.duplicate, found.related, found.opposed) == (0.7, 0.5, DEFAULT.opposed)


def test_two_newsrooms_two_queues(newsroom: Newsroom, other_newsroom: Newsroom) -> None:
    pipeline.set_thresholds(newsroom=newsroom, thresholds=STRICT)
    mine, theirs = stored(newsroom, TOLL, SAME), stored(other_newsroom, TOLL, SAME)
    assert Flag.objects.get().newsroom == other_newsroom
    for room, found in ((newsroom, 0), (other_newsroom, 2)):
        assert len(check(newsroom=room, text=TOLL.replace("2025", "the year 2025")).duplicates) == found
    pipeline.rederive()
    assert Flag.objects.get().newsroom == other_newsroom
    # One batch with claims of both, as the sweep sends them.
    Flag.objects.all().delete()
    match_claims([*mine, *theirs])
    assert Flag.objects.get().newsroom == other_newsroom


def test_what_the_rules_flag_is_read_first_under_each_pairs_own_limits(newsroom: Newsroom) -> None:
    match = pair(newsroom, 1, scored(0.5))
    known = side(match.a), side(match.b), Scores.from_json(match.scores | {"same_speaker": False, "cosine": 0.5})
    loose = Thresholds(duplicate=0.3, duplicate_reworded=0.3)
    assert [bool(told.judged_by) for told in judged([known, known], thresholds=[DEFAULT, loose])] == [False, True]


def test_a_preview_tells_what_stays_comes_and_goes_and_writes_nothing(newsroom: Newsroom, decide: Decide) -> None:
    for n, cosine in enumerate((0.95, 0.9, 0.75, 0.74, 0.73, 0.72)):
        pair(newsroom, 100 + n, scored(cosine))
    withheld = pair(newsroom, 200, scored(0.58))
    decide([0.72], "confirm")
    before = list(Flag.objects.order_by("pk").values())
    found = preview(newsroom, thresholds_over({"duplicate": 0.85, "duplicate_reworded": 0.85, "entailed": 1.0}))
    change = found.changes["duplicate"]
    assert (change.stay, change.new, change.gone) == (2, 0, 4)
    assert [each.comes for each in found.examples] == [False] * EXAMPLES
    assert (found.looked_at, found.total, found.is_whole) == (8, 8, True)
    looser = preview(newsroom, thresholds_over({"duplicate": 0.55, "duplicate_reworded": 0.55}))
    assert (looser.changes["duplicate"].new, looser.changes["duplicate"].stay) == (1, 6)
    assert [each.flag.match for each in looser.examples] == [withheld]
    assert list(Flag.objects.order_by("pk").values()) == before


def test_a_preview_of_many_pairs_looks_at_the_newest(newsroom: Newsroom) -> None:
    for n in range(4):
        pair(newsroom, n, scored(0.9))
    found = preview(newsroom, thresholds_over(STRICT), at_most=3)
    assert (found.looked_at, found.total, found.is_whole, found.changes["duplicate"].gone) == (3, 4, False, 3)
    oldest = Match.objects.earliest("pk")
    assert oldest not in [each.flag.match for each in found.examples]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The newsrooms whose following was sent for."""
    rooms: list[int] = []
    monkeypatch.setattr(following.follow, "delay", rooms.append)
    return rooms


def test_flags_follow_by_batches_from_where_the_row_says(
    newsroom: Newsroom,
    sent: list[int],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
    edith: Any,
) -> None:
    monkeypatch.setattr(anew, "DERIVE_TOGETHER", 2)
    ids = [pair(newsroom, n, scored(0.8)).pk for n in range(5)]
    pipeline.decide(flag=Flag.objects.get(match=ids[0]), decision="confirm", reviewer=edith)
    with django_capture_on_commit_callbacks(execute=True):
        pipeline.set_thresholds(newsroom=newsroom, thresholds=STRICT)
    for place in (0, ids[1], ids[3], ids[4]):
        newsroom.refresh_from_db()
        assert newsroom.followed_to == place
        assert sent.pop() == newsroom.pk
        with django_capture_on_commit_callbacks(execute=True):
            following.follow(newsroom.pk)
    newsroom.refresh_from_db()
    assert (newsroom.followed_to, sent) == (None, [])
    assert list(Flag.objects.order_by("match_id").values_list("state", flat=True)) == ["confirmed", *["withdrawn"] * 4]


def test_the_sweep_sends_what_a_dead_worker_left(
    newsroom: Newsroom, other_newsroom: Newsroom, sent: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    Newsroom.objects.filter(pk=other_newsroom.pk).update(followed_to=7)
    with django_capture_on_commit_callbacks(execute=True):
        pipeline.sweep()
    assert sent == [other_newsroom.pk]


def test_thresholds_of_many_newsrooms_are_one_query(newsroom: Newsroom, other_newsroom: Newsroom) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert set(thresholds_of([newsroom.pk, other_newsroom.pk, newsroom.pk])) == {newsroom.pk, other_newsroom.pk}
    assert len(asked) == 1
