"""Claims by hand, and every way to find them."""

from __future__ import annotations

import json

import pytest
from django.utils.http import urlencode
from rest_framework.test import APIClient

from claims import pipeline
from claims.models import Claim, Speaker
from tests.api.conftest import ADMITTED, DENIED, Case, enter

ENTRY = {"text": DENIED, "speaker": "Ida Quist", "source": "Harbour Post", "said_on": "2026-03-02", "kind": "direct"}


def test_a_claim_by_hand_is_one_row_however_often(api: APIClient) -> None:
    first, second = (api.post("/api/v1/claims/", ENTRY) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    told = first.json()
    assert second.json() == told
    assert first["Location"].endswith(f"/api/v1/claims/{told['id']}/")
    assert (told["text"], told["speaker"]["name"], told["source"]["name"]) == (DENIED, "Ida Quist", "Harbour Post")
    assert (told["said_on"], told["verdict"], told["has_flags"], told["article"]) == ("2026-03-02", None, False, None)
    assert api.get(f"/api/v1/claims/{told['id']}/").json() == told


def test_a_speaker_may_be_given_by_id(api: APIClient) -> None:
    known = api.post("/api/v1/claims/", ENTRY).json()["speaker"]
    told = api.post("/api/v1/claims/", {"text": ADMITTED, "speaker": known["id"]}).json()
    assert told["speaker"] == known
    assert Speaker.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": "  "}, "text"),
        ({"text": "a" * 10_001}, "text"),
        ({"text": "a\x00"}, "text"),
        ({"text": None}, "text"),
        ({"text": "a", "speaker": 10**19}, "speaker"),
        ({"text": "a", "speaker": 10**15}, "speaker"),
        ({"text": "a", "speaker": True}, "speaker"),
        ({"text": "a", "speaker": {}}, "speaker"),
        ({"text": "a", "speaker": "\x00"}, "speaker"),
        ({"text": "a", "said_on": "2026-02-30"}, "said_on"),
        ({"text": "a", "said_on": 5}, "said_on"),
        ({"text": "a", "kind": "rumour"}, "kind"),
        (["a"], "body"),
        ("a", "body"),
        (5, "body"),
        (None, "body"),
    ],
)
def test_a_claim_that_cannot_be_taken_names_its_field(api: APIClient, body: object, field: str) -> None:
    response = api.post("/api/v1/claims/", json.dumps(body), content_type="application/json")
    assert response.status_code == 400
    assert field in [error["field"] for error in response.json()["errors"]]
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"denied", "admitted", "other"}),
        ({"speaker": "Ida Quist"}, {"denied", "admitted"}),
        ({"speaker": "ida  QUIST"}, {"denied", "admitted"}),
        ({"speaker": "Nobody"}, set()),
        ({"source": "Radio Nord"}, {"admitted"}),
        ({"kind": "direct"}, {"denied", "admitted"}),
        ({"kind": "statement"}, {"other"}),
        ({"verdict": "wrong"}, {"denied"}),
        ({"verdict": "Right"}, set()),
        ({"verdict": "none"}, {"admitted", "other"}),
        ({"normalized_verdict": "false"}, {"denied"}),
        ({"normalized_verdict": "true"}, set()),
        ({"said_after": "2026-03-13"}, {"admitted", "other"}),
        ({"said_before": "2026-03-13"}, {"denied", "admitted"}),
        ({"said_after": "2026-03-03", "said_before": "2026-03-13"}, {"admitted"}),
        ({"has_flags": "true"}, {"denied", "admitted"}),
        ({"has_flags": "false"}, {"other"}),
        ({"uncertain": "true"}, {"other"}),
        ({"uncertain": "false"}, {"denied", "admitted"}),
        ({"q": "closing ferry"}, {"denied", "admitted"}),
        ({"q": "ferry -january"}, {"denied"}),
        ({"q": '"lamp oil"'}, {"other"}),
        ({"q": "zeppelin"}, set()),
        ({"speaker": "Ida Quist", "q": "january"}, {"admitted"}),
        ({"external_id": "x-1"}, {"other"}),
        ({"article": "1000000"}, set()),
    ],
)
def test_filters(api: APIClient, case: Case, query: dict[str, str], found: set[str]) -> None:
    other = enter(case.newsroom, "The price of lamp oil rose by 4%.", speaker="Olaf Renn", day=20, external_id="x-1")
    Claim.objects.filter(pk=other.pk).update(uncertain=True)
    names = {case.denied.pk: "denied", case.admitted.pk: "admitted", other.pk: "other"}
    told = api.get(f"/api/v1/claims/?{urlencode(query)}").json()["results"]
    assert {names[claim["id"]] for claim in told} == found


