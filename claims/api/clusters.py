"""Clusters over the API: what is said again, how often, by whom, how it was ruled on; and a person's word on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_serializer, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims import pipeline
from claims.api.auth import key_of
from claims.api.claims import flagged
from claims.api.door import Door
from claims.api.fields import Text
from claims.api.filters import Id, Truth, Words, by_speaker
from claims.api.idempotency import PARAMETER, once
from claims.api.pagination import BIGGEST_ID, ByTimes
from claims.api.shapes import CLUSTER_BRIEF, ClaimOut, ClusterBrief, complete, example
from claims.models import Claim, Cluster, ClusterMember
from claims.models.repeats import Repeats, clusters_told
from claims.review.clusters import Author

SAYER: dict[str, Any] = {"id": 12, "name": "Aldo Brandt", "times": 6, "first": "2026-03-03", "last": "2026-03-29"}
CLUSTER: dict[str, Any] = {
    **CLUSTER_BRIEF,
    "statement": "We never discussed closing the ferry.",
    "by": [SAYER],
    "alert": True,
}
BY_TIMES = "-times"
MAX_NOTE = 2_000


class SayerOut(serializers.Serializer):
    """A speaker, how often they said it, and when first and last; groups and anonymous sources are not one speaker."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    times = serializers.IntegerField()
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)


@extend_schema_serializer(examples=[example(CLUSTER)])
class ClusterOut(ClusterBrief):
    """One statement with its repeats; ``statement`` is the canonical claim's."""

    statement = serializers.CharField(source="canonical.statement")
    by = SayerOut(many=True, help_text="Who says it, the most often first.")
    alert = serializers.SerializerMethodField(
        help_text="Whether one speaker says it as often as the newsroom wants to know, against a published verdict."
    )

    def get_alert(self, told: Repeats) -> bool:
        """By the newsroom's own number."""
        return told.alerts(self.context["threshold"])


@extend_schema_serializer(examples=[example({"clusters": [CLUSTER]})])
class SplitOut(serializers.Serializer):
    """What became of the claims of a cluster that was split: those of them that still have company."""

    clusters = ClusterOut(many=True)


@extend_schema_serializer(examples=[example({"claim": 1077})])
class CanonicalIn(serializers.Serializer):
    """Which claim of the cluster is to be canonical."""

    claim = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)
    note = Text(required=False, allow_blank=True, max_length=MAX_NOTE)


@extend_schema_serializer(examples=[example({"claim": 1077, "note": "The same sentence, from the record."})])
class MergeIn(serializers.Serializer):
    """A claim that says the same; all that are in its cluster come along."""

    claim = serializers.IntegerField(min_value=1, max_value=BIGGEST_ID)
    note = Text(required=False, allow_blank=True, max_length=MAX_NOTE)


@extend_schema_serializer(examples=[example({"claims": [1077], "note": "He spoke of the other ferry."})])
class SplitIn(serializers.Serializer):
    """Claims that are to leave the cluster: they are one of their own."""

    claims = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST_ID), min_length=1, max_length=300
    )
    note = Text(required=False, allow_blank=True, max_length=MAX_NOTE)


class ClusterFilters(filters.FilterSet):
    """How a list of clusters may be narrowed."""

    speaker = Words(method="by_speaker", label="A speaker's id or any of its names: whoever says it, too.")
    claim = Id(field_name="members__claim", label="The cluster of one claim.")
    alert = Truth(method="by_alert", label="Whether one speaker repeats it against a published verdict.")
    ruled = Truth(method="by_ruling", label="Whether one of its claims has a published verdict.")
    ordering = filters.ChoiceFilter(
        choices=[(BY_TIMES, "What one speaker says most often first")],
        method="by_times",
        label="Without it the newest first.",
    )

    def by_speaker(self, rows: QuerySet[Cluster], name: str, value: str) -> QuerySet[Cluster]:
        """Said by one speaker."""
        return rows.filter(pk__in=ClusterMember.objects.filter(by_speaker("claim__speaker", value)).values("cluster"))

    def by_alert(self, rows: QuerySet[Cluster], name: str, value: bool) -> QuerySet[Cluster]:
        """Alerts, or the others."""
        alerts: QuerySet[Cluster] = rows.alerting()  # type: ignore[attr-defined]
        return alerts if value else rows.exclude(pk__in=alerts.values("pk"))

    def by_ruling(self, rows: QuerySet[Cluster], name: str, value: bool) -> QuerySet[Cluster]:
        """Ruled on, or not."""
        ruled: QuerySet[Cluster] = rows.ruled()  # type: ignore[attr-defined]
        return ruled if value else rows.exclude(pk__in=ruled.values("pk"))

    def by_times(self, rows: QuerySet[Cluster], name: str, value: str) -> QuerySet[Cluster]:
        """An order, no condition: the view pages by it."""
        return rows


