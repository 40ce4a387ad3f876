"""What people decide about flags and rule about claims -> stored, and the claim's pairs looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from claims.matching.inforce import thresholds_of
from claims.models import APIKey, Claim, Flag, Rating, Review, User, Verdict
from claims.models.clusters import alone
from claims.pipeline.clusters import regroup
from claims.pipeline.sending import send_claims
from claims.review import approving
from claims.review import decide as reviews
from claims.review import undo as retract
from claims.review import verdict as verdicts
from claims.review.verdict import EvidenceEntry


def decide(
    *,
    flag: Flag,
    decision: str,
    note: str = "",
    reviewer: User | None = None,
    api_key: APIKey | None = None,
    seen: str = "",
) -> Review:
    """Record a person's decision on a flag, with the thresholds in force; one on a duplicate joins or parts the two.

    Raises:
        Refused: see ``review.decide``.
    """
    in_force = asdict(thresholds_of([flag.newsroom_id])[flag.newsroom_id])
    with transaction.atomic():
        if flag.kind == Flag.Kind.DUPLICATE:
            alone([flag.newsroom_id])  # before the flag: workers take them in this order
        review = reviews.decide(
            flag=flag,
            decision=decision,
            note=note,
            reviewer=reviewer,
            api_key=api_key,
            thresholds=in_force,
            seen=seen,
        )
        if flag.kind == Flag.Kind.DUPLICATE:
            regroup([review.flag.match.a_id, review.flag.match.b_id])
    return review


def undo(*, review: Review, by: User) -> Flag:
    """Take a decision back while that is possible; one on a duplicate parts or joins the two again.

    Raises:
        Refused: see ``review.undo``.
    """
    with transaction.atomic():
        if review.flag.kind == Flag.Kind.DUPLICATE:
            alone([review.flag.newsroom_id])  # before the flag, as in ``decide``
        flag = retract.undo(review=review, by=by)
        if flag.kind == Flag.Kind.DUPLICATE:
            regroup([flag.match.a_id, flag.match.b_id])
    return flag


def hold(*, flag: Flag, user: User) -> bool:
    """Take a flag; False when somebody else is on it."""
    return reviews.hold(flag=flag, user=user)


def let_go(*, flag: Flag, user: User) -> None:
    """Give a flag back."""
    reviews.let_go(flag=flag, user=user)


def draft_verdict(
    *, claim: Claim, rating: Rating, explanation: str, author: User, evidence: Sequence[EvidenceEntry] = ()
) -> Verdict:
    """Write a draft. Raises ``Refused``."""
    return verdicts.draft(claim=claim, rating=rating, explanation=explanation, author=author, evidence=evidence)


def edit_verdict(
    *,
    verdict: Verdict,
    rating: Rating,
    explanation: str,
    by: User,
    evidence: Sequence[EvidenceEntry] = (),
    seen: int | None = None,
) -> Verdict:
    """Rewrite a draft in the version ``seen``. Raises ``Refused``."""
    return verdicts.edit(verdict=verdict, rating=rating, explanation=explanation, evidence=evidence, by=by, seen=seen)


def submit_verdict(*, verdict: Verdict, by: User, seen: int | None = None) -> Verdict:
    """Hand a draft in for approval. Raises ``Refused``."""
    return verdicts.submit(verdict=verdict, by=by, seen=seen)


def send_back_verdict(*, verdict: Verdict, by: User, reason: str = "") -> Verdict:
    """Make what was handed in a draft again. Raises ``Refused``."""
    return verdicts.send_back(verdict=verdict, by=by, reason=reason)


def approve_verdict(*, verdict: Verdict, by: User, seen: int | None = None) -> Verdict:
    """Say that a verdict may be published as it is worded now. Raises ``Refused``."""
    return approving.approve(verdict=verdict, by=by, seen=seen)


def take_back_approval(*, verdict: Verdict, by: User) -> Verdict:
    """Take one's own approval back. Raises ``Refused``."""
    return approving.take_back(verdict=verdict, by=by)


def publish_verdict(*, verdict: Verdict, approver: User, seen: int | None = None) -> Verdict:
    """Publish, and look at the claim's pairs again: rulings may conflict. Raises ``Refused``."""
    with transaction.atomic():
        published = approving.publish(verdict=verdict, approver=approver, seen=seen)
        send_claims([published.claim_id])
    return published


def withdraw_verdict(*, verdict: Verdict, by: User, reason: str, outdated: bool = False) -> Verdict:
    """Take a published verdict back (or mark it outdated), and look at the claim's pairs again. Raises ``Refused``."""
    with transaction.atomic():
        withdrawn = approving.withdraw(verdict=verdict, by=by, reason=reason, outdated=outdated)
        send_claims([withdrawn.claim_id])
    return withdrawn
