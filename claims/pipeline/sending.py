"""Rows that are stored and wait -> their tasks, sent once the write is committed. Nothing else sends tasks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial

from celery import chain
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerAway

from claims import tasks
from claims.models import Article

logger = logging.getLogger(__name__)
MATCH_TOGETHER = 8  # claims by hand that one task compares


def send_article(article: Article) -> None:
    """Start the stages that remain. Each takes the article only in the state that it waits in."""
    stages = [tasks.extract, tasks.match_article]
    if article.current_id is None:
        stages.insert(0, tasks.fetch)
    on_commit(chain(*[stage.si(article.pk) for stage in stages]).delay)


def send_claims(claim_ids: Sequence[int]) -> None:
    for start in range(0, len(claim_ids), MATCH_TOGETHER):
        on_commit(partial(tasks.match_claims.delay, list(claim_ids[start : start + MATCH_TOGETHER])))


def on_commit(send: Callable[[], object]) -> None:
    """Send a task once what was written is committed."""
    transaction.on_commit(partial(_send, send))


def _send(send: Callable[[], object]) -> None:
    """Send a task. A broker that is away costs nothing: the row is stored, and the sweep sends it later."""
    try:
        send()
    except (BrokerAway, OSError) as error:
        logger.warning("The broker is away (%s); the sweep will send this work later.", error)
