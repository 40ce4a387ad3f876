"""Who may do what: every operation against every scope, and what a key of another newsroom sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from rest_framework.test import APIClient

from claims import pipeline
from claims.models import APIKey, Newsroom, User
from tests.api.conftest import Case, client

READ, SUBMIT, REVIEW = "read", "submit", "review"
OPERATIONS = {
    ("get", "articles/"): READ,
    ("post", "articles/"): SUBMIT,
    ("get", "articles/{article}/"): READ,
    ("get", "articles/{article}/claims/"): READ,
    ("get", "claims/"): READ,
    ("post", "claims/"): SUBMIT,
    ("post", "claims/bulk/"): SUBMIT,
    ("get", "claims/{claim}/"): READ,
    ("get", "claims/{claim}/matches/"): READ,
    ("get", "claims/{claim}/history/"): READ,
    ("post", "check/"): READ,
    ("post", "check/quote/"): READ,
    ("get", "flags/"): READ,
    ("get", "flags/{flag}/"): READ,
    ("post", "flags/{flag}/decision/"): REVIEW,
    ("get", "clusters/"): READ,
    ("get", "clusters/{cluster}/"): READ,
    ("get", "clusters/{cluster}/claims/"): READ,
    ("post", "clusters/{cluster}/canonical/"): REVIEW,
    ("post", "clusters/{cluster}/split/"): REVIEW,
    ("post", "clusters/{cluster}/merge/"): REVIEW,
    ("get", "scorecard/"): READ,
    ("get", "speakers/"): READ,
    ("get", "speakers/{speaker}/"): READ,
    ("get", "speakers/{speaker}/timeline/"): READ,
    ("get", "sources/"): READ,
    ("get", "sources/{source}/"): READ,
    ("get", "verdicts/"): READ,
    ("get", "verdicts/{verdict}/"): READ,
    ("get", "ratings/"): READ,
    ("get", "ratings/{rating}/"): READ,
}


def ids(case: Case) -> dict[str, int]:
    """An id of each noun, all of one newsroom."""
    denied = case.denied
    assert denied.speaker_id
    assert denied.source_id
    return {
        "article": case.article.pk,
        "claim": denied.pk,
        "flag": case.flag.pk,
        "cluster": case.cluster.pk,
        "speaker": denied.speaker_id,
        "source": denied.source_id,
        "verdict": case.verdict.pk,
        "rating": case.verdict.rating_id,
    }


def ask(program: APIClient, method: str, path: str, case: Case) -> int:
    """The status of the answer; writes send nothing, which is refused only after the right to write was looked at."""
    status: int = getattr(program, method)(f"/api/v1/{path.format(**ids(case))}").status_code
    return status


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, str]]:
    """(method, path with its nouns) of everything under /api/v1/."""
    for entry in patterns:
        path = prefix + str(entry.pattern).strip("^$").replace(r"\Z", "")
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, path)
        elif actions := getattr(entry.callback, "actions", None):
            noun = getattr(entry.callback, "initkwargs", {})["basename"]
            for method in set(actions) - {"head"}:
                yield method, path.removeprefix("v1/").replace("(?P<pk>[0-9]+)", f"{{{noun}}}")


def test_the_table_above_holds_every_operation() -> None:
    urls = next(entry for entry in get_resolver().url_patterns if str(entry.pattern) == "api/")
    assert isinstance(urls, URLResolver)
    assert set(routes(urls.url_patterns)) == set(OPERATIONS)


def test_each_operation_opens_to_its_scope_alone(newsroom: Newsroom, case: Case) -> None:
    programs = {scope: client(newsroom, scope) for scope in (READ, SUBMIT, REVIEW)}
    for (method, path), needed in OPERATIONS.items():
        for scope, program in programs.items():
            status = ask(program, method, path, case)
            assert (status == 403) == (scope != needed), f"{method} {path} with {scope}: {status}"


def test_a_missing_scope_is_named(sender: APIClient) -> None:
    response = sender.get("/api/v1/claims/")
    assert response.status_code == 403
    assert "“read”" in response.json()["detail"]
    assert response.json()["type"] == "/api/problems/scope-missing/"


def test_without_a_key_nothing_opens(case: Case) -> None:
    for method, path in OPERATIONS:
        assert ask(APIClient(), method, path, case) == 401, path


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer x", "Bearer fc_é", "Basic YTpi", "Bearer a b", "Token x", "Bearer \x00"]
)
def test_what_is_no_key_is_told_how_to_show_one(db: None, header: str) -> None:
    response = APIClient().get("/api/v1/claims/", HTTP_AUTHORIZATION=header)
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("gone", [{"revoked_at": 0}, {"expires_at": -1}])
def test_a_revoked_or_expired_key_opens_nothing(newsroom: Newsroom, gone: dict[str, int]) -> None:
    program = client(newsroom, "read")
    assert program.get("/api/v1/claims/").status_code == 200
    APIKey.objects.update(**{name: timezone.now() + dt.timedelta(seconds=by) for name, by in gone.items()})
    assert program.get("/api/v1/claims/").status_code == 401


def test_a_keys_use_is_noted_at_most_once_a_minute(reader: APIClient) -> None:
    reader.get("/api/v1/claims/")
    first = APIKey.objects.get().last_used_at
    reader.get("/api/v1/claims/")
    assert first is not None
    assert APIKey.objects.get().last_used_at == first
    earlier = first - dt.timedelta(minutes=2)
    APIKey.objects.update(last_used_at=earlier)
    reader.get("/api/v1/claims/")
    assert APIKey.objects.get().last_used_at != earlier


def test_another_newsrooms_rows_are_not_there(outsider: APIClient, case: Case, edith: User) -> None:
    pipeline.decide(flag=case.flag, decision="confirm", reviewer=edith)
    for method, path in OPERATIONS:
        if "{" in path:
            assert ask(outsider, method, path, case) == 404, path
        elif path == "scorecard/":
            assert outsider.get(f"/api/v1/{path}").json()["total"]["confirmed"] == 0
        elif method == "get":
            assert outsider.get(f"/api/v1/{path}").json()["results"] == [], path


@pytest.mark.parametrize("query", ["speaker=Ida Quist", "source=Radio Nord", "q=ferry", "like=ferry", "verdict=Wrong"])
def test_no_filter_finds_another_newsrooms_claims(outsider: APIClient, case: Case, query: str) -> None:
    assert outsider.get(f"/api/v1/claims/?{query}").json()["results"] == []


def test_writing_never_reaches_into_another_newsroom(outsider: APIClient, case: Case) -> None:
    own = outsider.post("/api/v1/claims/", {"text": case.denied.text, "speaker": "Ida Quist"})
    assert own.status_code == 201
    assert own.json()["speaker"]["id"] != case.denied.speaker_id
    stolen = outsider.post("/api/v1/claims/", {"text": "Mine now.", "speaker": case.denied.speaker_id})
    assert stolen.status_code == 400
    quote = outsider.post("/api/v1/check/quote/", {"quote": "ferry", "article": case.article.pk})
    assert quote.status_code == 400
    found = outsider.post("/api/v1/check/", {"text": case.denied.text, "speaker": "Ida Quist"}).json()
    assert not any(found.values())


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["verdicts/", "verdicts/{verdict}/", "ratings/", "ratings/{rating}/"])
def test_no_key_moves_a_verdict_or_a_scale(newsroom: Newsroom, case: Case, method: str, path: str) -> None:
    whole = client(newsroom, READ, SUBMIT, REVIEW)
    answer = getattr(whole, method)(f"/api/v1/{path.format(**ids(case))}", {"state": "published"})
    assert answer.status_code == 405
