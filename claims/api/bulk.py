"""NDJSON of claims comes in; a line of NDJSON a claim goes out while the rest is still being read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from django.http import HttpResponseBase, StreamingHttpResponse
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import APIException, UnsupportedMediaType
from rest_framework.request import Request

from claims import pipeline
from claims.api.claims import ENTRY, ClaimIn, entry_of
from claims.api.door import Door
from claims.api.parsers import NDJSON, LineRenderer, Lines, lines, loads
from claims.api.problems import problem_of
from claims.ingest.document import ClaimEntry
from claims.ingest.errors import Rejected
from claims.models import Claim, Newsroom

TOGETHER = 200  # lines a transaction: one that fails costs no more than these, and memory stays flat
TYPES = {NDJSON, "application/ndjson", "application/jsonl", "application/jsonlines"}
DONE = {"line": 1, "id": 1042, "created": True}
FAILED = {
    "line": 2,
    "error": {
        "type": "/api/problems/invalid-input/",
        "title": "The input is not valid",
        "status": 400,
        "detail": "Not valid: text.",
        "errors": [{"field": "text", "message": "This field is required."}],
    },
}
Result = dict[str, Any]


class LineOut(serializers.Serializer):
    """What became of one line: the claim's id and whether it is new, or the problem, in the form of any other."""

    line = serializers.IntegerField(help_text="Counted from 1, blank lines included.")
    id = serializers.IntegerField(required=False)
    created = serializers.BooleanField(required=False)
    error = serializers.DictField(required=False)


class Bulk(Door):
    """Many claims at once."""

    scopes = {"create": "submit"}
    parser_classes = [Lines]
    renderer_classes = [LineRenderer]

    @extend_schema(
        operation_id="claims_bulk",
        summary="Enter many claims by hand",
        request={NDJSON: ClaimIn},
        responses={(200, NDJSON): LineOut},
        parameters=[OpenApiParameter("Content-Type", str, OpenApiParameter.HEADER, exclude=True)],
        examples=[
            OpenApiExample("A line", value=ENTRY, request_only=True, media_type=NDJSON),
            OpenApiExample("Stored", value=DONE, response_only=True, media_type=NDJSON),
            OpenApiExample("Refused", value=FAILED, response_only=True, media_type=NDJSON),
        ],
    )
    def create(self, request: Request) -> HttpResponseBase:
        """One claim a line, one result a line, in the same order.

        A line is stored whole or not at all, and a bad one stops no other. Sent again after a broken connection, lines
        that were stored answer with the id they have.
        """
        if (request.content_type or "").partition(";")[0].strip().lower() not in TYPES:
            raise UnsupportedMediaType(str(request.content_type))
        results = enter(self.newsroom, lines(request.stream or BytesIO()))
        told = (json.dumps(result, ensure_ascii=False) + "\n" for result in results)
        return StreamingHttpResponse(told, content_type=NDJSON)


def enter(newsroom: Newsroom, source: Iterable[tuple[int, bytes]]) -> Iterator[Result]:
    """A result for each numbered line, in order."""
    numbered = _until_broken(source)
    while batch := list(islice(numbered, TOGETHER)):
        read = [(number, _read(line)) for number, line in batch]
        entries = [entry for _, entry in read if isinstance(entry, ClaimEntry)]
        entered = iter(pipeline.enter_claims(newsroom=newsroom, entries=entries))
        for number, entry in read:
            yield {"line": number, **_told(next(entered) if isinstance(entry, ClaimEntry) else entry)}


def _until_broken(source: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, bytes | APIException]]:
    """The lines; where reading has to stop, the reason in the place of the line."""
    number = 0
    try:
        for number, line in source:
            yield number, line
    except APIException as error:
        yield number + 1, error


def _read(line: bytes | APIException) -> ClaimEntry | Exception:
    """The entry on a line, or why there is none."""
    if isinstance(line, APIException):
        return line
    try:
        taken = ClaimIn(data=loads(line))
        taken.is_valid(raise_exception=True)
    except APIException as error:
        return error
    return entry_of(taken.validated_data)


def _told(answer: tuple[Claim, bool] | Rejected | Exception) -> Result:
    if isinstance(answer, Exception):
        return {"error": problem_of(answer)}
    claim, created = answer
    return {"id": claim.pk, "created": created}
