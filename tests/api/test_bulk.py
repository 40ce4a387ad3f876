"""Many claims at once: a result a line, nothing half-done, nothing twice."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import override_settings
from rest_framework.test import APIClient

from claims.api.bulk import TOGETHER
from claims.models import Claim

NDJSON = "application/x-ndjson"


def send(program: APIClient, body: bytes, *, media: str = NDJSON) -> list[dict[str, Any]]:
    """The results of a body, in order."""
    response = program.post("/api/v1/claims/bulk/", body, content_type=media)
    assert (response.status_code, response["Content-Type"]) == (200, NDJSON)
    return [json.loads(line) for line in response.getvalue().splitlines()]


def told(result: dict[str, Any]) -> object:
    """A result in short: whether a claim is new, or the field that was wrong, or the kind of problem."""
    if "error" not in result:
        return result["created"]
    errors = result["error"].get("errors")
    return errors[0]["field"] if errors else result["error"]["type"]


def test_each_line_answers_for_itself(sender: APIClient) -> None:
    body = b"\n".join(
        [
            b'{"text": "The lamp burned.", "speaker": "Olaf Renn", "said_on": "2026-03-01"}',
            b"",
            b'{"text": ""}',
            b"{",
            b'{"text": "The lamp burned.", "speaker": "Olaf Renn", "said_on": "2026-03-01"}',
            b'["text"]',
            b"\xff",
            b'{"text": "...", "speaker": 5}',
            b'{"text": "Fine.", "speaker": 5}',
            '{"text": "Zwölf Boxkämpfer.", "external_id": "b-1"}'.encode(),
        ]
    )
    results = send(sender, body)
    assert [(result["line"], told(result)) for result in results] == [
        (1, True),
        (3, "text"),
        (4, "/api/problems/malformed/"),
        (5, False),
        (6, "body"),
        (7, "/api/problems/malformed/"),
        (8, "text"),
        (9, "speaker"),
        (10, True),
    ]
    assert results[0]["id"] == results[3]["id"]
    assert Claim.objects.count() == 2


def test_sent_again_it_doubles_nothing(sender: APIClient) -> None:
    count = TOGETHER + 7
    body = b"\n".join(json.dumps({"text": f"The lamp burned {n} hours."}).encode() for n in range(count))
    first, second = send(sender, body), send(sender, body + b"\n")
    assert [result["line"] for result in first] == list(range(1, count + 1))
    assert [result["id"] for result in first] == [result["id"] for result in second]
    assert {result["created"] for result in first} == {True}
    assert {result["created"] for result in second} == {False}
    assert Claim.objects.count() == count


def test_a_line_too_long_ends_the_reading_and_says_so(sender: APIClient) -> None:
    body = b'{"text": "Fine."}\n{"text": "' + b"a" * 200_000 + b'"}\n{"text": "Never read."}'
    results = send(sender, body)
    assert [told(result) for result in results] == [True, "/api/problems/too-large/"]
    assert results[1]["line"] == 2


def test_a_body_too_long_ends_there_too(sender: APIClient) -> None:
    with override_settings(FACTCHECK_MAX_BULK_BYTES=40):
        results = send(sender, b'{"text": "Fine, 1."}\n{"text": "Fine, 2."}\n{"text": "Fine, 3."}')
    assert [told(result) for result in results] == [True, "/api/problems/too-large/"]


@pytest.mark.parametrize("media", ["application/ndjson", "application/jsonl", "Application/X-NDJSON; charset=utf-8"])
def test_its_other_names(sender: APIClient, media: str) -> None:
    assert told(send(sender, b'{"text": "Fine."}', media=media)[0]) is True


@pytest.mark.parametrize("media", ["application/json", "text/csv", ""])
def test_another_type_is_refused(sender: APIClient, media: str) -> None:
    response = sender.post("/api/v1/claims/bulk/", b'{"text": "Fine."}', content_type=media)
    assert response.status_code == 415
    assert response["Content-Type"] == "application/problem+json"
    assert not Claim.objects.exists()


def test_nothing_gives_nothing(sender: APIClient) -> None:
    assert send(sender, b"\n \n") == []
