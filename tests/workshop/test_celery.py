"""Celery's own command line understands every spelling of BROKER_URL that the settings do."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.workshop import ROOT

NOBODY_ANSWERS = 69  # EX_UNAVAILABLE, from a worker that is not there and from a broker that is not


def ask_for_workers(broker: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "celery", "-A", "factcheck", "inspect", "ping", "--destination", "nobody@nowhere"]
    environment = {**os.environ, "BROKER_URL": broker}
    return subprocess.run(
        [*command, "--timeout", "1"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.services
def test_the_broker_is_reached_as_it_is_spelled() -> None:
    asked = ask_for_workers(settings.BROKER_URL)
    assert "No nodes replied" in asked.stdout + asked.stderr


@pytest.mark.parametrize("scheme", ["redis", "valkey"])
def test_an_unreachable_broker_is_known_by_its_scheme(scheme: str) -> None:
    asked = ask_for_workers(f"{scheme}://127.0.0.1:9/0")
    assert asked.returncode == NOBODY_ANSWERS
    assert "No such transport" not in asked.stdout + asked.stderr
