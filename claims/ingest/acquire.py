"""The fetching stage: an article that has only an address -> its text, or the reason why there is none."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from claims.ingest.document import Document
from claims.ingest.errors import FetchFailed, Rejected
from claims.ingest.fetch import fetch
from claims.ingest.submit import add_revision, find_source, one_at_a_time, read, twin_of
from claims.ingest.text import decode
from claims.models import Article
from claims.models.articles import under

State = Article.State


def acquire(article_id: int) -> bool:
    """Fetch one waiting article's page and store its text. False when it was not waiting for that.

    Raises:
        FetchFailed: when the page cannot be had or holds no article; the caller puts the article's state right.
    """
    attempt = Article.objects.take(article_id=article_id, waiting=State.RECEIVED, working=State.FETCHING)
    if attempt is None:
        return False
    with under(attempt):
        return _acquire(article_id, attempt=attempt)


def _acquire(article_id: int, *, attempt: int) -> bool:
    article = Article.objects.select_related("newsroom", "source").get(pk=article_id)
    try:
        document, text = _read(article)
    except Rejected as error:
        raise FetchFailed(error.reason) from error
    with transaction.atomic():
        held = Article.objects.held(article_id=article_id, attempt=attempt, working=State.FETCHING)
        locked = held.select_for_update().first()
        if locked is None:
            return False
        _store(locked, document=document, text=text)
    return True


def _read(article: Article) -> tuple[Document, str]:
    page = fetch(article.url)
    content = decode(page.body)
    bare = _document(article)
    return read(replace(bare, html=content) if page.is_html else replace(bare, text=content))


def _document(article: Article) -> Document:
    return Document(
        title=article.title,
        url=article.url,
        kind=article.kind,
        external_id=article.external_id,
        source_name=article.source.name if article.source else "",
        published_at=article.published_at,
    )


def _store(article: Article, *, document: Document, text: str) -> None:
    one_at_a_time(article.newsroom, document=document, text=text)
    article.source = article.source or find_source(article.newsroom, document=document)
    if twin := twin_of(article, source=article.source, text=text):
        raise FetchFailed(f"The same text is already stored as article {twin.pk}.")
    article.title, article.published_at = document.title, document.published_at
    article.save(update_fields=["source", "title", "published_at"])
    add_revision(article, text=text)
