"""Speakers that may be one: what an editor is asked, and the record of every merge and split."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from claims.models.articles import Article
from claims.models.newsrooms import Newsroom, User
from claims.models.speakers import Speaker


class MergeSuggestionQuerySet(models.QuerySet["MergeSuggestion"]):
    """Pairs as an editor sees them: those that were merged since stand for whoever is kept."""

    def for_newsroom(self, newsroom: Newsroom) -> Self:
        """Suggestions of one newsroom."""
        return self.filter(newsroom=newsroom)

    def resolved(self) -> Self:
        """With ``one`` and ``other``: the ids of the speakers that the two are now."""
        return self.annotate(one=Coalesce("a__merged_into", "a"), other=Coalesce("b__merged_into", "b"))

    def between(self, a: int, b: int) -> Self:
        """Those that concern the two speakers, under whichever row they were met."""
        either = Q(one=a, other=b) | Q(one=b, other=a)
        return self.resolved().filter(either)

    def waiting(self) -> Self:
        """Open ones between two that are still two, the surest first."""
        return self.filter(state=MergeSuggestion.State.OPEN).resolved().exclude(one=F("other")).order_by("-score", "pk")


class MergeSuggestion(models.Model):
    """Two speakers that may be one. A pair stands once, so that what an editor refused is never asked again."""

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Merged")
        REFUSED = "refused", _("Kept apart")

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="merge_suggestions")
    a = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    score = models.FloatField()
    reasons = ArrayField(models.TextField(), help_text=_("What speaks for it and against, in words."))
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MergeSuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "id"]
        indexes = [models.Index(fields=["newsroom", "-score"], name="suggestion_open", condition=Q(state="open"))]
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="suggestion_once_a_pair"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="suggestion_unordered"),
            models.CheckConstraint(condition=Q(score__gte=0.0) & Q(score__lte=1.0), name="suggestion_score_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.a} = {self.b}?"


class SpeakerMerge(models.Model):
    """One speaker merged into another, with the ids of all that moved: enough to part them again without loss.

    Never changed or deleted (the database refuses) but together with its newsroom; only claims that came late are added
    to it, and once that it was undone, when and by whom.
    """

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="+")
    kept = models.ForeignKey(Speaker, on_delete=models.RESTRICT, related_name="took_in")
    gone = models.ForeignKey(Speaker, on_delete=models.RESTRICT, related_name="went_into")
    claims = ArrayField(models.BigIntegerField(), default=list)
    aliases = ArrayField(models.BigIntegerField(), default=list)
    roles = ArrayField(models.BigIntegerField(), default=list)
    followers = ArrayField(
        models.BigIntegerField(), default=list, help_text=_("Speakers that had been merged into the one that went.")
    )
    wikidata_id = models.CharField(max_length=20, blank=True, help_text=_("Taken over from the one that went."))
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-merged_at", "-id"]
        indexes = [
            models.Index(fields=["merged_at"], name="merge_standing", condition=Q(undone_at__isnull=True)),
            GinIndex(fields=["claims"], name="merge_claims"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["gone"], name="merge_stands_once", condition=Q(undone_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class SpeakerSplit(models.Model):
    """Claims that an editor took from a speaker to give them to another, made for them.

    Never changed, and deleted only together with its newsroom.
    """

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="+")
    origin = models.ForeignKey(Speaker, on_delete=models.RESTRICT, related_name="split_off")
    made = models.ForeignKey(Speaker, on_delete=models.RESTRICT, related_name="split_from")
    claims = ArrayField(models.BigIntegerField())
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    split_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-split_at", "-id"]
        indexes = [GinIndex(fields=["claims"], name="split_claims")]

    def __str__(self) -> str:
        return f"{self.origin} ⇒ {self.made}"
