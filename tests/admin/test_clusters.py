"""What editors say of clusters from the panel: merged, chosen, taken out, and refused in words."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from claims.matching.group import group
from claims.models import Claim, Cluster, ClusterEdit, Newsroom, User
from tests.admin.conftest import signed_in
from tests.admin.test_steps import act, step, told
from tests.clusters import ids, said, star, together


@pytest.fixture
def spoken(newsroom: Newsroom) -> list[Claim]:
    """Two clusters, of two and of three."""
    claims = [said(newsroom, f"The {what} is safe, {n}.", day=n + 1) for what in ("ferry", "pier") for n in range(3)]
    star(*claims[:2])
    star(*claims[3:])
    group(ids(*claims))
    return claims


def test_chosen_clusters_become_one(spoken: list[Claim], edith: User) -> None:
    answer = act(signed_in(edith), Cluster, "merge_all", *Cluster.objects.all())
    assert told(answer) == ["Merged: 1"]
    assert together() == [ids(*spoken[:2], *spoken[3:])]
    assert ClusterEdit.objects.get().by == edith
    alone = act(signed_in(edith), Cluster, "merge_all", Cluster.objects.get())
    assert told(alone) == ["Choose from two to 20 clusters."]


def test_taking_claims_out_asks_for_their_numbers(spoken: list[Claim], edith: User) -> None:
    cluster, client = spoken[3].member.cluster, signed_in(edith)
    page = step(cluster, "take_out")
    assert spoken[5].statement in client.get(page).text
    for numbers, words in (
        ("four", "Write numbers only."),
        ("99999999", "not in this cluster any more"),
        (" ".join(map(str, ids(*spoken[3:]))), "one at least stays"),
    ):
        assert words in client.post(page, {"claims": numbers}).text
    assert client.post(page, {"claims": f"{spoken[5].pk}", "note": "Another pier"}).status_code == 302
    assert together() == [ids(*spoken[:2]), ids(*spoken[3:5])]
    assert set(ClusterEdit.objects.values_list("note", flat=True)) == {"Another pier"}


def test_choosing_the_canonical_claim(spoken: list[Claim], edith: User) -> None:
    cluster, client = spoken[3].member.cluster, signed_in(edith)
    assert "not in this cluster" in client.post(step(cluster, "choose"), {"claim": spoken[0].pk}).text
    assert client.post(step(cluster, "choose"), {"claim": spoken[4].pk}).status_code == 302
    assert ids(spoken[4], spoken[3], spoken[5]) in together()
    assert f"Claim {spoken[4].pk}" in client.get(reverse("admin:claims_cluster_change", args=[cluster.pk])).text


def test_a_cluster_is_found_by_the_words_of_any_claim(spoken: list[Claim], edith: User) -> None:
    page = signed_in(edith).get(reverse("admin:claims_cluster_changelist"), {"q": "pier"})
    assert [row.pk for row in page.context["cl"].result_list] == [spoken[3].member.cluster_id]


def test_another_newsrooms_cluster_is_out_of_reach(spoken: list[Claim], otto: User) -> None:
    client: Client = signed_in(otto)
    assert client.post(step(spoken[3].member.cluster, "take_out"), {"claims": f"{spoken[5].pk}"}).status_code == 404
    act(client, Cluster, "merge_all", *Cluster.objects.all())
    assert len(together()) == 2
