"""Speakers, sources, verdicts and ratings, as they are read."""

from __future__ import annotations

from rest_framework.test import APIClient

from claims import pipeline
from claims.models import Flag, SpeakerAlias, User
from tests.api.conftest import Case, enter


def test_a_speaker_is_found_by_any_of_its_names(api: APIClient, case: Case) -> None:
    SpeakerAlias.objects.create(newsroom=case.newsroom, speaker=case.denied.speaker, name="Mayor Q", key="mayor q")
    for query in ("q=quist", "q=mayor", "q=ida&kind=unknown"):
        (told,) = api.get(f"/api/v1/speakers/?{query}").json()["results"]
        assert (told["name"], told["aliases"]) == ("Ida Quist", ["Ida Quist", "Mayor Q"])
    for query in ("q=nobody", "kind=body"):
        assert api.get(f"/api/v1/speakers/?{query}").json()["results"] == []


def test_a_speakers_counts(api: APIClient, case: Case, edith: User) -> None:
    address = f"/api/v1/speakers/{case.denied.speaker_id}/"
    told = api.get(address).json()
    assert (told["claims"], told["checked"], told["contradictions"]) == (2, 1, 0)
    pipeline.decide(flag=case.flag, decision="confirm", reviewer=edith)
    assert api.get(address).json()["contradictions"] == 1


def test_a_speaker_merged_away_says_into_whom(api: APIClient, case: Case) -> None:
    other = enter(case.newsroom, "The lamp is lit.", speaker="I. Quist").speaker
    assert other
    assert case.denied.speaker
    pipeline.merge_speakers(keep=case.denied.speaker, merge=[other])
    assert api.get(f"/api/v1/speakers/{other.pk}/").json()["merged_into"] == case.denied.speaker_id
    assert [row["id"] for row in api.get("/api/v1/speakers/").json()["results"]] == [case.denied.speaker_id]


def test_a_timeline_draws_its_arcs(api: APIClient, case: Case) -> None:
    address = f"/api/v1/speakers/{case.denied.speaker_id}/timeline/"
    told = api.get(address).json()["results"]
    assert [(entry["id"], entry["day"], entry["contradicts"]) for entry in told] == [
        (case.admitted.pk, "2026-03-13", [case.denied.pk]),
        (case.denied.pk, "2026-03-02", [case.admitted.pk]),
    ]
    Flag.objects.update(state=Flag.State.DISMISSED)
    assert [entry["contradicts"] for entry in api.get(address).json()["results"]] == [[], []]


def test_verdicts(api: APIClient, case: Case) -> None:
    (told,) = api.get(f"/api/v1/verdicts/?state=published&normalized=false&claim={case.denied.pk}").json()["results"]
    assert (told["id"], told["claim"], told["rating"]["label"]) == (case.verdict.pk, case.denied.pk, "Wrong")
    assert (told["author"], told["approver"], told["state"]) == ("edith", "egon", "published")
    assert api.get(f"/api/v1/verdicts/{told['id']}/").json() == told
    for query in ("state=draft", "normalized=true", f"claim={case.admitted.pk}"):
        assert api.get(f"/api/v1/verdicts/?{query}").json()["results"] == []


def test_a_draft_has_no_approver_and_no_claim_shows_it(api: APIClient, case: Case, edith: User) -> None:
    pipeline.draft_verdict(claim=case.admitted, rating=case.verdict.rating, explanation="Perhaps.", author=edith)
    (told,) = api.get("/api/v1/verdicts/?state=draft").json()["results"]
    assert (told["approver"], told["published_at"]) == (None, None)
    assert api.get(f"/api/v1/claims/{case.admitted.pk}/").json()["verdict"] is None


def test_ratings_and_sources(api: APIClient, case: Case) -> None:
    ratings = api.get("/api/v1/ratings/").json()["results"]
    assert {(row["position"], row["label"], row["normalized"]) for row in ratings} == {
        (1, "Wrong", "false"),
        (2, "Shaky", "mixed"),
        (3, "Right", "true"),
    }
    assert {row["scale"] for row in ratings} == {"Harbour scale"}
    (nord,) = api.get("/api/v1/sources/?q=nord&kind=other").json()["results"]
    assert api.get(f"/api/v1/sources/{nord['id']}/").json() == nord
    assert nord["name"] == "Radio Nord"
