"""A Claim row -> the Side of a pair that scoring compares."""

from __future__ import annotations

from claims.matching.sides import Side, VerdictSide
from claims.models import Claim, Normalized
from claims.models.speakers import NOBODY_IN_PARTICULAR

# How true a normalised rating is, 0 to 1; "unproven" stands on no such scale.
TRUTH: dict[Normalized, float | None] = {
    Normalized.FALSE: 0.0,
    Normalized.MOSTLY_FALSE: 0.25,
    Normalized.MIXED: 0.5,
    Normalized.MOSTLY_TRUE: 0.75,
    Normalized.TRUE: 1.0,
    Normalized.UNPROVEN: None,
}


def side(claim: Claim) -> Side:
    """What scoring needs of a claim; read with ``Claim.objects.for_reading()``."""
    return Side(
        id=claim.pk,
        statement=claim.statement,
        kind=claim.kind,
        speaker_id=None if claim.speaker and claim.speaker.kind in NOBODY_IN_PARTICULAR else claim.speaker_id,
        speaker_name=claim.speaker.name if claim.speaker else "",
        said_on=claim.said_on,
        source_name=claim.source.name if claim.source else "",
        article_id=claim.article_id,
        start=claim.start,
        end=claim.end,
        fingerprint=claim.fingerprint,
        cue=claim.cue,
        language=claim.language,
        verdict=verdict_side(claim),
    )


def verdict_side(claim: Claim) -> VerdictSide | None:
    """The published ruling on the claim, if there is one."""
    if claim.verdict is None:
        return None
    rating = claim.verdict.rating
    return VerdictSide(label=rating.label, value=TRUTH[Normalized(rating.normalized)], published=True)
