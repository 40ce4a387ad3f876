"""What was handed in -> approved by as many as the newsroom wants, published, taken back (see also ``verdict``)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from claims.models import Approval, Claim, User, Verdict, VerdictStep
from claims.review.errors import Refused
from claims.review.steps import DECIDERS, EDITORS, check_member, held, put_about, record

State, Action = Verdict.State, VerdictStep.Action
REPLACED = "Replaced by a newer verdict."


def approve(*, verdict: Verdict, by: User, seen: int | None = None) -> Verdict:
    """Say that a verdict may be published as it is worded now. Again, it changes nothing.

    Raises:
        Refused: when it was not handed in, ``by`` may not decide here, or wrote in it where four eyes rule. Outdated:
            when it is no longer in the version ``seen``.
    """
    check_member(by, newsroom=verdict.newsroom, roles=DECIDERS)
    with transaction.atomic():
        locked = held(verdict, states=(State.SUBMITTED,), seen=seen)
        _approve(locked, by=by)
    return locked


def take_back(*, verdict: Verdict, by: User) -> Verdict:
    """Take one's own approval back.

    Raises:
        Refused: when the verdict waits for no approval any more, or has none of theirs.
    """
    with transaction.atomic():
        locked = held(verdict, states=(State.SUBMITTED,))
        if not Approval.objects.counting(locked).filter(by=by).update(withdrawn_at=timezone.now()):
            raise Refused("You have not approved this wording.", field="approval")
        record(locked, action=Action.TAKE_BACK, by=by)
    return locked


def publish(*, verdict: Verdict, approver: User, seen: int | None = None) -> Verdict:
    """Approve and publish. The claim's earlier published verdict becomes outdated.

    Raises:
        Refused: when it was not handed in, the approver is no editor or wrote in it where four eyes rule, or fewer
            members than the newsroom wants approved this wording. Outdated: when it is no longer as ``seen``.
    """
    check_member(approver, newsroom=verdict.newsroom, roles=EDITORS)
    with transaction.atomic():
        locked = held(verdict, states=(State.SUBMITTED,), seen=seen)
        _check_panel(locked, approver=approver)
        _approve(locked, by=approver)
        _replace(locked.claim, by=approver)
        locked.state, locked.approver, locked.published_at = State.PUBLISHED, approver, timezone.now()
        locked.save(update_fields=["state", "approver", "published_at", *put_about(locked), "updated_at"])
        record(locked, action=Action.PUBLISH, by=approver)
        _show(locked.claim, verdict=locked)
    return locked


def withdraw(*, verdict: Verdict, by: User, reason: str, outdated: bool = False) -> Verdict:
    """Take a published verdict back, or mark it outdated; the reason stays with it.

    Raises:
        Refused: when it is not published, no reason is given, or ``by`` is no editor.
    """
    check_member(by, newsroom=verdict.newsroom, roles=EDITORS)
    if not reason.strip():
        raise Refused("Say why: readers of the verdict are told.", field="reason")
    with transaction.atomic():
        locked = held(verdict, states=(State.PUBLISHED,))
        locked.state, locked.state_reason = (State.OUTDATED if outdated else State.WITHDRAWN), reason.strip()
        locked.save(update_fields=["state", "state_reason", "updated_at"])
        record(locked, action=Action.OUTDATE if outdated else Action.WITHDRAW, by=by, reason=reason)
        _show(locked.claim, verdict=None)
    return locked


def writers(verdict: Verdict) -> set[int]:
    """The ids of all who wrote in the verdict."""
    wrote = verdict.steps.filter(action__in=(Action.DRAFT, Action.EDIT), by__isnull=False).values_list("by", flat=True)
    return {verdict.author_id, *filter(None, [verdict.edited_by_id]), *wrote}


def approvers(verdict: Verdict) -> set[int]:
    """The ids of those whose approvals of its present wording count."""
    gave = set(Approval.objects.counting(verdict).values_list("by", flat=True))
    return gave - writers(verdict) if verdict.newsroom.four_eyes else gave


def _approve(verdict: Verdict, *, by: User) -> None:
    if verdict.newsroom.four_eyes and by.pk in writers(verdict):
        raise Refused("Somebody other than its author has to publish a verdict here.", field="approver")
    _approval, new = Approval.objects.get_or_create(
        verdict=verdict, version=verdict.version, by=by, withdrawn_at=None, defaults={}
    )
    if new:
        record(verdict, action=Action.APPROVE, by=by)


def _check_panel(verdict: Verdict, *, approver: User) -> None:
    needed, have = verdict.newsroom.approvals_needed, len(approvers(verdict) | {approver.pk})
    if have < needed:
        raise Refused(
            f"This newsroom wants {needed} approvals of a verdict; with yours it has {have}.", field="approval"
        )


def _replace(claim: Claim, *, by: User) -> None:
    """The claim's verdict until now is outdated."""
    for verdict in Verdict.objects.published().filter(claim=claim).select_for_update(of=("self",)):
        verdict.state, verdict.state_reason = State.OUTDATED, REPLACED
        verdict.save(update_fields=["state", "state_reason", "updated_at"])
        record(verdict, action=Action.OUTDATE, by=by, reason=REPLACED)


def _show(claim: Claim, *, verdict: Verdict | None) -> None:
    """Put the verdict on the claim and have its pairs looked at again: their rulings may now conflict."""
    Claim.objects.filter(pk=claim.pk).update(verdict=verdict, matched_at=None, queued_at=timezone.now())