def test_speaker_and_source_by_id(api: APIClient, case: Case) -> None:
    speaker = api.get(f"/api/v1/claims/?speaker={case.denied.speaker_id}").json()["results"]
    source = api.get(f"/api/v1/claims/?source={case.admitted.source_id}").json()["results"]
    assert ([claim["id"] for claim in speaker]) == [case.admitted.pk, case.denied.pk]
    assert ([claim["id"] for claim in source]) == [case.admitted.pk]


def test_by_meaning_the_nearest_first(api: APIClient, case: Case) -> None:
    enter(case.newsroom, "The price of lamp oil rose by 4%.", speaker="Olaf Renn", day=20)
    told = api.get("/api/v1/claims/?like=Shutting down the ferry was never talked about.").json()
    assert [claim["id"] for claim in told["results"]] == [case.denied.pk, case.admitted.pk]
    assert 1.0 >= told["results"][0]["similarity"] > told["results"][1]["similarity"] > 0.3
    narrowed = api.get("/api/v1/claims/?like=ferry&page_size=1&verdict=none").json()["results"]
    assert [claim["id"] for claim in narrowed] == [case.admitted.pk]


@pytest.mark.parametrize(
    "query",
    [
        "speeker=1",
        "kind=rumour",
        "normalized_verdict=maybe",
        "said_after=yesterday",
        "said_before=2026-13-01",
        "has_flags=perhaps",
        "uncertain=perhaps",
        "article=x",
        "article=99999999999999999999",
        "article=-1",
        "page_size=0",
        "page_size=1000",
        "page_size=x",
        "page_size=²",
        "cursor=x",
        "cursor=%00",
        "cursor=W10",
        "cursor=bnVsbA",
        "cursor=WzEsMV0",
        "cursor=W3RydWUsIngiXQ",
        "cursor=W3RydWUsMTAwMDAwMDAwMDAwMDAwMDAwMDAwXQ",
        "q=%00",
        "q=" + "a" * 301,
        "speaker=%00",
        "like=",
        "like=%00",
        "like=" + "a" * 2001,
        "like=ferry&cursor=W2ZhbHNlLDFd",
    ],
)
def test_a_query_that_means_nothing_is_refused(api: APIClient, case: Case, query: str) -> None:
    response = api.get(f"/api/v1/claims/?{query}")
    assert response.status_code == 400
    named = {error["field"] for error in response.json()["errors"]}
    assert named <= {part.partition("=")[0] for part in query.split("&")}


def test_a_claim_tells_its_ruling(api: APIClient, case: Case) -> None:
    told = api.get(f"/api/v1/claims/{case.denied.pk}/").json()["verdict"]
    assert (told["id"], told["rating"], told["normalized"]) == (case.verdict.pk, "Wrong", "false")
    assert told["published_at"].endswith("Z")


def test_matches_show_the_other_side_whichever_is_asked(api: APIClient, case: Case) -> None:
    for one, other in ((case.denied, case.admitted), (case.admitted, case.denied)):
        (match,) = api.get(f"/api/v1/claims/{one.pk}/matches/").json()["results"]
        assert match["claim"]["id"] == other.pk
        assert match["scores"]["cosine"] > 0.5
        assert [flag["id"] for flag in match["flags"]] == [case.flag.pk]


def test_history_tells_decisions_and_rulings_latest_first(api: APIClient, case: Case, edith: object) -> None:
    pipeline.decide(flag=case.flag, decision="confirm", note="heard it", reviewer=edith)  # type: ignore[arg-type]
    pipeline.withdraw_verdict(verdict=case.verdict, by=edith, reason="A new paper.")  # type: ignore[arg-type]
    told = api.get(f"/api/v1/claims/{case.denied.pk}/history/").json()["results"]
    assert [(event["what"], event["change"]) for event in told] == [
        ("verdict", "withdrawn"),
        ("review", "confirm"),
        ("verdict", "published"),
        ("verdict", "drafted"),
    ]
    assert (told[0]["note"], told[1]["by"], told[1]["flag"]) == ("A new paper.", "edith", case.flag.pk)
