"""Scores in; how alike, and how related, two statements are, out: the two scales that flags are measured on."""

from __future__ import annotations

from claims.matching.scoring import Scores


def likeness(scores: Scores) -> float:
    """How alike two statements are as propositions, 0..1: mostly meaning (cosine), helped by shared letters and word
    order."""
    return round(max(0.0, min(1.0, 0.75 * scores.cosine + 0.125 * scores.trigram + 0.125 * scores.wording)), 4)


def relatedness(scores: Scores) -> float:
    """How surely two statements are about one thing, 0..1: the mean of meaning (cosine) and shared content words."""
    return round(max(0.0, min(1.0, (scores.cosine + scores.overlap) / 2)), 4)
