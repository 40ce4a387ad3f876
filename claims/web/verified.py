"""What the look-up of a quotation found comes in; the words marked, as segments that a template shows, go out."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.matching.alteration import Alteration
from claims.matching.answers import Standing
from claims.matching.quoted import Report
from claims.matching.voices import Voice
from claims.text.spans import Span
from claims.web.marks import Mark, Segment, segments
from claims.web.reading import Aligned, aligned

AROUND = 240
"""Code points shown on each side of a passage."""

HEADINGS: dict[Standing, Promise | str] = {
    Standing.EXACT: _("Exact"),
    Standing.ALTERED: _("Altered"),
    Standing.SPLICED: _("Put together from several places"),
    Standing.ABSENT: _("Not there"),
}
CLASSES: dict[Alteration, Promise | str] = {
    Alteration.TRIMMED: _("trimmed"),
    Alteration.PARAPHRASED: _("paraphrased"),
    Alteration.MEANING_CHANGED: _("meaning changed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One passage in its surroundings; ``voice`` is the turn it stands in."""

    segments: list[Segment]
    cut_before: bool
    cut_after: bool
    voice: Voice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The answer as a page shows it."""

    report: Report
    heading: Promise | str
    alteration: Promise | str
    quote: list[Segment]
    passages: list[Shown]
    aligned: list[Aligned]


def verified(report: Report, *, quote: str) -> Verified:
    """The answer with the differing words marked in the quotation and in its passages."""
    answer, text = report.answer, report.text
    ours = [Mark(one.quote, "changed") for one in answer.differences if one.quote]
    altered = answer.standing is Standing.ALTERED
    return Verified(
        report=report,
        heading=HEADINGS[answer.standing],
        alteration=CLASSES[answer.alteration] if answer.alteration else "",
        quote=segments(quote, ours),
        passages=[_shown(report, passage) for passage in answer.passages],
        aligned=aligned(answer.passages[0].of(text), quote) if altered and len(answer.passages) == 1 else [],
    )


def _shown(report: Report, passage: Span) -> Shown:
    text = report.text
    start, end = _snapped(text, passage)
    theirs = [Mark(one.text, "changed") for one in report.answer.differences if one.text]
    voice = next((v for v in report.answer.voices if v.span.contains(passage)), None)
    return Shown(
        segments=segments(text, [Mark(passage, "claim"), *theirs], within=Span(start, end)),
        cut_before=start > 0 and text[start - 1] != "\n",
        cut_after=end < len(text) and text[end] != "\n",
        voice=voice,
    )


def _snapped(text: str, passage: Span) -> tuple[int, int]:
    """Where the surroundings begin and end: at a line's edge or between words."""
    start, end = max(0, passage.start - AROUND), min(len(text), passage.end + AROUND)
    before, after = text[start : passage.start], text[passage.end : end]
    if "\n" in before:
        start += before.rindex("\n") + 1
    elif start and " " in before:
        start += before.index(" ") + 1
    if "\n" in after:
        end = passage.end + after.index("\n")
    elif end < len(text) and " " in after:
        end = passage.end + after.rindex(" ")
    return start, end
