"""A transcript of 60,000 words, read by a real worker: whole, with progress to look at, in bounded memory."""

from __future__ import annotations

import psutil
import pytest

from claims import pipeline
from claims.ingest.document import Document
from claims.models import Article, Claim, Match, Newsroom
from tests.conftest import Crew, wait_until
from tests.transcripts import Transcript, transcript

pytestmark = pytest.mark.services

WORDS = 60_000
SHORT = 300
KILLED = 30_000
GROWTH_MB = 150  # of the worker's memory, from reading the short one to reading the long one
# One process whose memory is looked at; on a busy machine storing thousands of claims, or comparing a batch of them
# with as many, takes longer than the tests' lease of three seconds.
ONE_PATIENT_WORKER = {"WORKER_CONCURRENCY": "1", "STAGE_LEASE": "20"}


def take_in(room: Newsroom, spoken: Transcript) -> Article:
    return pipeline.take_in(newsroom=room, document=Document(text=spoken.text, kind="transcript")).article


def stands_at(article: Article) -> tuple[str, int, int]:
    return Article.objects.values_list("state", "done", "total").get(pk=article.pk)


class Watch:
    """Whoever polls one article, as the desk's page does: the progress of every state, and the worker's most memory."""

    def __init__(self, article: Article, crew: Crew) -> None:
        self.article, self.crew = article, crew
        self.seen: dict[str, list[tuple[int, int]]] = {}
        self.most_mb = 0.0

    def reaches(self, state: str, *, done: int = 0) -> bool:
        """Look once; whether it is there by now."""
        now, *progress = stands_at(self.article)
        assert now != "failed", Article.objects.values_list("state_reason", flat=True).get(pk=self.article.pk)
        seen = self.seen.setdefault(now, [])
        if not seen or seen[-1] != tuple(progress):
            seen.append((progress[0], progress[1]))
        self.most_mb = max(self.most_mb, memory_mb(self.crew))
        return now == state and progress[0] >= done

    def until(self, state: str, *, done: int = 0) -> None:
        wait_until(lambda: self.reaches(state, done=done), what=lambda: stands_at(self.article))


def memory_mb(crew: Crew) -> float:
    """Resident memory of the largest process that works, in MB."""
    return max(child.memory_info().rss for child in psutil.Process(crew.processes[0].pid).children()) / 1e6


def check_claims(article: Article, spoken: Transcript) -> None:
    """One statement for every sentence, in order, by whoever spoke; and the words of every claim where it says."""
    claims = Claim.objects.filter(article=article).select_related("speaker", "revision").order_by("start", "-end")
    assert all(claim.revision.text[claim.start : claim.end] == claim.text for claim in claims)
    stated = [claim for claim in claims if claim.kind == "statement"]
    assert [(claim.speaker.name, claim.text) for claim in stated] == list(spoken.said)
    assert all(claim.within_id for claim in claims if claim.kind != "statement")  # told inside one of them


def check_rising(seen: list[tuple[int, int]], *, at_least: int) -> None:
    """Progress moved on at every look, towards one end."""
    moving = [done for done, total in seen if total]
    assert moving == sorted(set(moving)), seen
    assert len(moving) >= at_least, seen
    assert len({total for _done, total in seen if total}) == 1, seen


def test_a_long_transcript_is_read_to_its_end(newsroom: Newsroom, crew: Crew) -> None:
    crew.environment |= ONE_PATIENT_WORKER
    crew.start()
    short = Watch(take_in(newsroom, transcript(SHORT, seed=1)), crew)
    short.until("ready")

    spoken = transcript(WORDS)
    assert len(spoken.text.split()) >= WORDS
    article = take_in(newsroom, spoken)
    long = Watch(article, crew)
    long.until("matching")
    check_claims(article, spoken)
    check_rising(long.seen["extracting"], at_least=3)
    assert long.most_mb - short.most_mb < GROWTH_MB, (short.most_mb, long.most_mb)

    total = Claim.objects.filter(article=article).count()
    long.until("matching", done=stands_at(article)[1] + 32)
    long.until("matching", done=stands_at(article)[1] + 32)
    check_rising(long.seen["matching"], at_least=2)
    assert stands_at(article)[2] == total
    crew.kill()  # comparing thousands of claims goes on for minutes
    assert Match.objects.filter(a__article=article).exists()


def test_a_worker_killed_while_it_reads_leaves_nothing_twice_and_nothing_out(newsroom: Newsroom, crew: Crew) -> None:
    crew.environment |= ONE_PATIENT_WORKER
    crew.start()
    spoken = transcript(KILLED)
    article = take_in(newsroom, spoken)
    watch = Watch(article, crew)
    watch.until("extracting", done=1)
    crew.kill()
    assert stands_at(article)[0] == "extracting", "all was read before the kill: this run proves nothing"
    assert not Claim.objects.filter(article=article).exists()

    crew.start()
    watch.until("matching", done=32)
    crew.kill()
    matched = Claim.objects.filter(article=article, matched_at__isnull=False).count()
    assert matched >= 32
    check_claims(article, spoken)

    crew.start()
    pk = article.pk
    wait_until(lambda: Claim.objects.filter(article=pk, matched_at__isnull=False).count() > matched)
    crew.kill()
    check_claims(article, spoken)
