"""What people say of clusters, or decide on duplicates -> stored, the clusters in line, rulings that meet compared."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.matching.group import group
from claims.models import Claim, Cluster
from claims.pipeline.sending import send_claims
from claims.review import clusters
from claims.review.clusters import Author


def choose_canonical(*, cluster: Cluster, claim_id: int, author: Author) -> None:
    """Make a claim the canonical one of its cluster. Raises ``Refused``."""
    with transaction.atomic():
        regroup(clusters.choose(cluster=cluster, claim_id=claim_id, author=author))


def split_cluster(*, cluster: Cluster, claim_ids: Collection[int], author: Author) -> None:
    """Take claims out of a cluster, for good; they are one of their own. Raises ``Refused``."""
    with transaction.atomic():
        regroup(clusters.split(cluster=cluster, claim_ids=claim_ids, author=author))


def merge_clusters(*, claim: Claim, other: Claim, author: Author) -> None:
    """Make one cluster of those of two claims, for good. Raises ``Refused``."""
    with transaction.atomic():
        regroup(clusters.merge(claim=claim, other=other, author=author))


def regroup(claim_ids: Collection[int]) -> None:
    """Bring the clusters of these claims in line; ruled claims that met or parted are compared again."""
    with transaction.atomic():
        changed = group(claim_ids)
        near = Q(pk__in=changed) | Q(member__cluster__members__claim__in=changed)
        ruled = Claim.objects.trusted().filter(near, verdict__isnull=False).order_by("pk").distinct()
        ids = list(ruled.values_list("pk", flat=True)) if changed else []
        if len(ids) > 1:
            Claim.objects.filter(pk__in=ids).update(matched_at=None, queued_at=timezone.now())
            send_claims(ids)
