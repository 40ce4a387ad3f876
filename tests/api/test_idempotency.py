"""A write that has a name happens once, also when it is sent by many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from claims.models import Article, Claim, IdempotencyKey, Newsroom, Review
from tests.api.conftest import ARTICLE, Case, client

BODY = {"text": ARTICLE, "title": "Calm harbour"}


def named(program: APIClient, name: str, body: Any, *, path: str = "articles/") -> Any:
    return program.post(f"/api/v1/{path}", body, headers={"Idempotency-Key": name})


def test_the_same_name_answers_the_same(api: APIClient) -> None:
    first = named(api, "n-1", BODY)
    Article.objects.update(state="extracting")
    again = named(api, "n-1", BODY)
    assert (first.status_code, again.status_code) == (202, 202)
    assert again.json() == first.json()
    assert again["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first
    assert api.post("/api/v1/articles/", BODY).status_code == 200


@pytest.mark.parametrize(
    ("path", "body"), [("articles/", {**BODY, "title": "Other"}), ("claims/", {"text": "The lamp burned."})]
)
def test_the_same_name_for_something_else_is_refused(api: APIClient, path: str, body: dict[str, str]) -> None:
    named(api, "n-1", BODY)
    other = named(api, "n-1", body, path=path)
    assert other.status_code == 422
    assert other.json()["type"] == "/api/problems/key-reused/"
    assert (Article.objects.count(), Claim.objects.count()) == (1, 0)


def test_a_write_that_failed_leaves_its_name_free(api: APIClient) -> None:
    assert named(api, "n-1", {"text": ""}).status_code == 400
    assert not IdempotencyKey.objects.exists()
    assert named(api, "n-1", BODY).status_code == 202


def test_names_are_a_newsrooms_own(api: APIClient, outsider: APIClient) -> None:
    ours, theirs = named(api, "n-1", BODY), named(outsider, "n-1", {"text": "The lamp burned all night."})
    assert (ours.status_code, theirs.status_code) == (202, 202)
    assert ours.json()["id"] != theirs.json()["id"]


def test_a_decision_with_a_name_is_taken_once(api: APIClient, case: Case) -> None:
    path = f"flags/{case.flag.pk}/decision/"
    first, again = (named(api, "d-1", {"decision": "confirm"}, path=path) for _ in range(2))
    assert first.json() == again.json()
    assert Review.objects.count() == 1


@pytest.mark.parametrize("name", ["", "a" * 256, "é", "a\tb"])
def test_a_name_that_is_none(api: APIClient, name: str) -> None:
    response = named(api, name, BODY)
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "Idempotency-Key"
    assert not Article.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_one(newsroom: Newsroom) -> None:
    program = client(newsroom, "submit")

    def send(_: int) -> Any:
        try:
            response = named(program, "race", BODY)
            return response.status_code, response.json()["id"]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(8)))
    assert answers == {(202, Article.objects.get().pk)}
