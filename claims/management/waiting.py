"""Articles on their way -> articles that are ready or failed, with the progress shown meanwhile."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from claims.management.progress import Progress
from claims.models import Article, Claim

POLL_SECONDS = 0.2


def wait_for_articles(article_ids: Sequence[int], *, label: str, seconds: float | None = None) -> bool:
    """Wait until nothing more happens to the articles; False when ``seconds`` ran out first."""
    deadline = time.monotonic() + seconds if seconds else None
    with Progress(label, total=len(article_ids)) as progress:
        while True:
            rows = list(Article.objects.filter(pk__in=article_ids).values_list("state", "done", "total"))
            finished = sum(state in {Article.State.READY, Article.State.FAILED} for state, _d, _t in rows)
            progress.at(finished, _doing(rows))
            if finished == len(article_ids):
                return True
            if deadline and time.monotonic() > deadline:
                return False
            time.sleep(POLL_SECONDS)


def wait_for_claims(claim_ids: Sequence[int], *, label: str) -> None:
    """Wait until each of the claims has been compared with the store."""
    with Progress(label, total=len(claim_ids)) as progress:
        while left := Claim.objects.filter(pk__in=claim_ids).unmatched().count():
            progress.at(len(claim_ids) - left)
            time.sleep(POLL_SECONDS)
        progress.at(len(claim_ids))


def _doing(rows: Sequence[tuple[str, int, int]]) -> str:
    if len(rows) == 1:
        state, done, total = rows[0]
        label = Article.State(state).label.lower()
        return f"{label} {done} of {total}" if total and state == Article.State.MATCHING else str(label)
    states = Counter(str(Article.State(state).label).lower() for state, _done, _total in rows)
    return ", ".join(f"{n} {label}" for label, n in states.most_common())
