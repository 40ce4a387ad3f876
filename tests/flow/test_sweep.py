"""The sweep: what a dead worker left behind goes on, what was tried too often is put down, old names are forgotten."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from claims import pipeline
from claims.ingest import fail
from claims.ingest.document import Document
from claims.ingest.submit import submit
from claims.models import Article, IdempotencyKey, Newsroom

pytestmark = [pytest.mark.django_db, pytest.mark.services]

LONG_AGO = dt.timedelta(hours=1)


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    return submit(newsroom=newsroom, document=Document(text="“The dam holds,” engineer Siv Lund said.")).article


@pytest.mark.parametrize(
    ("left", "tries", "after"),
    [
        ("stored", 0, "stored"),
        ("stored", 50, "stored"),
        ("extracting", 0, "stored"),
        ("matching", 4, "extracted"),
        ("matching", 5, "failed"),
    ],
)
def test_what_was_abandoned_goes_on(article: Article, left: str, tries: int, after: str) -> None:
    then = timezone.now() - LONG_AGO
    Article.objects.update(state=left, tries=tries, state_since=then)
    pipeline.sweep()
    article.refresh_from_db()
    assert (article.state, article.state_since > then) == (after, True)
    assert after != "failed" or "Given up" in article.state_reason


def test_what_is_being_worked_on_is_left_alone(article: Article) -> None:
    Article.objects.update(state="extracting", attempt=7)
    pipeline.sweep()
    article.refresh_from_db()
    assert (article.state, article.attempt) == ("extracting", 7)


def test_a_late_worker_finds_that_it_lost_the_article(article: Article) -> None:
    attempt = Article.objects.take(article_id=article.pk, waiting="stored", working="extracting")
    Article.objects.update(state_since=timezone.now() - LONG_AGO)
    pipeline.sweep()
    assert attempt is not None
    assert not Article.objects.held(article_id=article.pk, attempt=attempt, working="extracting").exists()
    again = Article.objects.take(article_id=article.pk, waiting="stored", working="extracting")
    assert again == attempt + 1
    assert Article.objects.take(article_id=article.pk, waiting="stored", working="extracting") is None


def test_a_failure_is_booked_on_the_attempt_that_failed(article: Article) -> None:
    lost = Article.objects.take(article_id=article.pk, waiting="stored", working="extracting")
    Article.objects.filter(pk=article.pk).update(state="stored", attempt=(lost or 0) + 1)
    fail.fail(article.pk, attempt=lost, reason="The text before had a flaw.")
    article.refresh_from_db()
    assert article.state == "stored"
    held = Article.objects.take(article_id=article.pk, waiting="stored", working="extracting")
    fail.fail(article.pk, attempt=held, reason="This one has a flaw too.")
    article.refresh_from_db()
    assert (article.state, article.failed_stage) == ("failed", "extracting")
    assert article.state_reason == "This one has a flaw too."


def test_old_idempotency_keys_are_forgotten(newsroom: Newsroom) -> None:
    for key in ("old", "new"):
        IdempotencyKey.objects.create(newsroom=newsroom, key=key, request_hash="x")
    IdempotencyKey.objects.filter(key="old").update(created_at=timezone.now() - dt.timedelta(days=3))
    pipeline.forget()
    assert IdempotencyKey.objects.get().key == "new"
