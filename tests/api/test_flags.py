"""What waits for a decision, and deciding."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode
from rest_framework.test import APIClient

from claims.models import APIKey, Appearance, Claim, Flag, Newsroom, Review
from tests.api.conftest import Case
from tests.web.conftest import LATER, TEXT, claim_in, flag_between, store


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


def test_a_flag_is_found_by_every_article_that_its_claims_stand_in(
    newsroom: Newsroom, reader: APIClient, outsider: APIClient
) -> None:
    both = f"{TEXT}\n\n{LATER}"
    first, later = store(newsroom, TEXT, title="First"), store(newsroom, LATER, title="Later", source="Radio Nord")
    copy = store(newsroom, both, title="Copy", source="Wire")
    claims = [
        claim_in(first, "We never talked about selling the lighthouse"),
        claim_in(later, "We talked about selling the lighthouse in spring"),
    ]
    flag = flag_between(*claims)
    for claim in claims:
        start = both.index(claim.text)
        place = {"start": start, "end": start + len(claim.text), "text": claim.text}
        Appearance.objects.create(claim=claim, article=copy, revision=copy.current, **place)
    articles = [f"article={article.pk}" for article in (first, later, copy)]
    for query in (*articles, "source=Wire", "source=Radio Nord", f"source={copy.source_id}"):
        told = reader.get(f"/api/v1/flags/?{query}&page_size=1").json()
        assert [row["id"] for row in told["results"]] == [flag.pk], query
        assert told["next"] is None, query
        assert outsider.get(f"/api/v1/flags/?{query}").json()["results"] == []
    Appearance.objects.update(lost_at=flag.created_at)
    assert reader.get("/api/v1/flags/?source=Wire").json()["results"] == []
    assert reader.get(f"/api/v1/flags/?article={copy.pk}").json()["results"] == []


def nested(newsroom: Newsroom, number: int) -> Claim:
    """What somebody told, three deep, in an article of its own."""
    article = store(newsroom, f"Note {number}. Ada says Bo says Kai says it rains.", title=f"Note {number}")
    inner: Claim | None = None
    for words, who in (("Bo says Kai says it rains", "Ada"), ("Kai says it rains", "Bo"), ("it rains", "Kai")):
        claim = claim_in(article, words, speaker=who)
        claim.within = inner
        claim.save(update_fields=["within"])
        inner = claim
    assert inner
    return inner


@pytest.mark.parametrize("listed", ["flags/", "claims/", "claims/{claim}/matches/", "speakers/{speaker}/timeline/"])
def test_by_whose_account_is_read_at_once_for_all(newsroom: Newsroom, reader: APIClient, listed: str) -> None:
    first = nested(newsroom, 0)
    flag_between(first, nested(newsroom, 1))
    address = f"/api/v1/{listed.format(claim=first.pk, speaker=first.speaker_id)}"
    reader.get(address)  # the key's own rows are read once

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            rows = reader.get(address).json()["results"]
        claims = [claim for row in rows for claim in row.get("claims", [row.get("claim", row)])]
        chains = {tuple(voice["name"] for voice in claim["chain"]) for claim in claims}
        assert ("Ada", "Bo", "Kai") in chains
        return len(queries)

    few = asked()
    for number in range(2, 5):
        flag_between(first, nested(newsroom, number))
    assert asked() == few
    with CaptureQueriesContext(connection) as queries:
        assert [str(voice) for voice in Claim.objects.select_related("speaker").get(pk=first.pk).chain] == [
            "Ada",
            "Bo",
            "Kai",
        ]
    assert len(queries) == 2


def test_altered_quotes_tell_what_was_done(reader: APIClient, case: Case) -> None:
    assert reader.get(f"/api/v1/flags/{case.flag.pk}/").json()["alteration"] is None
    spans = [{"claim": case.denied.pk, "start": 0, "end": 2, "label": label} for label in ("trimmed", "paraphrased")]
    Flag.objects.filter(pk=case.flag.pk).update(kind="altered_quote", spans=spans)
    assert reader.get(f"/api/v1/flags/{case.flag.pk}/").json()["alteration"] == "paraphrased"
    for asked, found in (("paraphrased", 1), ("trimmed", 0), ("meaning_changed", 0)):
        assert len(reader.get(f"/api/v1/flags/?alteration={asked}").json()["results"]) == found
    assert reader.get("/api/v1/flags/?alteration=other").status_code == 400
