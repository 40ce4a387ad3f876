"""A newsroom's ruling on a claim: the only writer of Verdict and of a claim's published verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from claims.models import Claim, Evidence, Membership, Newsroom, Rating, User, Verdict
from claims.review.errors import Refused

State = Verdict.State


@dataclass(frozen=True, kw_only=True)
class EvidenceEntry:
    """One piece of evidence as a form or the API hands it in."""

    url: str
    quote: str = ""
    archive_url: str = ""
    stance: str = "context"


def draft(
    *, claim: Claim, rating: Rating, explanation: str, author: User, evidence: Sequence[EvidenceEntry] = ()
) -> Verdict:
    """Write a draft verdict.

    Raises:
        Refused: when the author may not, the rating is another newsroom's, or the explanation is empty.
    """
    _member(author, newsroom=claim.newsroom, roles=(Membership.Role.EDITOR, Membership.Role.REVIEWER))
    _check(claim, rating=rating, explanation=explanation)
    with transaction.atomic():
        verdict = Verdict.objects.create(
            newsroom=claim.newsroom, claim=claim, rating=rating, explanation=explanation.strip(), author=author
        )
        _attach(verdict, evidence=evidence)
    return verdict


def edit(*, verdict: Verdict, rating: Rating, explanation: str, evidence: Sequence[EvidenceEntry], by: User) -> Verdict:
    """Rewrite a draft.

    Raises:
        Refused: when it is no draft any more, or ``by`` may not.
    """
    _member(by, newsroom=verdict.newsroom, roles=(Membership.Role.EDITOR, Membership.Role.REVIEWER))
    _check(verdict.claim, rating=rating, explanation=explanation)
    with transaction.atomic():
        locked = _locked(verdict, states=(State.DRAFT,))
        locked.rating, locked.explanation, locked.edited_by = rating, explanation.strip(), by
        locked.save(update_fields=["rating", "explanation", "edited_by", "updated_at"])
        locked.evidence.all().delete()
        _attach(locked, evidence=evidence)
    return locked


def submit(*, verdict: Verdict, by: User) -> Verdict:
    """Hand a draft in for approval.

    Raises:
        Refused: when it is no draft, or ``by`` may not.
    """
    _member(by, newsroom=verdict.newsroom, roles=(Membership.Role.EDITOR, Membership.Role.REVIEWER))
    with transaction.atomic():
        locked = _locked(verdict, states=(State.DRAFT,))
        locked.state = State.SUBMITTED
        locked.save(update_fields=["state", "updated_at"])
    return locked


def publish(*, verdict: Verdict, approver: User) -> Verdict:
    """Approve and publish. The claim's earlier published verdict becomes outdated.

    Raises:
        Refused: when it was not handed in, the approver is no editor, or is its author where four eyes rule.
    """
    _member(approver, newsroom=verdict.newsroom, roles=(Membership.Role.EDITOR,))
    with transaction.atomic():
        claim = Claim.objects.select_for_update().get(pk=verdict.claim_id)
        locked = _locked(verdict, states=(State.SUBMITTED,))
        if approver.pk in {locked.author_id, locked.edited_by_id} and locked.newsroom.four_eyes:
            raise Refused("Somebody other than its author has to publish a verdict here.", field="approver")
        Verdict.objects.published().filter(claim=claim).update(
            state=State.OUTDATED, state_reason="Replaced by a newer verdict.", updated_at=timezone.now()
        )
        locked.state, locked.approver, locked.published_at = State.PUBLISHED, approver, timezone.now()
        locked.save(update_fields=["state", "approver", "published_at", "updated_at"])
        _show(claim, verdict=locked)
    return locked


def withdraw(*, verdict: Verdict, by: User, reason: str, outdated: bool = False) -> Verdict:
    """Take a published verdict back, or mark it outdated; the reason stays with it.

    Raises:
        Refused: when it is not published, no reason is given, or ``by`` is no editor.
    """
    _member(by, newsroom=verdict.newsroom, roles=(Membership.Role.EDITOR,))
    if not reason.strip():
        raise Refused("Say why: readers of the verdict are told.", field="reason")
    with transaction.atomic():
        claim = Claim.objects.select_for_update().get(pk=verdict.claim_id)
        locked = _locked(verdict, states=(State.PUBLISHED,))
        locked.state, locked.state_reason = (State.OUTDATED if outdated else State.WITHDRAWN), reason.strip()
        locked.save(update_fields=["state", "state_reason", "updated_at"])
        _show(claim, verdict=None)
    return locked


def _show(claim: Claim, *, verdict: Verdict | None) -> None:
    """Put the verdict on the claim and have its pairs looked at again: their rulings may now conflict."""
    Claim.objects.filter(pk=claim.pk).update(verdict=verdict, matched_at=None, queued_at=timezone.now())


def _locked(verdict: Verdict, *, states: tuple[str, ...]) -> Verdict:
    locked = Verdict.objects.select_for_update(of=("self",)).select_related("newsroom", "claim").get(pk=verdict.pk)
    if locked.state not in states:
        raise Refused(
            f"This verdict is {locked.get_state_display().lower()}; that cannot be done with it.", field="state"
        )
    return locked


def _check(claim: Claim, *, rating: Rating, explanation: str) -> None:
    if rating.scale.newsroom_id != claim.newsroom_id:
        raise Refused("That rating belongs to another newsroom's scale.", field="rating")
    if not explanation.strip():
        raise Refused("A verdict needs an explanation.", field="explanation")


def _attach(verdict: Verdict, *, evidence: Sequence[EvidenceEntry]) -> None:
    Evidence.objects.bulk_create(
        Evidence(verdict=verdict, url=e.url, quote=e.quote, archive_url=e.archive_url, stance=e.stance)
        for e in evidence
    )


def _member(user: User, *, newsroom: Newsroom, roles: tuple[str, ...]) -> None:
    if user.is_superuser or Membership.objects.filter(user=user, newsroom=newsroom, role__in=roles).exists():
        return
    raise Refused(f"That takes the role of {' or '.join(roles)} in {newsroom}.", field="role")
