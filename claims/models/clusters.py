"""Clusters: claims that are one statement said again, with one of them canonical, and what people said about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.db import connection, models
from django.db.models import Count, F, IntegerField, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from claims.models.keys import APIKey
from claims.models.newsrooms import Newsroom, Normalized, User
from claims.models.speakers import NOBODY_IN_PARTICULAR

LOCK = 0x636C7573  # "clus": the first half of the advisory lock's key, the newsroom's id is the second

HOLDS = (Normalized.TRUE, Normalized.MOSTLY_TRUE)
"""Ratings that let a claim stand: to repeat it is no alarm."""


def alone(newsroom_ids: Iterable[int]) -> None:
    """Make whoever else changes clusters of these newsrooms wait until this transaction ends.

    Whoever takes it takes it before any row, so that nobody who holds it waits for somebody who waits for it.
    """
    with connection.cursor() as cursor:
        for newsroom_id in sorted(set(newsroom_ids)):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, newsroom_id % 2**31])


def _most(said: ClusterMemberQuerySet) -> Subquery:
    """How often whoever said it most did."""
    return Subquery(said.by_speaker().values("n")[:1], output_field=IntegerField())  # type: ignore[misc]


class ClusterQuerySet(models.QuerySet["Cluster"]):
    """Clusters by newsroom, and counted."""

    def for_newsroom(self, newsroom: Newsroom) -> Self:
        """Clusters of one newsroom."""
        return self.filter(newsroom=newsroom)

    def counted(self) -> Self:
        """With ``size`` (how often it was said), ``first_said``, and ``times``: how often by whoever said it most."""
        said = ClusterMember.objects.filter(cluster=OuterRef("pk")).said()
        size = said.order_by().values("cluster").annotate(n=Count("pk")).values("n")
        first = said.order_by().values("cluster").annotate(day=Min("claim__said_on")).values("day")
        return self.annotate(
            size=Coalesce(Subquery(size, output_field=IntegerField()), Value(0)),
            first_said=Subquery(first),
            times=Coalesce(_most(said), Value(0)),
        )

    def most_first(self) -> Self:
        """What one speaker says most often first. Asks for ``counted``."""
        return self.order_by(F("times").desc(), "-pk")

    def said_again(self) -> Self:
        """What one speaker has said at least twice. Asks for ``counted``."""
        return self.filter(Q(times__gt=1))

    def ruled(self) -> Self:
        """Those of which a claim has a published verdict."""
        return self.filter(pk__in=ClusterMember.objects.filter(claim__verdict__isnull=False).values("cluster"))

    def alerting(self) -> Self:
        """Those that one speaker says as often as the newsroom wants to know, against a published verdict.

        Asks for ``counted``. A verdict that lets the claim stand raises no alarm.
        """
        against = ClusterMember.objects.filter(claim__verdict__isnull=False)
        against = against.exclude(claim__verdict__rating__normalized__in=HOLDS)
        often = Q(newsroom__repeat_alert__gt=0, times__gte=F("newsroom__repeat_alert"))
        return self.filter(often, pk__in=against.values("cluster"))


class Cluster(models.Model):
    """One statement, however often it was said. Which of its claims is canonical stands on the member."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="clusters")
    # Which claim a person wants to be canonical; without that it is chosen anew as claims and verdicts come and go.
    chosen = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("chosen by a person")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClusterQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["newsroom", "-id"], name="cluster_newest")]

    def __str__(self) -> str:
        return f"Cluster {self.pk}"


class ClusterMemberQuerySet(models.QuerySet["ClusterMember"]):
    """Members as they are counted."""

    def said(self) -> Self:
        """Those whose words still stand where they were said."""
        return self.filter(claim__lost_at__isnull=True)

    def by_speaker(self) -> models.QuerySet[ClusterMember, dict[str, int]]:
        """``claim__speaker`` and ``n``, how often they said it, the most often first; only of speakers who are one."""
        known = self.filter(claim__speaker__isnull=False).exclude(claim__speaker__kind__in=NOBODY_IN_PARTICULAR)
        counted = known.order_by().values("cluster", "claim__speaker").annotate(n=Count("pk"))
        return counted.order_by("-n", "claim__speaker")


class ClusterMember(models.Model):
    """A claim's place in its cluster: at most one, and of each cluster at most one claim is canonical.

    A row of its own and no column of the claim: whoever groups claims then neither waits for those who correct them nor
    rewrites the entries of the vector index. Only ``matching.group`` writes it.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="members")
    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="member")
    canonical = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = ClusterMemberQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["cluster"], name="cluster_canonical_once", condition=Q(canonical=True))
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} in {self.cluster_id}"


class ClusterEdit(models.Model):
    """A person's word that two claims are one statement, or that they are two. The last one on a pair counts."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="+")
    a = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    together = models.BooleanField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    api_key = models.ForeignKey(APIKey, null=True, blank=True, on_delete=models.RESTRICT, related_name="+")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="cluster_edit_unordered"),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(api_key__isnull=False), name="cluster_edit_has_an_author"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} {'=' if self.together else '≠'} {self.b_id}"
