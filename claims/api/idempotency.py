"""A write and its ``Idempotency-Key`` come in; the write's answer goes out, the same one however often it is sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import transaction
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.auth import newsroom_of
from claims.api.problems import KeyReused
from claims.models import IdempotencyKey

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
MAX_LENGTH = 255

PARAMETER = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="A name for this write, at most 255 ASCII characters. The same name with the same body again writes "
    "nothing and answers the same, with “Idempotent-Replayed: true”; with another body it is refused (422).",
)


def once(request: Request, write: Callable[[], Response]) -> Response:
    """What ``write`` answers, or what it answered when its name was first used.

    The name is taken in the write's own transaction: a second caller waits until the first has committed, and a write
    that fails, or a process that dies, leaves the name free.

    Raises:
        ValidationError: when the name is none.
        KeyReused: when the name stood for another request.
    """
    name = _name(request)
    if name is None:
        return write()
    with transaction.atomic():
        row, fresh = IdempotencyKey.objects.get_or_create(
            newsroom=newsroom_of(request), key=name, defaults={"request_hash": _digest(request)}
        )
        if not fresh:
            return _replay(row, request=request)
        response = write()
        row.status, row.body = response.status_code, json.loads(_rendered(response.data))
        row.save(update_fields=["status", "body"])
    return response


def _name(request: Request) -> str | None:
    name: str | None = request.headers.get(HEADER)
    if name is None:
        return None
    if not (0 < len(name) <= MAX_LENGTH and name.isascii() and name.isprintable()):
        raise ValidationError({HEADER: [f"At most {MAX_LENGTH} printable ASCII characters."]})
    return name


def _digest(request: Request) -> str:
    told = json.dumps([request.method, request.path, request.data], sort_keys=True)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _replay(row: IdempotencyKey, *, request: Request) -> Response:
    if row.request_hash != _digest(request):
        raise KeyReused
    return Response(row.body, status=row.status, headers={REPLAYED: "true"})


def _rendered(data: Any) -> bytes:
    rendered: bytes = JSONRenderer().render(data)
    return rendered
