"""A flag in; what was decided on pairs that share a claim with it or a repeat of one, and how many repeats, out."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from claims.models import ClusterMember, Flag

CLAIMS, SHOWN = 50, 5  # claims of the two clusters that are looked at; decided pairs that a page shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Decided flags, the latest first, and the number of claims that repeat one of the two (``many``: at least)."""

    decided: list[Flag]
    claims: int
    many: bool


def related(flag: Flag) -> Related:
    """What is known around a flag; two queries, however large the clusters are."""
    pair = [flag.match.a_id, flag.match.b_id]
    clusters = ClusterMember.objects.filter(claim__in=pair).values("cluster")
    members = ClusterMember.objects.filter(cluster__in=clusters).exclude(claim__in=pair)
    repeats = list(members.order_by("pk").values_list("claim", flat=True)[: CLAIMS + 1])
    around = [*pair, *repeats[:CLAIMS]]
    rows = Flag.objects.filter(newsroom=flag.newsroom_id).exclude(match=flag.match_id)
    rows = rows.filter(Q(match__a__in=around) | Q(match__b__in=around), decided_at__isnull=False)
    rows = rows.filter(state__in=[Flag.State.CONFIRMED, Flag.State.DISMISSED, Flag.State.UNSURE])
    decided = list(rows.order_by("-decided_at")[:SHOWN])
    return Related(decided=decided, claims=min(len(repeats), CLAIMS), many=len(repeats) > CLAIMS)
