"""Claims without a vector -> claims with one, from the encoder that is in force."""

from __future__ import annotations

from collections.abc import Sequence

from claims import engines
from claims.models import Claim


def embed(claim_ids: Sequence[int]) -> int:
    """Give each of the claims a vector of the current encoder; returns how many needed one.

    Committed before anybody looks for candidates: of two claims that arrive at once in two workers, the one that looks
    later then sees the other. See docs/adr/0006.
    """
    encoder = engines.embedder()
    stale = Claim.objects.filter(pk__in=claim_ids).exclude(embedding__isnull=False, embedded_by=encoder.version)
    claims = list(stale.only("pk", "statement"))
    if not claims:
        return 0
    for claim, vector in zip(claims, encoder.encode([claim.statement for claim in claims]), strict=True):
        claim.embedding, claim.embedded_by = vector, encoder.version
    Claim.objects.bulk_update(claims, ["embedding", "embedded_by"], batch_size=200)
    return len(claims)
