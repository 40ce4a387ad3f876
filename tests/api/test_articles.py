"""Sending articles in, and watching them."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from claims.models import Article
from tests.api.conftest import ARTICLE, Case

BODY = {
    "title": "Calm harbour",
    "text": ARTICLE,
    "source": "Harbour Post",
    "published_at": "2026-03-03T14:00:00+02:00",
    "external_id": "cms-1",
    "language": "en",
}


def test_an_article_is_taken_in_with_where_it_stands(api: APIClient) -> None:
    response = api.post("/api/v1/articles/", BODY)
    told = response.json()
    assert response.status_code == 202
    assert response["Location"].endswith(f"/api/v1/articles/{told['id']}/")
    assert told["state"] == "stored"
    assert told["progress"] == {"done": 0, "total": 0}
    assert told["finished"] is False
    assert told["published_at"] == "2026-03-03T12:00:00Z"
    assert told["text"] == ARTICLE
    assert told["source"]["name"] == "Harbour Post"
    assert api.get(f"/api/v1/articles/{told['id']}/").json() == told


@pytest.mark.parametrize(
    "again", [BODY, {"text": BODY["text"], "source": "harbour post"}, {"external_id": "cms-1", "text": BODY["text"]}]
)
def test_the_same_article_again_is_the_same_row(api: APIClient, again: dict[str, str]) -> None:
    first = api.post("/api/v1/articles/", BODY).json()
    second = api.post("/api/v1/articles/", again)
    assert (second.status_code, second.json()["id"]) == (200, first["id"])
    assert Article.objects.count() == 1


def test_html_gives_its_article_and_a_url_waits_to_be_fetched(api: APIClient) -> None:
    body = f"<article><p>{ARTICLE}</p></article><script>x()</script>"
    page = f"<html><head><title>Calm</title></head><body>{body}</body></html>"
    by_page = api.post("/api/v1/articles/", {"html": page, "url": "https://harbourpost.example/calm"})
    by_address = api.post("/api/v1/articles/", {"url": "https://harbourpost.example/other"})
    assert by_page.status_code == by_address.status_code == 202
    assert "harbour was calm" in by_page.json()["text"]
    assert "x()" not in by_page.json()["text"]
    assert (by_address.json()["state"], by_address.json()["text"]) == ("received", "")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": " \n "}, "text"),
        ({"text": 5}, "text"),
        ({"text": ["a"]}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "a" * 1_000_001}, "text"),
        ({"text": "a", "html": "<p>a</p>"}, "html"),
        ({"url": "ftp://x.example/"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"text": "a", "kind": "poem"}, "kind"),
        ({"text": "a", "title": "t" * 501}, "title"),
        ({"text": "a", "source": {"name": "x"}}, "source"),
        ({"text": "a", "external_id": 7}, "external_id"),
        ({"text": "a", "published_at": "soon"}, "published_at"),
        ({"text": "a", "published_at": 1e400}, "published_at"),
        ({"text": "a", "language": "x" * 36}, "language"),
    ],
)
def test_what_cannot_be_taken_in_names_its_field(api: APIClient, body: dict[str, object], field: str) -> None:
    if body.get("published_at") == float("inf"):
        response = api.post(
            "/api/v1/articles/", '{"text": "a", "published_at": 1e400}', content_type="application/json"
        )
    else:
        response = api.post("/api/v1/articles/", body)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert field in [error["field"] for error in response.json()["errors"]]
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=stored", 1),
        ("state=ready", 0),
        ("kind=story", 1),
        ("kind=post", 0),
        ("source=Harbour Post", 1),
        ("source=Radio Nord", 0),
        ("external_id=cms-1", 1),
        ("external_id=cms-2", 0),
        ("q=harbour calm", 1),
        ("q=storm", 0),
    ],
)
def test_filters(api: APIClient, query: str, found: int) -> None:
    api.post("/api/v1/articles/", BODY)
    assert len(api.get(f"/api/v1/articles/?{query}").json()["results"]) == found


def test_an_articles_claims(api: APIClient, case: Case) -> None:
    case.denied.article = case.article
    case.denied.save()
    told = api.get(f"/api/v1/articles/{case.article.pk}/claims/").json()
    assert [claim["id"] for claim in told["results"]] == [case.denied.pk]
