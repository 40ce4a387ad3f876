"""A Document -> an Article with its text stored, or waiting to be fetched. The same document twice is one row."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from claims.ingest import html
from claims.ingest.document import Document
from claims.ingest.errors import Rejected
from claims.ingest.text import clean, clean_line, decode, sha256
from claims.models import Article, Newsroom, Revision, Source, User

State = Article.State
# What a page begins with, behind an XML declaration or comments; text that speaks of <html> does not.
PAGE = re.compile(
    r"(?:\s|<\?xml[^>]{0,200}\?>|<!--(?:(?!-->).){0,2000}-->)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.I | re.S,
)


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What became of a document: the article, whether it is new, and whether its text is (a new one or a revision)."""

    article: Article
    created: bool
    new_text: bool


def submit(*, newsroom: Newsroom, document: Document, by: User | None = None) -> Submission:
    """Store a document. Known by its external id or, within its source, by its text: the same article is returned.

    Raises:
        Rejected: with the field and the reason, when the document cannot be taken in; nothing is stored then.
    """
    document, text = read(document)
    with transaction.atomic():
        one_at_a_time(newsroom, document=document, text=text)
        source = find_source(newsroom, document=document)
        known = _known(newsroom, document=document, source=source, text=text)
        if known is None:
            return Submission(article=_create(newsroom, document, source, text, by), created=True, new_text=True)
        revised = bool(text) and known.text_sha256 != sha256(text)
        if revised:
            if twin := twin_of(known, source=known.source, text=text):
                raise Rejected(field="text", reason=f"The same text is already stored as article {twin.pk}.")
            add_revision(known, text=text)
        return Submission(article=known, created=False, new_text=revised)


def read(document: Document) -> tuple[Document, str]:
    """The document with its lines checked and what its page says filled in, and its clean text ('' when only a URL).

    Raises:
        Rejected: when a field cannot be taken in, or it has no text and no address.
    """
    document = replace(
        document,
        title=clean_line(document.title, field="title", limit=500),
        source_name=clean_line(document.source_name, field="source", limit=200),
        external_id=clean_line(document.external_id, field="external_id", limit=200),
        language=clean_line(document.language, field="language", limit=35),
        url=_url(document.url),
        kind=_kind(document.kind),
    )
    if document.raw is not None:
        content = decode(document.raw)
        as_page = PAGE.match(content) is not None
        document = replace(document, raw=None, html=content if as_page else "", text="" if as_page else content)
    if document.html:
        return _from_page(document)
    if document.text:
        text = clean(document.text)
        return replace(document, title=document.title or headline(text)), text
    if not document.url:
        raise Rejected(field="text", reason="Give a text, a file or an address.")
    return document, ""


def _from_page(document: Document) -> tuple[Document, str]:
    page = html.read(document.html, url=document.url)
    published = document.published_at or _noon(page.published_on)
    title = document.title or clean_line(page.title[:500], field="title", limit=500)
    filled = replace(document, title=title, source_name=document.source_name or page.site[:200], published_at=published)
    return filled, clean(page.text, field="html")


def _noon(day: dt.date | None) -> dt.datetime | None:
    """A day without an hour is put at noon, so that it is the same day in nearly every time zone."""
    return dt.datetime.combine(day, dt.time(12), dt.UTC) if day else None


def headline(text: str) -> str:
    """A text's first line when it is short enough for a headline, else its first words."""
    first = text.split("\n", 1)[0].strip()
    return first if len(first) <= 160 else first[:120].rsplit(" ", 1)[0] + " …"


def _url(value: str) -> str:
    url = value.strip()
    if url:
        try:
            URLValidator(schemes=["http", "https"])(url)
        except ValidationError as error:
            raise Rejected(field="url", reason="That is no http:// or https:// address.") from error
    if len(url) > 2000:
        raise Rejected(field="url", reason="An address may have 2,000 characters.")
    return url


def _kind(value: str) -> str:
    if value not in Article.Kind.values:
        raise Rejected(field="kind", reason=f"kind is one of {', '.join(Article.Kind.values)}.")
    return value


def one_at_a_time(newsroom: Newsroom, *, document: Document, text: str) -> None:
    """Two doors with the same document at once: the second waits here until the first has stored it."""
    names = {f"id {document.external_id}"} if document.external_id else set()
    names.add(f"text {sha256(text)}" if text else f"url {document.url}")
    with connection.cursor() as cursor:
        for name in sorted(names):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [newsroom.pk, name])


def find_source(newsroom: Newsroom, *, document: Document) -> Source | None:
    """The outlet of that name, made if the newsroom does not know it yet; None when the document names none."""
    if not document.source_name:
        return None
    known = Source.objects.filter(newsroom=newsroom, name__iexact=document.source_name).first()
    if known:
        return known
    kind = document.source_kind if document.source_kind in Source.Kind.values else Source.Kind.OTHER
    fresh = Source(newsroom=newsroom, name=document.source_name, domain=document.source_domain, kind=kind)
    Source.objects.bulk_create([fresh], ignore_conflicts=True)  # another door may make it at the same moment
    return Source.objects.get(newsroom=newsroom, name__iexact=document.source_name)


def _known(newsroom: Newsroom, *, document: Document, source: Source | None, text: str) -> Article | None:
    articles = Article.objects.for_newsroom(newsroom).select_related("current", "source")
    if document.external_id:
        found = articles.filter(external_id=document.external_id).first()
        if found:
            return found
    if text:
        return articles.filter(source=source, text_sha256=sha256(text)).first()
    return articles.filter(url=document.url).first()


def _create(newsroom: Newsroom, document: Document, source: Source | None, text: str, by: User | None) -> Article:
    article = Article.objects.create(
        newsroom=newsroom,
        source=source,
        external_id=document.external_id,
        title=document.title,
        url=document.url,
        kind=document.kind,
        language=document.language,
        published_at=document.published_at,
        submitted_by=by,
    )
    if text:
        add_revision(article, text=text)
    return article


def twin_of(article: Article, *, source: Source | None, text: str) -> Article | None:
    """Another article of the newsroom with the same text from the same source."""
    same = Article.objects.filter(newsroom=article.newsroom_id, source=source, text_sha256=sha256(text))
    return same.exclude(pk=article.pk).first()


def add_revision(article: Article, *, text: str) -> Revision:
    """Make ``text`` the article's current one and send it to extraction. Inside a transaction."""
    last = article.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    article.current = Revision.objects.create(article=article, number=last + 1, text=text, sha256=sha256(text))
    article.text_sha256 = article.current.sha256
    article.state, article.state_since, article.state_reason = State.STORED, timezone.now(), ""
    article.tries = 0
    article.save(update_fields=["current", "text_sha256", "state", "state_since", "state_reason", "tries"])
    # Whoever still works on the text before loses it. In SQL, because they may raise the number at this moment.
    Article.objects.filter(pk=article.pk).update(attempt=F("attempt") + 1)
    return article.current
