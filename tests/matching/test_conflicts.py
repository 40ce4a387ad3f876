"""Rulings that are apart within a cluster are told, whether or not the two claims were ever a pair."""

from __future__ import annotations

import pytest

from claims import pipeline
from claims.matching.rescore import again
from claims.models import Claim, Flag, Match, Newsroom, User
from claims.review.clusters import Author
from tests.clusters import duplicate, ids, ruled, said, together

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def pending() -> list[int]:
    return list(Claim.objects.unmatched().order_by("pk").values_list("pk", flat=True))


@pytest.fixture
def repeats(newsroom: Newsroom, rosa: User) -> list[Claim]:
    """One said to be a repeat of two that share no word."""
    first, middle, last = (
        said(newsroom, text, day=day)
        for day, text in enumerate(
            (
                "No vessel has left Saltmere harbour since the storm.",
                "Nothing sails from Saltmere.",
                "The quay is shut to everything that floats.",
            ),
            start=2,
        )
    )
    for other in (first, last):
        pipeline.decide(flag=duplicate(middle, other, score=0.65), decision="confirm", reviewer=rosa)
    return [first, middle, last]


def test_a_conflict_between_two_that_were_never_compared(repeats: list[Claim], edith: User, egon: User) -> None:
    first, _middle, last = repeats
    assert together() == [ids(*repeats)]
    ruled(first, author=edith, approver=egon)
    ruled(last, label="Right", author=edith, approver=egon)
    again(pending())
    flag = Flag.objects.get(kind="verdict_conflict")
    assert {flag.match.a_id, flag.match.b_id} == {first.pk, last.pk}
    assert flag.state == "open"
    assert "“Wrong” and “Right”" in flag.reason
    assert "repeat one claim" in flag.reason
    assert flag.match.method != "test"
    assert 0 < flag.match.scores["cosine"] < 1
    assert again(ids(*repeats)) >= 0
    pipeline.rederive()
    assert Flag.objects.get(kind="verdict_conflict").state == "open"
    assert Match.objects.count() == 3


def test_shades_of_one_ruling_are_none(repeats: list[Claim], edith: User, egon: User) -> None:
    for claim in (repeats[0], repeats[2]):
        ruled(claim, author=edith, approver=egon)
    again(pending())
    assert not Flag.objects.filter(kind="verdict_conflict").exists()
    assert Match.objects.count() == 2


def test_a_split_ends_the_conflict_and_a_merge_brings_it_back(repeats: list[Claim], edith: User, egon: User) -> None:
    first, _middle, last = repeats
    ruled(first, author=edith, approver=egon)
    ruled(last, label="Right", author=edith, approver=egon)
    again(pending())
    cluster = first.member.cluster
    pipeline.split_cluster(cluster=cluster, claim_ids=[last.pk], author=Author(by=edith))
    assert pending() == ids(first, last)
    again(pending())
    assert Flag.objects.get(kind="verdict_conflict").state == "withdrawn"
    pipeline.merge_clusters(claim=first, other=last, author=Author(by=edith))
    again(pending())
    assert Flag.objects.get(kind="verdict_conflict").state == "open"


def test_withdrawing_one_of_the_two_ends_it(repeats: list[Claim], edith: User, egon: User) -> None:
    ruled(repeats[0], author=edith, approver=egon)
    verdict = ruled(repeats[2], label="Right", author=edith, approver=egon)
    again(pending())
    pipeline.withdraw_verdict(verdict=verdict, by=egon, reason="Misread.")
    again(pending())
    assert Flag.objects.get(kind="verdict_conflict").state == "withdrawn"
