"""Rows in, small pieces of page out: links between the panel's pages and statements cut to fit a list."""

from __future__ import annotations

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from claims.models import Claim

CUT = 140  # characters of a statement that a list shows
NOTHING = "–"


def link(row: Model | None, words: str = "") -> str | SafeString:
    """A link to the row's page in the panel."""
    if row is None:
        return NOTHING
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>', url, words or str(row))


def cut(words: str, limit: int = CUT) -> str:
    """At most ``limit`` characters."""
    return Truncator(words).chars(limit)


def who(claim: Claim) -> str:
    """The speaker's name, or as the article wrote it."""
    return claim.speaker.name if claim.speaker else claim.source_text or NOTHING


def said(claim: Claim) -> SafeString:
    """One claim in a line or two: who, what, where and when."""
    where = " · ".join(str(part) for part in (claim.source, claim.said_on) if part)
    return format_html(
        '<span class="fact-line"><b class="font-semibold">{}</b> {} <span class="text-base-400">{}</span></span>',
        who(claim),
        cut(claim.statement),
        where,
    )
