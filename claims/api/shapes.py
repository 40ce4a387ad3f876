"""Rows come in; what the API tells of them goes out. The shapes that more than one noun's answers share."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from claims.api.fields import Out
from claims.api.places import PLACE, PlaceOut
from claims.models import Article, Claim, Flag, Source, Speaker, Verdict, WorthReason
from claims.models.appearances import places_of
from claims.models.newsrooms import Normalized

SOURCE: dict[str, Any] = {"id": 3, "name": "Harbour Post", "domain": "harbourpost.example", "kind": "newspaper"}
SPEAKER: dict[str, Any] = {"id": 12, "name": "Aldo Brandt", "kind": "person"}
RULING: dict[str, Any] = {
    "id": 8,
    "rating": "False",
    "normalized": "false",
    "explanation": "The council's minutes of 20 January show the item.",
    "published_at": "2026-03-16T09:30:00Z",
}
CLAIM: dict[str, Any] = {
    "id": 1042,
    "text": "We never discussed closing the ferry.",
    "statement": "We never discussed closing the ferry.",
    "kind": "direct",
    "speaker": SPEAKER,
    "role": "Mayor of Saltmere",
    "chain": [SPEAKER],
    "within": None,
    "source": SOURCE,
    "article": {"id": 77, "title": "Mayor dismisses ferry rumours", "url": "https://harbourpost.example/ferry"},
    "start": 412,
    "end": 449,
    "pieces": [[412, 449]],
    "cue": "said",
    "source_text": "the mayor",
    "said_on": "2026-03-03",
    "language": "en",
    "confidence": 0.97,
    "doubt": "",
    "uncertain": False,
    "worth": 0.38,
    "worth_reasons": ["event"],
    "external_id": "",
    "verdict": RULING,
    "appearances": [PLACE],
    "has_flags": True,
    "similarity": None,
    "created_at": "2026-03-03T14:02:11.120000Z",
}


def example(value: Any, *, name: str = "Example") -> OpenApiExample:
    """One example for the schema."""
    return OpenApiExample(name, value=value)


class SourceBrief(Out):
    """Who published."""

    class Meta:
        model = Source
        fields = ["id", "name", "domain", "kind"]


class SpeakerBrief(Out):
    """Who said it."""

    class Meta:
        model = Speaker
        fields = ["id", "name", "kind"]


class ArticleBrief(Out):
    """Where it stands."""

    class Meta:
        model = Article
        fields = ["id", "title", "url"]


class RulingBrief(Out):
    """The published verdict on a claim, on the newsroom's own scale and normalised."""

    rating = serializers.CharField(source="rating.label", read_only=True)
    normalized = serializers.ChoiceField(source="rating.normalized", choices=Normalized.choices, read_only=True)

    class Meta:
        model = Verdict
        fields = ["id", "rating", "normalized", "explanation", "published_at"]


@extend_schema_serializer(examples=[example(CLAIM)])
class ClaimOut(Out):
    """One attributed statement.

    ``start``, ``end`` and ``pieces`` are code points into the article's text, end exclusive; null or empty for a claim
    that was entered by hand. ``statement`` is what is compared: the pieces of an interrupted quotation joined.
    ``within`` is the claim in whose words this one is told; ``chain`` names who tells it, the outermost first, the
    speaker last.
    """

    speaker = SpeakerBrief(read_only=True, allow_null=True)
    source = SourceBrief(read_only=True, allow_null=True)  # type: ignore[assignment]
    article = ArticleBrief(read_only=True, allow_null=True)
    verdict = RulingBrief(read_only=True, allow_null=True)
    pieces = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2), read_only=True
    )
    worth = serializers.FloatField(
        read_only=True,
        allow_null=True,
        min_value=0,
        max_value=1,
        help_text="How much it is worth checking; null where that is not known: it is not English, or not weighed yet.",
    )
    worth_reasons = serializers.ListField(
        child=serializers.ChoiceField(choices=WorthReason.choices),
        read_only=True,
        help_text="What kind of statement it is, and so why.",
    )
    role = serializers.SerializerMethodField(help_text="What the speaker was called at the claim's date, or nothing.")
    chain = serializers.SerializerMethodField(help_text="By whose account it was said; null for one not known.")
    appearances = serializers.SerializerMethodField(
        help_text="Every article that it stands in: its own first, then copies of the same story."
    )
    has_flags = serializers.SerializerMethodField(help_text="Whether a flag on it waits or was confirmed.")

    similarity = serializers.SerializerMethodField(help_text="With “like”: cosine of the meanings, at most 1.")

    class Meta:
        model = Claim
        fields = list(CLAIM)

    def get_role(self, claim: Claim) -> str:
        """As the view's query found it."""
        return str(getattr(claim, "role", ""))

    @extend_schema_field(
        {"type": "array", "items": {"oneOf": [{"$ref": "#/components/schemas/SpeakerBrief"}, {"type": "null"}]}}
    )
    def get_chain(self, claim: Claim) -> Any:
        """The claims around it are asked for only where there are any."""
        return [SpeakerBrief(voice).data if voice else None for voice in claim.chain]

    @extend_schema_field(PlaceOut(many=True))
    def get_appearances(self, claim: Claim) -> Any:
        """As the view read them in one query for the whole page."""
        return PlaceOut(places_of(claim), many=True).data

    def get_has_flags(self, claim: Claim) -> bool:
        """As the view's query found it; a claim that was only just entered has none yet."""
        return bool(getattr(claim, "has_flags", False))

    def get_similarity(self, claim: Claim) -> float | None:
        """How near the claim is to what was asked for by meaning."""
        distance: float | None = getattr(claim, "distance", None)
        return None if distance is None else round(1.0 - distance, 4)


class SpanOut(serializers.Serializer):
    """A place in a claim's ``statement`` that a reason rests on: code points, end exclusive."""

    claim = serializers.IntegerField(allow_null=True, help_text="The claim's id; null for the text that was sent.")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]


class FlagBrief(Out):
    """A flag in a word."""

    class Meta:
        model = Flag
        fields = ["id", "kind", "state", "score", "reason"]
