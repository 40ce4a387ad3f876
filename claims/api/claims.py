"""Claims over the API: entered by hand, searched by words and by meaning, read with their verdicts and flags."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_serializer, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims import pipeline
from claims.api.door import Door, known_parameters
from claims.api.fields import NameOrId, Text
from claims.api.filters import Day, Id, Share, Truth, Words, by_source, by_speaker, row_id
from claims.api.history import EventOut, history_of
from claims.api.idempotency import PARAMETER, once
from claims.api.matches import MatchOut, both_chained, matches_of
from claims.api.pagination import SIZE, ByWorth, page_size
from claims.api.shapes import ClaimOut, complete, example
from claims.ingest.document import ClaimEntry
from claims.ingest.text import clean
from claims.matching.meaning import nearest
from claims.models import Appearance, Claim, Flag, WorthReason
from claims.models.appearances import with_places
from claims.models.newsrooms import Normalized

ENTRY: dict[str, Any] = {
    "text": "The ferry's closure was on my desk in January.",
    "speaker": "Aldo Brandt",
    "source": "Radio Nord",
    "said_on": "2026-03-14",
    "kind": "direct",
    "external_id": "desk-88",
}
NO_VERDICT = "none"
BY_WORTH = "-worth"


@extend_schema_serializer(examples=[example(ENTRY)])
class ClaimIn(serializers.Serializer):
    """A claim by hand."""

    text = Text(help_text="The statement as it was said.")
    speaker = NameOrId(required=False, help_text="A speaker's name, made if it is new, or the id of a known one.")
    source = Text(required=False, allow_blank=True, max_length=200, help_text="The outlet's name; made if it is new.")  # type: ignore[assignment]
    said_on = serializers.DateField(required=False, allow_null=True)
    kind = serializers.ChoiceField(choices=Claim.Kind.choices, required=False)
    external_id = Text(
        required=False, allow_blank=True, max_length=200, help_text="Your own id of it: sent twice, stored once."
    )
    language = Text(required=False, max_length=35)


class ClaimFilters(filters.FilterSet):
    """How a list of claims may be narrowed; filters add up."""

    speaker = Words(method="by_speaker", label="A speaker's id or any of its names.")
    source = Words(method="by_source", label="A source's id, name or domain.")
    article = Id(method="by_article")
    kind = filters.ChoiceFilter(choices=Claim.Kind.choices)
    verdict = Words(method="by_verdict", label="The label or id of a rating, or “none” for claims without a verdict.")
    normalized_verdict = filters.ChoiceFilter(field_name="verdict__rating__normalized", choices=Normalized.choices)
    said_after = Day(field_name="said_on", lookup_expr="gte", label="Said on this day or later.")
    said_before = Day(field_name="said_on", lookup_expr="lte", label="Said on this day or earlier.")
    has_flags = Truth()
    uncertain = Truth(label="Whether its attribution waits for a person to look at it; such claims are not compared.")
    min_worth = Share(field_name="worth", lookup_expr="gte", label="Worth checking at least that much, 0 to 1.")
    worth_reason = filters.ChoiceFilter(
        choices=WorthReason.choices, method="by_reason", label="Statements of this kind."
    )
    ordering = filters.ChoiceFilter(
        choices=[(BY_WORTH, "The worthiest of checking first")],
        method="by_worth",
        label="Without it the newest first. With it claims of which it is not known are left out.",
    )
    external_id = Words(max_length=200)
    like = Words(method="by_meaning", max_length=2_000, label="A sentence: one page of the claims nearest in meaning.")
    q = Words(method="by_words", label='Words as in a web search: “ferry -harbour "closing the"”.')

    def by_speaker(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """Attributed to one speaker."""
        return rows.filter(by_speaker(name, value))

    def by_source(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """From one source, or copied by it."""
        copies = Appearance.objects.standing().filter(by_source("article__source", value))
        return rows.filter(by_source(name, value) | Q(pk__in=copies.values("claim")))

    def by_article(self, rows: QuerySet[Claim], name: str, value: int) -> QuerySet[Claim]:
        """Standing in one article, be it their own or a copy."""
        return rows.standing_in(int(value))  # type: ignore[attr-defined, no-any-return]

    def by_verdict(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """Ruled so, or not at all."""
        if value.lower() == NO_VERDICT:
            return rows.filter(verdict__isnull=True)
        pk = row_id(value)
        return rows.filter(Q(verdict__rating=pk) if pk is not None else Q(verdict__rating__label__iexact=value))

    def by_reason(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """Of that kind, whatever else."""
        return rows.filter(worth_reasons__contains=[value])

    def by_worth(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """Those that can be put in that order; the view does."""
        return rows.weighed()  # type: ignore[attr-defined, no-any-return]

    def by_meaning(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """An order, no condition: the view takes the nearest of what the other filters leave."""
        return rows

    def by_words(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """With these words in the statement or in the speaker as written."""
        return rows.words(value)  # type: ignore[attr-defined, no-any-return]


ENTERED = {
    201: OpenApiResponse(ClaimOut, description="Stored; it is being compared."),
    200: OpenApiResponse(ClaimOut, description="Known already: the same claim."),
}


@extend_schema_view(
    list=extend_schema(summary="Search claims", responses=ClaimOut(many=True), filters=True),
    retrieve=extend_schema(summary="Read a claim", responses=ClaimOut),
    create=extend_schema(summary="Enter a claim by hand", request=ClaimIn, responses=ENTERED, parameters=[PARAMETER]),
    matches=extend_schema(summary="List what a claim was compared with", responses=MatchOut(many=True), filters=False),
    history=extend_schema(summary="Read what became of a claim", responses=EventOut(many=True), filters=False),
)
class Claims(Door):
    """Attributed statements."""

    scopes = {"list": "read", "retrieve": "read", "create": "submit", "matches": "read", "history": "read"}
    queryset = Claim.objects.all()
    filterset_class = ClaimFilters

    def rows(self) -> QuerySet[Claim]:
        """With whatever an answer tells of them."""
        return flagged(Claim.objects.for_newsroom(self.newsroom))

    def list(self, request: Request) -> Response:
        """Those that still stand in their source, the newest first; with ``like`` one page, the nearest first."""
        claims = self.get_queryset().filter(lost_at__isnull=True)
        question = request.query_params.get("like")
        if request.query_params.get("ordering") == BY_WORTH:
            self.pagination_class = ByWorth
        if question is not None:
            return self._like(claims, question)
        return self.filtered(claims, shape=ClaimOut, placed=complete)

    def retrieve(self, request: Request, pk: str) -> Response:
        """One, whether or not its source still says so."""
        return Response(ClaimOut(self.get_object()).data)

    def create(self, request: Request) -> Response:
        """Store it and have it compared; the same one again is the same row."""
        entry = entry_of(self.given(ClaimIn))
        return once(request, lambda: self._enter(entry))

    @action(detail=True)
    def matches(self, request: Request, pk: str) -> Response:
        """The other claim, every score and what they raised."""
        claim = self.get_object()
        return self.page(matches_of(claim), shape=MatchOut, placed=both_chained, claim=claim)

    @action(detail=True)
    def history(self, request: Request, pk: str) -> Response:
        """Decisions on its flags and changes of its verdicts, the latest first."""
        return Response({"next": None, "previous": None, "results": history_of(self.get_object())})

    def _like(self, claims: QuerySet[Claim], question: str) -> Response:
        known_parameters(self.request, {SIZE, *ClaimFilters.base_filters} - {"ordering"})
        narrowed = self.filter_queryset(claims)
        near = nearest(narrowed, question=clean(question, field="like"), limit=page_size(self.request))
        return Response({"next": None, "previous": None, "results": ClaimOut(complete(near), many=True).data})

    def _enter(self, entry: ClaimEntry) -> Response:
        claim, created = pipeline.enter_claim(newsroom=self.newsroom, entry=entry)
        place = reverse("claim-detail", args=[claim.pk], request=self.request)
        told = ClaimOut(self.one(self.rows(), str(claim.pk))).data
        return Response(told, status=201 if created else 200, headers={"Location": place})


def flagged(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """The claims with what an answer tells of them, in one query."""
    raised = Flag.objects.filter(Q(match__a=OuterRef("pk")) | Q(match__b=OuterRef("pk")))
    settled = [Flag.State.DISMISSED, Flag.State.WITHDRAWN]
    told = claims.for_reading().with_role().annotate(has_flags=Exists(raised.exclude(state__in=settled)))  # type: ignore[attr-defined]
    return with_places(told)


def entry_of(given: dict[str, Any]) -> ClaimEntry:
    """The checked body in ingest's words."""
    values = {name: value for name, value in given.items() if value is not None}
    speaker, source = values.pop("speaker", ""), values.pop("source", "")
    who = {"speaker_id": speaker} if isinstance(speaker, int) else {"speaker_name": speaker}
    return ClaimEntry(**values, **who, source_name=source)
