"""A page's HTML -> title, text, date and site of the article in it (trafilatura). Nothing in it is ever executed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import trafilatura
from trafilatura.settings import Document as Extracted

from claims.ingest.errors import Rejected

FEWEST_WORDS = 5  # fewer are a menu's or a cookie banner's


@dataclass(frozen=True, kw_only=True)
class Page:
    """The article of a page."""

    title: str
    text: str
    site: str
    published_on: dt.date | None


def read(html: str, *, url: str = "", field: str = "html") -> Page:
    """The article's text without navigation, scripts and adverts; paragraphs apart by an empty line.

    Raises:
        Rejected: when no article text is found.
    """
    found = trafilatura.bare_extraction(
        html, url=url or None, include_comments=False, include_tables=False, favor_recall=True, with_metadata=True
    )
    text = (found.text if isinstance(found, Extracted) else "") or ""
    if not isinstance(found, Extracted) or len(text.split()) < FEWEST_WORDS:
        raise Rejected(field=field, reason="No article text was found in this page.")
    return Page(
        title=found.title or "",
        text="\n\n".join(line for line in text.splitlines() if line.strip()),
        site=found.sitename or "",
        published_on=_date(found.date),
    )


def _date(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None
