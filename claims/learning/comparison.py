"""Newsrooms in; how often the flags of each were right, and which versions of the models their rows come from, out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.fields.json import KT

from claims.learning.shares import Tally
from claims.models import Claim, Match, Newsroom, Review


def by_newsroom() -> dict[tuple[str, str], Tally]:
    """(newsroom, kind of flag) -> what was decided; the latest decision on a flag counts. One query."""
    latest = Review.objects.standing().order_by("flag_id", "-pk").distinct("flag_id")
    rows = Review.objects.filter(pk__in=latest.values("pk")).order_by()
    named = rows.values_list("flag__newsroom__name", "flag__kind", "decision")
    counted: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for newsroom, kind, decision, count in named.annotate(n=Count("pk")):
        counted[newsroom, kind][decision] = count
    return {place: _tally(told) for place, told in sorted(counted.items())}


def _tally(told: dict[str, int]) -> Tally:
    return Tally(confirmed=told.get("confirm", 0), dismissed=told.get("dismiss", 0), unsure=told.get("unsure", 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """How many claims have a vector of each encoder; how many pairs each method, encoder and reader scored."""

    claims: list[tuple[str, int]]
    matches: list[tuple[str, str, str, int]]


def versions_in(newsroom: Newsroom) -> Versions:
    """The newsroom's rows by what made them, the most first; an empty name where nothing did. Two queries."""
    claims = Claim.objects.for_newsroom(newsroom).standing().order_by().values_list("embedded_by")
    matches = Match.objects.filter(newsroom=newsroom).order_by()
    named = matches.annotate(encoder=KT("scores__encoded_by"), reader=KT("scores__judged_by"))
    scored = named.values_list("method", "encoder", "reader").annotate(n=Count("pk"))
    return Versions(
        claims=list(claims.annotate(n=Count("pk")).order_by("-n", "embedded_by")),
        matches=[(method, encoder or "", reader or "", n) for method, encoder, reader, n in scored.order_by("-n")],
    )
