"""A newsroom's ruling on a claim, as it is written: drafted, rewritten, handed in, sent back to its author.

With ``approving`` the only writer of Verdict; both go through ``steps``, so that no step goes unrecorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from claims.models import Claim, Evidence, Rating, User, Verdict, VerdictStep
from claims.review.errors import Outdated, Refused
from claims.review.steps import DECIDERS, about, check_member, check_writer, held, held_claim, put_about, record

State, Action = Verdict.State, VerdictStep.Action
BEGUN = "Somebody else has begun a verdict on this claim meanwhile; read it first."


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
        Refused: when the author may not, the rating is another newsroom's, the explanation is empty or a piece of
            evidence has no web address. Outdated: when another one is on its way.
    """
    check_member(author, newsroom=claim.newsroom, roles=DECIDERS)
    _check(claim, rating=rating, explanation=explanation, evidence=evidence)
    with transaction.atomic():
        ours = held_claim(claim.pk)
        if ours.verdicts.filter(state__in=(State.DRAFT, State.SUBMITTED)).exists():
            raise Outdated(BEGUN, field="version")
        written = {"rating": rating, "explanation": explanation.strip(), "author": author, **about(ours)}
        verdict = Verdict.objects.create(newsroom=ours.newsroom, claim=ours, **written)
        _attach(verdict, evidence=evidence)
        record(verdict, action=Action.DRAFT, by=author, worded=True)
    return verdict


def edit(
    *,
    verdict: Verdict,
    rating: Rating,
    explanation: str,
    evidence: Sequence[EvidenceEntry],
    by: User,
    seen: int | None = None,
) -> Verdict:
    """Rewrite a draft.

    Raises:
        Refused: when it is no draft any more, or ``by`` is neither its author nor an editor. Outdated: when it is no
            longer in the version ``seen``.
    """
    check_writer(by, verdict=verdict)
    _check(verdict.claim, rating=rating, explanation=explanation, evidence=evidence)
    with transaction.atomic():
        locked = held(verdict, states=(State.DRAFT,), seen=seen)
        locked.rating, locked.explanation, locked.edited_by = rating, explanation.strip(), by
        locked.version += 1
        on = put_about(locked)
        locked.save(update_fields=["rating", "explanation", "edited_by", "version", *on, "updated_at"])
        locked.evidence.all().delete()
        _attach(locked, evidence=evidence)
        record(locked, action=Action.EDIT, by=by, worded=True)
    return locked


def submit(*, verdict: Verdict, by: User, seen: int | None = None) -> Verdict:
    """Hand a draft in for approval.

    Raises:
        Refused: when it is no draft, or ``by`` may not. Outdated: when it is no longer in the version ``seen``.
    """
    check_writer(by, verdict=verdict)
    with transaction.atomic():
        locked = held(verdict, states=(State.DRAFT,), seen=seen)
        locked.state, locked.state_reason = State.SUBMITTED, ""
        locked.save(update_fields=["state", "state_reason", *put_about(locked), "updated_at"])
        record(locked, action=Action.SUBMIT, by=by)
    return locked


def send_back(*, verdict: Verdict, by: User, reason: str = "") -> Verdict:
    """Make what was handed in a draft again; approvals given so far do not count for what comes of it.

    Raises:
        Refused: when it waits for no approval, ``by`` may not, or gives no reason for sending back somebody else's.
    """
    check_writer(by, verdict=verdict)
    if not reason.strip() and by.pk != verdict.author_id:
        raise Refused("Say why: its author reads it.", field="reason")
    with transaction.atomic():
        locked = held(verdict, states=(State.SUBMITTED,))
        locked.state, locked.state_reason = State.DRAFT, reason.strip()
        locked.version += 1
        locked.save(update_fields=["state", "state_reason", "version", "updated_at"])
        record(locked, action=Action.RETURN, by=by, reason=reason)
    return locked


def _check(claim: Claim, *, rating: Rating, explanation: str, evidence: Sequence[EvidenceEntry]) -> None:
    if rating.scale.newsroom_id != claim.newsroom_id:
        raise Refused("That rating belongs to another newsroom's scale.", field="rating")
    if not explanation.strip():
        raise Refused("A verdict needs an explanation.", field="explanation")
    for url in [e.url for e in evidence] + [e.archive_url for e in evidence if e.archive_url]:
        if not url.lower().startswith(("https://", "http://")):
            raise Refused(f"“{url}” is no web address: evidence has one that begins with https://.", field="evidence")


def _attach(verdict: Verdict, *, evidence: Sequence[EvidenceEntry]) -> None:
    Evidence.objects.bulk_create(
        Evidence(verdict=verdict, url=e.url, quote=e.quote, archive_url=e.archive_url, stance=e.stance)
        for e in evidence
    )
