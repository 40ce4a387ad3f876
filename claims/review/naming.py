"""The name that a person gives to a speaker comes in; the newsroom's Speaker goes out, the article's own cast first."""

from __future__ import annotations

import unicodedata

from claims.models import Article, Speaker, SpeakerAlias
from claims.review.errors import Refused
from claims.text.normalise import name_key

LONGEST = 300


def speaker_named(name: str, *, article: Article) -> Speaker | None:
    """Who is meant in that article; made when the newsroom does not know the name. None for no name.

    The cast comes first, because "a senior official" here is somebody else than the one over there.

    Raises:
        Refused: when the name is too long or holds no letter.
    """
    name = " ".join(name.split())
    if not name:
        return None
    key = name_key(name)
    if len(name) > LONGEST or not key or any(unicodedata.category(letter) == "Cc" for letter in name):
        raise Refused("That is no name.", field="speaker")
    found = _of_cast(key, article=article) or _of_newsroom(key, article=article)
    return found or Speaker.called(name, key=key[:300], newsroom=article.newsroom)


def cast(article: Article) -> list[Speaker]:
    """Who speaks in the article, by name."""
    rows = Speaker.objects.filter(claims__article=article, claims__lost_at__isnull=True, merged_into__isnull=True)
    return list(rows.distinct().order_by("name", "pk"))


def _of_cast(key: str, *, article: Article) -> Speaker | None:
    return next((speaker for speaker in cast(article) if name_key(speaker.name) == key), None)


def _of_newsroom(key: str, *, article: Article) -> Speaker | None:
    alias = SpeakerAlias.objects.filter(newsroom=article.newsroom, key=key[:300]).select_related("speaker").first()
    return (alias.speaker.merged_into or alias.speaker) if alias else None
