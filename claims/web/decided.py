"""A claim comes in; who decided what about its verdicts, flags and repeats, when and why, goes out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Claim, ClusterEdit, Flag, Review, VerdictStep
from claims.web.changes import Change, change
from claims.web.happened import Entry, latest, name_of
from claims.web.repeating import shortened

DECIDED = {
    Review.Decision.CONFIRM: gettext_lazy("%(flag)s confirmed"),
    Review.Decision.DISMISS: gettext_lazy("%(flag)s dismissed"),
    Review.Decision.UNSURE: gettext_lazy("%(flag)s left as unsure"),
}


def steps(claim: Claim, before: dt.datetime | None, most: int) -> list[Entry]:
    """What became of its verdicts."""
    rows = VerdictStep.objects.filter(verdict__claim=claim).select_related("by", "verdict__rating")
    steps = list(latest(rows, before, most))
    found = []
    for number, step in enumerate(steps):
        earlier = (s.wording for s in steps[number + 1 :] if s.verdict_id == step.verdict_id and s.wording)
        found.append(
            Entry(
                at=step.created_at,
                what=_("Verdict: %(step)s") % {"step": step.get_action_display().lower()},
                by=name_of(step.by),
                why=step.reason,
                about=(step.wording or {}).get("rating") or step.verdict.rating.label,
                where=reverse("preview_verdict", args=[step.verdict_id]),
                changes=_reworded(next(earlier, None), step.wording),
            )
        )
    return found


def _decision(row: Review) -> str:
    said = str(DECIDED[Review.Decision(row.decision)]) % {"flag": row.flag.get_kind_display()}
    return str(_("%(decision)s (taken back)") % {"decision": said}) if hasattr(row, "retraction") else said


def reviews(claim: Claim, before: dt.datetime | None, most: int) -> list[Entry]:
    """Decisions on its flags."""
    flags = Flag.objects.touching(claim.pk).values("pk")
    rows = Review.objects.filter(flag__in=flags).select_related("flag", "reviewer", "api_key", "retraction")
    return [
        Entry(
            at=row.created_at,
            what=_decision(row),
            by=name_of(row.reviewer or row.api_key),
            why=row.note,
            about=row.scores.get("reason", row.flag.reason),
            where=reverse("flag", args=[row.flag_id]),
        )
        for row in latest(rows, before, most)
    ]


def clusters(claim: Claim, before: dt.datetime | None, most: int) -> list[Entry]:
    """What people said about its repeats."""
    rows = ClusterEdit.objects.filter(Q(a=claim) | Q(b=claim)).select_related("by", "api_key", "a", "b")
    rows = rows.defer("a__embedding", "a__search", "b__embedding", "b__search")
    found = []
    for row in latest(rows, before, most):
        other = row.b if row.a_id == claim.pk else row.a
        found.append(
            Entry(
                at=row.created_at,
                what=_("Put into one cluster") if row.together else _("Taken out of a cluster"),
                by=name_of(row.by or row.api_key),
                why=row.note,
                about=shortened(other.statement),
                where=reverse("claim", args=[other.pk]),
            )
        )
    return found


def _reworded(was: dict[str, Any] | None, now: dict[str, Any] | None) -> list[Change]:
    if not was or not now:
        return []
    evidence = ["\n".join(wording["evidence"]) for wording in (was, now)]
    return [
        *change(_("Rating"), was["rating"], now["rating"]),
        *change(_("Explanation"), was["explanation"], now["explanation"]),
        *change(_("Evidence"), *evidence),
    ]
