"""Speakers: one row a person or body across articles, found by any of its names."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Upper
from django.utils.translation import gettext_lazy as _

from claims.models.articles import Article
from claims.models.newsrooms import Newsroom

ROLE_HOLDS = dt.timedelta(days=366)  # how long a role is told of a speaker without another article giving it
WIKIDATA = r"^Q[1-9][0-9]*\Z"


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    """Speakers as people see them."""

    def for_newsroom(self, newsroom: Newsroom) -> Self:
        """Speakers of one newsroom."""
        return self.filter(newsroom=newsroom)

    def search(self, query: str, *, key: str) -> Self:
        """Speakers of whose names one holds the words; ``key`` is the query folded as names are."""
        named = SpeakerAlias.objects.exclude(key__contains="#").filter(key__contains=key or query)
        own = Speaker.objects.filter(name__icontains=query)
        # A UNION and no OR, so that each half is read by its own index.
        return self.filter(pk__in=named.order_by().values("speaker").union(own.order_by().values("pk")))

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
    wikidata_id = models.CharField(
        _("Wikidata id"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(WIKIDATA, _("A Wikidata id is a Q and a number, as in Q42."))],
    )
    speaks_for = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="voices",
        help_text=_("Whom a manner of speaking stands for: “the Kremlin” for a government. Only editors say so."),
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="merged", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["newsroom", "name"], name="speaker_name"),
            GinIndex(fields=["name"], name="speaker_name_trgm", opclasses=["gin_trgm_ops"]),
            GinIndex(
                OpClass("newsroom", name="int8_ops"),
                OpClass(Upper("name"), name="gin_trgm_ops"),
                name="speaker_upper_name_trgm",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="speaker_has_name"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="speaker_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(wikidata_id="") | Q(wikidata_id__regex="^Q[1-9][0-9]*$"), name="speaker_wikidata_id_is_one"
            ),
            models.UniqueConstraint(
                fields=["newsroom", "wikidata_id"],
                name="wikidata_id_means_one_speaker",
                condition=~Q(wikidata_id="") & Q(merged_into__isnull=True),
                violation_error_message=_("Another speaker has this Wikidata id: merge the two instead."),
            ),
            models.CheckConstraint(
                condition=Q(speaks_for__isnull=True) | ~Q(speaks_for=F("id")), name="speaker_not_voice_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def wikidata_url(self) -> str:
        """The page of its Wikidata id; empty without one."""
        return f"https://www.wikidata.org/wiki/{self.wikidata_id}" if self.wikidata_id else ""

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


NOBODY_IN_PARTICULAR = (Speaker.Kind.ANONYMOUS, Speaker.Kind.GROUP)
"""Under these names stand different people each time."""


class SpeakerAlias(models.Model):
    """A name that means one speaker of the newsroom; ``key`` is the name folded for comparing."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="+")
    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=330)

    class Meta:
        verbose_name_plural = "speaker aliases"
        ordering = ["name"]
        # newsroom beside the trigrams (btree_gin): a name in another spelling is looked up among the tenant's own
        indexes = [GinIndex(fields=["newsroom", "key"], name="alias_key_trgm", opclasses=["int8_ops", "gin_trgm_ops"])]
        constraints = [models.UniqueConstraint(fields=["newsroom", "key"], name="alias_means_one_speaker")]

    def __str__(self) -> str:
        return self.name


def same_names(key: str) -> list[str]:
    """The keys under which speakers of one and the same name are told apart, the one that had it first first."""
    return [key, *(f"{key}#{number}" for number in range(2, 10))]


class SpeakerRoleQuerySet(models.QuerySet["SpeakerRole"]):
    """Roles along time."""

    def timeline(self) -> models.QuerySet[SpeakerRole, dict[str, Any]]:
        """Each title once a speaker: ``first`` and ``last`` day on which an article gave it, and in how many."""
        rows = self.values("speaker", "title").annotate(
            first=Min("seen_on"), last=Max("seen_on"), articles=Count("article")
        )
        return rows.order_by("speaker", F("last").desc(nulls_last=True), "title")


class SpeakerRole(models.Model):
    """What a speaker was called in one article: the role at that article's date."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="roles")
    title = models.CharField(max_length=300)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    seen_on = models.DateField(null=True, blank=True)

    objects = SpeakerRoleQuerySet.as_manager()

    class Meta:
        ordering = ["speaker", "-seen_on", "title"]
        indexes = [models.Index(fields=["speaker", "-seen_on"], name="role_at_date")]
        constraints = [models.UniqueConstraint(fields=["speaker", "title", "article"], name="role_once_an_article")]

    def __str__(self) -> str:
        return self.title


def role_at(*, speaker: str, article: str, day: str) -> Coalesce:
    """What a speaker was called at a date: in that very article, else in the latest one of the year before that day.

    The arguments name the columns of the query's rows. Empty when nobody said.
    """
    own = SpeakerRole.objects.filter(speaker=OuterRef(speaker), article=OuterRef(article)).order_by("pk")
    earlier = SpeakerRole.objects.filter(
        speaker=OuterRef(speaker), seen_on__lte=OuterRef(day), seen_on__gt=OuterRef(day) - ROLE_HOLDS
    ).order_by("-seen_on", "-pk")
    return Coalesce(
        Subquery(own.values("title")[:1]),
        Subquery(earlier.values("title")[:1]),
        Value(""),
        output_field=models.CharField(),
    )
