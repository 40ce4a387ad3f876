"""Rows come in; what the API tells of them goes out. The shapes that more than one noun's answers share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from claims.api.fields import Moment, Out
from claims.api.places import PLACE, PlaceOut
from claims.models import Article, Claim, Flag, Source, Speaker, Verdict, WorthReason
from claims.models.appearances import places_of
from claims.models.claims import chained
from claims.models.newsrooms import Normalized
from claims.models.repeats import repeated, repeats_of

SOURCE: dict[str, Any] = {"id": 3, "name": "Harbour Post", "domain": "harbourpost.example", "kind": "newspaper"}
SPEAKER: dict[str, Any] = {"id": 12, "name": "Aldo Brandt", "kind": "person"}
RULING: dict[str, Any] = {
    "id": 8,
    "rating": "False",
    "normalized": "false",
    "explanation": "The council's minutes of 20 January show the item.",
    "published_at": "2026-03-16T09:30:00Z",
}
ON_REPEAT: dict[str, Any] = {**RULING, "claim": 1042}
TAKEN_BACK: dict[str, Any] = {
    "id": 5,
    "claim": 1031,
    "rating": "Mostly false",
    "state": "withdrawn",
    "reason": "The minutes had been misread.",
    "at": "2026-03-10T08:00:00Z",
}
CLUSTER_BRIEF: dict[str, Any] = {
    "id": 17,
    "canonical": 1042,
    "size": 7,
    "speakers": 2,
    "outlets": 4,
    "first_said": "2026-03-03",
    "verdict": ON_REPEAT,
    "taken_back": [TAKEN_BACK],
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
    "cluster": CLUSTER_BRIEF,
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


class RulingOnRepeat(RulingBrief):
    """The published verdict on one claim of a cluster; ``claim`` is the one that was ruled on."""

    claim = serializers.IntegerField(source="claim_id", read_only=True)

    class Meta(RulingBrief.Meta):
        fields = list(ON_REPEAT)


class TakenBack(Out):
    """A verdict on a claim of a cluster that was withdrawn or became outdated, and why."""

    claim = serializers.IntegerField(source="claim_id", read_only=True)
    rating = serializers.CharField(source="rating.label", read_only=True)
    reason = serializers.CharField(source="state_reason", read_only=True)
    at = Moment(source="updated_at", read_only=True)

    class Meta:
        model = Verdict
        fields = list(TAKEN_BACK)


class ClusterBrief(serializers.Serializer):
    """One statement and its repeats: how often it was said (copies not counted), by how many, where (copies counted).

    ``verdict`` is the ruling on one of them. It is none on the others, and tells what the desk thinks of what they say.
    """

    id = serializers.IntegerField()
    canonical = serializers.IntegerField(source="canonical.pk", help_text="The claim that stands for all of them.")
    size = serializers.IntegerField(source="times")
    speakers = serializers.IntegerField()
    outlets = serializers.IntegerField()
    first_said = serializers.DateField(allow_null=True)
    verdict = RulingOnRepeat(source="ruling", allow_null=True)
    taken_back = TakenBack(many=True, help_text="Rulings on one of them that do not hold any more.")


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
    cluster = serializers.SerializerMethodField(help_text="The repeats that it is one of; null where it is none.")
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

    @extend_schema_field(ClusterBrief(allow_null=True))
    def get_cluster(self, claim: Claim) -> Any:
        """As the view read them for the whole page."""
        told = repeats_of(claim)
        return ClusterBrief(told).data if told else None

    def get_has_flags(self, claim: Claim) -> bool:
        """As the view's query found it; a claim that was only just entered has none yet."""
        return bool(getattr(claim, "has_flags", False))

    def get_similarity(self, claim: Claim) -> float | None:
        """How near the claim is to what was asked for by meaning."""
        distance: float | None = getattr(claim, "distance", None)
        return None if distance is None else round(1.0 - distance, 4)


def complete(claims: Iterable[Claim]) -> list[Claim]:
    """The claims with what their shape tells besides their rows, read for all of them at once."""
    return repeated(chained(claims))


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
