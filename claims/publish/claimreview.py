"""A verdict comes in, with its scale and where the claim stands; schema.org's ClaimReview of it goes out, as a dict.

See https://schema.org/ClaimReview and https://developers.google.com/search/docs/appearance/structured-data/factcheck.
Nothing is asked of the store here: the rows come with what they point at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claims.models import Article, Claim, Evidence, Normalized, Rating, Source, Speaker, Verdict

JSON = dict[str, Any]
PEOPLE = (Speaker.Kind.PERSON, Speaker.Kind.ANONYMOUS)
BODIES = (Speaker.Kind.BODY, Speaker.Kind.GROUP)


def claim_review(
    verdict: Verdict,
    *,
    scale: Sequence[Rating],
    evidence: Sequence[Evidence] = (),
    appearances: Sequence[Article] = (),
    url: str = "",
) -> JSON:
    """The ClaimReview; what is not known is left out: before publication there is neither date nor address."""
    newsroom = {"@type": "Organization", "name": verdict.newsroom.name}
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": url,
        "claimReviewed": verdict.claim.statement,
        "datePublished": verdict.published_at.isoformat() if verdict.published_at else "",
        "author": newsroom,
        "publisher": newsroom,
        "itemReviewed": _claim(verdict.claim, appearances=appearances),
        "reviewRating": rating_of(verdict.rating, scale=scale),
        "reviewBody": verdict.explanation,
        "citation": [_citation(piece) for piece in evidence],
    }
    return _known(review)


def rating_of(rating: Rating, *, scale: Sequence[Rating]) -> JSON:
    """The rating in the newsroom's own words, and as a number between those of its least and its most true step.

    “Unproven” says nothing about truth wherever it stands on the scale: it has no number, nor has a scale of one step.
    """
    told = [step.position for step in scale if step.normalized != Normalized.UNPROVEN]
    numbers: JSON = {}
    if rating.normalized != Normalized.UNPROVEN and len(told) > 1:
        numbers = {"ratingValue": rating.position, "bestRating": max(told), "worstRating": min(told)}
    return {"@type": "Rating", "alternateName": rating.label, **numbers}


def _claim(claim: Claim, *, appearances: Sequence[Article]) -> JSON:
    return _known(
        {
            "@type": "Claim",
            "author": _author(claim.speaker) if claim.speaker else None,
            "datePublished": claim.said_on.isoformat() if claim.said_on else "",
            "appearance": [_appearance(article) for article in appearances if article.url or article.title],
        }
    )


def _author(speaker: Speaker) -> JSON:
    kind = "Person" if speaker.kind in PEOPLE else "Organization" if speaker.kind in BODIES else "Thing"
    return _known({"@type": kind, "name": speaker.name, "sameAs": speaker.wikidata_url})


def _appearance(article: Article) -> JSON:
    return _known(
        {
            "@type": "NewsArticle" if article.kind == Article.Kind.STORY else "CreativeWork",
            "url": article.url,
            "headline": article.title,
            "datePublished": article.published_at.isoformat() if article.published_at else "",
            "publisher": _publisher(article.source) if article.source else None,
        }
    )


def _publisher(source: Source) -> JSON:
    return {"@type": "Organization", "name": source.name}


def _citation(evidence: Evidence) -> JSON:
    values = {"url": evidence.url, "text": evidence.quote, "archivedAt": evidence.archive_url}
    return _known({"@type": "CreativeWork", **values})


def _known(values: JSON) -> JSON:
    return {name: value for name, value in values.items() if value or value == 0}
