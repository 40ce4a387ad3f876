"""A claim comes in; who said where its words stand and whose they are, when and why, goes out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Claim, Correction, Revision, SpeakerMerge, SpeakerSplit, User
from claims.text.spans import Span
from claims.web.changes import Change, change
from claims.web.happened import Entry, latest, name_of

ATTRIBUTION = {
    Correction.Action.ADD: gettext_lazy("Attribution added"),
    Correction.Action.CORRECT: gettext_lazy("Attribution corrected"),
    Correction.Action.SPLIT: gettext_lazy("Attribution split"),
    Correction.Action.DELETE: gettext_lazy("Attribution taken out"),
    Correction.Action.CONFIRM: gettext_lazy("Attribution confirmed"),
}


def corrections(claim: Claim, before: dt.datetime | None, most: int) -> list[Entry]:
    """What people said about the attribution."""
    rows = list(latest(claim.corrections.select_related("by"), before, most))
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


def merges(claim: Claim, before: dt.datetime | None, most: int) -> list[Entry]:
    """Merges of its speaker, made and undone."""
    rows = SpeakerMerge.objects.filter(newsroom=claim.newsroom_id, claims__contains=[claim.pk])
    rows = rows.select_related("kept", "gone", "by", "undone_by")
    made = [
        _moved(row.merged_at, _("Speakers merged"), row.by, row.gone.name, row.kept.name)
        for row in latest(rows, before, most, at="merged_at")
    ]
    parted = latest(rows.filter(undone_at__isnull=False), before, most, at="undone_at")
    return made + [
        _moved(row.undone_at, _("Speakers parted again"), row.undone_by, row.kept.name, row.gone.name) for row in parted
    ]


def splits(claim: Claim, before: dt.datetime | None, most: int) -> list[Entry]:
    """When it was given to another speaker."""
    rows = SpeakerSplit.objects.filter(newsroom=claim.newsroom_id, claims__contains=[claim.pk])
    return [
        _moved(row.split_at, _("Given to another speaker"), row.by, row.origin.name, row.made.name)
        for row in latest(rows.select_related("origin", "made", "by"), before, most, at="split_at")
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


def _moved(at: dt.datetime, what: str, by: User | None, was: str, now: str) -> Entry:
    return Entry(at=at, what=what, by=name_of(by), changes=change(_("Speaker"), was, now))
