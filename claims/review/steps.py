"""A verdict that somebody is about to move -> it, locked and as that person saw it; and the step, on record."""

from __future__ import annotations

from typing import Any

from claims.models import Claim, Evidence, Membership, Newsroom, User, Verdict, VerdictStep
from claims.review.errors import Outdated, Refused

EDITORS = (Membership.Role.EDITOR,)
DECIDERS = (Membership.Role.EDITOR, Membership.Role.REVIEWER)
CHANGED = "Somebody changed this verdict, or the claim that it is on, after you opened it; look at it again."


def check_member(user: User, *, newsroom: Newsroom, roles: tuple[str, ...]) -> None:
    """Raises ``Refused`` when the person has none of these roles there."""
    if not _is_member(user, newsroom=newsroom, roles=roles):
        raise Refused(f"That takes the role of {' or '.join(roles)} in {newsroom}.", field="role")


def check_writer(user: User, *, verdict: Verdict) -> None:
    """Raises ``Refused`` for all but its author, while they may write at all, and editors."""
    check_member(user, newsroom=verdict.newsroom, roles=DECIDERS)
    if user.pk != verdict.author_id and not _is_member(user, newsroom=verdict.newsroom, roles=EDITORS):
        raise Refused("Only its author or an editor changes a draft.", field="role")


def held_claim(pk: int) -> Claim:
    """The claim, ours until the transaction ends, with its speaker.

    Always before its verdicts: whoever corrects a claim holds it when the database counts their wordings on.
    """
    rows = Claim.objects.select_for_update(of=("self",), no_key=True).select_related("speaker", "newsroom")
    return rows.defer("embedding", "search").get(pk=pk)


def held(verdict: Verdict, *, states: tuple[str, ...], seen: int | None = None) -> Verdict:
    """The verdict and its claim, both ours; ``seen``: the version that the person had before them, where it is known.

    Raises:
        Refused: when it is in another state. Outdated: when it, or its claim, was changed since it was seen.
    """
    claim = held_claim(verdict.claim_id)
    locked = Verdict.objects.select_for_update(of=("self",)).select_related("newsroom", "rating").get(pk=verdict.pk)
    locked.claim = claim
    if locked.state not in states:
        raise Refused(
            f"This verdict is {locked.get_state_display().lower()}; that cannot be done with it.", field="state"
        )
    if seen is not None and seen != locked.version:
        raise Outdated(CHANGED, field="version")
    return locked


def about(claim: Claim) -> dict[str, str]:
    """What a verdict keeps of the claim that it is on."""
    return {"about_statement": claim.statement, "about_speaker": claim.speaker.name if claim.speaker else ""}


def put_about(verdict: Verdict) -> list[str]:
    """Say that the verdict is on the claim as it stands now, not yet saved; returns the names of the columns."""
    for name, value in about(verdict.claim).items():
        setattr(verdict, name, value)
    return ["about_statement", "about_speaker"]


def record(verdict: Verdict, *, action: str, by: User | None, reason: str = "", worded: bool = False) -> None:
    """Keep the step; with the wording where it wrote one."""
    wording = wording_of(verdict) if worded else None
    VerdictStep.objects.create(verdict=verdict, action=action, by=by, reason=reason.strip(), wording=wording)


def wording_of(verdict: Verdict) -> dict[str, Any]:
    """Rating, explanation and evidence in plain words."""
    lines = [_line(piece) for piece in verdict.evidence.all()]
    return {"rating": verdict.rating.label, "explanation": verdict.explanation, "evidence": lines}


def _line(evidence: Evidence) -> str:
    quote = f" “{evidence.quote}”" if evidence.quote else ""
    archived = f" ({evidence.archive_url})" if evidence.archive_url else ""
    return f"{evidence.get_stance_display()}: {evidence.url}{quote}{archived}"


def _is_member(user: User, *, newsroom: Newsroom, roles: tuple[str, ...]) -> bool:
    return user.is_superuser or Membership.objects.filter(user=user, newsroom=newsroom, role__in=roles).exists()
