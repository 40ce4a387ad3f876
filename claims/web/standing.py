"""A claim's verdicts come in, with forms that came back; what its page shows of them and lets a member do goes out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from claims.models import Claim, Membership, Verdict, VerdictStep
from claims.web.changes import Change, change
from claims.web.forms import ReasonForm
from claims.web.happened import name_of
from claims.web.panels import panel_of
from claims.web.ruling import VerdictForm, evidence_forms, verdict_form

State = Verdict.State
WRITTEN = (VerdictStep.Action.DRAFT, VerdictStep.Action.EDIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Forms that came back: with errors, with rows ``moved``, or because somebody else was faster (``late``)."""

    form: VerdictForm | None = None
    evidence: Any = None
    withdrawal: ReasonForm | None = None
    returning: ReasonForm | None = None
    late: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """The text that somebody saved while another was typing, and how the one typed differs from it."""

    verdict: Verdict
    who: str
    at: dt.datetime
    mine: bool
    changes: list[Change]


def standing(claim: Claim, *, membership: Membership, given: Ruling) -> dict[str, Any]:
    """The verdicts by what can be done with them, the forms, and what changed under whoever writes."""
    verdicts = list(claim.verdicts.select_related("rating", "author", "approver").prefetch_related("evidence"))
    for verdict in verdicts:
        verdict.newsroom = membership.newsroom
    current = next((verdict for verdict in verdicts if verdict.is_open), None)
    submitted = current is not None and current.state == State.SUBMITTED
    return {
        "current": current,
        "published": next((v for v in verdicts if v.state == State.PUBLISHED), None),
        "past": [v for v in verdicts if v.state in {State.WITHDRAWN, State.OUTDATED}],
        "panel": panel_of(current, membership=membership) if current and submitted else None,
        "owns": current is not None and current.author_id == membership.user_id,
        "writable": _writable(current, membership=membership),
        "form": given.form or verdict_form(membership.newsroom, current),
        "evidence": given.evidence or evidence_forms(current),
        "returned": given.form is not None,
        "moved": given.moved,
        "theirs": theirs(current, form=given.form, membership=membership) if given.late and given.form else None,
        "changed": changed(current, claim=claim) if current else [],
        "withdrawal": given.withdrawal or ReasonForm(),
        "returning": given.returning or ReasonForm(auto_id="back-%s"),
    }


def _writable(current: Verdict | None, *, membership: Membership) -> bool:
    """Whether the member may write: a new verdict, or in this draft."""
    if not membership.may_decide or (current and current.state != State.DRAFT):
        return False
    return current is None or membership.may_rule or current.author_id == membership.user_id


def changed(verdict: Verdict, *, claim: Claim) -> list[Change]:
    """What became of the claim since somebody last put their name to a verdict on it."""
    speaker = claim.speaker.name if claim.speaker else ""
    if not verdict.about_statement:  # nobody kept it
        return []
    words = change(_("Words"), verdict.about_statement, claim.statement)
    return [*words, *change(_("Speaker"), verdict.about_speaker, speaker)]


def theirs(verdict: Verdict | None, *, form: VerdictForm, membership: Membership) -> Theirs | None:
    """What was saved meanwhile, beside what was typed."""
    if verdict is None:
        return None
    step = verdict.steps.filter(action__in=WRITTEN).select_related("by").last()
    rating = form.cleaned_data.get("rating")
    changes = change(_("Rating"), verdict.rating.label, rating.label if rating else "")
    changes += change(_("Explanation"), verdict.explanation, form.cleaned_data.get("explanation", ""))
    by, at = (step.by, step.created_at) if step and step.by else (verdict.author, verdict.created_at)
    return Theirs(verdict=verdict, who=name_of(by), at=at, mine=by.pk == membership.user_id, changes=changes)
