"""What the tagger is sure of comes in; how probable it is that the attribution is right, goes out."""

from __future__ import annotations

from claims.neural.protocols import Tagged


def attribution_probability(tagged: Tagged) -> float:
    """The probability that somebody would mark this content, or nearly this, as attributed by this cue."""
    return tagged.content_probability * tagged.link_probability
