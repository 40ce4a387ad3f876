"""Clusters over the API: read with their counts and rulings, filtered, and edited by a key that may review."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from claims import pipeline
from claims.matching.group import group
from claims.models import Claim, ClusterEdit, Newsroom, User
from tests.api.conftest import client
from tests.clusters import ids, ruled, said, star, together

CLUSTERS = "/api/v1/clusters/"


@pytest.fixture
def spoken(newsroom: Newsroom, edith: User, egon: User) -> list[Claim]:
    """Ida Quist three times, Bo Lind once, in two outlets; ruled wrong where it was said first."""
    claims = [
        said(newsroom, "The ferry is safe.", day=3, source="Harbour Post"),
        said(newsroom, "Our ferry is safe.", day=5, source="Radio Nord"),
        said(newsroom, "This ferry is safe.", day=9, source="Radio Nord"),
        said(newsroom, "The ferry is a safe one.", day=11, speaker="Bo Lind"),
    ]
    star(*claims)
    ruled(claims[0], author=edith, approver=egon)
    group(ids(*claims))
    return claims


def test_a_claim_tells_its_cluster_and_the_ruling_on_a_repeat(
    reader: APIClient, spoken: list[Claim], egon: User
) -> None:
    claim = reader.get(f"/api/v1/claims/{spoken[3].pk}/").json()
    assert claim["verdict"] is None
    told = claim["cluster"]
    assert (told["canonical"], told["size"], told["speakers"], told["outlets"]) == (spoken[0].pk, 4, 2, 2)
    assert told["first_said"] == "2026-03-03"
    assert (told["verdict"]["claim"], told["verdict"]["rating"]) == (spoken[0].pk, "Wrong")
    assert told["taken_back"] == []
    pipeline.withdraw_verdict(verdict=spoken[0].verdicts.get(), by=egon, reason="Miscounted.")
    for row in reader.get("/api/v1/claims/").json()["results"]:
        assert row["cluster"]["verdict"] is None
        (gone,) = row["cluster"]["taken_back"]
        assert (gone["state"], gone["reason"], gone["claim"]) == ("withdrawn", "Miscounted.", spoken[0].pk)


def test_a_claim_that_nobody_repeats_has_none(reader: APIClient, newsroom: Newsroom) -> None:
    claim = said(newsroom, "Rain.")
    assert reader.get(f"/api/v1/claims/{claim.pk}/").json()["cluster"] is None


def test_clusters_tell_who_says_it_how_often(reader: APIClient, newsroom: Newsroom, spoken: list[Claim]) -> None:
    (row,) = reader.get(CLUSTERS).json()["results"]
    assert [(one["name"], one["times"]) for one in row["by"]] == [("Ida Quist", 3), ("Bo Lind", 1)]
    assert (row["by"][0]["first"], row["by"][0]["last"]) == ("2026-03-03", "2026-03-09")
    assert row["alert"] is False
    Newsroom.objects.update(repeat_alert=3)
    assert reader.get(f"{CLUSTERS}{row['id']}/").json() == {**row, "alert": True}
    told = reader.get(f"{CLUSTERS}{row['id']}/claims/").json()["results"]
    assert [claim["id"] for claim in told] == ids(*reversed(spoken))


def test_filters(reader: APIClient, newsroom: Newsroom, spoken: list[Claim]) -> None:
    others = [said(newsroom, f"Taxes fall, {n}.", day=n, speaker="Bo Lind") for n in range(1, 6)]
    star(*others)
    group(ids(*others))
    ferry, taxes = spoken[0].member.cluster_id, others[0].member.cluster_id
    Newsroom.objects.update(repeat_alert=3)
    for query, found in (
        ("", [taxes, ferry]),
        ("ordering=-times", [taxes, ferry]),
        ("speaker=Ida Quist", [ferry]),
        ("speaker=Bo Lind", [taxes, ferry]),
        ("alert=true", [ferry]),
        ("alert=false", [taxes]),
        ("ruled=true", [ferry]),
        ("ruled=false", [taxes]),
        (f"claim={spoken[2].pk}", [ferry]),
    ):
        assert [row["id"] for row in reader.get(f"{CLUSTERS}?{query}").json()["results"]] == found, query
    first = reader.get(f"{CLUSTERS}?ordering=-times&page_size=1").json()
    assert [row["id"] for row in first["results"]] == [taxes]
    assert [row["id"] for row in reader.get(first["next"]).json()["results"]] == [ferry]
    assert reader.get(f"{CLUSTERS}?speakr=Ida").status_code == 400


def test_split_merge_and_canonical(decider: APIClient, spoken: list[Claim]) -> None:
    first, second, third, fourth = spoken
    home = f"{CLUSTERS}{first.member.cluster_id}/"
    parted = decider.post(f"{home}split/", {"claims": ids(third, fourth), "note": "Other boats"}).json()
    assert [cluster["size"] for cluster in parted["clusters"]] == [2, 2]
    assert together() == [ids(first, second), ids(third, fourth)]
    assert set(ClusterEdit.objects.values_list("note", "by")) == {("Other boats", None)}
    chosen = decider.post(f"{home}canonical/", {"claim": second.pk})
    assert chosen.json()["canonical"] == second.pk
    merged = decider.post(f"{home}merge/", {"claim": fourth.pk})
    assert merged.json()["size"] == 4
    assert together() == [ids(second, first, third, fourth)]


def test_the_same_write_twice_is_one(decider: APIClient, spoken: list[Claim]) -> None:
    home, named = f"{CLUSTERS}{spoken[0].member.cluster_id}/", {"HTTP_IDEMPOTENCY_KEY": "split-1"}
    first = decider.post(f"{home}split/", {"claims": [spoken[3].pk]}, **named)
    again = decider.post(f"{home}split/", {"claims": [spoken[3].pk]}, **named)
    assert (again.status_code, again.json()) == (200, first.json())
    assert again["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize(
    ("what", "body", "status"),
    [
        ("split", {"claims": []}, 400),
        ("split", {"claims": ["x"]}, 400),
        ("split", {"claims": [2**40]}, 409),
        ("canonical", {"claim": 2**40}, 409),
        ("merge", {"claim": 2**40}, 400),
        ("merge", {}, 400),
    ],
)
def test_what_cannot_be_is_a_problem(
    decider: APIClient, spoken: list[Claim], what: str, body: dict[str, object], status: int
) -> None:
    answer = decider.post(f"{CLUSTERS}{spoken[0].member.cluster_id}/{what}/", body)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert together() == [ids(*spoken)]


def test_another_newsrooms_claim_is_none(decider: APIClient, other_newsroom: Newsroom, spoken: list[Claim]) -> None:
    theirs = said(other_newsroom, "The ferry is safe.")
    answer = decider.post(f"{CLUSTERS}{spoken[0].member.cluster_id}/merge/", {"claim": theirs.pk})
    assert answer.status_code == 400
    assert not ClusterEdit.objects.exists()


def test_queries_do_not_grow_with_clusters(newsroom: Newsroom, spoken: list[Claim]) -> None:
    program = client(newsroom, "read")

    def cost(path: str) -> int:
        program.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert program.get(path).status_code == 200
        return len(asked)

    paths = (CLUSTERS, "/api/v1/claims/")
    few = [cost(path) for path in paths]
    for name in ("Ada", "Bo", "Cy"):
        claims = [said(newsroom, f"{name} speaks, {n}.", day=n, speaker=name) for n in (1, 2, 3)]
        star(*claims)
        group(ids(*claims))
    assert [cost(path) for path in paths] == few
