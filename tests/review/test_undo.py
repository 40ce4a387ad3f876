"""A decision taken back: the flag as before, the review on record, nothing learned; and two who decide at once."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from claims import pipeline
from claims.learning.comparison import by_newsroom
from claims.learning.decided import decided
from claims.matching.group import group
from claims.models import ClusterMember, Flag, Newsroom, Notice, Retraction, Review, User
from claims.review.errors import Outdated, Refused
from claims.review.undo import last_own
from tests.review.test_decisions import pair

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def state(flag: Flag) -> tuple[object, ...]:
    """All that a decision changes."""
    flag.refresh_from_db()
    return flag.state, flag.decided_at, flag.decided_on, flag.note


def test_the_flag_is_as_before_and_the_review_stays(newsroom: Newsroom, rosa: User) -> None:
    flag = pair(newsroom)
    before = state(flag)
    first = pipeline.decide(flag=flag, decision="unsure", reviewer=rosa)
    between = state(flag)
    second = pipeline.decide(flag=flag, decision="confirm", reviewer=rosa)
    with pytest.raises(Outdated):
        pipeline.undo(review=first, by=rosa)
    pipeline.undo(review=second, by=rosa)
    assert state(flag) == between
    assert last_own(rosa, newsroom=newsroom) == first
    pipeline.undo(review=first, by=rosa)
    assert state(flag) == before
    assert last_own(rosa, newsroom=newsroom) is None
    assert Review.objects.count() == 2
    with pytest.raises(Outdated):
        pipeline.undo(review=first, by=rosa)


def test_what_was_taken_back_is_neither_counted_nor_learned_from(newsroom: Newsroom, rosa: User, edith: User) -> None:
    flag = pair(newsroom)
    pipeline.decide(flag=flag, decision="dismiss", reviewer=edith)
    slip = pipeline.decide(flag=flag, decision="confirm", reviewer=rosa)
    assert [each.decision for each in decided(newsroom)] == ["confirm"]
    assert Notice.objects.get().user == edith
    pipeline.undo(review=slip, by=rosa)
    assert [each.decision for each in decided(newsroom)] == ["dismiss"]
    assert by_newsroom()["Harbour Desk", "duplicate"].confirmed == 0
    assert not Notice.objects.exists()


def test_a_duplicate_taken_back_joins_the_two_again(newsroom: Newsroom, rosa: User) -> None:
    flag = pair(newsroom, kind="duplicate")
    group([flag.match.a_id, flag.match.b_id])
    assert ClusterMember.objects.count() == 2
    review = pipeline.decide(flag=flag, decision="dismiss", reviewer=rosa)
    assert not ClusterMember.objects.exists()
    pipeline.undo(review=review, by=rosa)
    assert ClusterMember.objects.count() == 2


def test_only_ones_own_and_only_for_ten_minutes(newsroom: Newsroom, rosa: User, edith: User) -> None:
    review = pipeline.decide(flag=pair(newsroom), decision="confirm", reviewer=rosa)
    with pytest.raises(Refused, match="Only who"):
        pipeline.undo(review=review, by=edith)
    review.created_at = timezone.now() - dt.timedelta(minutes=11)
    with pytest.raises(Refused, match="ten minutes"):
        pipeline.undo(review=review, by=rosa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Retraction.objects.create(review=review, by=edith)
    Retraction.objects.create(review=review, by=rosa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Retraction.objects.all().delete()


def test_a_decision_on_what_was_not_seen_is_not_added(newsroom: Newsroom, rosa: User, edith: User) -> None:
    flag = pair(newsroom)
    seen = Flag.objects.select_related("match__a", "match__b").get(pk=flag.pk).stamp
    slip = pipeline.decide(flag=flag, decision="dismiss", reviewer=edith, seen=seen)
    with pytest.raises(Outdated):
        pipeline.decide(flag=flag, decision="confirm", reviewer=rosa, seen=seen)
    assert Review.objects.count() == 1
    pipeline.undo(review=slip, by=edith)
    pipeline.decide(flag=flag, decision="confirm", reviewer=rosa, seen=seen)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told(newsroom: Newsroom, rosa: User, edith: User) -> None:
    flag = Flag.objects.select_related("match__a", "match__b", "newsroom").get(pk=pair(newsroom).pk)
    seen, start = flag.stamp, threading.Barrier(2)

    def run(user: User, decision: str) -> str:
        try:
            start.wait(timeout=20)
            pipeline.decide(flag=flag, decision=decision, reviewer=user, seen=seen)
        except Outdated:
            return "told"
        finally:
            connection.close()
        return "recorded"

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(run, rosa, "confirm"), pool.submit(run, edith, "dismiss")]
        assert sorted(each.result(timeout=40) for each in both) == ["recorded", "told"]
    assert Review.objects.count() == 1
