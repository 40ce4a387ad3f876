"""`up`: everything in one command, nothing left when it ends, however it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from factcheck.processes import free_port
from tests.conftest import BASE_DIR, wait_until

pytestmark = pytest.mark.services


@pytest.fixture
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("up")
    for folder in (made, *made.parents[:2]):
        folder.chmod(0o755)
    yield made
    wait_until(lambda: not processes(made), what=lambda: f"the end of {processes(made)}")


def processes(var: Path) -> list[str]:
    """What still runs on behalf of this folder."""
    found = []
    for process in psutil.process_iter(["cmdline", "environ"]):
        line = " ".join(process.info["cmdline"] or [])
        ours = (process.info["environ"] or {}).get("FACTCHECK_VAR") == str(var) or str(var) in line
        if ours and process.pid != os.getpid():
            found.append(f"{process.pid} {line[:80]}")
    return found


def environment(var: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "BROKER_URL"}}
    return {**clean, "FACTCHECK_VAR": str(var), "STATIC_HASHED": "0", "DJANGO_SETTINGS_MODULE": "factcheck.settings"}


def test_exec_runs_a_command_against_a_worker_and_ends_with_its_status(var: Path) -> None:
    story = "“The dam holds,” engineer Siv Lund said."
    command = f"printf '%s' '{story}' | {sys.executable} manage.py screen --json - && exit 7"
    done = subprocess.run(
        [sys.executable, "manage.py", "up", "--exec", command],
        cwd=BASE_DIR, env=environment(var), capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 7, done.stderr
    assert done.stdout.startswith('{"articles": [{')
    assert "Siv Lund" in done.stdout


def test_the_desk_is_served_on_the_next_free_port_and_a_kill_leaves_nothing(var: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        running = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--no-demo", "--port", str(port)],
            cwd=BASE_DIR, env=environment(var), stdout=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        assert running.stdout is not None
        address = next(line.split()[-1] for line in running.stdout if "The desk" in line)
        assert address != f"http://localhost:{port}/"
        wait_until(lambda: answers(address + "healthz"), what="the desk to answer")
        running.send_signal(signal.SIGKILL)
        running.communicate()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def test_a_port_in_use_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(host="127.0.0.1", wanted=port) > port
