"""Flags over the API: what waits for an editor, why, and the decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims import pipeline
from claims.api.auth import key_of
from claims.api.door import Door
from claims.api.fields import Moment, Out, Text
from claims.api.filters import Day, Id, Share, Truth, Words, by_speaker, published_by, standing_in
from claims.api.idempotency import PARAMETER, once
from claims.api.matches import both_chained
from claims.api.shapes import CLAIM, ClaimOut, SpanOut, example
from claims.models import Flag, Review, WorthReason
from claims.models.appearances import with_places

FLAG: dict[str, Any] = {
    "id": 90,
    "kind": "contradiction",
    "state": "open",
    "score": 0.94,
    "likelihood": 0.84,
    "reason": "One denies, the other affirms: discussed closing the ferry.",
    "note": "",
    "spans": [{"claim": 1042, "start": 3, "end": 8, "label": "denies"}],
    "same_speaker": True,
    "days_apart": 11,
    "alteration": None,
    "claims": [CLAIM, {**CLAIM, "id": 1077, "text": "The ferry's closure was on my desk in January."}],
    "created_at": "2026-03-14T18:20:00Z",
    "decided_at": None,
}
DECISION: dict[str, Any] = {"decision": "confirm", "note": "Heard the recording: both are right."}
REVIEW: dict[str, Any] = {
    "id": 31,
    **DECISION,
    "by": "rhea",
    "created_at": "2026-03-15T08:00:00Z",
    "taken_back_at": None,
}
WAITING = "waiting"
MAX_NOTE = 5_000


class ReviewOut(Out):
    """One decision; a later one follows it, none replaces it."""

    by = serializers.SerializerMethodField(help_text="A person's sign-in name or a key's name.")
    taken_back_at = Moment(
        source="retraction.created_at",
        read_only=True,
        allow_null=True,
        help_text="When its author took it back; it counts no longer then.",
    )

    class Meta:
        model = Review
        fields = list(REVIEW)

    def get_by(self, review: Review) -> str:
        """Who decided."""
        return review.reviewer.username if review.reviewer else str(review.api_key)


@extend_schema_serializer(examples=[example(FLAG)])
class FlagOut(Out):
    """What a pair of claims asks an editor to look at, with the reason and the places it rests on."""

    spans = SpanOut(many=True, read_only=True)
    alteration = serializers.ChoiceField(
        choices=Flag.Alteration.choices,
        read_only=True,
        allow_null=True,
        help_text="What was done to an altered quote; null for other kinds.",
    )
    claims = serializers.SerializerMethodField(help_text="The two claims, the older row first.")

    class Meta:
        model = Flag
        fields = list(FLAG)

    @extend_schema_field(ClaimOut(many=True))
    def get_claims(self, flag: Flag) -> Any:
        """Both sides; that they have a flag is plain."""
        sides = [flag.match.a, flag.match.b]
        for side in sides:
            side.role = getattr(flag, "role_a" if side is flag.match.a else "role_b", "")  # type: ignore[attr-defined]
            side.has_flags = flag.state not in {Flag.State.DISMISSED, Flag.State.WITHDRAWN}  # type: ignore[attr-defined]
        return ClaimOut(sides, many=True).data


@extend_schema_serializer(examples=[example({**FLAG, "reviews": [REVIEW]})])
class FlagDetail(FlagOut):
    """A flag with every decision on it, the latest first."""

    reviews = ReviewOut(many=True, read_only=True)

    class Meta(FlagOut.Meta):
        fields = [*FLAG, "reviews"]


@extend_schema_serializer(examples=[example(DECISION)])
class DecisionIn(serializers.Serializer):
    """A decision on a flag."""

    decision = serializers.ChoiceField(choices=Review.Decision.choices)
    note = Text(required=False, allow_blank=True, max_length=MAX_NOTE)


class FlagFilters(filters.FilterSet):
    """How a list of flags may be narrowed; conditions on claims are met by at least one of the two."""

    kind = filters.ChoiceFilter(choices=Flag.Kind.choices)
    alteration = filters.ChoiceFilter(
        choices=Flag.Alteration.choices, method="by_alteration", label="Altered quotes to which this was done."
    )
    state = filters.ChoiceFilter(
        choices=[(WAITING, WAITING), *Flag.State.choices],
        method="by_state",
        label="“waiting” is open or unsure; without it all that are still raised.",
    )
    speaker = Words(method="by_speaker", label="A speaker's id or any of its names.")
    source = Words(method="by_source", label="A source's id, name or domain.")
    claim = Id(method="by_claim")
    article = Id(method="by_article")
    same_speaker = Truth()
    min_worth = Share(method="by_worth", label="Touching a claim worth checking at least that much, 0 to 1.")
    worth_reason = filters.ChoiceFilter(
        choices=WorthReason.choices, method="by_reason", label="Touching a statement of this kind."
    )
    said_after = Day(method="by_day", label="Said on this day or later.")
    said_before = Day(method="by_day", label="Said on this day or earlier.")

    def by_alteration(self, rows: QuerySet[Flag], name: str, value: str) -> QuerySet[Flag]:
        """Altered quotes of that class."""
        return rows.filter(pk__in=Flag.objects.altered_as(value).values("pk"))

    def by_state(self, rows: QuerySet[Flag], name: str, value: str) -> QuerySet[Flag]:
        """In that state."""
        return (
            rows.filter(state=value)
            if value != WAITING
            else rows.filter(state__in=[Flag.State.OPEN, Flag.State.UNSURE])
        )

    def by_speaker(self, rows: QuerySet[Flag], name: str, value: str) -> QuerySet[Flag]:
        """Touching what one speaker said."""
        return rows.filter(by_speaker("match__a__speaker", value) | by_speaker("match__b__speaker", value))

    def by_source(self, rows: QuerySet[Flag], name: str, value: str) -> QuerySet[Flag]:
        """Touching what one source published, be it as a copy."""
        return rows.filter(published_by("match__a", value) | published_by("match__b", value))

    def by_claim(self, rows: QuerySet[Flag], name: str, value: int) -> QuerySet[Flag]:
        """Touching one claim."""
        return rows.filter(Q(match__a=value) | Q(match__b=value))

    def by_article(self, rows: QuerySet[Flag], name: str, value: int) -> QuerySet[Flag]:
        """Touching a claim that stands in one article, be it its own or a copy's."""
        return rows.filter(standing_in("match__a", int(value)) | standing_in("match__b", int(value)))

    def by_worth(self, rows: QuerySet[Flag], name: str, value: Any) -> QuerySet[Flag]:
        """Touching a claim that is worth it."""
        return rows.filter(Q(match__a__worth__gte=value) | Q(match__b__worth__gte=value))

    def by_reason(self, rows: QuerySet[Flag], name: str, value: str) -> QuerySet[Flag]:
        """Touching a claim of that kind."""
        return rows.filter(Q(match__a__worth_reasons__contains=[value]) | Q(match__b__worth_reasons__contains=[value]))

    def by_day(self, rows: QuerySet[Flag], name: str, value: Any) -> QuerySet[Flag]:
        """Touching what was said in a time."""
        bound = {"said_after": "gte", "said_before": "lte"}[name]
        return rows.filter(Q(**{f"match__a__said_on__{bound}": value}) | Q(**{f"match__b__said_on__{bound}": value}))


