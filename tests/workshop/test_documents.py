"""README, CONTRIBUTING, operations and decisions: every verb, command, option, link and door they name exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import resolve

from tests.workshop import ROOT

DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
TEXT = "\n".join(document.read_text() for document in DOCUMENTS)
DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))


def links() -> list[tuple[Path, str]]:
    """Every link to a file of the repository."""
    found = [
        (document, link) for document in DOCUMENTS for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text())
    ]
    return [(document, link.split("#")[0]) for document, link in found if "://" not in link and link.split("#")[0]]


@pytest.mark.parametrize(("document", "link"), links(), ids=lambda value: getattr(value, "name", value))
def test_link_leads_somewhere(document: Path, link: str) -> None:
    assert (document.parent / link).exists()


@pytest.mark.parametrize("verb", sorted(set(re.findall(r"(?:`|^)make (?:PYTHON=\S+ )?([a-z]+)", TEXT, re.MULTILINE))))
def test_verb_exists(verb: str) -> None:
    assert re.search(rf"^{verb}:.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize(("command", "options"), sorted(set(re.findall(r"manage\.py ([a-z_]+)((?: [^\s`|]+)*)", TEXT))))
def test_command_exists_and_knows_its_options(command: str, options: str) -> None:
    app = get_commands()[command]
    assert isinstance(app, str)
    parser = load_command_class(app, command).create_parser("manage.py", command)
    named = set(re.findall(r"(?<=\s)--[a-z-]+", options))
    assert named <= set(parser._option_string_actions)


def doors() -> set[str]:
    """Every path of the desk that a document names; /api/v1/ is only where the API's paths begin."""
    named = set(re.findall(r"(?:`|127\.0\.0\.1:8000)(/[a-z0-9/]*)(?=[`\s\"])", TEXT))
    return {path for path in named if not path.startswith(("/var/", "/tmp"))} - {"/api/v1/"}


@pytest.mark.parametrize("path", sorted(doors()))
def test_door_opens(path: str) -> None:
    assert resolve(path)


@pytest.mark.parametrize("folder", re.findall(r"^\| `([a-z]+/)`", (ROOT / "README.md").read_text(), re.MULTILINE))
def test_the_map_shows_what_is_there(folder: str) -> None:
    assert (ROOT / folder).is_dir()


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_what_why_and_what_follows(decision: Path) -> None:
    headings = re.findall(r"^## (.+)$", decision.read_text(), re.MULTILINE)
    assert headings == ["Context", "Decision", "Consequences"]


def test_every_decision_is_listed_under_its_title() -> None:
    listed = set(re.findall(r"^- \[(.+)\]\((.+)\)$", (ROOT / "docs" / "adr" / "README.md").read_text(), re.MULTILINE))
    titles = {(path.read_text().splitlines()[0].removeprefix("# "), path.name) for path in DECISIONS}
    assert listed == {entry for entry in titles if not entry[1].startswith("0000")}


def test_every_setting_that_the_guide_names_exists() -> None:
    named = set(re.findall(r"`([A-Z]+_[A-Z_]+)(?:=\d+)?`", (ROOT / "docs" / "operations.md").read_text()))
    known = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert named <= known
