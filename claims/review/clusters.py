"""An editor's word on a cluster -> kept for good: which claim is canonical, who is out, what is one.

``matching.group`` does what these words say; called after them in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product

from django.db import transaction
from django.db.models import Q

from claims.models import APIKey, Claim, Cluster, ClusterEdit, ClusterMember, Flag, Membership, User
from claims.models.clusters import alone
from claims.review.errors import Outdated, Refused

MOST = 300  # claims that one split may take out: each is parted from each that stays


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who says it, and why: an editor, or a program whose key may review."""

    by: User | None = None
    api_key: APIKey | None = None
    note: str = ""


def choose(*, cluster: Cluster, claim_id: int, author: Author) -> set[int]:
    """Make a claim of the cluster the canonical one, whatever is said or ruled later. Returns the claims concerned.

    Raises:
        Refused: when ``author`` may not, or the words no longer stand. Outdated: when it is in the cluster no longer.
    """
    with transaction.atomic():
        members = _held(cluster, author=author)
        if claim_id not in members:
            raise Outdated("That claim is not in this cluster any more; look at it again.", field="claim")
        if not Claim.objects.standing().filter(pk=claim_id).exists():
            raise Refused("The words of that claim no longer stand in its article.", field="claim")
        Cluster.objects.filter(pk=cluster.pk).update(chosen=claim_id)
    return members


def split(*, cluster: Cluster, claim_ids: Collection[int], author: Author) -> set[int]:
    """Take claims out of the cluster: they are one statement, the others another. Returns the claims concerned.

    Raises:
        Refused: when ``author`` may not, or these are none or all of it. Outdated: when some are no longer in it.
    """
    with transaction.atomic():
        members, out = _held(cluster, author=author), set(claim_ids)
        if not out <= members:
            raise Outdated("Some of these are not in this cluster any more; look at it again.", field="claims")
        stay = members - out
        if not out or not stay:
            raise Refused("Choose some of its claims: one at least goes, one at least stays.", field="claims")
        if len(out) > MOST:
            raise Refused(f"Choose at most {MOST} at a time.", field="claims")
        pairs = [(pair, False) for pair in product(out, stay)]
        pairs += [(pair, True) for part in (out, stay) for pair in _chain(part)]
        _say(pairs, newsroom_id=cluster.newsroom_id, author=author)
        Cluster.objects.filter(pk=cluster.pk, chosen__in=out).update(chosen=None)
    return members


def merge(*, claim: Claim, other: Claim, author: Author) -> set[int]:
    """Say that two claims are one statement, and so are all in their clusters. Returns the claims concerned.

    What people said to the contrary of any two of them, here or in the queue, counts no longer.

    Raises:
        Refused: when ``author`` may not, or the two are one already or cannot be.
    """
    with transaction.atomic():
        alone([claim.newsroom_id])
        _check_right(author, newsroom_id=claim.newsroom_id)
        _check_pair(claim, other)
        ones, others = _company(claim), _company(other)
        if other.pk in ones:
            raise Refused("The two are in one cluster already.", field="claim")
        pairs = {(claim.pk, other.pk), *_called_two(ones, others)}
        _say([(pair, True) for pair in pairs], newsroom_id=claim.newsroom_id, author=author)
    return ones | others


def _held(cluster: Cluster, *, author: Author) -> set[int]:
    """The cluster's members, which nobody else changes until the transaction ends."""
    alone([cluster.newsroom_id])
    _check_right(author, newsroom_id=cluster.newsroom_id)
    return set(ClusterMember.objects.filter(cluster=cluster).values_list("claim", flat=True))


def _check_right(author: Author, *, newsroom_id: int) -> None:
    if author.api_key is not None:
        if author.api_key.newsroom_id != newsroom_id or "review" not in author.api_key.scopes:
            raise Refused("That takes a key of the newsroom that may review.", field="role")
        return
    user = author.by
    editors = Membership.objects.filter(newsroom=newsroom_id, role=Membership.Role.EDITOR)
    if user is None or not (user.is_superuser or editors.filter(user=user).exists()):
        raise Refused("Only editors change clusters.", field="role")


def _check_pair(claim: Claim, other: Claim) -> None:
    if claim == other:
        raise Refused("Name another claim: this is the same one.", field="claim")
    if claim.newsroom_id != other.newsroom_id:
        raise Refused("There is no such claim here.", field="claim")
    for one in (claim, other):
        if one.lost_at is not None or one.uncertain:
            raise Refused(f"Claim {one.pk} no longer stands, or waits to be looked at.", field="claim")


def _company(claim: Claim) -> set[int]:
    """The claim and all in its cluster."""
    homes = ClusterMember.objects.filter(claim=claim).values("cluster")
    return {claim.pk, *ClusterMember.objects.filter(cluster__in=homes).values_list("claim", flat=True)}


def _called_two(ones: set[int], others: set[int]) -> set[tuple[int, int]]:
    """The pairs between the two that a person called two statements."""

    def between(path: str) -> Q:
        a, b = f"{path}a__in", f"{path}b__in"
        return Q(**{a: ones, b: others}) | Q(**{a: others, b: ones})

    dismissed = Flag.objects.filter(between("match__"), kind=Flag.Kind.DUPLICATE, state=Flag.State.DISMISSED)
    parted = ClusterEdit.objects.filter(between(""), together=False).order_by()
    return {*dismissed.values_list("match__a", "match__b"), *parted.values_list("a", "b")}


def _chain(claim_ids: Collection[int]) -> list[tuple[int, int]]:
    first, *rest = sorted(claim_ids)
    return [(first, pk) for pk in rest]


def _say(pairs: Sequence[tuple[tuple[int, int], bool]], *, newsroom_id: int, author: Author) -> None:
    ClusterEdit.objects.bulk_create(
        ClusterEdit(
            newsroom_id=newsroom_id,
            a_id=min(pair),
            b_id=max(pair),
            together=together,
            by=author.by,
            api_key=author.api_key,
            note=author.note.strip(),
        )
        for pair, together in pairs
    )
