"""Documents and claims by hand come in; they are stored and sent on their way."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from claims.extraction.appearances import leave
from claims.ingest import enter, fail, submit
from claims.ingest.document import ClaimEntry, Document
from claims.ingest.errors import Rejected
from claims.ingest.submit import Submission
from claims.models import Article, Claim, ClusterMember, Newsroom, User
from claims.models.clusters import alone
from claims.pipeline.clusters import regroup
from claims.pipeline.sending import send_article, send_claims


def take_in(*, newsroom: Newsroom, document: Document, by: User | None = None) -> Submission:
    """Store a document and send its article on its way.

    Raises:
        Rejected: with the field and the reason, when it cannot be taken in; nothing is stored then.
    """
    with transaction.atomic():
        submission = submit.submit(newsroom=newsroom, document=document, by=by)
        if submission.created or submission.new_text:
            send_article(submission.article)
    return submission


def retry(*, article: Article) -> bool:
    """Send a failed article back to the stage that failed. False when it has not failed."""
    with transaction.atomic():
        restarted = fail.restart(article)
        if restarted:
            send_article(article)
    return restarted


def compare_again(*, claims: Sequence[Claim]) -> int:
    """Send claims that were not compared yet to a worker once more; returns how many of them there are."""
    with transaction.atomic():
        waiting = Claim.objects.unmatched().filter(pk__in=[claim.pk for claim in claims])
        ids = list(waiting.order_by("pk").values_list("pk", flat=True))
        Claim.objects.filter(pk__in=ids).update(queued_at=timezone.now())
        send_claims(ids)
    return len(ids)


def remove(*, article: Article) -> None:
    """Delete an article with its claims; those that stand in a copy of it move there, with their reviews."""
    with transaction.atomic():
        alone([article.newsroom_id])
        clusters = ClusterMember.objects.filter(claim__article=article).values("cluster")
        company = set(ClusterMember.objects.filter(cluster__in=clusters).values_list("claim", flat=True))
        moved = leave(article)
        article.delete()
        regroup(company)
        send_claims(moved)


def enter_claim(*, newsroom: Newsroom, entry: ClaimEntry) -> tuple[Claim, bool]:
    """Store a claim by hand and have it compared. Returns (claim, created).

    Raises:
        Rejected: with the field and the reason, when it cannot be taken in.
    """
    with transaction.atomic():
        claim, created = enter.enter(newsroom=newsroom, entry=entry)
        if created:
            send_claims([claim.pk])
    return claim, created


def enter_claims(*, newsroom: Newsroom, entries: Sequence[ClaimEntry]) -> list[tuple[Claim, bool] | Rejected]:
    """Store many claims in one transaction; an entry that cannot be taken in answers with its reason, in its place."""
    answers: list[tuple[Claim, bool] | Rejected] = []
    with transaction.atomic():
        enter.alone(newsroom)
        for entry in entries:
            try:
                answers.append(enter.enter(newsroom=newsroom, entry=entry, locked=True))
            except Rejected as error:
                answers.append(error)
        fresh = [answer[0].pk for answer in answers if not isinstance(answer, Rejected) and answer[1]]
        send_claims(fresh)
    return answers
