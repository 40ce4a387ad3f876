"""Verdicts, and the scale and sources they speak of, over the API: read only."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_serializer, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.door import Door
from claims.api.fields import Out
from claims.api.filters import Id, Words
from claims.api.shapes import SOURCE, SourceBrief, example
from claims.models import Evidence, Rating, Source, Verdict
from claims.models.newsrooms import Normalized

EVIDENCE = {
    "url": "https://council.saltmere.example/minutes/2026-01-20",
    "quote": "Item 4: closure of the ferry line.",
    "archive_url": "",
    "stance": "refutes",
}
RATING: dict[str, Any] = {"id": 2, "label": "False", "normalized": "false", "position": 1, "scale": "Saltmere Desk"}
VERDICT: dict[str, Any] = {
    "id": 8,
    "claim": 1042,
    "rating": RATING,
    "explanation": "The council's minutes of 20 January show the item.",
    "evidence": [EVIDENCE],
    "author": "ana",
    "approver": "rhea",
    "state": "published",
    "state_reason": "",
    "published_at": "2026-03-16T09:30:00Z",
    "created_at": "2026-03-15T17:00:00Z",
    "updated_at": "2026-03-16T09:30:00Z",
}


@extend_schema_serializer(examples=[example(RATING)])
class RatingOut(Out):
    """One step of a scale; position 1 is the least true."""

    scale = serializers.CharField(source="scale.name", read_only=True)

    class Meta:
        model = Rating
        fields = list(RATING)


class EvidenceOut(Out):
    """What a verdict rests on."""

    class Meta:
        model = Evidence
        fields = list(EVIDENCE)


@extend_schema_serializer(examples=[example(VERDICT)])
class VerdictOut(Out):
    """A newsroom's ruling on a claim, in whatever state it is."""

    rating = RatingOut(read_only=True)
    evidence = EvidenceOut(many=True, read_only=True)
    author = serializers.CharField(source="author.username", read_only=True)
    approver = serializers.CharField(source="approver.username", read_only=True, allow_null=True, default=None)

    class Meta:
        model = Verdict
        fields = list(VERDICT)


class VerdictFilters(filters.FilterSet):
    """How a list of verdicts may be narrowed."""

    state = filters.ChoiceFilter(choices=Verdict.State.choices)
    normalized = filters.ChoiceFilter(field_name="rating__normalized", choices=Normalized.choices)
    claim = Id()


class SourceFilters(filters.FilterSet):
    """How a list of sources may be narrowed."""

    kind = filters.ChoiceFilter(choices=Source.Kind.choices)
    q = Words(method="by_name", label="Part of the name or domain.")

    def by_name(self, rows: QuerySet[Source], name: str, value: str) -> QuerySet[Source]:
        """Called so."""
        return rows.filter(Q(name__icontains=value) | Q(domain__icontains=value))


@extend_schema_serializer(examples=[example(SOURCE)])
class SourceOut(SourceBrief):
    """Who published: an outlet, a broadcaster, a parliament."""


class Readable(Door):
    """A noun that is only read."""

    scopes = {"list": "read", "retrieve": "read"}
    shape: type[Out]

    def list(self, request: Request) -> Response:
        """The newest first."""
        return self.filtered(self.get_queryset(), shape=self.shape)

    def retrieve(self, request: Request, pk: str) -> Response:
        """One."""
        return Response(self.shape(self.get_object()).data)


@extend_schema_view(
    list=extend_schema(summary="List verdicts", responses=VerdictOut(many=True), filters=True),
    retrieve=extend_schema(summary="Read a verdict", responses=VerdictOut),
)
class Verdicts(Readable):
    """Rulings on claims."""

    queryset = Verdict.objects.all()
    filterset_class = VerdictFilters
    shape = VerdictOut

    def rows(self) -> QuerySet[Verdict]:
        """With their ratings, people and evidence."""
        verdicts = Verdict.objects.for_newsroom(self.newsroom)
        return verdicts.select_related("rating__scale", "author", "approver").prefetch_related("evidence")


@extend_schema_view(
    list=extend_schema(summary="List sources", responses=SourceOut(many=True), filters=True),
    retrieve=extend_schema(summary="Read a source", responses=SourceOut),
)
class Sources(Readable):
    """Outlets, broadcasters, parliaments."""

    queryset = Source.objects.all()
    filterset_class = SourceFilters
    shape = SourceOut

    def rows(self) -> QuerySet[Source]:
        """The newsroom's."""
        return Source.objects.filter(newsroom=self.newsroom)


class RatingFilters(filters.FilterSet):
    """How a list of ratings may be narrowed."""

    normalized = filters.ChoiceFilter(choices=Normalized.choices)


@extend_schema_view(
    list=extend_schema(
        summary="List the ratings of the newsroom's scales", responses=RatingOut(many=True), filters=True
    ),
    retrieve=extend_schema(summary="Read a rating", responses=RatingOut),
)
class Ratings(Readable):
    """The newsroom's own scales."""

    queryset = Rating.objects.all()
    filterset_class = RatingFilters
    shape = RatingOut

    def rows(self) -> QuerySet[Rating]:
        """With the name of their scale."""
        return Rating.objects.filter(scale__newsroom=self.newsroom).select_related("scale")
