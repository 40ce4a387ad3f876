"""A claim comes in; the pairs it was compared in go out, seen from its side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from claims.api.fields import Out
from claims.api.shapes import CLAIM, ClaimOut, FlagBrief, complete, example
from claims.models import Claim, Flag, Match
from claims.models.appearances import with_places

MATCH: dict[str, Any] = {
    "id": 515,
    "claim": {**CLAIM, "id": 1077, "text": "The ferry's closure was on my desk in January."},
    "scores": {"cosine": 0.81, "trigram": 0.34, "same_speaker": True, "days_apart": 11},
    "method": "match-2",
    "scored_at": "2026-03-14T18:20:00Z",
    "flags": [
        {
            "id": 90,
            "kind": "contradiction",
            "state": "open",
            "score": 0.94,
            "reason": "denies / affirms: discussed closing",
        }
    ],
}


@extend_schema_serializer(examples=[example(MATCH)])
class MatchOut(Out):
    """One pair: the other claim, every score that was computed, and the flags that came of it."""

    claim = serializers.SerializerMethodField(help_text="The other claim of the pair.")
    scores = serializers.DictField(read_only=True, help_text="By name; the set grows with the method.")
    flags = FlagBrief(many=True, read_only=True)

    class Meta:
        model = Match
        fields = list(MATCH)

    @extend_schema_field(ClaimOut)
    def get_claim(self, match: Match) -> Any:
        """The side that is not the one asked about."""
        asked: Claim = self.context["claim"]
        other, role = (match.b, "role_b") if match.a_id == asked.pk else (match.a, "role_a")
        other.role = getattr(match, role, "")  # type: ignore[attr-defined]
        return ClaimOut(other).data


def matches_of(claim: Claim) -> QuerySet[Match]:
    """The claim's pairs with both sides and their standing flags."""
    sides = [f"{side}__{what}" for side in "ab" for what in ("speaker", "source", "article", "verdict__rating")]
    heavy = [f"{side}__{what}" for side in "ab" for what in ("embedding", "search")]
    standing = Prefetch("flags", Flag.objects.exclude(state=Flag.State.WITHDRAWN))
    pairs = Match.objects.with_roles().filter(Q(a=claim) | Q(b=claim), newsroom=claim.newsroom_id)
    return with_places(pairs.select_related(*sides).defer(*heavy).prefetch_related(standing), "a", "b")


def both_chained(pairs: Iterable[Match]) -> list[Match]:
    """The pairs, both sides of each with by whose account they were said: a few queries for all."""
    listed = list(pairs)
    complete(side for pair in listed for side in (pair.a, pair.b))
    return listed
