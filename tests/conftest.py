"""A newsroom with its people, and a real worker on the test database."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from claims import pipeline
from claims.models import Article, Claim, Membership, Newsroom, Rating, RatingScale, User
from factcheck.embedded import die_with_parent

BASE_DIR = Path(__file__).resolve().parent.parent
SHARED = BASE_DIR.parent / "shared"
WAIT_SECONDS = 120.0

_held = contextlib.ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Run the services while the tests do."""
    if not config.option.collectonly:
        _held.enter_context(settings.EMBEDDED.running())


def pytest_unconfigure() -> None:
    """Let the services go; the last user out stops them."""
    _held.close()


@pytest.fixture
def newsroom(db: None) -> Newsroom:
    """Harbour Desk, with a scale of its own."""
    room = Newsroom.objects.create(name="Harbour Desk", slug="harbour")
    scale = RatingScale.objects.create(newsroom=room, name="Harbour scale")
    for position, (label, normalized) in enumerate(
        [("Wrong", "false"), ("Shaky", "mixed"), ("Right", "true")], start=1
    ):
        Rating.objects.create(scale=scale, label=label, normalized=normalized, position=position)
    return room


@pytest.fixture
def other_newsroom(db: None) -> Newsroom:
    """Another tenant, whose rows nobody of Harbour Desk may see."""
    return Newsroom.objects.create(name="Other Desk", slug="other")


def person(name: str, *, room: Newsroom, role: str) -> User:
    """A member of the newsroom whose password is their name."""
    user = User.objects.create_user(name, password=name, is_staff=role == Membership.Role.EDITOR)
    Membership.objects.create(user=user, newsroom=room, role=role)
    return user


@pytest.fixture
def edith(newsroom: Newsroom) -> User:
    """An editor."""
    return person("edith", room=newsroom, role=Membership.Role.EDITOR)


@pytest.fixture
def egon(newsroom: Newsroom) -> User:
    """A second editor."""
    return person("egon", room=newsroom, role=Membership.Role.EDITOR)


@pytest.fixture
def rosa(newsroom: Newsroom) -> User:
    """A reviewer."""
    return person("rosa", room=newsroom, role=Membership.Role.REVIEWER)


@pytest.fixture
def vito(newsroom: Newsroom) -> User:
    """A viewer."""
    return person("vito", room=newsroom, role=Membership.Role.VIEWER)


@pytest.fixture
def otto(other_newsroom: Newsroom) -> User:
    """An editor of the other newsroom: an outsider here."""
    return person("otto", room=other_newsroom, role=Membership.Role.EDITOR)


def process_environment(**extra: str) -> dict[str, str]:
    """What a process of ours needs to work on the test database and this run's broker."""
    values = connection.settings_dict
    host = values["OPTIONS"].get("host") or values["HOST"]
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "DATABASE_URL": f"postgresql://{values['USER']}@/{values['NAME']}?host={host}",
        "BROKER_URL": settings.CELERY_BROKER_URL,
        "SECRET_KEY": "only-for-tests",
        "WORKER_CONCURRENCY": "2",
        "STAGE_LEASE": "3",
        "SWEEP_SECONDS": "1",
        "LOG_LEVEL": "WARNING",
        **extra,
    }


class Crew:
    """A worker and beat as real processes; ``kill`` is what a power cut does to them."""

    def __init__(self, *, log: Path, **extra: str) -> None:
        self.log = log
        self.environment = process_environment(**extra)
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, *, wait: bool = True) -> None:
        """Start both, each in a process group of its own, and wait until the worker answers on this run's broker."""
        celery = [sys.executable, "-m", "celery", "-A", "factcheck"]
        worker = [*celery, "worker", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        beat = [*celery, "beat", "--schedule", str(self.log.with_suffix(".beat")), "--pidfile", ""]
        with self.log.open("ab") as log:
            for command in (worker, beat):
                process = subprocess.Popen(
                    command,
                    cwd=BASE_DIR,
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    preexec_fn=lambda: die_with_parent(signal.SIGTERM),  # a killed test run leaves no worker behind
                )
                self.processes.append(process)
        if wait:
            wait_until(lambda: pipeline.workers_alive(timeout=1.0), what="the worker to answer")

    def kill(self) -> None:
        """``kill -9`` for every process of both groups at once."""
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.processes.clear()

    def stop(self) -> None:
        """Let both end in good order."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
        self.kill()


@pytest.fixture
def crew(transactional_db: None, tmp_path: Path) -> Iterator[Crew]:
    """A worker and beat on the test database, not yet started; stopped at the end. The queue starts empty."""
    from factcheck.celery import app

    app.control.purge()
    made = Crew(log=tmp_path / "crew.log")
    yield made
    made.stop()


def wait_until(true: Callable[[], bool], *, what: Any = "the condition") -> None:
    """Wait for something that the worker brings about.

    Raises:
        AssertionError: when it does not come true.
    """
    deadline = time.monotonic() + WAIT_SECONDS
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"gave up waiting for {what() if callable(what) else what}")
        time.sleep(0.1)


def somebody_waits() -> bool:
    """Whether a session waits for a row that another one holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def all_done() -> bool:
    """Whether no article is on its way and no claim waits to be compared."""
    return not Article.objects.unfinished().exists() and not Claim.objects.unmatched().exists()
