"""Compose and Dockerfile: everything has a health check, nothing holds a secret, every name leads somewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.workshop import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OURS = sorted(name for name, service in SERVICES.items() if "build" in service)


def one_shot() -> set[str]:
    """Services that others wait for to end."""
    return {
        name
        for service in SERVICES.values()
        for name, wait in service.get("depends_on", {}).items()
        if wait["condition"] == "service_completed_successfully"
    }


def test_the_desk_is_whole() -> None:
    assert set(SERVICES) == {"web", "worker", "beat", "migrate", "postgres", "valkey"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_every_standing_service_is_watched_and_restarted(name: str) -> None:
    service = SERVICES[name]
    inherited = "build" in service and "command" not in service and "HEALTHCHECK" in DOCKERFILE
    check = service.get("healthcheck", {})

    assert check.get("test") or inherited
    assert not check.get("disable")
    assert service["restart"] == "unless-stopped"


def test_only_migrate_runs_once() -> None:
    assert one_shot() == {"migrate"}
    assert SERVICES["migrate"]["restart"] == "on-failure"


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_waits_only_for_what_can_answer(name: str) -> None:
    for other, wait in SERVICES[name].get("depends_on", {}).items():
        if wait["condition"] == "service_healthy":
            assert SERVICES[other]["healthcheck"]["test"]


@pytest.mark.parametrize("name", OURS)
def test_our_containers_may_not_write_or_gain_rights(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert re.search(r"^USER \d+$", DOCKERFILE, re.MULTILINE)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_secrets_come_from_outside_and_must_be_given(name: str) -> None:
    for key, value in SERVICES[name].get("environment", {}).items():
        if re.search("SECRET|PASSWORD", key):
            assert re.fullmatch(r"\$\{\w+:\?[^}]+\}", str(value))
        for user_password in re.findall(r"//([^@/]*)@", str(value)):
            assert user_password.split(":", 1)[1].startswith("${")


def test_every_volume_is_named() -> None:
    used = {
        volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", []) if ":" in volume
    }
    assert used == set(COMPOSE["volumes"])


def copied_into_the_image() -> list[str]:
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    return [source.rstrip("/") for line in lines for source in line.split()]


@pytest.mark.parametrize("source", copied_into_the_image())
def test_the_image_copies_what_is_there_and_let_in(source: str) -> None:
    assert (ROOT / source).exists()
    assert f"!{source}" in (ROOT / ".dockerignore").read_text().splitlines()
