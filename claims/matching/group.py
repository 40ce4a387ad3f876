"""Claims whose flags, words or verdicts may have changed -> clusters in line with them. The only writer of clusters.

What is stored decides, not what happened: so it may be done again, in any order, and by two at once, who wait for each
other (``clusters.alone``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import F, Q

from claims.matching.grouping import choices, remaining
from claims.matching.ties import ties_of
from claims.models import Claim, Cluster, ClusterMember
from claims.models.clusters import alone


def group(claim_ids: Collection[int]) -> set[int]:
    """Bring the clusters of these claims in line. Returns the ids of all claims that got other company.

    Inside a transaction of its own, or one that took ``alone`` before it locked any row.
    """
    with transaction.atomic():
        alone(Claim.objects.filter(pk__in=claim_ids).order_by().values_list("newsroom", flat=True).distinct())
        asked = set(claim_ids)
        changed = _released(asked)
        for claim_id in _homeless(asked | changed):
            changed |= _housed(claim_id)
        for claim_id in sorted(asked):
            changed |= _united(claim_id)
        for cluster in Cluster.objects.filter(members__claim__in=asked | changed).distinct():
            _crown(cluster)
    return changed


def _released(claim_ids: Collection[int]) -> set[int]:
    """Let go whom nothing ties to the clusters of these claims any more. Returns all who were in company with them."""
    changed: set[int] = set()
    for cluster in Cluster.objects.filter(members__claim__in=claim_ids).distinct().order_by("pk"):
        members = cluster.members.order_by("pk").values_list(
            "claim", "canonical", "claim__uncertain", "claim__withdrawn_at"
        )
        there = [pk for pk, _first, uncertain, withdrawn in members if not uncertain and withdrawn is None]
        everybody = {row[0] for row in members}
        first = next((pk for pk, canonical, *_ in members if canonical and pk in there), min(there, default=0))
        stay = remaining(there, first=first, ties=ties_of(there)) if there else set()
        if len(stay) < 2:
            cluster.delete()
        elif stay != everybody:
            cluster.members.exclude(claim__in=stay).delete()
        changed |= everybody if stay != everybody else set()
    return changed


def _homeless(claim_ids: Collection[int]) -> list[int]:
    """Those of the claims that may join a cluster and are in none."""
    return list(
        Claim.objects.trusted().filter(pk__in=claim_ids, member=None).order_by("pk").values_list("pk", flat=True)
    )


def _housed(claim_id: int) -> set[int]:
    """Have the claim join a cluster, or found one with another claim. Returns whose company changed."""
    if ClusterMember.objects.filter(claim=claim_id).exists():
        return set()  # one before it has taken it in
    ties = ties_of([claim_id])
    homes, free = _homes(ties.near[claim_id]), _homeless(ties.near[claim_id])
    for other, tie in choices(claim_id, ties=ties, homes=homes):
        if other in free:
            return _founded(claim_id, other)
        if other not in homes:
            continue
        members = _members(homes[other])
        if (tie.firm or other in _centres(homes[other])) and not ties.are_apart([claim_id], members):
            ClusterMember.objects.create(cluster_id=homes[other], claim_id=claim_id)
            return {claim_id, *members}
    return set()


def _founded(*claim_ids: int) -> set[int]:
    newsroom_id = Claim.objects.values_list("newsroom", flat=True).get(pk=claim_ids[0])
    cluster = Cluster.objects.create(newsroom_id=newsroom_id)
    ClusterMember.objects.bulk_create(ClusterMember(cluster=cluster, claim_id=pk) for pk in sorted(claim_ids))
    return set(claim_ids)


def _united(claim_id: int) -> set[int]:
    """Make one of two clusters where a person said so of a claim in each, and nobody the contrary of two others."""
    near = ties_of([claim_id]).near[claim_id]
    changed: set[int] = set()
    for other in sorted(pk for pk, tie in near.items() if tie.said):
        homes = _homes([claim_id, other])
        if len(set(homes.values())) < 2:
            continue
        keep, gone = sorted(homes.values())
        ones, others = _members(keep), _members(gone)
        if not ties_of(others).are_apart(others, ones):
            ClusterMember.objects.filter(cluster=gone).update(cluster=keep, canonical=False)
            Cluster.objects.filter(pk=gone).delete()
            changed |= ones | others
    return changed


def _homes(claim_ids: Iterable[int]) -> dict[int, int]:
    """Claim id -> the id of its cluster, for those that have one."""
    return dict(ClusterMember.objects.filter(claim__in=list(claim_ids)).values_list("claim", "cluster"))


def _members(cluster_id: int) -> set[int]:
    return set(ClusterMember.objects.filter(cluster=cluster_id).values_list("claim", flat=True))


def _centres(cluster_id: int) -> set[int]:
    """What a cluster is centred on: the claim that it began with, and the canonical one where people stand behind it.

    Not the canonical one as such: an earlier date makes it another claim, and the next may be a neighbour of that.
    """
    members = ClusterMember.objects.filter(cluster=cluster_id).order_by("pk")
    vouched = members.filter(Q(claim__verdict__isnull=False) | Q(cluster__chosen=F("claim")), canonical=True)
    return {members.values_list("claim", flat=True)[0], *vouched.values_list("claim", flat=True)}


def _crown(cluster: Cluster) -> None:
    """Make one claim canonical: whichever a person chose, else one with a published verdict, else the earliest said."""
    columns = ("claim", "canonical", "claim__verdict", "claim__lost_at", "claim__said_on")
    rows = list(cluster.members.order_by().values_list(*columns))

    def weight(row: tuple[int, bool, int | None, dt.datetime | None, dt.date | None]) -> tuple[object, ...]:
        claim_id, _canonical, verdict, lost, day = row
        return (
            claim_id != cluster.chosen_id,
            verdict is None,
            lost is not None,
            day is None,
            day or dt.date.min,
            claim_id,
        )

    best = min(rows, key=weight)
    if not best[1]:
        cluster.members.filter(canonical=True).update(canonical=False)
        cluster.members.filter(claim=best[0]).update(canonical=True)
