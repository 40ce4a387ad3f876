"""The Makefile: every promised verb is there, installs once, and says what is wrong with a Python it cannot use."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workshop import ROOT

VERBS = ("run", "test", "install", "lint", "evaluate", "benchmark", "lock", "clean")
FILES = ("Makefile", "requirements.txt", "requirements-dev.txt")

# Says that it is a Python 3.10, whatever it really is, and otherwise runs what it is given.
ELDERLY = """#!/bin/sh
exec {python} -c 'import sys; sys.version_info = (3, 10, 0); exec(sys.argv[1])' "$2"
"""


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """An empty clone: the Makefile and the lists, nothing installed."""
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def make(*arguments: str, where: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run make as a person would, not as a part of the make that may have started this test."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    outside.pop("PYTHON", None)
    return subprocess.run(["make", *arguments], cwd=where, env=outside, capture_output=True, text=True, check=False)


def pretend_installed(bench: Path) -> None:
    (bench / ".venv" / "bin").mkdir(parents=True)
    (bench / ".venv" / "bin" / "python").symlink_to(sys.executable)
    assert make("--touch", "install", where=bench).returncode == 0


@pytest.mark.parametrize("verb", VERBS)
def test_verb_exists_and_help_names_it(verb: str) -> None:
    assert make("--dry-run", verb).returncode == 0
    assert f"make {verb} " in make("help").stdout


def test_from_nothing_everything_is_installed(bench: Path) -> None:
    planned = make("--dry-run", "test", where=bench).stdout
    assert "-m venv" in planned
    assert "-r requirements.txt" in planned
    assert "-r requirements-dev.txt" in planned


def test_running_needs_no_test_tools(bench: Path) -> None:
    planned = make("--dry-run", "run", where=bench).stdout
    assert "-r requirements.txt" in planned
    assert "requirements-dev.txt" not in planned


def test_the_second_time_nothing_is_installed(bench: Path) -> None:
    pretend_installed(bench)
    assert "pip install" not in make("--dry-run", "install", where=bench).stdout


def test_a_changed_list_is_installed(bench: Path) -> None:
    pretend_installed(bench)
    with (bench / "requirements.txt").open("a") as requirements:
        requirements.write("another==1.0\n")
    assert "-r requirements.txt" in make("--dry-run", "run", where=bench).stdout


def test_a_lost_interpreter_makes_a_new_environment(bench: Path) -> None:
    pretend_installed(bench)
    python = bench / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(bench / "uninstalled")
    assert "-m venv" in make("--dry-run", "install", where=bench).stdout


def test_a_missing_python_is_said_to_be_missing(bench: Path) -> None:
    done = make("PYTHON=python3.99", "install", where=bench)
    assert done.returncode != 0
    assert "Factcheck needs Python 3.11 or newer" in done.stderr
    assert "python3.99: not here" in done.stderr
    assert not (bench / ".venv").exists()


def test_an_old_python_is_said_to_be_old(bench: Path) -> None:
    elderly = bench / "elderly"
    elderly.write_text(ELDERLY.format(python=sys.executable))
    elderly.chmod(0o755)
    done = make("PYTHON=./elderly", "install", where=bench)
    assert done.returncode != 0
    assert "./elderly: older than 3.11" in done.stderr


def test_ci_calls_the_verbs() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    assert {"verb lint", "verb test"} <= set(script.read_text().splitlines())
