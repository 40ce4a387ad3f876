"""Every error has one shape, whatever was wrong and wherever."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import override_settings
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.test import APIClient

from claims.api.problems import KINDS, fields, handler, problem_of
from claims.ingest.errors import Rejected
from claims.review.errors import Refused

JSON = "application/json"


def shape_of(response: Any, *, status: int, kind: str) -> dict[str, Any]:
    """The problem, after its shape was looked at."""
    assert response["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    assert (response.status_code, told["status"]) == (status, status)
    assert told["type"] == f"/api/problems/{kind}/"
    assert told["title"] == KINDS[kind].title
    assert told["detail"]
    return told


@pytest.mark.parametrize("path", ["/api/v1/nowhere/", "/api/", "/api/v1/claims/x/", "/api/v1/claims/²/", "/api/v2/"])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_address_that_is_none(api: APIClient, path: str, method: str) -> None:
    shape_of(getattr(api, method)(path), status=404, kind="not-found")


@pytest.mark.parametrize("pk", ["0", "999999", "9223372036854775807", "9223372036854775808", "9" * 30, "9" * 5000])
def test_an_id_that_is_none(api: APIClient, pk: str) -> None:
    shape_of(api.get(f"/api/v1/claims/{pk}/"), status=404, kind="not-found")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "post"])
def test_a_method_that_is_none(api: APIClient, method: str) -> None:
    response = getattr(api, method)("/api/v1/verdicts/")
    shape_of(response, status=405, kind="method-not-allowed")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"{'a': 1}",
        b"\xff\xfe",
        b'{"text": NaN}',
        b'{"text": Infinity}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"text": ' + b"9" * 5000 + b"}",
        b"text=a",
        b"\x00",
    ],
)
def test_a_body_that_cannot_be_read(api: APIClient, body: bytes) -> None:
    shape_of(api.post("/api/v1/claims/", body, content_type=JSON), status=400, kind="malformed")


def test_half_a_character_is_no_text(api: APIClient) -> None:
    for field in ("text", "speaker", "source", "external_id"):
        body = json.dumps({"text": "Fine.", field: "a\ud800b"})
        told = shape_of(api.post("/api/v1/claims/", body, content_type=JSON), status=400, kind="invalid-input")
        assert [error["field"] for error in told["errors"]] == [field]


def test_a_body_that_is_too_large(api: APIClient) -> None:
    with override_settings(FACTCHECK_MAX_BODY_BYTES=100):
        fits = api.post("/api/v1/claims/", {"text": "a" * 50})
        too_large = api.post("/api/v1/claims/", {"text": "a" * 100})
    assert fits.status_code == 201
    shape_of(too_large, status=413, kind="too-large")


@pytest.mark.parametrize("path", ["claims/", "claims/bulk/"])
def test_a_body_without_its_length(api: APIClient, path: str) -> None:
    chunked = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}
    response = api.post(f"/api/v1/{path}", b'{"text": "Fine."}', content_type=JSON, **chunked)
    shape_of(response, status=411, kind="length-required")


@pytest.mark.parametrize(
    "media", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "x"]
)
def test_a_type_that_is_not_taken(api: APIClient, media: str) -> None:
    shape_of(api.post("/api/v1/claims/", b"a=b", content_type=media), status=415, kind="media-type")


def test_an_answer_in_a_form_that_we_do_not_have(api: APIClient) -> None:
    shape_of(api.get("/api/v1/claims/", HTTP_ACCEPT="text/html"), status=406, kind="not-acceptable")


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_problem_explains_itself(client: Any, kind: str) -> None:
    told = client.get(f"/api/problems/{kind}/").json()
    assert (told["title"], told["status"]) == (KINDS[kind].title, KINDS[kind].status)
    assert told["advice"]


def test_a_kind_that_is_none(client: Any) -> None:
    shape_of(client.get("/api/problems/gremlins/"), status=404, kind="not-found")


def test_what_was_not_foreseen_is_answered_without_its_details(caplog: pytest.LogCaptureFixture) -> None:
    response = handler(DatabaseError("password=hunter2"), {})
    assert response.status_code == 500
    assert response.data["type"] == "/api/problems/server-error/"
    assert "hunter2" not in json.dumps(response.data)
    assert "hunter2" in caplog.text


@pytest.mark.parametrize(
    ("error", "status", "named"),
    [
        (Rejected(field="url", reason="No."), 400, "url"),
        (Rejected(field="", reason="No."), 400, "body"),
        (Refused("No.", field="flag"), 409, None),
        (ValidationError({"a": [{"b": ["No."]}]}), 400, "a.0.b"),
        (ValidationError(["No."]), 400, "body"),
        (APIException(), 500, None),
    ],
)
def test_our_own_errors(error: Exception, status: int, named: str | None) -> None:
    told = problem_of(error)
    assert told["status"] == status
    assert [entry["field"] for entry in told.get("errors", [])] == ([named] if named else [])


def test_every_message_of_an_error_is_told() -> None:
    detail = {"a": ["x", "y"], "b": {"c": ["z"]}, "non_field_errors": ["w"]}
    assert [(entry["field"], entry["message"]) for entry in fields(detail)] == [
        ("a", "x"),
        ("a", "y"),
        ("b.c", "z"),
        ("body", "w"),
    ]
