"""Claims come in; what their clusters tell of each goes out: how often it was said, where, and how it was ruled on.

A ruling is read through the cluster and copied nowhere: whatever becomes of it reaches every repeat at once.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import F

from claims.models.claims import Claim
from claims.models.clusters import ClusterMember
from claims.models.reviews import Verdict

State = Verdict.State


@dataclass(slots=True, kw_only=True)
class Repeats:
    """One cluster. ``outlets`` counts sources, copies included; ``times`` claims whose words still stand, copies not.

    ``ruling`` is the published verdict on one of its claims: the canonical one's, else the latest. ``taken_back`` are
    verdicts that were withdrawn or became outdated on claims that have no other, the latest first.
    """

    id: int
    canonical: Claim
    times: int = 0
    speakers: int = 0
    outlets: int = 0
    first_said: dt.date | None = None
    ruling: Verdict | None = None
    taken_back: list[Verdict] = field(default_factory=list)


def repeats_of(claim: Claim) -> Repeats | None:
    """Its cluster, if it has one; no query where ``repeated`` has read the claim."""
    if not hasattr(claim, "repeats"):
        repeated([claim])
    return claim.repeats  # type: ignore[attr-defined, no-any-return]


def repeated(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, each with what ``repeats_of`` tells: one query where none is in a cluster, else four for all."""
    listed = list(claims)
    homes = dict(ClusterMember.objects.filter(claim__in=listed).values_list("claim", "cluster"))
    told = clusters_told(set(homes.values())) if homes else {}
    for claim in listed:
        claim.repeats = told.get(homes.get(claim.pk, 0))  # type: ignore[attr-defined]
    return listed


def clusters_told(cluster_ids: Collection[int]) -> dict[int, Repeats]:
    """Cluster id -> what is told of it."""
    canonical = ClusterMember.objects.filter(cluster__in=cluster_ids, canonical=True).select_related("claim__speaker")
    rows = canonical.defer("claim__embedding", "claim__search")
    told = {row.cluster_id: Repeats(id=row.cluster_id, canonical=row.claim) for row in rows}
    _count(told)
    _rule(told)
    return told


def _count(told: dict[int, Repeats]) -> None:
    """How often, by whom, where and since when."""
    places = F("claim__appearances__article__source")
    columns = ("cluster", "claim", "claim__speaker", "claim__said_on", "claim__source", "claim__appearances__lost_at")
    claims, speakers, outlets = (defaultdict[int, set[int]](set) for _ in range(3))
    for cluster, claim, speaker, day, source, lost, copied in (
        ClusterMember.objects.said().filter(cluster__in=told).order_by().values_list(*columns, places)
    ):
        claims[cluster].add(claim)
        speakers[cluster].update({speaker} - {None})
        outlets[cluster].update({source, None if lost else copied} - {None})
        known = told[cluster].first_said
        told[cluster].first_said = min(known or day, day) if day else known
    for pk, one in told.items():
        one.times, one.speakers, one.outlets = len(claims[pk]), len(speakers[pk]), len(outlets[pk])


def _rule(told: dict[int, Repeats]) -> None:
    """Which ruling holds, and which ones were taken back."""
    states = (State.PUBLISHED, State.WITHDRAWN, State.OUTDATED)
    rows = Verdict.objects.filter(claim__member__cluster__in=told, state__in=states).annotate(
        cluster=F("claim__member__cluster"), canonical=F("claim__member__canonical")
    )
    settled: set[int] = set()  # claims whose latest ruling was looked at
    for verdict in rows.select_related("rating", "claim").defer("claim__embedding", "claim__search").order_by("-pk"):
        one = told[verdict.cluster]
        if verdict.state == State.PUBLISHED:
            one.ruling = verdict if one.ruling is None or verdict.canonical else one.ruling
        elif verdict.claim_id not in settled:
            one.taken_back.append(verdict)
        settled.add(verdict.claim_id)
