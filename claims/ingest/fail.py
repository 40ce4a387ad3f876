"""An article that could not be worked on: into its named state, with the reason a person will read."""

from __future__ import annotations

from django.utils import timezone

from claims.models import Article

State = Article.State
WAITING = {State.FETCHING: State.RECEIVED, State.EXTRACTING: State.STORED, State.MATCHING: State.EXTRACTED}
STAGE = {State.FETCHING: "fetching", State.EXTRACTING: "extracting", State.MATCHING: "matching"}
# Where a failed article starts again: nothing that was finished is done twice.
RESTART = {"fetching": State.RECEIVED, "extracting": State.STORED, "matching": State.EXTRACTED}


def fail(article_id: int, *, attempt: int | None, reason: str) -> None:
    """Put an article down as failed at the stage that the attempt held; one that lost it meanwhile fails nothing."""
    for state in WAITING:
        Article.objects.held(article_id=article_id, attempt=attempt or 0, working=state).update(
            state=State.FAILED, failed_stage=STAGE[state], state_reason=reason[:2000], state_since=timezone.now()
        )


def give_back(article_id: int, *, attempt: int | None, reason: str = "") -> bool:
    """From being worked on by that attempt back to waiting. False when it holds the article no more."""
    given = 0
    for working, waiting in WAITING.items():
        given += Article.objects.held(article_id=article_id, attempt=attempt or 0, working=working).update(
            state=waiting, state_reason=reason[:2000], state_since=timezone.now()
        )
    return bool(given)


def restart(article: Article) -> bool:
    """Send a failed article back to the stage that failed. False when it has not failed."""
    to = RESTART.get(article.failed_stage, State.STORED if article.current_id else State.RECEIVED)
    failed = Article.objects.filter(pk=article.pk, state=State.FAILED)
    return bool(failed.update(state=to, state_reason="", failed_stage="", tries=0, state_since=timezone.now()))
