"""A claim comes in; every article that it stands in goes out: its own, and the copies of that."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

PLACE: dict[str, Any] = {
    "article": {"id": 77, "title": "Mayor dismisses ferry rumours", "url": "https://harbourpost.example/ferry"},
    "source": {"id": 3, "name": "Harbour Post", "domain": "harbourpost.example", "kind": "newspaper"},
    "published_at": "2026-03-03T14:00:00Z",
    "start": 412,
    "end": 449,
    "pieces": [[412, 449]],
    "first_seen_at": "2026-03-03T14:02:11.120000Z",
    "lost_at": None,
}


class PlacedArticle(serializers.Serializer):
    """The article of one place."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    url = serializers.CharField()


class PlacedSource(serializers.Serializer):
    """Who published it."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    domain = serializers.CharField()
    kind = serializers.CharField()


class PlaceOut(serializers.Serializer):
    """One article that the claim stands in; offsets are code points into that article's text, end exclusive."""

    article = PlacedArticle()
    source = PlacedSource(source="article.source", allow_null=True)  # type: ignore[assignment]
    published_at = serializers.DateTimeField(source="article.published_at", allow_null=True)
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    pieces = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)
    )
    first_seen_at = serializers.DateTimeField()
    lost_at = serializers.DateTimeField(allow_null=True, help_text="When the words were first missed there.")