@extend_schema_view(
    list=extend_schema(summary="List flags", responses=FlagOut(many=True), filters=True),
    retrieve=extend_schema(summary="Read a flag and the decisions on it", responses=FlagDetail),
    decision=extend_schema(
        summary="Decide on a flag", request=DecisionIn, responses=FlagDetail, parameters=[PARAMETER], filters=False
    ),
)
class Flags(Door):
    """What pairs of claims ask an editor to look at."""

    scopes = {"list": "read", "retrieve": "read", "decision": "review"}
    queryset = Flag.objects.all()
    filterset_class = FlagFilters

    def rows(self) -> QuerySet[Flag]:
        """With both claims."""
        rows = Flag.objects.for_newsroom(self.newsroom).for_reading().with_roles()
        flags = with_places(rows, "match__a", "match__b")
        told = [f"reviews__{what}" for what in ("reviewer", "api_key", "retraction")]
        return flags.prefetch_related(*told) if self.action != "list" else flags

    def list(self, request: Request) -> Response:
        """Those that are still raised, unless a state is asked for; the newest first."""
        rows = self.get_queryset()
        raised = rows if "state" in request.query_params else rows.exclude(state=Flag.State.WITHDRAWN)
        return self.filtered(raised, shape=FlagOut, placed=_chained)

    def retrieve(self, request: Request, pk: str) -> Response:
        """One, with every decision."""
        return Response(FlagDetail(self.get_object()).data)

    @action(detail=True, methods=["post"])
    def decision(self, request: Request, pk: str) -> Response:
        """Record a decision in the key's name. A second one follows the first; nothing is overwritten."""
        flag, given = self.get_object(), self.given(DecisionIn)
        return once(request, lambda: self._decide(flag, **given))

    def _decide(self, flag: Flag, *, decision: str, note: str = "") -> Response:
        pipeline.decide(flag=flag, decision=decision, note=note, api_key=key_of(self.request))
        return Response(FlagDetail(self.get_object()).data)


def _chained(flags: Iterable[Flag]) -> list[Flag]:
    """The flags, both sides of each with by whose account they were said."""
    listed = list(flags)
    both_chained(flag.match for flag in listed)
    return listed
