"""What people set right in an article's attributions -> stored, and the claims compared again."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from claims.models import Article, Claim, Revision, User
from claims.models.clusters import alone
from claims.pipeline.clusters import regroup
from claims.pipeline.sending import send_claims
from claims.review import corrections
from claims.review.holding import Seen
from claims.review.placing import Draft
from claims.text.spans import Span


def add_attribution(*, article: Article, revision_id: int, draft: Draft, by: User, note: str = "") -> Claim:
    """Store an attribution that a person marked in the article's text, and compare it. Raises ``Refused``."""
    with transaction.atomic():
        claim = corrections.add(article=article, revision_id=revision_id, draft=draft, by=by, note=note)
        send_claims([claim.pk])
    return claim


def correct_attribution(*, claim: Claim, seen: Seen, draft: Draft, by: User, note: str = "") -> Claim:
    """Set an attribution right, and compare it again. Raises ``Refused``."""
    with transaction.atomic():
        corrected = corrections.correct(claim=claim, seen=seen, draft=draft, by=by, note=note)
        send_claims([corrected.pk])
    return corrected


def split_attribution(
    *, claim: Claim, seen: Seen, taken: Sequence[Span], by: User, note: str = ""
) -> tuple[Claim, Claim]:
    """Make two attributions of one (what is left, what was taken), and compare both. Raises ``Refused``."""
    with transaction.atomic():
        left, made = corrections.split(claim=claim, seen=seen, taken=taken, by=by, note=note)
        send_claims([left.pk, made.pk])
    return left, made


def delete_attribution(*, claim: Claim, seen: Seen, by: User, note: str = "") -> Claim:
    """Take an attribution out of its article. Raises ``Refused``."""
    with transaction.atomic():
        alone([claim.newsroom_id])  # before article and claim: whoever groups claims takes it first
        deleted = corrections.delete(claim=claim, seen=seen, by=by, note=note)
        regroup([deleted.pk])
    return deleted


def confirm_attribution(*, claim: Claim, seen: Seen, by: User, note: str = "") -> Claim:
    """Say that an attribution is right; one that waited for that is compared. Raises ``Refused``."""
    with transaction.atomic():
        confirmed = corrections.confirm(claim=claim, seen=seen, by=by, note=note)
        if confirmed.matched_at is None:
            send_claims([confirmed.pk])
    return confirmed


def complete_article(*, article: Article, revision_id: int, by: User, checked: bool = True) -> Revision:
    """Say that every attribution in an article is marked, or take that back. Raises ``Refused``."""
    return corrections.complete(article=article, revision_id=revision_id, by=by, checked=checked)
