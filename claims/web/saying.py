"""A speaker in; what they said along time, how it was ruled on, what they repeat and contradict, out. Bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q

from claims.models import Claim, ClusterMember, Flag, Speaker
from claims.models.claims import ClaimQuerySet
from claims.models.repeats import Repeats, clusters_told

WINDOW = 200
"""Claims on one timeline: more are no picture."""
COUNTED = 10_000
"""Claims are counted up to here."""
REPEATED = 5
DEEPEST = 1_000
"""Pages that are turned; further back a person narrows by date."""
OPEN, CONFIRMED = (Flag.State.OPEN, Flag.State.UNSURE), Flag.State.CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """One page of claims; ``earlier`` and ``later`` are the numbers of the pages beside it, 0 for none."""

    rows: list[Claim]
    first: int
    earlier: int
    later: int

    @property
    def last(self) -> int:
        """The place of its last claim."""
        return self.first + len(self.rows) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Claims up to ``COUNTED`` (``more``: there are others), those checked, contradictions with themselves."""

    claims: int
    more: bool
    ruled: int
    contradictions: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """How many claims carry a rating."""

    label: str
    normalized: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """Two claims of the window that contradict each other, the earlier first."""

    flag: Flag
    a: Claim
    b: Claim

    @property
    def confirmed(self) -> bool:
        """Whether a person said so."""
        return self.flag.state == CONFIRMED


@dataclass(slots=True, kw_only=True)
class Repeated:
    """What a speaker says again and again."""

    times: int
    told: Repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The lines of a page that are not the picture."""

    counts: Counts
    ruled: list[Ruled] = field(default_factory=list)
    repeated: list[Repeated] = field(default_factory=list)


def turned(rows: ClaimQuerySet, *, asked: str | None, size: int) -> Turned:
    """The page asked for, the latest said first; the first where nothing that can be read was asked."""
    number = min(int(asked), DEEPEST) if asked and asked.isdecimal() and len(asked) < 9 and int(asked) else 1
    start = (number - 1) * size
    found = list(rows.order_by(F("said_on").desc(nulls_last=True), "-pk")[start : start + size + 1])
    more = len(found) > size and number < DEEPEST
    return Turned(rows=found[:size], first=start + 1, earlier=number + 1 if more else 0, later=number - 1)


def arcs(claims: Sequence[Claim]) -> list[Arc]:
    """The contradictions among the claims that were not dismissed. One query."""
    by_id = {claim.pk: claim for claim in claims}
    flags = Flag.objects.filter(kind=Flag.Kind.CONTRADICTION, state__in=[*OPEN, CONFIRMED])
    rows = flags.filter(match__a__in=by_id, match__b__in=by_id).select_related("match").ranked()
    order = {claim.pk: place for place, claim in enumerate(reversed(claims))}
    pairs = [(flag, sorted((flag.match.a_id, flag.match.b_id), key=order.__getitem__)) for flag in rows]
    return [Arc(flag=flag, a=by_id[one], b=by_id[other]) for flag, (one, other) in pairs]


def told_of(speaker: Speaker) -> Told:
    """Counts, verdicts and repeats of one speaker."""
    claims = Claim.objects.standing().filter(speaker=speaker)
    ratings = claims.filter(verdict__isnull=False).order_by("verdict__rating__position", "verdict__rating__label")
    ruled = ratings.values_list("verdict__rating__label", "verdict__rating__normalized").annotate(n=Count("pk"))
    listed = [Ruled(label=label, normalized=normalized, claims=n) for label, normalized, n in ruled]
    said = claims.order_by()[: COUNTED + 1].count()
    own = Q(match__a__speaker=speaker, match__b__speaker=speaker)
    against = Flag.objects.filter(own, kind=Flag.Kind.CONTRADICTION).aggregate(
        confirmed=Count("pk", filter=Q(state=CONFIRMED)), open=Count("pk", filter=Q(state__in=OPEN))
    )
    counts = Counts(
        claims=min(said, COUNTED),
        more=said > COUNTED,
        ruled=sum(row.claims for row in listed),
        contradictions=against["confirmed"],
        open=against["open"],
    )
    return Told(counts=counts, ruled=listed, repeated=_repeated(speaker))


def _repeated(speaker: Speaker) -> list[Repeated]:
    """What they say most often, at least twice."""
    members: Any = ClusterMember.objects.said().filter(claim__speaker=speaker).order_by()
    often = members.values_list("cluster").annotate(n=Count("pk")).filter(n__gt=1).order_by("-n", "-cluster")
    times = dict(often[:REPEATED])
    told = clusters_told(times.keys()) if times else {}
    return [Repeated(times=n, told=told[pk]) for pk, n in times.items() if pk in told]
