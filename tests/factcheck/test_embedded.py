"""The embedded services: up while somebody uses them, gone with the last user, whole again after any crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from factcheck.embedded import Embedded
from tests.conftest import BASE_DIR, wait_until

pytestmark = pytest.mark.services


@pytest.fixture
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    var = tmp_path_factory.mktemp("var")
    for folder in (var, *var.parents[:2]):
        folder.chmod(0o755)  # pytest closes its folders; the servers of a root user run as nobody
    made = Embedded(var)
    yield made
    wait_until(lambda: not servers(made), what=lambda: f"the end of {servers(made)}")


def servers(embedded: Embedded) -> list[int]:
    """The process ids of the servers that run for this folder."""
    found = []
    for process in psutil.process_iter(["name", "cmdline"]):
        line = " ".join(process.info["cmdline"] or [])
        if process.info["name"] in {"postgres", "valkey-server"} and str(embedded.home) in line:
            found.append(process.pid)
    return found


def user(embedded: Embedded) -> subprocess.Popen[str]:
    """Another process that uses the services until it is told to end or is killed."""
    code = f"""
        import sys
        from pathlib import Path
        from factcheck.embedded import Embedded
        with Embedded(Path({str(embedded.var)!r})).running():
            print("up", flush=True)
            sys.stdin.readline()
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


def test_data_outlives_a_stop(embedded: Embedded) -> None:
    with embedded.running(), psycopg.connect(embedded.database_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    wait_until(lambda: not servers(embedded))
    with embedded.running(), psycopg.connect(embedded.database_url) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (7,)


def test_the_three_extensions_are_there(embedded: Embedded) -> None:
    with embedded.running(), psycopg.connect(embedded.database_url) as connection:
        for extension in ("vector", "pg_trgm", "btree_gin"):
            connection.execute(f"CREATE EXTENSION {extension}")
        assert connection.execute("SHOW server_version_num").fetchone() >= ("180000",)


def test_a_killed_user_leaves_no_server_behind(embedded: Embedded) -> None:
    process = user(embedded)
    assert servers(embedded)
    process.kill()
    process.communicate()
    wait_until(lambda: not servers(embedded), what="the servers to stop")


def test_the_first_user_may_leave_while_the_second_works(embedded: Embedded) -> None:
    first, second = user(embedded), user(embedded)
    before = set(servers(embedded))
    first.communicate("\n")
    with psycopg.connect(embedded.database_url) as connection:
        connection.execute("SELECT 1")
    assert set(servers(embedded)) & before
    second.communicate("\n")


def test_a_killed_guardian_takes_its_servers_along_and_the_next_start_heals(embedded: Embedded) -> None:
    process = user(embedded)
    (guardian,) = [p for p in psutil.process_iter(["cmdline"]) if _guards(p, embedded)]
    guardian.send_signal(signal.SIGKILL)
    wait_until(lambda: not servers(embedded), what="the servers to stop")
    with embedded.running():
        assert embedded.answers()
    process.communicate("\n")


def _guards(process: psutil.Process, embedded: Embedded) -> bool:
    line = process.info["cmdline"] or []
    return "factcheck.guardian" in line and str(embedded.var) in line


def test_a_killed_server_is_started_again(embedded: Embedded) -> None:
    with embedded.running():
        for pid in servers(embedded):
            if psutil.Process(pid).name() == "valkey-server":
                os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not embedded._valkey_answers())
        wait_until(embedded.answers, what="Valkey to be back")


def test_what_a_crash_left_heals(embedded: Embedded) -> None:
    with embedded.running():
        pass
    wait_until(lambda: not servers(embedded))
    (embedded.home / "postgres" / "18" / "postmaster.pid").write_text(f"{os.getpid()}\n{embedded.home}\n1\n5432\n")
    (embedded.sockets / "valkey.sock").touch()
    (embedded.sockets / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    with embedded.running():
        assert embedded.answers()


def test_a_deep_folder_gets_short_sockets(tmp_path: Path) -> None:
    deep = Embedded(tmp_path / ("a" * 60) / ("b" * 60))
    assert len(os.fsencode(deep.sockets / ".s.PGSQL.5432")) < 104


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_needs_no_root(tmp_path_factory: pytest.TempPathFactory) -> None:
    var = tmp_path_factory.mktemp("ordinary")
    for folder in (var, *var.parents[:2]):
        folder.chmod(0o777)
    code = f"""
        from pathlib import Path
        from factcheck.embedded import Embedded
        e = Embedded(Path({str(var / "var")!r}))
        with e.running():
            print(e.answers())
    """
    if not os.access(sys.executable, os.X_OK) or not _others_may_enter(Path(sys.prefix)):
        pytest.skip("this Python lies where other users may not go")
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=BASE_DIR,
        user="nobody",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "True\n", done.stderr


def _others_may_enter(path: Path) -> bool:
    real = Path(sys.executable).resolve()
    return all(p.stat().st_mode & 0o001 for start in (path, real.parent) for p in (start, *start.parents))
