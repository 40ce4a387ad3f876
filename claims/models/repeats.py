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
from claims.models.clusters import HOLDS, ClusterMember
from claims.models.reviews import Verdict
from claims.models.speakers import NOBODY_IN_PARTICULAR

State = Verdict.State


@dataclass(slots=True, kw_only=True)
class Sayer:
    """One speaker, how often they said it, and on which days first and last."""

    id: int
    name: str
    times: int = 0
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(slots=True, kw_only=True)
class Repeats:
    """One cluster. ``outlets`` counts sources, copies included; ``times`` claims whose words still stand, copies not.

    ``by`` are those who said it, the most often first, but for groups and anonymous sources, who are not one person.
    ``ruling`` is the published verdict on one of its claims: the canonical one's, else the latest. ``taken_back`` are
    verdicts that were withdrawn or became outdated on claims that have no other, the latest first.
    """

    id: int
    canonical: Claim
    times: int = 0
    speakers: int = 0
    outlets: int = 0
    first_said: dt.date | None = None
    by: list[Sayer] = field(default_factory=list)
    rulings: list[Verdict] = field(default_factory=list)
    taken_back: list[Verdict] = field(default_factory=list)

    @property
    def ruling(self) -> Verdict | None:
        """The one that counts."""
        return next((one for one in self.rulings if one.claim_id == self.canonical.pk), (*self.rulings, None)[0])

    def alerts(self, threshold: int) -> bool:
        """Whether one speaker says it so often against a verdict; 0 for never."""
        most = self.by[0].times if self.by else 0
        return 0 < threshold <= most and any(ruling.rating.normalized not in HOLDS for ruling in self.rulings)


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
    members = ClusterMember.objects.filter(cluster__in=cluster_ids).select_related("claim__speaker")
    # The canonical one; the oldest member where that was deleted just now.
    rows = members.order_by("cluster_id", "-canonical", "pk").distinct("cluster_id")
    rows = rows.defer("claim__embedding", "claim__search")
    told = {row.cluster_id: Repeats(id=row.cluster_id, canonical=row.claim) for row in rows}
    _count(told)
    _rule(told)
    return told


COUNTED = (
    "cluster",
    "claim",
    "claim__said_on",
    "claim__speaker",
    "claim__speaker__name",
    "claim__speaker__kind",
    "claim__source",
    "claim__appearances__article__source",
    "claim__appearances__lost_at",
)


def _count(told: dict[int, Repeats]) -> None:
    """How often, by whom, where and since when."""
    claims, speakers, outlets = (defaultdict[int, set[int]](set) for _ in range(3))
    sayers: dict[tuple[int, int], Sayer] = {}
    said = ClusterMember.objects.said().filter(cluster__in=told).order_by("claim")
    for cluster, claim, day, speaker, name, kind, source, copied, lost in said.values_list(*COUNTED):
        outlets[cluster].update({source, None if lost else copied} - {None})
        if claim in claims[cluster]:
            continue  # another place of it
        claims[cluster].add(claim)
        told[cluster].first_said = _earlier(told[cluster].first_said, day)
        if speaker is not None:
            speakers[cluster].add(speaker)
        if speaker is not None and kind not in NOBODY_IN_PARTICULAR:
            _add(sayers.setdefault((cluster, speaker), Sayer(id=speaker, name=name)), day)
    for (cluster, _speaker), sayer in sorted(sayers.items(), key=lambda one: (-one[1].times, one[1].id)):
        told[cluster].by.append(sayer)
    for pk, one in told.items():
        one.times, one.speakers, one.outlets = len(claims[pk]), len(speakers[pk]), len(outlets[pk])


def _add(sayer: Sayer, day: dt.date | None) -> None:
    sayer.times += 1
    sayer.first = _earlier(sayer.first, day)
    sayer.last = max(sayer.last or day, day) if day else sayer.last


def _earlier(known: dt.date | None, day: dt.date | None) -> dt.date | None:
    return min(known or day, day) if day else known


def _rule(told: dict[int, Repeats]) -> None:
    """Which rulings hold, and which ones were taken back."""
    states = (State.PUBLISHED, State.WITHDRAWN, State.OUTDATED)
    rows = Verdict.objects.filter(claim__member__cluster__in=told, state__in=states).select_related("rating", "claim")
    rows = rows.defer("claim__embedding", "claim__search").annotate(cluster=F("claim__member__cluster"))
    settled: set[int] = set()  # claims whose latest ruling was looked at
    for verdict in rows.order_by("-published_at", "-pk"):
        if verdict.claim_id not in settled:
            one = told[verdict.cluster]
            (one.rulings if verdict.state == State.PUBLISHED else one.taken_back).append(verdict)
        settled.add(verdict.claim_id)
