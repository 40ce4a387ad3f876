"""A sentence, or a quotation, comes in; what the newsroom knows about it goes out. Nothing is stored."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims import conf
from claims.api.door import Door
from claims.api.fields import NameOrId, Text
from claims.api.shapes import CLAIM, RULING, ClaimOut, RulingBrief, SpanOut, complete, example
from claims.ingest.text import clean
from claims.matching import check
from claims.models import Claim, Newsroom, Speaker

ASKED: dict[str, Any] = {"text": "We never talked about closing the ferry.", "speaker": "Aldo Brandt", "limit": 5}
FINDING: dict[str, Any] = {
    "claim": CLAIM,
    "score": 0.93,
    "reason": "Same statement in other words.",
    "spans": [{"claim": 1042, "start": 3, "end": 8, "label": "denies"}],
    "verdict": RULING,
}
FOUND: dict[str, Any] = {
    "verdicts": [FINDING],
    "contradictions": [],
    "altered_quotes": [],
    "duplicates": [FINDING],
    "updates": [],
}
MAX_FINDINGS = 50


@extend_schema_serializer(examples=[example(ASKED)])
class CheckIn(serializers.Serializer):
    """A statement to look up. A speaker and a day make contradictions and altered quotes tell apart better."""

    text = Text()
    speaker = NameOrId(required=False, allow_null=True)
    said_on = serializers.DateField(required=False, allow_null=True)
    kind = serializers.ChoiceField(choices=Claim.Kind.choices, required=False, help_text="“direct” for a quotation.")
    limit = serializers.IntegerField(required=False, min_value=1, max_value=MAX_FINDINGS, default=10)


class FindingOut(serializers.Serializer):
    """One stored claim that bears on the text, how sure that is (0 to 1), and why."""

    claim = ClaimOut()
    score = serializers.FloatField()
    reason = serializers.CharField()
    spans = SpanOut(many=True)
    verdict = RulingBrief(allow_null=True)


@extend_schema_serializer(examples=[example(FOUND)])
class CheckOut(serializers.Serializer):
    """What was found, best first: rulings on the same claim, its opposite, other wordings, repeats, later figures."""

    verdicts = FindingOut(many=True)
    contradictions = FindingOut(many=True)
    altered_quotes = FindingOut(many=True)
    duplicates = FindingOut(many=True)
    updates = FindingOut(many=True)


class Check(Door):
    """Has this been said, checked, contradicted?"""

    scopes = {"create": "read"}

    @extend_schema(summary="Check a statement", request=CheckIn, responses={200: CheckOut})
    def create(self, request: Request) -> Response:
        """Answers at once, by the same engine that the workers use."""
        given = self.given(CheckIn)
        given["speaker_name"] = speaker_name(self.newsroom, given.pop("speaker", None))
        found = check.check(newsroom=self.newsroom, **{**given, "text": statement(given["text"], field="text")})
        kinds = (found.verdicts, found.contradictions, found.altered_quotes, found.duplicates, found.updates)
        complete(finding.claim for findings in kinds for finding in findings)
        return Response(CheckOut(found).data)


def statement(text: str, *, field: str) -> str:
    """The text as a claim would be stored.

    Raises:
        Rejected: when it is empty or no text.
        ValidationError: when it is too long to be one statement.
    """
    if len(text) > conf.max_claim_chars():
        raise serializers.ValidationError({field: [f"At most {conf.max_claim_chars():,} characters."]})
    return clean(text, field=field)


def speaker_name(newsroom: Newsroom, speaker: str | int | None) -> str:
    """The name of a speaker who was given by name or id.

    Raises:
        ValidationError: when the newsroom has none of that id.
    """
    if not isinstance(speaker, int):
        return speaker or ""
    found = Speaker.objects.for_newsroom(newsroom).filter(pk=speaker).first()
    if found is None:
        raise serializers.ValidationError({"speaker": [f"There is no speaker {speaker}."]})
    return found.name
