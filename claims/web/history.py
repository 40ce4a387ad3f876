"""A claim comes in; who changed or decided what about it, when and why, goes out, the latest first.

A fixed number of queries, each for a page of rows: corrections, verdicts, flags, clusters and speakers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import (
    APIKey,
    Claim,
    ClusterEdit,
    Correction,
    Flag,
    Review,
    Revision,
    SpeakerMerge,
    SpeakerSplit,
    User,
    VerdictStep,
)
from claims.text.spans import Span
from claims.web.changes import Change, change
from claims.web.repeating import shortened

SHOWN = 20
ATTRIBUTION = {
    Correction.Action.ADD: gettext_lazy("Attribution added"),
    Correction.Action.CORRECT: gettext_lazy("Attribution corrected"),
    Correction.Action.SPLIT: gettext_lazy("Attribution split"),
    Correction.Action.DELETE: gettext_lazy("Attribution taken out"),
    Correction.Action.CONFIRM: gettext_lazy("Attribution confirmed"),
}
DECIDED = {
    Review.Decision.CONFIRM: gettext_lazy("%(flag)s confirmed"),
    Review.Decision.DISMISS: gettext_lazy("%(flag)s dismissed"),
    Review.Decision.UNSURE: gettext_lazy("%(flag)s left as unsure"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened; ``by`` is empty where nobody knows who, ``where`` the page that it happened to."""

    at: dt.datetime
    what: str
    by: str = ""
    why: str = ""
    about: str = ""
    where: str = ""
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The latest entries before some moment; ``older`` is the moment to ask for the next ones with, if there are."""

    entries: list[Entry]
    older: str = ""


def history_of(claim: Claim, *, before: dt.datetime | None = None, most: int = SHOWN) -> History:
    """What happened to the claim, at most ``most`` entries."""
    sources = (_corrections, _steps, _reviews, _clusters, _merges, _splits)
    found = sorted((one for source in sources for one in source(claim, before, most + 1)), key=lambda one: one.at)
    found = [one for one in found if before is None or one.at < before][::-1]
    more = len(found) > most
    return History(entries=found[:most], older=found[most - 1].at.isoformat() if more else "")


def moment(text: str) -> dt.datetime | None:
    """The moment that an address names; None for anything else."""
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def name_of(who: User | APIKey | None) -> str:
    """A person as the desk calls them, or a key."""
    if isinstance(who, User):
        return who.first_name or who.username
    return str(who) if who else ""


def _page(rows: QuerySet, before: dt.datetime | None, most: int, *, at: str = "created_at") -> Iterable[Any]:
    wanted = rows.filter(**{f"{at}__lt": before}) if before else rows
    return wanted.order_by(f"-{at}", "-pk")[:most]


def _corrections(claim: Claim, before: dt.datetime | None, most: int) -> list[Entry]:
    rows = list(_page(claim.corrections.select_related("by"), before, most))
    texts = dict(Revision.objects.filter(pk__in={row.revision_id for row in rows}).values_list("pk", "text"))
    return [
        Entry(
            at=row.created_at,
            what=str(ATTRIBUTION[Correction.Action(row.action)]),
            by=name_of(row.by),
            why=row.note,
            changes=_corrected(row, text=texts[row.revision_id]),
        )
        for row in rows
    ]


def _corrected(row: Correction, *, text: str) -> list[Change]:
    if row.before is None or row.after is None:
        return []
    was, now = (
        [_words(text, state, name) for name in ("content", "source", "cue")] for state in (row.before, row.after)
    )
    labels = (_("Words"), _("Speaker in the text"), _("Cue"))
    found = [one for label, a, b in zip(labels, was, now, strict=True) for one in change(label, a, b)]
    return [*change(_("Speaker"), row.before.get("speaker", ""), row.after.get("speaker", "")), *found]


def _words(text: str, state: dict[str, Any], name: str) -> str:
    spans = state.get(name) or []
    pairs = spans if name == "content" else [spans] if spans else []
    return " … ".join(Span(start, end).of(text) for start, end in pairs)


def _steps(claim: Claim, before: dt.datetime | None, most: int) -> list[Entry]:
    rows = VerdictStep.objects.filter(verdict__claim=claim).select_related("by", "verdict__rating")
    steps = list(_page(rows, before, most))
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


def _reworded(was: dict[str, Any] | None, now: dict[str, Any] | None) -> list[Change]:
    if not was or not now:
        return []
    evidence = ["\n".join(wording["evidence"]) for wording in (was, now)]
    return [
        *change(_("Rating"), was["rating"], now["rating"]),
        *change(_("Explanation"), was["explanation"], now["explanation"]),
        *change(_("Evidence"), *evidence),
    ]


def _reviews(claim: Claim, before: dt.datetime | None, most: int) -> list[Entry]:
    flags = Flag.objects.touching(claim.pk).values("pk")
    rows = Review.objects.filter(flag__in=flags).select_related("flag", "reviewer", "api_key")
    return [
        Entry(
            at=row.created_at,
            what=str(DECIDED[Review.Decision(row.decision)]) % {"flag": row.flag.get_kind_display()},
            by=name_of(row.reviewer or row.api_key),
            why=row.note,
            about=row.scores.get("reason", row.flag.reason),
            where=reverse("flag", args=[row.flag_id]),
        )
        for row in _page(rows, before, most)
    ]


def _clusters(claim: Claim, before: dt.datetime | None, most: int) -> list[Entry]:
    rows = ClusterEdit.objects.filter(Q(a=claim) | Q(b=claim)).select_related("by", "api_key", "a", "b")
    rows = rows.defer("a__embedding", "a__search", "b__embedding", "b__search")
    found = []
    for row in _page(rows, before, most):
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


def _merges(claim: Claim, before: dt.datetime | None, most: int) -> list[Entry]:
    rows = SpeakerMerge.objects.filter(newsroom=claim.newsroom_id, claims__contains=[claim.pk])
    rows = rows.select_related("kept", "gone", "by", "undone_by")
    made = [
        _moved(row.merged_at, _("Speakers merged"), row.by, row.gone.name, row.kept.name)
        for row in _page(rows, before, most, at="merged_at")
    ]
    parted = _page(rows.filter(undone_at__isnull=False), before, most, at="undone_at")
    return made + [
        _moved(row.undone_at, _("Speakers parted again"), row.undone_by, row.kept.name, row.gone.name) for row in parted
    ]


def _splits(claim: Claim, before: dt.datetime | None, most: int) -> list[Entry]:
    rows = SpeakerSplit.objects.filter(newsroom=claim.newsroom_id, claims__contains=[claim.pk])
    return [
        _moved(row.split_at, _("Given to another speaker"), row.by, row.origin.name, row.made.name)
        for row in _page(rows.select_related("origin", "made", "by"), before, most, at="split_at")
    ]


def _moved(at: dt.datetime, what: str, by: User | None, was: str, now: str) -> Entry:
    return Entry(at=at, what=what, by=name_of(by), changes=change(_("Speaker"), was, now))
