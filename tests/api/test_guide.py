"""The guide holds: every example of docs/api.md is run, in order, against a real server and worker."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from claims.api.problems import KINDS
from claims.models import APIKey, Article, Claim, Newsroom
from tests.conftest import Crew

GUIDE = (Path(__file__).resolve().parent.parent.parent / "docs" / "api.md").read_text()


def blocks(*languages: str) -> list[tuple[str, str]]:
    """(language, text) of the guide's fenced blocks, in order."""
    found = re.findall(r"^```(\w+)\n(.*?)^```", GUIDE, flags=re.S | re.M)
    return [(language, text) for language, text in found if language in languages]


def test_the_table_of_problems_is_whole() -> None:
    rows = re.findall(r"^\| (\d+) \| `/api/problems/([\w-]+)/`", GUIDE, flags=re.M)
    assert {(int(status), name) for status, name in rows} == {(kind.status, name) for name, kind in KINDS.items()}


@pytest.mark.services
@pytest.mark.skipif(shutil.which("curl") is None, reason="the shell examples need curl")
def test_every_example_runs(live_server: Any, newsroom: Newsroom, crew: Crew) -> None:
    _, key = APIKey.issue(newsroom=newsroom, scopes=["read", "submit", "review"])
    environment = {**os.environ, "FACTCHECK_URL": f"{live_server.url}/api/v1", "FACTCHECK_KEY": key}
    crew.start()
    python = ""
    for language, text in blocks("sh", "python"):
        if language == "sh":
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", text], env=environment, capture_output=True, text=True
            )
        else:
            python += text  # a later block goes on with the names of those before it
            done = subprocess.run([sys.executable, "-c", python], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"
        assert done.stdout
    assert Article.objects.get(external_id="cms-20391").state == Article.State.READY
    assert Claim.objects.filter(external_id="arc-1").count() == 1