@extend_schema_view(
    list=extend_schema(summary="List clusters of repeats", responses=ClusterOut(many=True), filters=True),
    retrieve=extend_schema(summary="Read a cluster", responses=ClusterOut),
    claims=extend_schema(summary="List a cluster's claims", responses=ClaimOut(many=True), filters=False),
    canonical=extend_schema(
        summary="Choose the canonical claim",
        request=CanonicalIn,
        responses=ClusterOut,
        parameters=[PARAMETER],
        filters=False,
    ),
    split=extend_schema(
        summary="Take claims out of a cluster",
        request=SplitIn,
        responses=SplitOut,
        parameters=[PARAMETER],
        filters=False,
    ),
    merge=extend_schema(
        summary="Add a claim and its cluster",
        request=MergeIn,
        responses=ClusterOut,
        parameters=[PARAMETER],
        filters=False,
    ),
)
class Clusters(Door):
    """Statements that were said more than once."""

    scopes = {
        "list": "read",
        "retrieve": "read",
        "claims": "read",
        "canonical": "review",
        "split": "review",
        "merge": "review",
    }
    queryset = Cluster.objects.all()
    filterset_class = ClusterFilters

    def rows(self) -> QuerySet[Cluster]:
        """Counted where they are listed."""
        rows = Cluster.objects.for_newsroom(self.newsroom)
        return rows.counted() if self.action == "list" else rows

    def list(self, request: Request) -> Response:
        """The newest first, or what one speaker says most often."""
        if request.query_params.get("ordering") == BY_TIMES:
            self.pagination_class = ByTimes
        known = tuple(ClusterFilters.base_filters)
        rows = self.filter_queryset(self.get_queryset())
        return self.page(rows, shape=ClusterOut, known=known, placed=_told, threshold=self.newsroom.repeat_alert)

    def retrieve(self, request: Request, pk: str) -> Response:
        """One, with all who say it."""
        return Response(self._one(self.get_object().pk))

    @action(detail=True)
    def claims(self, request: Request, pk: str) -> Response:
        """Its claims, the newest first."""
        rows = flagged(Claim.objects.filter(member__cluster=self.get_object()))
        return self.page(rows, shape=ClaimOut, placed=complete)

    @action(detail=True, methods=["post"])
    def canonical(self, request: Request, pk: str) -> Response:
        """Make one of its claims the canonical one, whatever is said or ruled later."""
        cluster, given = self.get_object(), self.given(CanonicalIn)

        def act(author: Author) -> Any:
            pipeline.choose_canonical(cluster=cluster, claim_id=given["claim"], author=author)
            return self._one(cluster.pk)

        return self._once(request, act, note=given.get("note", ""))

    @action(detail=True, methods=["post"])
    def split(self, request: Request, pk: str) -> Response:
        """Take claims out for good."""
        cluster, given = self.get_object(), self.given(SplitIn)

        def act(author: Author) -> Any:
            concerned = list(cluster.members.values_list("claim", flat=True))
            pipeline.split_cluster(cluster=cluster, claim_ids=given["claims"], author=author)
            left = ClusterMember.objects.filter(claim__in=concerned).order_by().values_list("cluster", flat=True)
            return {"clusters": [self._one(home) for home in sorted(set(left))]}

        return self._once(request, act, note=given.get("note", ""))

    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: str) -> Response:
        """Make it one with another claim's cluster, for good."""
        cluster, given = self.get_object(), self.given(MergeIn)
        other = Claim.objects.for_newsroom(self.newsroom).filter(pk=given["claim"]).first()
        if other is None:
            raise ValidationError({"claim": [f"There is no claim {given['claim']}."]})

        def act(author: Author) -> Any:
            canonical = clusters_told([cluster.pk])[cluster.pk].canonical
            pipeline.merge_clusters(claim=canonical, other=other, author=author)
            return self._one(ClusterMember.objects.values_list("cluster", flat=True).get(claim=canonical))

        return self._once(request, act, note=given.get("note", ""))

    def _once(self, request: Request, act: Callable[[Author], Any], *, note: str) -> Response:
        author = Author(api_key=key_of(request), note=note)
        return once(request, lambda: Response(act(author)))

    def _one(self, pk: int) -> Any:
        return ClusterOut(clusters_told([pk])[pk], context={"threshold": self.newsroom.repeat_alert}).data


def _told(clusters: Iterable[Cluster]) -> list[Repeats]:
    """What is told of each, in their order."""
    listed = list(clusters)
    told = clusters_told([cluster.pk for cluster in listed])
    return [told[cluster.pk] for cluster in listed if cluster.pk in told]
