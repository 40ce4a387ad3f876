"""Sources and articles. A text is stored once a revision, hashed, and never changed."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Self
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.newsrooms import Newsroom, User

TITLE = SearchVector("title", config="english")


@contextlib.contextmanager
def under(attempt: int) -> Iterator[None]:
    """Whatever goes wrong inside carries the number of the attempt, so that its failure is booked on no other."""
    try:
        yield
    except Exception as error:
        error.attempt = attempt  # type: ignore[attr-defined]
        raise


class Source(models.Model):
    """Who published: an outlet, a broadcaster, a parliament."""

    class Kind(models.TextChoices):
        """What sort of publisher it is."""

        NEWSPAPER = "newspaper", _("Newspaper")
        BROADCASTER = "broadcaster", _("Broadcaster")
        WIRE = "wire", _("Wire agency")
        PARLIAMENT = "parliament", _("Parliament or council")
        OTHER = "other", _("Other")

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="sources")
    name = models.CharField(max_length=200)
    domain = models.CharField(max_length=253, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.OTHER)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(F("newsroom"), Lower("name"), name="source_name_once")]

    def __str__(self) -> str:
        return self.name


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles by newsroom and by where they stand in the flow."""

    def for_newsroom(self, newsroom: Newsroom) -> Self:
        """Articles of one newsroom."""
        return self.filter(newsroom=newsroom)

    def search(self, query: str) -> Self:
        """Articles whose title holds every word, or of that very external id or address."""
        titled = Q(*(Q(title__icontains=word) for word in query.split()))
        return self.filter(titled | Q(external_id=query) | Q(url=query))

    def unfinished(self) -> Self:
        """Articles on their way, neither ready nor failed."""
        return self.exclude(state__in=[Article.State.READY, Article.State.FAILED])

    def abandoned(self, *, since: dt.datetime) -> Self:
        """Unfinished articles without a sign of life since then: their task, worker or broker died."""
        return self.unfinished().filter(state_since__lt=since)

    def take(self, *, article_id: int, waiting: str, working: str) -> int | None:
        """Take one article's next stage; returns the attempt's number, or None when it is not waiting for that stage.

        A compare-and-set UPDATE: of two workers at once exactly one is told a number, and whatever is written later is
        written under that number (``held``), so that a worker that lost its article to another changes nothing.
        """
        taken = self.filter(pk=article_id, state=waiting).update(
            state=working, attempt=F("attempt") + 1, state_since=timezone.now(), done=0, total=0
        )
        return self.values_list("attempt", flat=True).get(pk=article_id) if taken else None

    def held(self, *, article_id: int, attempt: int, working: str) -> Self:
        """The article, if the attempt of that number still holds it."""
        return self.filter(pk=article_id, attempt=attempt, state=working)


class Article(models.Model):
    """One document from a source, and where it stands in the flow."""

    class Kind(models.TextChoices):
        """What sort of document it is."""

        STORY = "story", _("News story")
        TRANSCRIPT = "transcript", _("Transcript")
        PRESS_RELEASE = "press_release", _("Press release")
        POST = "post", _("Post")

    class State(models.TextChoices):
        """Where it stands: what it waits for, what is being done to it, or how it ended."""

        RECEIVED = "received", _("Waiting to be fetched")
        FETCHING = "fetching", _("Being fetched")
        STORED = "stored", _("Waiting for extraction")
        EXTRACTING = "extracting", _("Finding its claims")
        EXTRACTED = "extracted", _("Waiting for matching")
        MATCHING = "matching", _("Comparing its claims")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="articles")
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.RESTRICT, related_name="articles")
    external_id = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=500, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.STORY)
    language = models.CharField(max_length=35, default="en")
    language_note = models.CharField(max_length=300, blank=True, db_default="", editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # A revision goes only together with its article: PostgreSQL looks at the end of the transaction.
    current = models.OneToOneField(
        "claims.Revision", null=True, blank=True, on_delete=models.DO_NOTHING, related_name="+", editable=False
    )
    text_sha256 = models.CharField(max_length=64, null=True, blank=True, editable=False)
    # Hashes of the current text's sentences, by which a copy is known (extraction/copies.py).
    sentences = ArrayField(models.BigIntegerField(), null=True, blank=True, editable=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED, editable=False)
    state_reason = models.TextField(blank=True, editable=False)
    state_since = models.DateTimeField(default=timezone.now, editable=False)
    failed_stage = models.CharField(max_length=12, blank=True, editable=False)
    # A token, strictly rising: whoever holds an older one has lost the article.
    attempt = models.PositiveIntegerField(default=0, editable=False)
    # How often a worker died or hung on the stage it is in.
    tries = models.PositiveIntegerField(default=0, editable=False)
    done = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("Units of the current stage that are done.")
    )
    total = models.PositiveIntegerField(default=0, editable=False, help_text=_("Units of the current stage in all."))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["newsroom", "-created_at", "-id"], name="article_newest"),
            models.Index(
                fields=["state_since"], name="article_unfinished", condition=~Q(state__in=["ready", "failed"])
            ),
            models.Index(fields=["newsroom", "url"], name="article_url", condition=~Q(url="")),
            models.Index(fields=["newsroom", "-created_at", "-id"], name="article_failed", condition=Q(state="failed")),
            models.Index(fields=["newsroom", "kind", "-created_at", "-id"], name="article_newest_kind"),
            GinIndex(fields=["sentences"], name="article_sentences"),
            GinIndex(TITLE, name="article_title_search"),
            GinIndex(
                OpClass("newsroom", name="int8_ops"),
                OpClass(Upper("title"), name="gin_trgm_ops"),
                name="article_title_trgm",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["newsroom", "external_id"], name="article_external_id_once", condition=~Q(external_id="")
            ),
            # The same text from another outlet is another appearance, so identity by text is within a source.
            models.UniqueConstraint(
                fields=["newsroom", "source", "text_sha256"],
                name="article_text_once",
                condition=Q(text_sha256__isnull=False),
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(state_reason=""), name="article_failed_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=["received", "fetching", "failed"]) | Q(current__isnull=False),
                name="article_has_text_once_stored",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"Article {self.pk}"

    @property
    def text(self) -> str:
        """The current revision's text; empty before the article was fetched."""
        return self.current.text if self.current else ""

    @property
    def published_on(self) -> dt.date | None:
        """The day of publication where the newsroom is."""
        if self.published_at is None:
            return None
        return self.published_at.astimezone(ZoneInfo(self.newsroom.time_zone)).date()

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state in {self.State.READY, self.State.FAILED}


class Revision(models.Model):
    """One text of an article, as taken in. The database refuses to change it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    # A person says that every attribution in this text is marked: what is not marked, is none.
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="revision_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"
