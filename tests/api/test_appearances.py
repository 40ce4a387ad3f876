"""A story in two outlets, over the API: one claim, both places, each article with its own offsets."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from claims.models import Article, Claim, Newsroom
from tests.extraction.test_appearances import OWN, run, story

pytestmark = [pytest.mark.services, pytest.mark.django_db]
START = "We looked at every lamp"


@pytest.fixture
def copies(newsroom: Newsroom) -> tuple[Article, Article]:
    first = run(newsroom, story(), outlet="Harbour Post")
    return first, run(newsroom, f"{OWN}\n\n{story()}", outlet="Radio Nord")


def test_a_claim_tells_every_place(reader: APIClient, copies: tuple[Article, Article]) -> None:
    claim = Claim.objects.get(statement__startswith=START)
    places = reader.get(f"/api/v1/claims/{claim.pk}/").json()["appearances"]
    assert [place["source"]["name"] for place in places] == ["Harbour Post", "Radio Nord"]
    for place, article in zip(places, copies, strict=True):
        assert place["article"]["id"] == article.pk
        assert article.text[place["start"] : place["end"]] == claim.text
        assert (place["published_at"], place["lost_at"]) == ("2026-05-04T12:00:00Z", None)


def test_each_article_lists_the_shared_claims_at_its_own_offsets(
    reader: APIClient, copies: tuple[Article, Article]
) -> None:
    listed = [reader.get(f"/api/v1/articles/{article.pk}/claims/").json()["results"] for article in copies]
    assert {told["id"] for told in listed[0]} == {told["id"] for told in listed[1]} != set()
    for article, told in zip(copies, listed, strict=True):
        for claim in told:
            assert (claim["article"]["id"], claim["source"]["name"]) == (article.pk, article.source.name)
            assert article.text[claim["start"] : claim["end"]] == claim["text"]
            assert [place["source"]["name"] for place in claim["appearances"]] == ["Harbour Post", "Radio Nord"]


@pytest.mark.parametrize("query", ["source=Radio Nord", "source=Harbour Post", "article={copy}", "article={first}"])
def test_a_claim_is_found_by_every_place(reader: APIClient, copies: tuple[Article, Article], query: str) -> None:
    first, copy = copies
    found = reader.get("/api/v1/claims/?" + query.format(first=first.pk, copy=copy.pk)).json()["results"]
    assert sorted(c["id"] for c in found) == sorted(Claim.objects.values_list("pk", flat=True))


def test_a_quotation_is_the_speakers_in_a_copy_too(reader: APIClient, copies: tuple[Article, Article]) -> None:
    asked = {"quote": "Nobody will have to sail blind past the reef this winter", "article": copies[1].pk}
    told = reader.post("/api/v1/check/quote/", asked, format="json").json()
    assert [speaker["name"] for speaker in told["speakers"]] == ["Ingrid Solberg"]
