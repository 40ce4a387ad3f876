"""An article that is being read -> how far that has come, written where every door can see it."""

from __future__ import annotations

import time

from django.utils import timezone

from claims.models.articles import ArticleQuerySet

EVERY = 1.0  # seconds between two signs of life; a stage's lease is a minute


class TakenAway(Exception):
    """The article was given to another worker meanwhile, or edited: what is read here would be thrown away."""


class Progress:
    """Writes ``done`` and ``total`` at most once in ``EVERY`` seconds, outside any transaction.

    Raises:
        TakenAway: when called on an article that this attempt holds no more.
    """

    def __init__(self, held: ArticleQuerySet) -> None:
        self.held = held
        self.next = time.monotonic() + EVERY

    def __call__(self, done: int, total: int) -> None:
        """Units of the text that are read, of how many."""
        if time.monotonic() < self.next:
            return
        self.next = time.monotonic() + EVERY
        if not self.held.update(done=done, total=total, state_since=timezone.now()):
            raise TakenAway
