"""Ten copies of a story at once, on real workers: nothing doubled, nothing lost, whoever dies in the middle."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from claims import pipeline
from claims.extraction.extract import find
from claims.ingest.document import Document
from claims.models import Appearance, Article, Claim, Flag, Newsroom
from tests.conftest import Crew, all_done, wait_until
from tests.extraction.test_appearances import OUTLETS, edited

pytestmark = pytest.mark.services
STORIES = 6


def submit(room: Newsroom) -> None:
    """Six stories in ten outlets, copy after copy, so that two workers always hold copies of one story."""
    for story in range(STORIES):
        for number, outlet in enumerate(OUTLETS):
            pipeline.take_in(
                newsroom=room,
                document=Document(
                    text=told(number, story),
                    source_name=outlet,
                    external_id=f"{story}-{number}",
                    published_at=dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC),
                ),
            )


def told(number: int, story: int) -> str:
    """One outlet's copy of one story; no two stories share a sentence of note."""
    place = ("Skarv", "Holm", "Lunden", "Varn", "Espe", "Nygard")[story]
    return edited(number).replace("the", f"the {place}").replace("lamp here", f"lamp of {place}")


def check(room: Newsroom) -> None:
    """Each copy holds what it would hold alone, and each story has one set of claims."""
    assert set(Article.objects.for_newsroom(room).values_list("state", flat=True)) == {"ready"}
    own = Claim.objects.for_newsroom(room).standing().values_list("article__external_id", "statement")
    more = Appearance.objects.standing().filter(claim__newsroom=room)
    held = Counter([*own, *more.values_list("article__external_id", "claim__statement")])
    wanted = Counter(
        (f"{story}-{number}", one.place.statement)
        for story in range(STORIES)
        for number in range(len(OUTLETS))
        for one in find(told(number, story))
    )
    assert held == wanted
    statements = Counter(Claim.objects.for_newsroom(room).values_list("statement", flat=True))
    doubled = [statement for statement, times in statements.items() if times > 1]
    assert doubled == []
    assert not Flag.objects.for_newsroom(room).filter(kind="duplicate", score=1.0).exists()


def test_copies_that_two_workers_read_at_once_are_one_set(crew: Crew, newsroom: Newsroom) -> None:
    submit(newsroom)
    crew.start()
    wait_until(all_done, what=lambda: list(Article.objects.unfinished().values_list("state", "state_reason")))
    check(newsroom)


def test_a_worker_that_dies_among_copies_changes_nothing(crew: Crew, newsroom: Newsroom) -> None:
    submit(newsroom)
    for share in (0.2, 0.6):
        crew.start()
        read = Article.objects.exclude(state__in=["stored", "extracting"])
        wait_until(lambda read=read, share=share: read.count() >= share * STORIES * len(OUTLETS))
        assert Article.objects.unfinished().exists(), "all was done before the kill: this run proves nothing"
        crew.kill()
    crew.start()
    wait_until(all_done, what=lambda: list(Article.objects.unfinished().values_list("state", "state_reason")))
    check(newsroom)
