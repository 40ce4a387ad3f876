"""What is worth checking, over the API: told of every claim, filtered by, put in order by, page by page."""

from __future__ import annotations

import json

import pytest
from django.utils.http import urlencode
from rest_framework.test import APIClient

from claims.models import Claim, Newsroom
from tests.api.conftest import Case, enter

FIGURE = "The ferry lost 212 of its 900 passengers a day in 2025."
VOTE = "Quist voted against the harbour budget in March."
OPINION = "I think the pier is beautiful."
THANKS = "Thank you for having me."


@pytest.fixture
def said(newsroom: Newsroom) -> dict[int, str]:
    """Four claims, two of them talk, and one in another language."""
    texts = [OPINION, FIGURE, THANKS, VOTE]
    found = {enter(newsroom, text, speaker="Olaf Renn").pk: text for text in texts}
    enter(newsroom, "Die Fähre hat 212 Fahrgäste verloren.", language="de")
    return found


def listed(api: APIClient, said: dict[int, str], **query: object) -> list[str]:
    """The texts of one page."""
    told = api.get(f"/api/v1/claims/?{urlencode(query)}").json()["results"]
    return [said.get(claim["id"], "?") for claim in told]


def test_a_claim_tells_what_it_is_worth_and_why(api: APIClient) -> None:
    told = api.post("/api/v1/claims/", {"text": FIGURE}).json()
    assert told["worth"] > 0.5
    assert told["worth_reasons"] == ["quantity", "comparison", "event"]
    assert api.get(f"/api/v1/claims/{told['id']}/").json()["worth"] == told["worth"]


def test_another_language_is_not_weighed(api: APIClient) -> None:
    told = api.post("/api/v1/claims/", {"text": "Die Fähre hat 212 Fahrgäste verloren.", "language": "de"}).json()
    assert (told["worth"], told["worth_reasons"]) == (None, [])


def test_lines_in_bulk_are_weighed(api: APIClient) -> None:
    lines = json.dumps({"text": VOTE}).encode()
    api.post("/api/v1/claims/bulk/", lines, content_type="application/x-ndjson").getvalue()
    assert Claim.objects.get().worth_reasons == ["record", "event"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"min_worth": 0.35}, {FIGURE, VOTE}),
        ({"min_worth": 0}, {FIGURE, VOTE, OPINION, THANKS}),
        ({"min_worth": 1}, set()),
        ({"worth_reason": "quantity"}, {FIGURE}),
        ({"worth_reason": "opinion"}, {OPINION}),
        ({"worth_reason": "event", "min_worth": 0.35}, {FIGURE, VOTE}),
        ({"worth_reason": "courtesy", "q": "thank"}, {THANKS}),
    ],
)
def test_filters(api: APIClient, said: dict[int, str], query: dict[str, object], found: set[str]) -> None:
    assert set(listed(api, said, **query)) == found


def test_the_worthiest_first_page_by_page(api: APIClient, said: dict[int, str]) -> None:
    whole = listed(api, said, ordering="-worth")
    assert set(whole[:2]) == {FIGURE, VOTE}
    assert whole[2:] == [OPINION, THANKS] or whole[2:] == [THANKS, OPINION]
    page, pages = f"/api/v1/claims/?{urlencode({'ordering': '-worth', 'page_size': 1})}", []
    while page:
        told = api.get(page).json()
        pages += [said[claim["id"]] for claim in told["results"]]
        page, before = told["next"], told["previous"]
    assert pages == whole
    back = api.get(before).json()["results"]
    assert [said[claim["id"]] for claim in back] == whole[-2:-1]


def test_ties_are_told_apart_by_their_number(api: APIClient, said: dict[int, str]) -> None:
    Claim.objects.update(worth=0.5)
    first = api.get("/api/v1/claims/?ordering=-worth&page_size=2").json()
    second = api.get(first["next"]).json()
    ids = [claim["id"] for page in (first, second) for claim in page["results"]]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 4


@pytest.mark.parametrize(
    "query",
    [
        "min_worth=much",
        "min_worth=-0.1",
        "min_worth=1.1",
        "min_worth=NaN",
        "worth_reason=rumour",
        "ordering=worth",
        "ordering=-worth&cursor=W2ZhbHNlLDFd",
        "ordering=-worth&cursor=W2ZhbHNlLE5hTiwxXQ",
        "ordering=-worth&cursor=W2ZhbHNlLHRydWUsMV0",
        "like=ferry&ordering=-worth",
    ],
)
def test_what_means_nothing_is_refused(api: APIClient, said: dict[int, str], query: str) -> None:
    response = api.get(f"/api/v1/claims/?{query}")
    assert response.status_code == 400
    named = {error["field"] for error in response.json()["errors"]}
    assert named <= {part.partition("=")[0] for part in query.split("&")}


def test_flags_by_what_either_claim_is_worth(api: APIClient, case: Case) -> None:
    Claim.objects.filter(pk=case.denied.pk).update(worth=0.2, worth_reasons=["opinion"])
    Claim.objects.filter(pk=case.admitted.pk).update(worth=0.6, worth_reasons=["event"])

    def flagged(query: str) -> list[int]:
        return [flag["id"] for flag in api.get(f"/api/v1/flags/?{query}").json()["results"]]

    assert (
        flagged("min_worth=0.5") == flagged("worth_reason=opinion") == flagged("worth_reason=event") == [case.flag.pk]
    )
    assert flagged("min_worth=0.7") == flagged("worth_reason=law") == []
    assert api.get("/api/v1/flags/?min_worth=2").status_code == 400
