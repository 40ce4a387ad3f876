"""One thin Celery task a stage: ids in, one call, the retry rule."""

from __future__ import annotations

import logging
import random
from typing import Any

from celery import Task, shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError

from claims import conf
from claims.extraction.extract import extract as extract_stage
from claims.ingest.acquire import acquire
from claims.ingest.errors import FetchFailed
from claims.ingest.fail import fail, give_back
from claims.matching.match import match_article as match_stage
from claims.matching.rescore import again
from claims.models import Claim

FETCH_AT_MOST = 120  # seconds after which even a page that keeps dripping is given up for now
logger = logging.getLogger(__name__)
PASSING = (OperationalError, InterfaceError)  # the database was away, or two workers met in a deadlock


def backoff(attempt: int) -> float:
    """Seconds before the next try: 1, 2, 4 … 60, give or take half, so that tries do not come in step."""
    return float(min(60, 2**attempt)) * random.uniform(0.5, 1.5)


class Stage(Task):
    """A stage of one article. Passing trouble is tried again; anything else ends in the named state ``failed``."""

    abstract = True
    max_retries = 5

    def on_failure(
        self, exc: Exception, task_id: str, args: tuple[Any, ...], kwargs: dict[str, Any], einfo: object
    ) -> None:
        """Put the article down as failed with a reason for a person; the traceback is in the worker's log."""
        reason = exc.reason if isinstance(exc, FetchFailed) else f"Internal error ({type(exc).__name__}): {exc}"
        fail(args[0], attempt=getattr(exc, "attempt", None), reason=reason)

    def again(self, error: Exception, *, article_id: int) -> Exception:
        """Give the article back to the stage's waiting state and try later; returns what to raise."""
        give_back(
            article_id,
            attempt=getattr(error, "attempt", None),
            reason=f"Tried {self.request.retries + 1} times; trying again. Last: {error}",
        )
        return self.retry(exc=error, countdown=backoff(self.request.retries), throw=False)


@shared_task(bind=True, base=Stage, soft_time_limit=FETCH_AT_MOST)
def fetch(self: Stage, article_id: int) -> None:
    """Get the page of an article that came as an address."""
    try:
        if acquire(article_id):
            logger.info("Article %s: fetched", article_id)
    except SoftTimeLimitExceeded as error:
        raise self.again(error, article_id=article_id) from error
    except FetchFailed as error:
        if not error.passing or self.request.retries >= conf.max_attempts():
            raise
        raise self.again(error, article_id=article_id) from error
    except PASSING as error:
        raise self.again(error, article_id=article_id) from error


@shared_task(bind=True, base=Stage)
def extract(self: Stage, article_id: int) -> None:
    """Find the article's claims."""
    try:
        if (found := extract_stage(article_id)) is not None:
            logger.info("Article %s: %s claims to compare", article_id, found)
    except PASSING as error:
        raise self.again(error, article_id=article_id) from error


@shared_task(bind=True, base=Stage)
def match_article(self: Stage, article_id: int) -> None:
    """Compare the article's claims with the store."""
    try:
        if match_stage(article_id):
            logger.info("Article %s: compared, ready", article_id)
    except PASSING as error:
        raise self.again(error, article_id=article_id) from error


@shared_task(autoretry_for=PASSING, retry_backoff=True, max_retries=5)
def match_claims(claim_ids: list[int]) -> None:
    """Compare claims that came by hand, or that people changed. What fails is swept up again."""
    again(list(Claim.objects.unmatched().filter(pk__in=claim_ids).values_list("pk", flat=True)))
