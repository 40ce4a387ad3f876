"""Settings, .env.example and docker-compose.yml know the same names and the same defaults."""

from __future__ import annotations

import ast
import re

import pytest

from tests.workshop import ROOT
from tests.workshop.test_compose import OURS, SERVICES

EXAMPLE = (ROOT / ".env.example").read_text()
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text()
SECRETS = {"SECRET_KEY", "POSTGRES_PASSWORD", "VALKEY_PASSWORD"}
ONLY_FOR_COMPOSE = {"POSTGRES_PASSWORD", "VALKEY_PASSWORD", "LISTEN", "FACTCHECK_VERSION"}
SWITCH = {"True": "1", "False": "0"}


def read_by_settings() -> dict[str, str | None]:
    """Every variable that settings.py reads, and its default where that is written out."""
    found: dict[str, str | None] = {}
    tree = ast.parse((ROOT / "factcheck" / "settings.py").read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith("env"):
            name, *default = [*node.args, *(keyword.value for keyword in node.keywords)]
            if isinstance(name, ast.Constant) and not found.get(str(name.value)):
                found[str(name.value)] = written(default[0]) if default else ""
    return found


def written(default: ast.expr) -> str | None:
    """A default as the environment spells it; None where it is computed."""
    if not isinstance(default, ast.Constant):
        return None
    return SWITCH.get(str(default.value), str(default.value))


def shown() -> dict[str, str]:
    """The variables that .env.example sets."""
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))


def test_the_example_names_every_setting_and_nothing_else() -> None:
    named = set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    assert named == set(read_by_settings()) | ONLY_FOR_COMPOSE


@pytest.mark.parametrize("name", sorted(set(shown()) - SECRETS - ONLY_FOR_COMPOSE))
def test_the_example_shows_the_default(name: str) -> None:
    assert shown()[name] == read_by_settings()[name]


def test_the_example_holds_no_secret() -> None:
    assert {shown()[name] for name in SECRETS} == {""}


def test_compose_hands_on_only_settings() -> None:
    for name in OURS:
        assert set(SERVICES[name]["environment"]) <= set(read_by_settings())


@pytest.mark.parametrize(("name", "default"), re.findall(r"\$\{([A-Z_]+):-([^}]*)\}", COMPOSE_TEXT))
def test_compose_falls_back_to_the_same_default(name: str, default: str) -> None:
    assert default == shown().get(name, default)


def test_compose_asks_for_nothing_that_the_example_does_not_name() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE_TEXT))
    assert asked <= set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE))
