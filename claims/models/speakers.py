"""Speakers: one row a person or body across articles, found by any of its names."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.articles import Article
from claims.models.newsrooms import Newsroom


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    """Speakers as people see them."""

    def for_newsroom(self, newsroom: Newsroom) -> Self:
        """Speakers of one newsroom."""
        return self.filter(newsroom=newsroom)

    def standing(self) -> Self:
        """Speakers that were not merged into another."""
        return self.filter(merged_into__isnull=True)


class Speaker(models.Model):
    """The person or body that claims are attributed to."""

    class Kind(models.TextChoices):
        """What sort of speaker it is."""

        PERSON = "person", _("Person")
        BODY = "body", _("Body")
        GROUP = "group", _("Group")
        DOCUMENT = "document", _("Document")
        ANONYMOUS = "anonymous", _("Anonymous source")
        UNKNOWN = "unknown", _("Not known")

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.UNKNOWN)
    wikidata_id = models.CharField(max_length=20, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["newsroom", "name"], name="speaker_name"),
            GinIndex(fields=["name"], name="speaker_name_trgm", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="speaker_has_name"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="speaker_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def called(cls, name: str, *, key: str, newsroom: Newsroom, kind: str = Kind.UNKNOWN) -> Speaker:
        """The speaker that ``key`` means in the newsroom, made if it means nobody yet; of two makers one wins."""
        with transaction.atomic():
            made = cls.objects.create(newsroom=newsroom, name=name, kind=kind)
            alias = SpeakerAlias(newsroom=newsroom, speaker=made, name=name, key=key)
            SpeakerAlias.objects.bulk_create([alias], ignore_conflicts=True)
            winner = SpeakerAlias.objects.select_related("speaker").get(newsroom=newsroom, key=key).speaker
            if winner != made:
                made.delete()
            return winner


class SpeakerAlias(models.Model):
    """A name that means one speaker of the newsroom; ``key`` is the name folded for comparing."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="+")
    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=330)

    class Meta:
        verbose_name_plural = "speaker aliases"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["newsroom", "key"], name="alias_means_one_speaker")]

    def __str__(self) -> str:
        return self.name


class SpeakerRole(models.Model):
    """What a speaker was called in one article: the role at that article's date."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="roles")
    title = models.CharField(max_length=300)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    seen_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["speaker", "-seen_on", "title"]
        constraints = [models.UniqueConstraint(fields=["speaker", "title", "article"], name="role_once_an_article")]

    def __str__(self) -> str:
        return self.title
