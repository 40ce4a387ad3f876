"""An editor's word on clusters: who may, what it keeps for good, and two at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from claims import pipeline
from claims.matching.group import group
from claims.models import APIKey, Claim, ClusterEdit, ClusterMember, Flag, Newsroom, User
from claims.models.clusters import alone
from claims.review.clusters import Author
from claims.review.errors import Outdated, Refused
from tests.clusters import duplicate, ids, said, star, times, together
from tests.conftest import somebody_waits, wait_until
from tests.review.test_at_once import PATIENCE, meanwhile

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def spoken(newsroom: Newsroom) -> list[Claim]:
    """Four claims, each a duplicate of each."""
    claims = times(newsroom, 4)
    for number, claim in enumerate(claims):
        star(claim, *claims[number + 1 :])
    group(ids(*claims))
    return claims


@pytest.mark.parametrize("who", ["rosa", "vito", "otto"])
def test_only_editors_of_the_newsroom_change_a_cluster(
    spoken: list[Claim], newsroom: Newsroom, who: str, request: pytest.FixtureRequest
) -> None:
    author, cluster = Author(by=request.getfixturevalue(who)), spoken[0].member.cluster
    stranger = said(newsroom, "Rain.")
    for act in (
        lambda: pipeline.split_cluster(cluster=cluster, claim_ids=[spoken[1].pk], author=author),
        lambda: pipeline.choose_canonical(cluster=cluster, claim_id=spoken[1].pk, author=author),
        lambda: pipeline.merge_clusters(claim=spoken[0], other=stranger, author=author),
    ):
        with pytest.raises(Refused, match="Only editors"):
            act()
    assert together() == [ids(*spoken)]


@pytest.mark.parametrize(("scope", "here"), [("read", True), ("submit", True), ("review", False)])
def test_a_key_that_may_not_review_here_changes_nothing(
    spoken: list[Claim], newsroom: Newsroom, other_newsroom: Newsroom, scope: str, here: bool
) -> None:
    key, _text = APIKey.issue(newsroom=newsroom if here else other_newsroom, scopes=[scope])
    with pytest.raises(Refused, match="may review"):
        pipeline.split_cluster(cluster=spoken[0].member.cluster, claim_ids=[spoken[1].pk], author=Author(api_key=key))


def test_a_split_holds_against_everything_but_another_word(spoken: list[Claim], edith: User, rosa: User) -> None:
    first, second, third, fourth = spoken
    author = Author(by=edith, note="Other quay")
    pipeline.split_cluster(cluster=first.member.cluster, claim_ids=ids(third, fourth), author=author)
    parted = [ids(first, second), ids(third, fourth)]
    assert together() == parted
    Flag.objects.update(score=1.0)
    group(ids(*spoken))
    assert together() == parted
    pipeline.decide(flag=Flag.objects.get(match__a=second, match__b=third), decision="confirm", reviewer=rosa)
    assert together() == parted  # of the four pairs that edith parted three stay so
    pipeline.merge_clusters(claim=first, other=fourth, author=author)
    assert together() == [ids(*spoken)]
    Flag.objects.update(state="withdrawn")
    group(ids(*spoken))
    assert together() == [ids(*spoken)]


def test_newcomers_join_either_half_and_never_bring_them_together(spoken: list[Claim], edith: User) -> None:
    first, _second, third, fourth = spoken
    pipeline.split_cluster(cluster=first.member.cluster, claim_ids=ids(third, fourth), author=Author(by=edith))
    newcomer = said(first.newsroom, "Both.")
    star(newcomer, *spoken)
    group([newcomer.pk])
    assert sorted(map(len, together())) == [2, 3]
    group(ids(*spoken, newcomer))
    assert sorted(map(len, together())) == [2, 3]


def test_one_that_was_taken_out_does_not_come_back(spoken: list[Claim], edith: User) -> None:
    pipeline.split_cluster(cluster=spoken[0].member.cluster, claim_ids=[spoken[0].pk], author=Author(by=edith))
    group(ids(*spoken))
    assert together() == [ids(*spoken[1:])]


def test_a_merge_overrules_dismissed_pairs(newsroom: Newsroom, edith: User) -> None:
    a, b, c = times(newsroom, 3)
    duplicate(a, b)
    group(ids(a, b))
    for other in (a, b):
        duplicate(other, c, state="dismissed")
    pipeline.merge_clusters(claim=a, other=c, author=Author(by=edith))
    assert together() == [ids(a, b, c)]
    assert ClusterEdit.objects.count() == 2


def test_two_lone_claims_are_merged(newsroom: Newsroom, edith: User) -> None:
    a, b = times(newsroom, 2)
    pipeline.merge_clusters(claim=b, other=a, author=Author(by=edith))
    assert together() == [ids(a, b)]


def test_what_waits_to_be_looked_at_is_not_merged(newsroom: Newsroom, edith: User) -> None:
    a, b = times(newsroom, 2)
    Claim.objects.filter(pk=b.pk).update(uncertain=True)
    b.refresh_from_db()
    with pytest.raises(Refused, match="waits to be looked at"):
        pipeline.merge_clusters(claim=a, other=b, author=Author(by=edith))


@pytest.mark.django_db(transaction=True)
def test_who_saw_a_cluster_as_it_was_is_told(newsroom: Newsroom, edith: User, egon: User) -> None:
    claims = times(newsroom, 4)
    star(*claims)
    group(ids(*claims))
    cluster = claims[0].member.cluster

    def split(user: User, *out: Claim) -> None:
        pipeline.split_cluster(cluster=cluster, claim_ids=ids(*out), author=Author(by=user))

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            alone([newsroom.pk])
            work = meanwhile(pool, lambda: split(egon, claims[3]))
            wait_until(somebody_waits, what="the second editor to wait for the first")
            split(edith, claims[2], claims[3])
        with pytest.raises(Outdated, match="look at it again"):
            work.result(PATIENCE)
    assert together() == [ids(*claims[:2]), ids(*claims[2:])]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_cluster(newsroom: Newsroom) -> None:
    claims = times(newsroom, 8)
    star(*claims)
    with ThreadPoolExecutor(4) as pool:
        with transaction.atomic():
            alone([newsroom.pk])
            work = [meanwhile(pool, lambda pk=claim.pk: group([pk])) for claim in claims]
            wait_until(somebody_waits, what="the workers to wait")
        for each in work:
            each.result(PATIENCE)
    assert together() == [ids(*claims)]
    assert ClusterMember.objects.count() == 8


@pytest.mark.django_db(transaction=True)
def test_a_decision_and_a_worker_do_not_lock_each_other_out(newsroom: Newsroom, rosa: User) -> None:
    claims = times(newsroom, 3)
    star(*claims)
    group(ids(*claims))
    flag = Flag.objects.get(match__b=claims[2])
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            alone([newsroom.pk])
            work = meanwhile(pool, lambda: pipeline.decide(flag=flag, decision="dismiss", reviewer=rosa))
            wait_until(somebody_waits, what="the decision to wait for the worker")
            Flag.objects.filter(pk=flag.pk).update(score=0.85)  # as a worker rewrites it; the decision holds no row yet
            group(ids(*claims))
        work.result(PATIENCE)
    assert together() == [ids(*claims[:2])]


def test_a_deleted_article_leaves_no_empty_cluster(newsroom: Newsroom) -> None:
    from tests.web.conftest import claim_in, store

    article = store(newsroom, "“The quay is closed,” Ida Quist said.", title="Quay")
    one, other = claim_in(article, "The quay is closed"), said(newsroom, "The quay is closed, again.")
    duplicate(one, other)
    group(ids(one, other))
    assert len(together()) == 1
    pipeline.remove(article=article)
    assert together() == []
