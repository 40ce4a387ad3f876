"""So many requests a minute, told in headers, a key or an address each for itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import override_settings
from rest_framework.test import APIClient

from claims.api import limits

NOON = 1_772_366_400.0


@pytest.fixture
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands, so that no minute turns."""
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: NOON))


@pytest.mark.usefixtures("_noon")
def test_the_headers_count_down_and_then_it_ends(reader: APIClient, sender: APIClient) -> None:
    with override_settings(FACTCHECK_REQUESTS_PER_MINUTE=2):
        answers = [reader.get("/api/v1/claims/") for _ in range(2)]
        ended = reader.get("/api/v1/claims/")
        other = sender.post("/api/v1/claims/", {"text": "Fine."})
    assert [(answer["RateLimit-Limit"], answer["RateLimit-Remaining"]) for answer in answers] == [
        ("2", "1"),
        ("2", "0"),
    ]
    assert ended.status_code == 429
    assert ended.json()["type"] == "/api/problems/rate-limited/"
    assert (ended["Retry-After"], ended["RateLimit-Reset"], ended["RateLimit-Remaining"]) == ("60", "60", "0")
    assert other.status_code == 201


def test_spending() -> None:
    spent = [limits.spend(caller="a", limit=2, now=NOON + 10) for _ in range(3)]
    assert [budget.left for budget in spent] == [1, 0, -1]
    assert {budget.reset for budget in spent} == {50}
    assert limits.spend(caller="b", limit=2, now=NOON + 10).left == 1
    assert limits.spend(caller="a", limit=2, now=NOON + 60).left == 1


def test_no_request_of_many_at_once_goes_uncounted() -> None:
    with ThreadPoolExecutor(8) as pool:
        left = list(pool.map(lambda _: limits.spend(caller="many", limit=40, now=NOON).left, range(40)))
    assert sorted(left) == list(range(40))


@pytest.mark.usefixtures("_noon")
def test_guessing_keys_is_limited_by_address(db: None) -> None:
    with override_settings(FACTCHECK_ANONYMOUS_REQUESTS_PER_MINUTE=3):
        statuses = [APIClient().get("/api/v1/claims/", HTTP_AUTHORIZATION="Bearer x").status_code for _ in range(4)]
        elsewhere = APIClient().get("/api/v1/claims/", REMOTE_ADDR="192.0.2.7").status_code
    assert statuses == [401, 401, 401, 429]
    assert elsewhere == 401


def test_without_valkey_requests_are_answered(reader: APIClient, caplog: pytest.LogCaptureFixture) -> None:
    away = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}}
    with override_settings(CACHES=away):
        assert reader.get("/api/v1/claims/").status_code == 200
    assert "not counted" in caplog.text
    cache.clear()
