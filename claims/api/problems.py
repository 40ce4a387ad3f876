"""An exception comes in; an RFC 9457 answer (``application/problem+json``) goes out, for every error of the API."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings

from claims.ingest.errors import Rejected
from claims.review.errors import Refused

log = logging.getLogger("claims.api")

CONTENT_TYPE = "application/problem+json"
BODY = "body"  # the field that an error names when it is about the whole input


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its HTTP status, a title that never changes, and what a caller can do about it."""

    status: int
    title: str
    advice: str


KINDS: dict[str, Kind] = {
    "malformed": Kind(400, "The body could not be read", "Send valid UTF-8 JSON, or NDJSON where it is asked for."),
    "invalid-input": Kind(400, "The input is not valid", "Mend the fields that “errors” names."),
    "not-authenticated": Kind(401, "No valid key", "Send “Authorization: Bearer <key>” with a key that is in force."),
    "scope-missing": Kind(403, "The key may not do this", "Use a key that has the scope that “detail” names."),
    "not-found": Kind(
        404, "There is no such thing", "Check the address and the id; ids of other newsrooms count as none."
    ),
    "method-not-allowed": Kind(405, "The method is not allowed here", "The “Allow” header lists those that are."),
    "not-acceptable": Kind(406, "No such form of answer", "Accept application/json."),
    "refused": Kind(
        409, "The state does not allow this", "Read the thing again; “detail” says what stands in the way."
    ),
    "length-required": Kind(411, "The body's length is not told", "Send a Content-Length; chunks are not read."),
    "too-large": Kind(413, "The body is too large", "Send less at a time; “detail” gives the limit."),
    "media-type": Kind(
        415, "The body's type is not taken here", "Send application/json, or application/x-ndjson in bulk."
    ),
    "key-reused": Kind(
        422, "The idempotency key stood for another request", "Use a new Idempotency-Key for a new request."
    ),
    "rate-limited": Kind(429, "Too many requests", "Wait for as many seconds as “Retry-After” says."),
    "server-error": Kind(
        500, "Something broke on our side", "Try again later; a write that names an Idempotency-Key may be repeated."
    ),
}

BY_STATUS = {kind.status: name for name, kind in KINDS.items() if name not in {"malformed"}}


class TooLarge(exceptions.APIException):
    """The body, or a line of it, is longer than is taken."""

    status_code = 413
    default_code = "too-large"


class LengthRequired(exceptions.APIException):
    """A body comes in chunks, without its length: it would be read as empty."""

    status_code = 411
    default_detail = "Send the body with a Content-Length."
    default_code = "length-required"


class KeyReused(exceptions.APIException):
    """An Idempotency-Key came again with another request."""

    status_code = 422
    default_detail = "This Idempotency-Key was used with another request."
    default_code = "key-reused"


class Malformed(exceptions.ParseError):
    """The body is not what its type says."""


def handler(error: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler. What we did not foresee is logged and answered without its details."""
    error = _as_api(error)
    if not isinstance(error, exceptions.APIException):
        log.error("unforeseen", exc_info=error)
    body = problem_of(error)
    return Response(body, status=body["status"], headers=_headers(error), content_type=CONTENT_TYPE)


def problem_of(error: Exception) -> dict[str, Any]:
    """The problem that an exception is."""
    error = _as_api(error)
    if not isinstance(error, exceptions.APIException):
        return problem("server-error", detail="The failure was noted.")
    if isinstance(error, exceptions.ValidationError):
        return problem("invalid-input", detail=_summary(error), errors=list(fields(error.detail)))
    return problem(_name(error), detail=str(error.detail))


def problem(name: str, *, detail: str, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """The members of one problem; ``type`` is a path of this server that explains it."""
    kind = KINDS[name]
    body: dict[str, Any] = {
        "type": reverse("problem", args=[name]),
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
    }
    return body | ({"errors": errors} if errors is not None else {})


def fields(detail: Any, *, path: str = "") -> Iterator[dict[str, str]]:
    """Each message of a validation error with the field it is about, in dotted form."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            own = (
                path or BODY if name in {api_settings.NON_FIELD_ERRORS_KEY, "__all__"} else f"{path}.{name}".strip(".")
            )
            yield from fields(inner, path=own)
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            nested = isinstance(inner, Mapping) and path
            yield from fields(inner, path=f"{path}.{number}" if nested else path)
    else:
        yield {"field": path or BODY, "message": str(detail)}


def explain(_request: HttpRequest, name: str) -> JsonResponse:
    """What a problem's ``type`` leads to."""
    kind = KINDS.get(name)
    if kind is None:
        return JsonResponse(
            problem("not-found", detail="No such kind of problem."), status=404, content_type=CONTENT_TYPE
        )
    return JsonResponse({"title": kind.title, "status": kind.status, "advice": kind.advice})


def _as_api(error: Exception) -> Exception:
    """Our own errors and Django's in DRF's terms; any other as it is."""
    if isinstance(error, Rejected):
        return exceptions.ValidationError({error.field or BODY: [error.reason]})
    if isinstance(error, Refused):
        return _refused(error)
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, DjangoPermissionDenied):
        return exceptions.PermissionDenied()
    return error


def _refused(error: Refused) -> exceptions.APIException:
    refusal = exceptions.APIException(error.reason)
    refusal.status_code = KINDS["refused"].status
    return refusal


def _name(error: exceptions.APIException) -> str:
    if isinstance(error, exceptions.ParseError):
        return "malformed"
    return BY_STATUS.get(error.status_code, "server-error")


def _summary(error: exceptions.ValidationError) -> str:
    named = sorted({entry["field"] for entry in fields(error.detail)})
    return f"Not valid: {', '.join(named)}."


def _headers(error: Exception) -> dict[str, str]:
    headers = {}
    if asked := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = str(asked)
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(max(1, math.ceil(wait)))
    return headers
