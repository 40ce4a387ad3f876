"""The embedded default: PostgreSQL and Valkey from their wheels, running exactly while somebody uses them.

Whoever uses the services holds a shared lock on ``users.lock``. A guardian process, one a ``var`` folder, starts the
servers, restarts one that dies, and stops both once it gets that lock for itself, which is when the last user is gone:
the kernel drops a killed user's lock too, so nothing is ever left behind. See docs/adr/0001-embedded-services.md.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

NAME = "factcheck"  # of the database and of its owner
SOCKET_PATH_LIMIT = 100  # sun_path holds 104 bytes on macOS, 108 on Linux
START_SECONDS = 90.0  # the first start also makes the database cluster
POLL_SECONDS = 0.2
STARTS = 3  # how often a guardian that dies is tried
PR_SET_PDEATHSIG = 1
_LIBC = (
    ctypes.CDLL(None) if sys.platform == "linux" else None
)  # opened before any fork: a child must not load libraries


class EmbeddedError(RuntimeError):
    """The embedded services could not be started; the message says why and where the logs are."""


def kept_secret(var: Path, *, make: Callable[[], str]) -> str:
    """A secret that is made once and kept in ``var``, readable by its owner alone."""
    path = var / "secret_key"
    with contextlib.suppress(FileNotFoundError):
        return path.read_text().strip()
    var.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"secret_key.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(make())
    with contextlib.suppress(FileExistsError):  # somebody else was first: theirs counts
        os.link(fresh, path)
    fresh.unlink()
    return path.read_text().strip()


def for_redis(url: str) -> str:
    """The broker's address as the redis client (the cache) spells it."""
    if url.startswith("redis+socket://"):
        return "unix://" + url.removeprefix("redis+socket://")
    return url.replace("valkey://", "redis://", 1).replace("valkeys://", "rediss://", 1)


def for_celery(url: str) -> str:
    """The broker's address as Celery spells it; its command line reads BROKER_URL by itself, past our settings."""
    if url.startswith("unix://"):
        return "redis+socket://" + url.removeprefix("unix://")
    return url.replace("valkey://", "redis://", 1).replace("valkeys://", "rediss://", 1)


def reachable_by_all(path: Path) -> bool:
    """Whether any account of this machine may enter the folder."""
    return all(p.stat().st_mode & stat.S_IXOTH for p in [path, *path.parents] if p.exists())


@dataclass(frozen=True)
class Embedded:
    """The services of one ``var`` folder; ``database`` and ``broker`` say which of the two are wanted at all."""

    var: Path
    database: bool = True
    broker: bool = True

    @property
    def home(self) -> Path:
        """Where the servers keep their data: ``var``, unless we are root and nobody else may enter it.

        PostgreSQL refuses to run as root, so there it runs as ``nobody``, who cannot pass a closed folder.
        """
        if os.geteuid() != 0 or reachable_by_all(self.var):
            return self.var
        return Path("/var/lib/factcheck") / self._digest

    @property
    def sockets(self) -> Path:
        """The folder of the two sockets: short enough for the kernel, closed to other users."""
        wanted = self.home / "run"
        fits = len(os.fsencode(wanted)) + len("/.s.PGSQL.5432") <= SOCKET_PATH_LIMIT
        return wanted if fits else Path("/tmp") / f"factcheck-{os.geteuid()}-{self._digest}"

    @property
    def _digest(self) -> str:
        return hashlib.sha256(os.fsencode(self.var)).hexdigest()[:12]

    @property
    def database_url(self) -> str:
        """Where PostgreSQL answers."""
        return f"postgresql://{NAME}@/{NAME}?host={self.sockets}"

    @property
    def broker_url(self) -> str:
        """Where Valkey answers."""
        return f"unix://{self.sockets}/valkey.sock"

    @property
    def any(self) -> bool:
        """Whether there is anything to run."""
        return self.database or self.broker

    @contextlib.contextmanager
    def worker(self, *, alive: bool, out: IO[str]) -> Iterator[None]:
        """A worker and beat for as long as the block runs; those that are ``alive`` already are used as they are."""
        from factcheck.processes import a_worker

        with a_worker(var=self.var, out=out, alive=alive):
            yield

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Hold the services up; those already running are used as they are, and the last one out stops them.

        Raises:
            EmbeddedError: when a server does not come up; with the end of the log.
        """
        if not self.any:
            yield
            return
        self.var.mkdir(parents=True, exist_ok=True)
        with _locked(self.var / "users.lock", fcntl.LOCK_SH):
            self._await_answer()
            yield

    def _await_answer(self) -> None:
        deadline, starts = time.monotonic() + START_SECONDS, 0
        while not self.answers():
            if not _is_locked(self.var / "guardian.lock"):
                if starts == STARTS:
                    raise EmbeddedError(f"The embedded services did not start. {self._log_end()}")
                self._spawn_guardian()
                starts += 1
            if time.monotonic() > deadline:
                raise EmbeddedError(f"The embedded services gave no answer in {START_SECONDS:.0f} s. {self._log_end()}")
            time.sleep(POLL_SECONDS / 2)

    def _spawn_guardian(self) -> None:
        """Start a guardian, which lets go of us as soon as it is the one (or finds that there is one)."""
        wanted = [name for name in ("database", "broker") if getattr(self, name)]
        (self.var / "log").mkdir(exist_ok=True)
        with (self.var / "log" / "services.log").open("ab") as log:
            subprocess.run(
                [sys.executable, "-m", "factcheck.guardian", str(self.var), *wanted],
                cwd=Path(__file__).parent.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                check=False,
            )

    def _log_end(self) -> str:
        log = self.var / "log" / "services.log"
        lines = log.read_text(errors="replace").splitlines()[-15:] if log.exists() else []
        return "\n".join([f"The end of {log}:", *lines])

    def answers(self) -> bool:
        """Whether every wanted server takes requests."""
        return (not self.database or self._postgres_answers()) and (not self.broker or self._valkey_answers())

    def _postgres_answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.database_url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _valkey_answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(2.0)
                connection.connect(str(self.sockets / "valkey.sock"))
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False


@contextlib.contextmanager
def _locked(path: Path, mode: int) -> Iterator[IO[str]]:
    with path.open("a") as handle:
        fcntl.flock(handle, mode)
        yield handle


def _is_locked(path: Path) -> bool:
    with path.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def die_with_parent(wish: signal.Signals) -> None:
    """Ask the kernel to send us ``wish`` when our parent dies (Linux; elsewhere the next start heals what is left)."""
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, int(wish))
