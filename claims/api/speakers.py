"""Speakers over the API: found by any of their names, counted, and what they said along time."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Count, DateField, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.claims import flagged
from claims.api.door import Door
from claims.api.fields import Out
from claims.api.filters import Words
from claims.api.pagination import ByDay
from claims.api.shapes import CLAIM, SPEAKER, ClaimOut, SpeakerBrief, complete, example
from claims.models import Claim, Flag, Speaker, SpeakerAlias

ENTRY: dict[str, Any] = {
    **SPEAKER,
    "wikidata_id": "Q4022",
    "wikidata_url": "https://www.wikidata.org/wiki/Q4022",
    "aliases": ["Aldo Brandt", "Brandt"],
    "speaks_for": None,
    "merged_into": None,
    "created_at": "2026-01-07T10:00:00Z",
}
DETAIL: dict[str, Any] = {
    **ENTRY,
    "roles": [{"title": "Mayor of Saltmere", "first": "2026-03-03", "last": "2026-03-14", "articles": 6}],
    "claims": 41,
    "checked": 6,
    "contradictions": 1,
}


class RoleOut(serializers.Serializer):
    """What the speaker was called: the first and the last day on which an article said so, and how many did."""

    title = serializers.CharField()
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)
    articles = serializers.IntegerField()


@extend_schema_serializer(examples=[example(ENTRY)])
class SpeakerOut(Out):
    """A person or body that claims are attributed to, under all its names."""

    aliases = serializers.SerializerMethodField(help_text="Every name that means the speaker, once.")
    wikidata_url = serializers.CharField(read_only=True, help_text="The page of its Wikidata id; empty without one.")
    speaks_for = SpeakerBrief(
        read_only=True, allow_null=True, help_text="Whom a manner of speaking (“the palace”) stands for, where told."
    )

    class Meta:
        model = Speaker
        fields = list(ENTRY)

    def get_aliases(self, speaker: Speaker) -> list[str]:
        """One name may mean the speaker in several articles."""
        return list(dict.fromkeys(alias.name for alias in speaker.aliases.all()))


@extend_schema_serializer(examples=[example(DETAIL)])
class SpeakerDetail(SpeakerOut):
    """A speaker with its roles and counts: claims, claims with a published verdict, confirmed self-contradictions."""

    roles = serializers.SerializerMethodField(help_text="The latest first.")
    claims = serializers.IntegerField(source="claim_count", read_only=True)
    checked = serializers.IntegerField(source="checked_count", read_only=True)
    contradictions = serializers.IntegerField(source="contradiction_count", read_only=True)

    class Meta(SpeakerOut.Meta):
        fields = list(DETAIL)

    @extend_schema_field(RoleOut(many=True))
    def get_roles(self, speaker: Speaker) -> Any:
        """Along time."""
        return RoleOut(speaker.roles.timeline(), many=True).data


@extend_schema_serializer(examples=[example({**CLAIM, "day": "2026-03-03", "contradicts": [1077]})])
class TimelineEntry(ClaimOut):
    """A claim on the speaker's time axis: ``day`` is when it was said, or, where that is not known, stored."""

    day = serializers.DateField(read_only=True)
    contradicts = serializers.SerializerMethodField(help_text="Ids of claims it contradicts by a flag not dismissed.")

    class Meta(ClaimOut.Meta):
        fields = [*CLAIM, "day", "contradicts"]

    def get_contradicts(self, claim: Claim) -> list[int]:
        """The other ends of its arcs."""
        return sorted(self.context["arcs"].get(claim.pk, []))


class SpeakerFilters(filters.FilterSet):
    """How a list of speakers may be narrowed."""

    kind = filters.ChoiceFilter(choices=Speaker.Kind.choices)
    q = Words(method="by_name", label="Part of any of its names.")

    def by_name(self, rows: QuerySet[Speaker], name: str, value: str) -> QuerySet[Speaker]:
        """Called so."""
        called = SpeakerAlias.objects.filter(name__icontains=value).values("speaker")
        return rows.filter(Q(name__icontains=value) | Q(pk__in=called))


@extend_schema_view(
    list=extend_schema(summary="List speakers", responses=SpeakerOut(many=True), filters=True),
    retrieve=extend_schema(summary="Read a speaker", responses=SpeakerDetail),
    timeline=extend_schema(
        summary="Read what a speaker said along time", responses=TimelineEntry(many=True), filters=False
    ),
)
class Speakers(Door):
    """People and bodies that claims are attributed to."""

    scopes = {"list": "read", "retrieve": "read", "timeline": "read"}
    queryset = Speaker.objects.all()
    filterset_class = SpeakerFilters

    def rows(self) -> QuerySet[Speaker]:
        """With all their names."""
        return Speaker.objects.for_newsroom(self.newsroom).select_related("speaks_for").prefetch_related("aliases")

    def list(self, request: Request) -> Response:
        """Those that were not merged into another, the newest first."""
        return self.filtered(self.get_queryset().filter(merged_into__isnull=True), shape=SpeakerOut)

    def retrieve(self, request: Request, pk: str) -> Response:
        """One; one that was merged says into whom."""
        return Response(SpeakerDetail(_counted(self.get_object())).data)

    @action(detail=True, pagination_class=ByDay)
    def timeline(self, request: Request, pk: str) -> Response:
        """The latest first."""
        speaker = self.get_object()
        day = Coalesce(F("said_on"), TruncDate("created_at"), output_field=DateField())
        claims = flagged(Claim.objects.standing().filter(speaker=speaker)).annotate(day=day)
        return self.page(claims, shape=TimelineEntry, placed=complete, arcs=_arcs(speaker))


def _counted(speaker: Speaker) -> Speaker:
    claims = Claim.objects.standing().filter(speaker=speaker)
    found = claims.aggregate(claims=Count("pk"), checked=Count("verdict"))
    speaker.claim_count, speaker.checked_count = found["claims"], found["checked"]  # type: ignore[attr-defined]
    against = Flag.objects.filter(kind=Flag.Kind.CONTRADICTION, state=Flag.State.CONFIRMED)
    speaker.contradiction_count = against.filter(match__a__speaker=speaker, match__b__speaker=speaker).count()  # type: ignore[attr-defined]
    return speaker


def _arcs(speaker: Speaker) -> dict[int, set[int]]:
    """Claim id -> ids of the claims that contradict it."""
    own = Q(match__a__speaker=speaker) | Q(match__b__speaker=speaker)
    raised = Flag.objects.filter(own, kind=Flag.Kind.CONTRADICTION)
    pairs = raised.exclude(state__in=[Flag.State.DISMISSED, Flag.State.WITHDRAWN]).values_list("match__a", "match__b")
    arcs: dict[int, set[int]] = {}
    for a, b in pairs:
        arcs.setdefault(a, set()).add(b)
        arcs.setdefault(b, set()).add(a)
    return arcs
