"""The requirement lists: pinned, complete, in step with each other, and free of any index's address."""

from __future__ import annotations

import re

import pytest

from tests.workshop import ROOT

LISTS = ("requirements", "requirements-dev")
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[^]]+\])?==(?P<version>[^\s;]+)(?P<only_if>\s*;.*)?")


def normal(name: str) -> str:
    """A distribution's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def lines(name: str) -> list[str]:
    """The lines of a list that say something to pip."""
    text = (ROOT / name).read_text()
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def pins(name: str) -> dict[str, set[str]]:
    """Versions by distribution; two where they depend on the Python."""
    found: dict[str, set[str]] = {}
    for line in lines(f"{name}.txt"):
        pin = PIN.fullmatch(line)
        assert pin, f"{name}.txt: not pinned: {line}"
        found.setdefault(normal(pin["name"]), set()).add(pin["version"])
    return found


def wished(name: str) -> set[str]:
    """The distributions that a .in file asks for."""
    asked = [line for line in lines(f"{name}.in") if not line.startswith("-")]
    return {normal(re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0]) for line in asked}


@pytest.mark.parametrize("name", LISTS)
def test_every_wish_is_pinned(name: str) -> None:
    assert wished(name) <= set(pins(name))


@pytest.mark.parametrize("file", [f"{name}.{ending}" for name in LISTS for ending in ("in", "txt")])
def test_no_list_names_an_index(file: str) -> None:
    assert not re.search(r"--(extra-)?index-url|--find-links|://|^-f |^-i ", (ROOT / file).read_text(), re.MULTILINE)


def test_what_stands_in_both_has_one_version() -> None:
    runtime, workshop = map(pins, LISTS)
    differing = {name for name in set(runtime) & set(workshop) if runtime[name] != workshop[name]}
    assert not differing


def test_test_tools_stay_out_of_the_product() -> None:
    assert not wished("requirements-dev") & set(pins("requirements"))
