"""A Claim row -> the Side of a pair that scoring compares."""

from __future__ import annotations

from claims.matching.sides import Side, VerdictSide
from claims.models import Claim


def side(claim: Claim) -> Side:
    """What scoring needs of a claim; read with ``Claim.objects.for_reading()``."""
    return Side(
        id=claim.pk,
        statement=claim.statement,
        kind=claim.kind,
        speaker_id=claim.speaker_id,
        speaker_name=claim.speaker.name if claim.speaker else "",
        said_on=claim.said_on,
        source_name=claim.source.name if claim.source else "",
        article_id=claim.article_id,
        fingerprint=claim.fingerprint,
        verdict=verdict_side(claim),
    )


def verdict_side(claim: Claim) -> VerdictSide | None:
    """The published ruling on the claim, if there is one."""
    if claim.verdict is None:
        return None
    rating = claim.verdict.rating
    return VerdictSide(label=rating.label, normalized=rating.normalized)
