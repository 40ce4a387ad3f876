"""What waits for a decision, and deciding."""

from __future__ import annotations

import pytest
from django.utils.http import urlencode
from rest_framework.test import APIClient

from claims.models import APIKey, Flag, Review
from tests.api.conftest import Case


def test_a_flag_tells_both_sides_and_why(api: APIClient, case: Case) -> None:
    (told,) = api.get("/api/v1/flags/").json()["results"]
    assert (told["kind"], told["state"], told["same_speaker"], told["days_apart"]) == (
        "contradiction",
        "open",
        True,
        11,
    )
    assert [claim["id"] for claim in told["claims"]] == [case.denied.pk, case.admitted.pk]
    assert told["reason"]
    texts = {claim["id"]: claim["statement"] for claim in told["claims"]}
    for span in told["spans"]:
        assert 0 <= span["start"] < span["end"] <= len(texts[span["claim"]])


def test_a_decision_is_kept_and_followed_never_replaced(api: APIClient, decider: APIClient, case: Case) -> None:
    address = f"/api/v1/flags/{case.flag.pk}/decision/"
    first = decider.post(address, {"decision": "unsure", "note": " Ask the clerk. "})
    second = decider.post(address, {"decision": "confirm"})
    assert (first.status_code, first.json()["state"]) == (200, "unsure")
    assert second.json()["state"] == "confirmed"
    reviews = api.get(f"/api/v1/flags/{case.flag.pk}/").json()["reviews"]
    assert [(review["decision"], review["note"]) for review in reviews] == [
        ("confirm", ""),
        ("unsure", "Ask the clerk."),
    ]
    key = APIKey.objects.get(scopes=["review"])
    assert set(Review.objects.values_list("api_key", "reviewer")) == {(key.pk, None)}
    assert key.prefix in reviews[0]["by"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "decision"),
        ({"decision": "maybe"}, "decision"),
        ({"decision": ["confirm"]}, "decision"),
        ({"decision": "confirm", "note": "a" * 5_001}, "note"),
        ({"decision": "confirm", "note": "\x00"}, "note"),
        ({"decision": "confirm", "note": 5}, "note"),
    ],
)
def test_a_decision_that_is_none(api: APIClient, case: Case, body: dict[str, object], field: str) -> None:
    response = api.post(f"/api/v1/flags/{case.flag.pk}/decision/", body)
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]
    assert not Review.objects.exists()


def test_a_flag_that_is_no_longer_raised_takes_no_decision(api: APIClient, case: Case) -> None:
    Flag.objects.update(state=Flag.State.WITHDRAWN)
    response = api.post(f"/api/v1/flags/{case.flag.pk}/decision/", {"decision": "confirm"})
    assert response.status_code == 409
    assert response.json()["type"] == "/api/problems/refused/"
    assert api.get("/api/v1/flags/").json()["results"] == []
    assert len(api.get("/api/v1/flags/?state=withdrawn").json()["results"]) == 1


FOUND = [
    ({"kind": "contradiction"}, True),
    ({"kind": "duplicate"}, False),
    ({"state": "open"}, True),
    ({"state": "waiting"}, True),
    ({"state": "confirmed"}, False),
    ({"speaker": "Ida Quist"}, True),
    ({"speaker": "Olaf Renn"}, False),
    ({"source": "Radio Nord"}, True),
    ({"source": "Elsewhere"}, False),
    ({"same_speaker": "true"}, True),
    ({"same_speaker": "false"}, False),
    ({"said_after": "2026-03-13"}, True),
    ({"said_after": "2026-03-14"}, False),
    ({"said_before": "2026-03-02"}, True),
    ({"said_before": "2026-03-01"}, False),
    ({"claim": "1000000"}, False),
    ({"article": "1000000"}, False),
]


def test_filters(api: APIClient, case: Case) -> None:
    for query, found in FOUND:
        told = api.get(f"/api/v1/flags/?{urlencode(query)}").json()["results"]
        assert bool(told) is found, query
    assert api.get(f"/api/v1/flags/?claim={case.admitted.pk}").json()["results"]
    assert api.get(f"/api/v1/flags/?speaker={case.admitted.speaker_id}").json()["results"]


@pytest.mark.parametrize("query", ["kind=x", "state=x", "same_speaker=1", "claim=x", "said_after=x", "verdict=x"])
def test_a_filter_that_means_nothing(api: APIClient, query: str) -> None:
    assert api.get(f"/api/v1/flags/?{query}").status_code == 400
