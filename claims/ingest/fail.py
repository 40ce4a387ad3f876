"""An article that could not be worked on: into its named state, with the reason a person will read."""

from __future__ import annotations

from django.utils import timezone

from claims.models import Article

State = Article.State
WAITING = {State.FETCHING: State.RECEIVED, State.EXTRACTING: State.STORED, State.MATCHING: State.EXTRACTED}
STAGE = {
    State.RECEIVED: "fetching",
    State.FETCHING: "fetching",
    State.STORED: "extracting",
    State.EXTRACTING: "extracting",
    State.EXTRACTED: "matching",
    State.MATCHING: "matching",
}
# Where a failed article starts again: nothing that was finished is done twice.
RESTART = {"fetching": State.RECEIVED, "extracting": State.STORED, "matching": State.EXTRACTED}


def fail(article_id: int, *, reason: str) -> None:
    """Put an unfinished article down as failed at the stage it was in."""
    for state, stage in STAGE.items():
        Article.objects.filter(pk=article_id, state=state).update(
            state=State.FAILED, failed_stage=stage, state_reason=reason[:2000], state_since=timezone.now()
        )


def give_back(article_id: int, *, reason: str = "") -> bool:
    """From being worked on back to waiting. False when it was not being worked on."""
    given = 0
    for working, waiting in WAITING.items():
        given += Article.objects.filter(pk=article_id, state=working).update(
            state=waiting, state_reason=reason[:2000], state_since=timezone.now()
        )
    return bool(given)


def restart(article: Article) -> bool:
    """Send a failed article back to the stage that failed. False when it has not failed."""
    to = RESTART.get(article.failed_stage, State.STORED if article.current_id else State.RECEIVED)
    failed = Article.objects.filter(pk=article.pk, state=State.FAILED)
    return bool(failed.update(state=to, state_reason="", failed_stage="", attempt=0, state_since=timezone.now()))
