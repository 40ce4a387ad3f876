"""Duplicate flags and people's words in; which claims are one cluster, and which of them is canonical, out."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims import pipeline
from claims.matching.group import group
from claims.models import APIKey, Claim, Cluster, ClusterEdit, ClusterMember, Flag, Newsroom, User
from claims.review.clusters import Author
from tests.clusters import chain, duplicate, ids, ruled, said, star, times, together

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def test_duplicates_are_one_cluster_with_the_earliest_as_canonical(newsroom: Newsroom) -> None:
    late, early, later = said(newsroom, "a", day=9), said(newsroom, "b", day=3), said(newsroom, "c", day=12)
    star(late, early, later)
    assert group(ids(late, early, later)) == set(ids(late, early, later))
    assert together() == [ids(early, late, later)]


def test_grouped_again_nothing_changes(newsroom: Newsroom) -> None:
    claims = times(newsroom, 3)
    star(*claims)
    group(ids(*claims))
    rows = list(ClusterMember.objects.values_list())
    assert group(ids(*claims)) == set()
    assert list(ClusterMember.objects.values_list()) == rows


def test_a_chain_of_likenesses_does_not_drift(newsroom: Newsroom) -> None:
    claims = times(newsroom, 6)
    chain(claims)
    for claim in claims:
        group([claim.pk])
    assert all(len(cluster) <= 3 for cluster in together())
    assert not any(claims[0].pk in cluster and claims[3].pk in cluster for cluster in together())


def test_an_earlier_date_moves_the_crown_and_not_the_centre(newsroom: Newsroom) -> None:
    claims = [said(newsroom, f"{n}", day=20 - n) for n in range(5)]
    chain(claims)  # each earlier than the one that it repeats
    for claim in claims:
        group([claim.pk])
    assert not any(claims[0].pk in cluster and claims[3].pk in cluster for cluster in together())


@pytest.mark.parametrize(
    ("flag", "joins"),
    [
        ({"score": 0.79}, False),
        ({"score": 0.8}, True),
        ({"score": 0.6, "exact": True}, True),
        ({"score": 0.6, "state": "confirmed"}, True),
        ({"score": 0.95, "state": "unsure"}, False),
        ({"score": 0.95, "state": "dismissed"}, False),
        ({"score": 0.95, "state": "withdrawn"}, False),
        ({"score": 0.95, "kind": "contradiction"}, False),
    ],
)
def test_what_joins(newsroom: Newsroom, flag: dict[str, object], joins: bool) -> None:
    a, b = times(newsroom, 2)
    duplicate(a, b, **flag)  # type: ignore[arg-type]
    group([b.pk])
    assert together() == ([ids(a, b)] if joins else [])


def test_the_same_words_as_any_member_join_and_mere_likeness_to_it_does_not(newsroom: Newsroom) -> None:
    centre, member, verbatim, alike = times(newsroom, 4)
    star(centre, member)
    group(ids(centre, member))
    duplicate(member, verbatim, exact=True)
    duplicate(member, alike)
    group(ids(verbatim, alike))
    assert together() == [ids(centre, member, verbatim)]


def test_a_ruled_member_is_a_centre(newsroom: Newsroom, edith: User, egon: User) -> None:
    centre, member, repeat = times(newsroom, 3)
    star(centre, member)
    group(ids(centre, member))
    ruled(member, author=edith, approver=egon)
    group([member.pk])
    assert together() == [ids(member, centre)]
    duplicate(member, repeat)
    group([repeat.pk])
    assert together() == [ids(member, centre, repeat)]


def test_a_dismissed_pair_parts_and_a_second_thought_joins(newsroom: Newsroom, rosa: User) -> None:
    centre, member, other = times(newsroom, 3)
    star(centre, member, other)
    group(ids(centre, member, other))
    flag = Flag.objects.get(match__a=centre, match__b=member)
    pipeline.decide(flag=flag, decision="dismiss", reviewer=rosa)
    assert together() == [ids(centre, other)]
    pipeline.decide(flag=flag, decision="confirm", reviewer=rosa)
    assert together() == [ids(centre, member, other)]


def test_confirming_makes_one_of_two_clusters(newsroom: Newsroom, rosa: User) -> None:
    a, b, c, d = times(newsroom, 4)
    duplicate(a, b)
    duplicate(c, d)
    group(ids(a, b, c, d))
    flag = duplicate(b, c, score=0.65)
    group(ids(b, c))
    assert together() == [ids(a, b), ids(c, d)]
    pipeline.decide(flag=flag, decision="confirm", reviewer=rosa)
    assert together() == [ids(a, b, c, d)]


def test_a_dismissed_pair_keeps_two_confirmed_ones_apart(newsroom: Newsroom, rosa: User) -> None:
    a, b, c, d = times(newsroom, 4)
    duplicate(a, b)
    duplicate(c, d)
    group(ids(a, b, c, d))
    duplicate(a, d, state="dismissed")
    pipeline.decide(flag=duplicate(b, c), decision="confirm", reviewer=rosa)
    assert together() == [ids(a, b), ids(c, d)]


def test_who_is_dismissed_of_one_member_does_not_come_in_by_another(newsroom: Newsroom) -> None:
    centre, member, other = times(newsroom, 3)
    star(centre, member, other)
    group(ids(centre, member))
    duplicate(member, other, state="dismissed")
    group([other.pk])
    assert together() == [ids(centre, member)]


def test_when_the_centre_goes_those_it_held_go_their_ways(newsroom: Newsroom) -> None:
    centre, one, other, third = times(newsroom, 4)
    star(centre, one, other, third)
    duplicate(one, other)
    group(ids(centre, one, other, third))
    Flag.objects.filter(match__a=centre).update(state="withdrawn")  # its words were corrected
    assert group([centre.pk]) == set(ids(centre, one, other, third))
    assert together() == [ids(one, other)]


def test_what_an_article_dropped_stays_where_it_was_and_what_a_person_took_out_does_not(newsroom: Newsroom) -> None:
    centre, one, other = times(newsroom, 3)
    star(centre, one, other)
    group(ids(centre, one, other))
    Claim.objects.filter(pk=centre.pk).update(lost_at=timezone.now())
    Flag.objects.update(state="withdrawn")
    group(ids(centre, one, other))
    assert together() == [ids(one, centre, other)]
    Claim.objects.filter(pk=centre.pk).update(withdrawn_at=timezone.now())
    group([centre.pk])
    assert together() == []


def test_doubtful_claims_join_nothing(newsroom: Newsroom) -> None:
    a, b = times(newsroom, 2)
    duplicate(a, b)
    Claim.objects.filter(pk=b.pk).update(uncertain=True)
    group(ids(a, b))
    assert together() == []


def test_the_last_word_of_a_person_on_a_pair_counts(newsroom: Newsroom, edith: User) -> None:
    a, b = times(newsroom, 2)
    duplicate(a, b, state="dismissed")
    now = timezone.now()
    for minutes, word, outcome in ((1, True, [ids(a, b)]), (2, False, []), (3, True, [ids(a, b)])):
        at = now + dt.timedelta(minutes=minutes)
        ClusterEdit.objects.create(newsroom=newsroom, a=a, b=b, together=word, by=edith, created_at=at)
        group([a.pk])
        assert together() == outcome


def test_a_newsroom_goes_with_its_clusters(newsroom: Newsroom) -> None:
    a, b = times(newsroom, 2)
    key, _text = APIKey.issue(newsroom=newsroom, scopes=["review"])
    pipeline.merge_clusters(claim=a, other=b, author=Author(api_key=key))
    assert together() == [ids(a, b)]
    newsroom.delete()
    assert not Cluster.objects.exists()
    assert not ClusterEdit.objects.exists()


def test_the_database_keeps_clusters_inside_a_newsroom(
    newsroom: Newsroom, other_newsroom: Newsroom, edith: User
) -> None:
    mine, theirs = said(newsroom, "a"), said(other_newsroom, "a")
    cluster = Cluster.objects.create(newsroom=newsroom)
    with pytest.raises(IntegrityError, match="inside one newsroom"), transaction.atomic():
        ClusterMember.objects.create(cluster=cluster, claim=theirs)
    with pytest.raises(IntegrityError, match="inside one newsroom"), transaction.atomic():
        ClusterEdit.objects.create(newsroom=newsroom, a=mine, b=theirs, together=True, by=edith)
    member = ClusterMember.objects.create(cluster=cluster, claim=mine, canonical=True)
    with pytest.raises(IntegrityError, match="claim_id"), transaction.atomic():
        ClusterMember.objects.create(cluster=cluster, claim=mine)
    other = said(newsroom, "b")
    with pytest.raises(IntegrityError, match="cluster_canonical_once"), transaction.atomic():
        ClusterMember.objects.create(cluster=cluster, claim=other, canonical=True)
    mine.delete()
    assert not ClusterMember.objects.filter(pk=member.pk).exists()
