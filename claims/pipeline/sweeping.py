"""What a dead broker or worker left behind -> sent on, or failed with a reason; and what beat does besides."""

from __future__ import annotations

import datetime as dt
import logging

from celery import current_app, shared_task
from django.db.models import Q
from django.utils import timezone

from claims import conf
from claims.ingest import fail
from claims.models import Article, Claim, IdempotencyKey, Newsroom
from claims.pipeline.following import send_following
from claims.pipeline.sending import send_article, send_claims
from claims.pipeline.transfers import forget_transfers, sweep_transfers
from claims.review import speakers

logger = logging.getLogger(__name__)
State = Article.State
SWEEP_AT_MOST = 500  # rows that one sweep sends on
MERGED_LATELY = dt.timedelta(hours=1)  # longer than any extraction writes under a speaker that was merged meanwhile
REMEMBERED = dt.timedelta(days=2)  # how long a caller may repeat a write under its Idempotency-Key


@shared_task(ignore_result=True, name="claims.pipeline.sweep")
def sweep() -> None:
    """Send on whatever a dead broker or worker left behind. Beat runs it every few seconds."""
    stale = timezone.now() - dt.timedelta(seconds=conf.stage_lease())
    for article_id, state, attempt, tries in _abandoned(stale):
        _sweep_article(article_id, state=state, attempt=attempt, tries=tries, stale=stale)
    send_claims(speakers.follow(since=timezone.now() - MERGED_LATELY))
    left = Claim.objects.unmatched().filter(
        Q(article__isnull=True) | Q(article__state=State.READY), queued_at__lt=stale
    )
    ids = list(left.order_by("queued_at").values_list("pk", flat=True)[:SWEEP_AT_MOST])
    Claim.objects.filter(pk__in=ids).update(queued_at=timezone.now())
    send_claims(ids)
    sweep_transfers(since=stale, at_most=SWEEP_AT_MOST)
    for newsroom_id in Newsroom.objects.following().values_list("pk", flat=True):
        send_following(newsroom_id)


@shared_task(ignore_result=True, name="claims.pipeline.forget")
def forget() -> None:
    """Drop idempotency keys that nobody will repeat any more, and old transfers. Beat runs it every hour."""
    IdempotencyKey.objects.filter(created_at__lt=timezone.now() - REMEMBERED).delete()
    forget_transfers()


def _abandoned(stale: dt.datetime) -> list[tuple[int, str, int, int]]:
    rows = Article.objects.abandoned(since=stale).order_by("state_since")
    return list(rows.values_list("pk", "state", "attempt", "tries")[:SWEEP_AT_MOST])


def _sweep_article(article_id: int, *, state: str, attempt: int, tries: int, stale: dt.datetime) -> None:
    """One abandoned article: sent again, or failed when a worker died on it too often. Waiting alone is no failure."""
    held = state in fail.WAITING
    if held and tries >= conf.max_attempts():
        reason = f"Given up after {tries + 1} tries: the worker died or hung each time."
        fail.fail(article_id, attempt=attempt, reason=reason)
        return
    waiting = fail.WAITING.get(State(state), State(state))
    mine = Article.objects.filter(pk=article_id, state=state, attempt=attempt, state_since__lt=stale)
    if mine.update(state=waiting, state_since=timezone.now(), tries=tries + held):
        logger.info("Article %s was left while %s; sending it again.", article_id, state)
        send_article(Article.objects.get(pk=article_id))


def workers_alive(*, timeout: float) -> bool:
    """Whether at least one worker answers within ``timeout`` seconds."""
    return bool(current_app.control.ping(timeout=timeout, limit=1))
