"""A question and a queryset of claims in; those that hold its words and those that mean the same out, in one order."""

from __future__ import annotations

from dataclasses import dataclass

from pgvector.django import CosineDistance

from claims import engines
from claims.matching import ranking
from claims.matching.meaning import AMONG, nearest
from claims.models import Claim
from claims.models.claims import ClaimQuerySet
from claims.text.posts import prose

NEAR = 0.4
"""Cosine below which a claim without the words is no answer: unrelated sentences lie at 0 to 0.25."""
SAME = 0.75
"""Cosine from which on two sentences mostly say the same."""
NEWEST = 100
"""Claims with the words that are looked at, the newest: words that thousands hold tell too little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A claim that answers; ``cosine`` is None where its vector is of another encoder, or not there yet."""

    claim: Claim
    words: bool
    cosine: float | None
    relevance: float

    @property
    def same(self) -> bool:
        """Whether it says the same, as far as vectors tell."""
        return self.cosine is not None and self.cosine >= SAME


def found(claims: ClaimQuerySet, *, question: str, limit: int) -> list[Hit]:
    """The best ``limit`` of the claims for ``question`` (not blank), the best first. Two queries for claims."""
    asked = prose(question) or question
    encoder = engines.embedder()
    holding = claims.words(question).annotate(distance=CosineDistance("embedding", encoder.encode([asked])[0]))
    worded = {claim.pk: claim for claim in holding.order_by("-created_at", "-pk")[:NEWEST]}
    near = [claim for claim in nearest(claims, question=question, limit=AMONG) if 1 - claim.distance >= NEAR]  # type: ignore[attr-defined]
    listed = list({**{claim.pk: claim for claim in near}, **worded}.values())
    cosines = [_cosine(claim, encoder.version) for claim in listed]
    ranks = ranking.relevances(
        asked, [ranking.Found(statement=c.statement, cosine=at or 0.0) for c, at in zip(listed, cosines, strict=True)]
    )
    hits = [
        Hit(claim=claim, words=claim.pk in worded, cosine=at, relevance=rank)
        for claim, at, rank in zip(listed, cosines, ranks, strict=True)
    ]
    return sorted(hits, key=lambda hit: (-hit.relevance, -hit.claim.pk))[:limit]


def _cosine(claim: Claim, version: str) -> float | None:
    distance = claim.distance  # type: ignore[attr-defined]
    return None if distance is None or claim.embedded_by != version else round(1 - float(distance), 4)
