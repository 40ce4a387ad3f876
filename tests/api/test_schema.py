"""The schema is whole: drawn without a warning, an example and a summary everywhere, and what is answered fits it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from django.core.management import call_command
from rest_framework.test import APIClient

from tests.api.conftest import Case
from tests.api.test_rights import OPERATIONS, ids

Schema = dict[str, Any]


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    """As ``manage.py spectacular`` draws it; a warning or an invalid schema ends the command."""
    path: Path = tmp_path_factory.mktemp("schema") / "schema.yml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(path))
    drawn: Schema = yaml.safe_load(path.read_text())
    return drawn


def operations(schema: Schema) -> Iterator[tuple[str, str, Schema]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def fits(value: Any, part: Schema, *, schema: Schema) -> None:
    """Raises where the value is not what that part of the schema says."""
    whole = {**part, "components": schema["components"]}
    jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).validate(value)


def test_it_is_openapi_3_1_and_holds_every_operation(schema: Schema) -> None:
    assert schema["openapi"].startswith("3.1")
    drawn = {(method, path.removeprefix("/api/v1/")) for method, path, _ in operations(schema)}
    spelled = {
        (method, path.partition("{")[0] + "{id}" + path.partition("}")[2] if "{" in path else path)
        for method, path in OPERATIONS
    }
    assert drawn == spelled


def test_every_operation_has_a_summary_its_problems_and_a_key(schema: Schema) -> None:
    for method, path, operation in operations(schema):
        assert operation["summary"], path
        assert operation["security"] == [{"key": []}], path
        assert {"401", "403", "429", "500"} <= set(operation["responses"]), path
        if "{" in path:
            assert "404" in operation["responses"], path
        if method == "post":
            assert {"400", "413", "415"} <= set(operation["responses"]), path


def examples(schema: Schema) -> Iterator[tuple[str, Schema, Any]]:
    """(where, the part of the schema, the example) of every body that an operation takes or gives."""
    for method, path, operation in operations(schema):
        bodies = [operation["requestBody"]] if "requestBody" in operation else []
        bodies += [answer for status, answer in operation["responses"].items() if status.startswith("2")]
        for body in bodies:
            for media in body["content"].values():
                for example in media.get("examples", {}).values():
                    yield f"{method} {path}", media["schema"], example["value"]


def test_every_body_has_an_example_that_fits(schema: Schema) -> None:
    seen = set()
    for where, part, value in examples(schema):
        fits(value, part, schema=schema)
        seen.add(where)
    assert seen == {f"{method} {path}" for method, path, _ in operations(schema)}


def test_what_is_answered_fits(schema: Schema, api: APIClient, case: Case) -> None:
    for method, path in OPERATIONS:
        if method == "get":
            noun = path.partition("{")[2].partition("}")[0]
            drawn = schema["paths"]["/api/v1/" + path.replace(f"{{{noun}}}", "{id}")]["get"]["responses"]["200"]
            told = api.get(f"/api/v1/{path.format(**ids(case))}").json()
            fits(told, drawn["content"]["application/json"]["schema"], schema=schema)


def test_what_is_written_is_answered_as_drawn(schema: Schema, api: APIClient, case: Case) -> None:
    bodies = {
        "articles/": {"text": "The lamp burned all night."},
        "claims/": {"text": "The lamp burned."},
        "check/": {"text": case.denied.text},
        "check/quote/": {"quote": "the ferry", "article": case.article.pk},
    }
    for path, body in bodies.items():
        response = api.post(f"/api/v1/{path}", body)
        drawn = schema["paths"][f"/api/v1/{path}"]["post"]["responses"][str(response.status_code)]
        fits(response.json(), drawn["content"]["application/json"]["schema"], schema=schema)


def test_a_problem_fits(schema: Schema, api: APIClient) -> None:
    for response in (api.post("/api/v1/claims/", {}), api.get("/api/v1/claims/0/"), APIClient().get("/api/v1/claims/")):
        fits(response.json(), {"$ref": "#/components/schemas/Problem"}, schema=schema)


def test_schema_and_docs_are_open_and_call_nobody_else(client: Any, db: None) -> None:
    drawn = client.get("/api/schema/")
    page = client.get("/api/docs/")
    assert (drawn.status_code, page.status_code) == (200, 200)
    assert drawn["RateLimit-Limit"] == "100"
    assert "swagger-ui" in page.content.decode()
    assert "//cdn" not in page.content.decode()
    assert "https://" not in page.content.decode()
