"""Appearances: the further places where a claim stands, in copies of the article that it was first found in."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from claims.models.articles import Article, Revision
from claims.models.claims import Claim


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    """Appearances by whether they still stand."""

    def standing(self) -> Self:
        """Places that still hold the claim's words."""
        return self.filter(lost_at__isnull=True)

    def first_first(self) -> Self:
        """In the order in which the words were published, as far as that is known."""
        return self.order_by(models.F("article__published_at").asc(nulls_last=True), "first_seen_at", "pk")


class Appearance(models.Model):
    """One further place of a claim, beside its own (``Claim.article``): a copy of that article, or where it once stood.

    ``text`` is the revision's text from ``start`` to ``end`` (code points, end exclusive), which the database verifies.
    Marks and spaces may differ from the claim's own text; its words do not.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="appearances")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="appearances")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="appearances")
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    pieces = models.JSONField(default=list, blank=True)
    cue = models.CharField(max_length=300, blank=True)
    cue_span = models.JSONField(null=True, blank=True)
    source_text = models.CharField(max_length=500, blank=True)
    source_span = models.JSONField(null=True, blank=True)
    first_seen_at = models.DateTimeField(default=timezone.now)
    lost_at = models.DateTimeField(null=True, blank=True)

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "claim"], name="appearance_once", condition=Q(lost_at__isnull=True)
            ),
            models.UniqueConstraint(
                fields=["revision", "start", "end"], name="appearance_span_once", condition=Q(lost_at__isnull=True)
            ),
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="appearance_span_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} in {self.article_id}"


PLACE = ("article", "revision", "text", "start", "end", "pieces", "cue", "cue_span", "source_text", "source_span")
"""What says where a claim stands: the same names on a claim and on an appearance."""
