"""Claims without a vector -> claims with one, from the encoder that is in force."""

from __future__ import annotations

from collections.abc import Sequence

from claims import engines
from claims.models import Claim
from claims.text.scripts import is_english

NO_VECTOR = "words"
"""Stands for the encoder's version on a claim that is compared by its words: the encoder knows English only."""


def embed(claim_ids: Sequence[int]) -> int:
    """Give each of the claims a vector of the current encoder; returns how many needed one.

    Committed before anybody looks for candidates: of two claims that arrive at once in two workers, the one that looks
    later then sees the other. See docs/adr/0006.
    """
    encoder = engines.embedder()
    stale = Claim.objects.filter(pk__in=claim_ids).exclude(embedding__isnull=False, embedded_by=encoder.version)
    claims = list(stale.only("pk", "statement", "language", "embedded_by"))
    foreign = [claim for claim in claims if not is_english(claim.language)]
    _without_vector([claim for claim in foreign if claim.embedded_by != NO_VECTOR])
    claims = [claim for claim in claims if is_english(claim.language)]
    if not claims:
        return 0
    for claim, vector in zip(claims, encoder.encode([claim.statement for claim in claims]), strict=True):
        claim.embedding, claim.embedded_by = vector, encoder.version
    Claim.objects.bulk_update(claims, ["embedding", "embedded_by"], batch_size=200)
    return len(claims)


def _without_vector(claims: Sequence[Claim]) -> None:
    ids = [claim.pk for claim in claims]
    Claim.objects.filter(pk__in=ids).update(embedding=None, embedded_by=NO_VECTOR)
