"""Our own processes: web, worker and beat, started side by side, their logs prefixed, stopped together."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from factcheck.embedded import die_with_parent, for_celery

BASE_DIR = Path(__file__).resolve().parent.parent
COLOURS = {"web": 36, "worker": 33, "beat": 35}
STOP_SECONDS = 20.0
RESTART_SECONDS = 1.0


def worker_command(*, log_level: str = "INFO") -> list[str]:
    """A Celery worker; how many tasks at once is WORKER_CONCURRENCY."""
    celery = [sys.executable, "-m", "celery", "-A", "factcheck", "--quiet", "worker", "--loglevel", log_level]
    return [*celery, "--without-gossip", "--without-mingle", "--hostname", f"worker-{os.getpid()}@%h"]


def beat_command(var: Path) -> list[str]:
    """Celery's clock, which sends the sweep."""
    celery = [sys.executable, "-m", "celery", "-A", "factcheck", "beat", "--loglevel", "WARNING"]
    return [*celery, "--schedule", str(var / "beat-schedule"), "--pidfile", ""]


def web_command(*, host: str, port: int) -> list[str]:
    """gunicorn with threads: pages wait for the database more than for the CPU."""
    gunicorn = [sys.executable, "-m", "gunicorn", "factcheck.wsgi", "--bind", f"{host}:{port}"]
    return [
        *gunicorn,
        "--workers",
        "2",
        "--threads",
        "4",
        "--timeout",
        "60",
        "--log-level",
        "warning",
        "--no-control-socket",
    ]


def free_port(*, host: str, wanted: int) -> int:
    """``wanted``, or the next port on which nobody listens.

    Raises:
        OSError: when none of the next hundred is free, or the host is not one of this machine's.
    """
    for port in range(wanted, wanted + 100):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                if port == wanted + 99:
                    raise
                continue
            return port
    raise OSError(f"no free port from {wanted} on")


class Supervisor:
    """Keeps named processes up until told to stop; a process that ends is started again."""

    def __init__(self, *, out: IO[str], env: dict[str, str] | None = None) -> None:
        self.out = out
        self.env = {**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})}
        if self.env.get("BROKER_URL"):
            self.env["BROKER_URL"] = for_celery(self.env["BROKER_URL"])
        self.commands: dict[str, list[str]] = {}
        self.running: dict[str, subprocess.Popen[str]] = {}
        self.copiers: list[threading.Thread] = []
        self.lock = threading.Lock()

    def start(self, name: str, command: list[str]) -> None:
        """Start a process under ``name``. From the main thread: its end would otherwise end the process too."""
        self.commands[name] = command
        process = subprocess.Popen(
            command,
            cwd=BASE_DIR,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # Ctrl-C reaches us alone; we then stop them in order
            preexec_fn=lambda: die_with_parent(signal.SIGTERM),
        )
        self.running[name] = process
        self.copiers.append(threading.Thread(target=self._copy, args=(name, process), daemon=True))
        self.copiers[-1].start()

    def _copy(self, name: str, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        label = f"{name:<7}│"
        if self.out.isatty():
            label = f"\x1b[{COLOURS.get(name, 37)}m{label}\x1b[0m"
        with process.stdout:
            for line in process.stdout:
                with self.lock, contextlib.suppress(ValueError, OSError):  # our own output may be gone before theirs
                    self.out.write(f"{label} {line.rstrip()}\n")
                    self.out.flush()

    def tend(self) -> None:
        """Start again what has ended."""
        for name, process in list(self.running.items()):
            if process.poll() is not None:
                self.say(f"{name} ended ({process.returncode}); starting it again")
                time.sleep(RESTART_SECONDS)
                self.start(name, self.commands[name])

    def say(self, text: str) -> None:
        """A line of our own among the logs."""
        with self.lock:
            self.out.write(text + "\n")
            self.out.flush()

    def stop(self) -> None:
        """Ask all to finish what they do, and after a while no longer ask."""
        for process in self.running.values():
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        for copier in self.copiers:
            copier.join(1.0)
        self.running.clear()


@contextlib.contextmanager
def a_worker(*, var: Path, out: IO[str], alive: bool) -> Iterator[None]:
    """A worker and beat for as long as the block runs; those that are ``alive`` already are used as they are."""
    if alive:
        yield
        return
    supervisor = Supervisor(out=out, env={"LOG_LEVEL": "WARNING"})
    supervisor.start("worker", worker_command(log_level="WARNING"))
    supervisor.start("beat", beat_command(var))
    try:
        yield
    finally:
        supervisor.stop()
