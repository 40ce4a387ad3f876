"""The schema as drf-spectacular draws it comes in; the same with every problem that may answer goes out."""

from __future__ import annotations

from typing import Any

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from claims.api.limits import Limited
from claims.api.problems import CONTENT_TYPE, KINDS, problem

ALWAYS = ("not-authenticated", "scope-missing", "rate-limited", "server-error")
REFUSING = ("/decision/", "/canonical/", "/split/", "/merge/")
WITH_BODY = ("malformed", "length-required", "too-large", "media-type")
RATE_HEADERS = {
    "RateLimit-Limit": "Requests a minute.",
    "RateLimit-Remaining": "Requests left in this minute.",
    "RateLimit-Reset": "Seconds until all are back.",
}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457. “type” is stable and leads to an explanation; “errors” is there for invalid input.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


class Schema(Limited, SpectacularAPIView):
    """OpenAPI 3.1."""


class Docs(Limited, SpectacularSwaggerView):
    """Swagger UI, from our own files."""


def with_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A postprocessing hook: every operation tells its problems and the headers of its limit."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["responses"] = {name: _response(name) for name in KINDS}
    components["headers"] = {
        name: {"description": text, "schema": {"type": "integer"}} for name, text in RATE_HEADERS.items()
    }
    for path, methods in result["paths"].items():
        for operation in methods.values():
            _extend(operation, path=path)
    return result


def _extend(operation: dict[str, Any], *, path: str) -> None:
    for response in operation["responses"].values():
        response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in RATE_HEADERS}
    by_status: dict[int, list[str]] = {}
    for name in _names(operation, path=path):
        by_status.setdefault(KINDS[name].status, []).append(name)
    for status, names in by_status.items():
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/{names[-1]}"}


def _names(operation: dict[str, Any], *, path: str) -> list[str]:
    """The problems that may answer an operation; of two with one status the likelier stands last."""
    names = [*ALWAYS, "not-acceptable"]
    if "requestBody" in operation:
        names += WITH_BODY
    if "requestBody" in operation or operation.get("parameters"):
        names.append("invalid-input")
    if "{" in path:
        names.append("not-found")
    if any(parameter["name"] == "Idempotency-Key" for parameter in operation.get("parameters", [])):
        names.append("key-reused")
    if path.endswith(REFUSING):
        names.append("refused")
    return names


def _response(name: str) -> dict[str, Any]:
    kind = KINDS[name]
    told: dict[str, Any] = problem(name, detail=kind.advice)
    if name == "invalid-input":
        told["errors"] = [{"field": "text", "message": "This field is required."}]
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": told}}
    return {"description": f"{kind.title}. {kind.advice}", "content": content}
