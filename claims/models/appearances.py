"""Appearances: the further places where a claim stands, in copies of the article that it was first found in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from claims.models.articles import Article, Revision
from claims.models.claims import Claim

M = TypeVar("M", bound=models.Model)


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


WORDS = ("text", "start", "end", "pieces", "cue", "cue_span", "source_text", "source_span")
PLACE = ("article", "revision", *WORDS)
"""What says where a claim stands: the same names on a claim and on an appearance."""


def claims_in(article: Article) -> list[Claim]:
    """What stands in the article's current text, in its order: its own claims, and those of articles it is a copy of.

    As they stand there (see ``as_in``): for reading only.
    """
    claims = as_in(Claim.objects.standing_in(article).for_reading(), article=article)
    here = [claim for claim in claims if claim.revision_id == article.current_id]
    return sorted(here, key=lambda claim: (claim.start or 0, claim.end or 0, claim.pk))


def as_in(claims: Iterable[Claim], *, article: Article) -> list[Claim]:
    """The claims with the place and source that they have in one article, where that is not their own place.

    For reading: none of them may be saved.
    """
    listed = list(claims)
    there = {place.claim_id: place for place in Appearance.objects.standing().filter(article=article, claim__in=listed)}
    for claim in listed:
        if (place := there.get(claim.pk)) is not None and claim.article_id != article.pk:
            claim.own_place = own_place(claim)  # type: ignore[attr-defined]
            for name in (*WORDS, "revision_id"):
                setattr(claim, name, getattr(place, name))
            claim.article, claim.source = article, article.source
    return listed


def own_place(claim: Claim) -> Appearance | None:
    """Where the claim itself is anchored, in the shape of an appearance that is not stored; None for one by hand."""
    if hasattr(claim, "own_place"):
        return claim.own_place  # type: ignore[no-any-return]
    if claim.article is None or claim.revision_id is None:
        return None
    same = {name: getattr(claim, name) for name in WORDS}
    place = Appearance(claim=claim, revision_id=claim.revision_id, **same)
    place.first_seen_at, place.lost_at = claim.created_at, claim.lost_at
    place.article = claim.article
    if claim.article.source_id == claim.source_id:
        claim.article.source = claim.source  # read already
    return place


def places_of(claim: Claim) -> list[Appearance]:
    """Every place of the claim, its own first, the others as they came; read with ``with_places``."""
    own = own_place(claim)
    return [*([own] if own else []), *claim.appearances.all()]


def with_places(rows: models.QuerySet[M], *paths: str) -> models.QuerySet[M]:
    """With what ``places_of`` needs of the claims at ``paths`` (without any: the rows are claims), a query each."""
    places = Appearance.objects.select_related("article__source").order_by("pk")
    lookups = [f"{path}__appearances" for path in paths] or ["appearances"]
    return rows.prefetch_related(*[models.Prefetch(lookup, queryset=places) for lookup in lookups])
