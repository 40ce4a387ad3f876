"""What people settled in the store comes in; gold for training and evaluation goes out, a row a text, one at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Correction, Newsroom, Revision
from claims.text.contents import marked
from claims.text.quotation import Quotation, quotations
from claims.text.spans import Span

AT_ONCE = 20  # texts that are held in memory together


def revisions(*, newsroom: Newsroom | None = None, since: dt.datetime | None = None) -> QuerySet[Revision]:
    """The texts with corrections, or that a person called complete, since then; in the order in which they came."""
    made = Correction.objects.filter(revision=OuterRef("pk"))
    settled = Q(Exists(made.filter(created_at__gte=since) if since else made))
    checked = Q(checked_at__gte=since) if since else Q(checked_at__isnull=False)
    rows = Revision.objects.filter(settled | checked).order_by("pk")
    return rows.filter(article__newsroom=newsroom) if newsroom else rows


def rows(texts: QuerySet[Revision]) -> Iterator[dict[str, Any]]:
    """Each text in the format of quotes: code points, end exclusive, quotation marks and "that" part of the content.

    Of a complete text every attribution is there. Any other is ``"partial": true``: its quotes are right, the contents
    under ``deleted`` are none, and of the rest nobody said anything.
    """
    for revision in texts.select_related("article__newsroom").iterator(chunk_size=AT_ONCE):
        yield _row(revision)


def _row(revision: Revision) -> dict[str, Any]:
    last = {row.claim_id: row for row in revision.corrections.order_by("pk")}
    quotes = quotations(revision.text)
    states = sorted((row.after for row in last.values() if row.after), key=lambda state: state["content"])
    row: dict[str, Any] = {
        "id": f"{revision.article.newsroom.slug}/{revision.article_id}/{revision.number}",
        "text": revision.text,
        "quotes": [_quote(state, text=revision.text, quotes=quotes) for state in states],
    }
    if revision.checked_at is None:
        gone = [row.before for row in last.values() if row.after is None and row.before]
        row |= {"partial": True, "deleted": [_content(state, text=revision.text, quotes=quotes) for state in gone]}
    return row


def _quote(state: dict[str, Any], *, text: str, quotes: list[Quotation]) -> dict[str, Any]:
    quote: dict[str, Any] = {"content": _content(state, text=text, quotes=quotes)}
    quote |= {name: [state[name]] if state[name] else [] for name in ("source", "cue")}
    if state["speaker"]:
        quote["speaker"] = state["speaker"]
    return {**quote, "kind": state["kind"]}


def _content(state: dict[str, Any], *, text: str, quotes: list[Quotation]) -> list[list[int]]:
    pieces = [Span(start, end) for start, end in state["content"]]
    return [[span.start, span.end] for span in marked(text, pieces, quotes=quotes)]
