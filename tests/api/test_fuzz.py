"""Whatever is sent, nothing breaks: random bodies and queries are answered below 500, and a refusal is a problem."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from claims.api.articles import SENT, ArticleFilters
from claims.api.check import ASKED
from claims.api.claims import ENTRY, ClaimFilters
from claims.api.flags import DECISION, FlagFilters
from claims.api.quotes import ASKED as QUOTED
from claims.api.speakers import SpeakerFilters
from claims.api.verdicts import RatingFilters, SourceFilters, VerdictFilters
from tests.api.conftest import Case

BODIES = {
    "articles/": [*SENT, "html", "url", "kind", "source_kind", "source_domain"],
    "claims/": [*ENTRY, "language"],
    "check/": [*ASKED, "said_on", "kind"],
    "check/quote/": [*QUOTED, "text"],
    "flags/{flag}/decision/": list(DECISION),
}
LISTS = {
    "articles/": ArticleFilters,
    "claims/": ClaimFilters,
    "flags/": FlagFilters,
    "speakers/": SpeakerFilters,
    "sources/": SourceFilters,
    "verdicts/": VerdictFilters,
    "ratings/": RatingFilters,
}
NASTY = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "é" * 400,
    "2026-03-01",
    "9" * 40,
    "-1",
    "true",
    "null",
    "'\"%_\\",
    "a & | ! ( : *",
    "1e400",
]
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))
VALUES = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(TEXTS, max_size=2),
    st.dictionaries(st.text(max_size=5), TEXTS, max_size=2),
)
SETTINGS = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PLAIN = {"text": "The lamp burned all night.", "quote": "The lamp", "decision": "unsure"}


def fine(response: Any) -> None:
    """An answer, or a problem that is the caller's."""
    assert response.status_code < 500
    if response.status_code >= 400:
        assert response["Content-Type"] == "application/problem+json"
        assert {"type", "title", "status", "detail"} <= set(response.json())


@pytest.mark.parametrize("path", BODIES)
def test_bodies(api: APIClient, case: Case, path: str) -> None:
    address = f"/api/v1/{path.format(flag=case.flag.pk)}"
    one_wrong = st.tuples(st.sampled_from(BODIES[path]), VALUES).map(lambda pair: {**PLAIN, pair[0]: pair[1]})

    @SETTINGS
    @given(st.one_of(one_wrong, st.dictionaries(st.sampled_from(BODIES[path]), VALUES), VALUES))
    def send(body: Any) -> None:
        fine(api.post(address, json.dumps(body), content_type="application/json"))

    send()


@pytest.mark.parametrize("path", LISTS)
def test_queries(api: APIClient, case: Case, path: str) -> None:
    names = [*LISTS[path].base_filters, "cursor", "page_size", "unknown"]

    @SETTINGS
    @given(st.dictionaries(st.sampled_from(names), TEXTS, min_size=1, max_size=3))
    def ask(query: dict[str, str]) -> None:
        spelled = "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in query.items())
        fine(api.get(f"/api/v1/{path}?{spelled}"))

    ask()


def test_bytes(api: APIClient) -> None:
    @SETTINGS
    @given(st.binary(max_size=200))
    def send(body: bytes) -> None:
        fine(api.post("/api/v1/claims/", body, content_type="application/json"))
        answer = api.post("/api/v1/claims/bulk/", body, content_type="application/x-ndjson")
        for line in answer.getvalue().splitlines():
            assert json.loads(line)["error"]["status"] < 500

    send()
