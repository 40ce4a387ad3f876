"""Claims and duplicate flags as matching leaves them, without a model: what clusters are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from django.utils import timezone

from claims import pipeline
from claims.models import Claim, Cluster, Flag, Match, Newsroom, Source, Speaker, User, Verdict
from claims.text.normalise import fingerprint


def said(
    newsroom: Newsroom, text: str, *, day: int = 2, speaker: str = "Ida Quist", source: str = "", kind: str = "person"
) -> Claim:
    """A claim by hand, compared already."""
    who, _ = Speaker.objects.get_or_create(newsroom=newsroom, name=speaker, defaults={"kind": kind})
    outlet = Source.objects.get_or_create(newsroom=newsroom, name=source)[0] if source else None
    return Claim.objects.create(
        newsroom=newsroom,
        text=text,
        statement=text,
        fingerprint=fingerprint(text),
        speaker=who,
        source=outlet,
        said_on=dt.date(2026, 3, day),
        matched_at=timezone.now(),
    )


def times(newsroom: Newsroom, count: int, **more: str) -> list[Claim]:
    """As many claims, a day after each other."""
    return [said(newsroom, f"The quay is closed, {n}.", day=n + 1, **more) for n in range(count)]  # type: ignore[arg-type]


def duplicate(
    a: Claim, b: Claim, *, score: float = 0.9, exact: bool = False, state: str = "open", kind: str = "duplicate"
) -> Flag:
    """A flag on the two."""
    low, high = sorted((a, b), key=lambda claim: claim.pk)
    scores = {"cosine": score, "trigram": score, "exact": exact, "trim": ""}
    match, _ = Match.objects.get_or_create(
        newsroom=a.newsroom, a=low, b=high, defaults={"scores": scores, "method": "test"}
    )
    settled = {"decided_at": timezone.now()} if state in {"confirmed", "dismissed"} else {}
    values = {"score": score, "reason": "Same statement", "state": state, **settled}
    return Flag.objects.create(newsroom=a.newsroom, match=match, kind=kind, **values)


def together(newsroom: Newsroom | None = None) -> list[list[int]]:
    """Every cluster as the ids of its claims, the canonical one first."""
    clusters = Cluster.objects.filter(newsroom=newsroom) if newsroom else Cluster.objects.all()
    rows = [list(c.members.order_by("-canonical", "claim").values_list("claim", flat=True)) for c in clusters]
    return sorted(rows)


def ids(*claims: Claim) -> list[int]:
    """Their ids."""
    return [claim.pk for claim in claims]


def ruled(claim: Claim, *, label: str = "Wrong", author: User, approver: User) -> Verdict:
    """A published verdict on the claim."""
    rating = claim.newsroom.scales.get().ratings.get(label=label)
    verdict = pipeline.draft_verdict(claim=claim, rating=rating, explanation="By the minutes.", author=author)
    pipeline.submit_verdict(verdict=verdict, by=author)
    return pipeline.publish_verdict(verdict=verdict, approver=approver)


def chain(claims: Sequence[Claim], **more: float) -> None:
    """Each a duplicate of the one before it, and of no other."""
    for one, other in pairwise(claims):
        duplicate(one, other, **more)  # type: ignore[arg-type]


def star(centre: Claim, *others: Claim) -> None:
    """Each a duplicate of the centre, and of no other."""
    for other in others:
        duplicate(centre, other)
