"""Rows in, small pieces of page out: links between the panel's pages, statements with their evidence, short dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from claims.models import Claim

CUT = 140  # characters of a statement that a list shows
NOTHING = "–"
LINE = (
    '<span class="fact-line"><b class="font-semibold">{}</b> {} '
    '<span class="text-base-500 dark:text-base-400">{}</span></span>'
)


def link(row: Model | None, words: str = "") -> str | SafeString:
    """A link to the row's page in the panel."""
    if row is None:
        return NOTHING
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>', url, words or str(row))


def who(claim: Claim) -> str:
    """The speaker's name, or as the article wrote it."""
    return claim.speaker.name if claim.speaker else claim.source_text or NOTHING


def said(claim: Claim) -> SafeString:
    """One claim in a line or two: who, what, where and when."""
    return format_html(LINE, who(claim), Truncator(claim.statement).chars(CUT), _where(claim))


def said_whole(claim: Claim, *, marks: Iterable[tuple[int, int]]) -> SafeString:
    """One claim with its whole statement; ``marks`` are stretches of it, in code points, end exclusive."""
    return format_html(LINE, who(claim), marked(claim.statement, marks), _where(claim))


def marked(text: str, marks: Iterable[tuple[int, int]]) -> SafeString:
    """The text with the stretches marked; of two that overlap the second is marked from where the first ends."""
    parts: list[SafeString] = []
    at = 0
    for start, end in sorted(marks):
        begin, stop = max(start, at), min(end, len(text))
        if begin < stop:
            parts.append(format_html("{}<mark>{}</mark>", text[at:begin], text[begin:stop]))
            at = stop
    return format_html("{}{}", format_html_join("", "{}", ((part,) for part in parts)), text[at:])


def _where(claim: Claim) -> SafeString:
    parts = ((part,) for part in (claim.source, short(claim.said_on)) if part)
    return format_html_join(" · ", '<span class="whitespace-nowrap">{}</span>', parts)


def short(day: dt.date | dt.datetime | None) -> str:
    """A date as a list shows it, never broken over two lines: 14 Mar 2026."""
    if isinstance(day, dt.datetime):
        day = timezone.localtime(day)
    return date_format(day, "j\xa0M\xa0Y") if day else ""
