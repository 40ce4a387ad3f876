"""A quotation and an article, or a text, come in; whether it was said so, word by word, goes out."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.check import speaker_name, statement
from claims.api.door import Door
from claims.api.fields import NameOrId, Text
from claims.api.pagination import BIGGEST_ID
from claims.api.shapes import SPEAKER, SpeakerBrief, example
from claims.ingest.text import clean
from claims.matching.answers import Difference, Standing
from claims.matching.quoted import Report, look_up
from claims.matching.variations import Variation, Written
from claims.models import Article, Flag
from claims.text.diff import Op
from claims.text.spans import Span

MAX_QUOTE = 5_000
ASKED: dict[str, Any] = {"quote": "We have never discussed shutting the ferry", "article": 77, "speaker": "Aldo Brandt"}
ANSWER: dict[str, Any] = {
    "standing": "altered",
    "reason": "Meaning changed: “shutting” where the text has “opening”",
    "kept": 0.8571,
    "passages": [{"start": 412, "end": 453, "text": "We have never discussed opening the ferry"}],
    "differences": [
        {
            "op": "replace",
            "quote": {"start": 24, "end": 32, "text": "shutting"},
            "text": {"start": 436, "end": 443, "text": "opening"},
        }
    ],
    "alteration": "meaning_changed",
    "variations": [],
    "gaps": [],
    "turns": [
        {
            "number": 3,
            "name": "BRANDT",
            "role": "mayor",
            "start": 398,
            "end": 512,
        }
    ],
    "speakers": [SPEAKER],
    "speaker_agrees": True,
}


@extend_schema_serializer(examples=[example(ASKED)])
class QuoteIn(serializers.Serializer):
    """A quotation, and what it is said to be from: one of ``article`` and ``text``."""

    quote = Text(max_length=MAX_QUOTE)
    article = serializers.IntegerField(required=False, min_value=1, max_value=BIGGEST_ID)
    text = Text(required=False)
    speaker = NameOrId(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One place to look in, no more and no less."""
        if ("article" in attrs) == ("text" in attrs):
            raise serializers.ValidationError({"article": ["Give either article or text."]})
        return attrs


class PieceOut(serializers.Serializer):
    """A stretch of a text: code points, end exclusive, and what stands there."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    text = serializers.CharField()


class DifferenceOut(serializers.Serializer):
    """Words that differ, in the quotation and in the text; null where there are none."""

    op = serializers.ChoiceField(choices=[op.value for op in Op if op is not Op.EQUAL])
    quote = PieceOut(allow_null=True)
    text = PieceOut(allow_null=True)


class VariationOut(serializers.Serializer):
    """Words that are the same thing said and yet written otherwise; ``quote`` or ``text`` is null where none stand."""

    kind = serializers.ChoiceField(choices=[kind.value for kind in Written])
    quote = PieceOut(allow_null=True)
    text = PieceOut(allow_null=True)


class GapOut(serializers.Serializer):
    """What lies between one passage and the next."""

    words = serializers.IntegerField()
    sentences = serializers.IntegerField(help_text="How many sentence ends.")
    turns = serializers.IntegerField(allow_null=True, help_text="How many turns; null where the text has none.")


class TurnOut(serializers.Serializer):
    """A turn of a transcript in which words of the quotation stand."""

    number = serializers.IntegerField(help_text="From 1.")
    name = serializers.CharField(help_text="Who speaks, as written there.")
    role = serializers.CharField(help_text="What stands in brackets behind the name, or nothing.")
    start = serializers.IntegerField(help_text="Where the name begins, in code points.")
    end = serializers.IntegerField()


@extend_schema_serializer(examples=[example(ANSWER)])
class QuoteOut(serializers.Serializer):
    """How the quotation stands in the text.

    exact: word for word. altered: close to one passage, with the differences. spliced: verbatim pieces that do not
    stand together. absent: nothing close. ``kept`` is the share of its words that stand in the passages, in order.
    ``alteration`` says what was done to the words; with “exact”, that the sentence they were taken from says something
    else. “spliced” from the turns of two speakers has both in ``turns``.
    """

    standing = serializers.ChoiceField(choices=[standing.value for standing in Standing])
    reason = serializers.CharField()
    kept = serializers.FloatField()
    passages = PieceOut(many=True)
    differences = DifferenceOut(many=True)
    alteration = serializers.ChoiceField(
        choices=Flag.Alteration.choices,
        allow_null=True,
        help_text="Null where nothing was done, or the pieces stand too far apart to tell.",
    )
    variations = VariationOut(many=True)
    gaps = GapOut(many=True, help_text="What lies between the passages: one fewer than they are.")
    turns = TurnOut(many=True, help_text="Empty where the text is no transcript.")
    speakers = SpeakerBrief(many=True, help_text="To whom the article attributes the passages; empty for a bare text.")
    speaker_agrees = serializers.BooleanField(
        allow_null=True,
        help_text="Whether the speaker asked about is among them or the turns' names; null where that cannot be told.",
    )


class Quotes(Door):
    """Is this quotation in that text?"""

    scopes = {"create": "read"}

    @extend_schema(summary="Verify a quotation", request=QuoteIn, responses={200: QuoteOut})
    def create(self, request: Request) -> Response:
        """Compares word by word; letter case, punctuation and kinds of quotation mark do not count."""
        given = self.given(QuoteIn)
        quote = statement(given["quote"], field="quote")
        name = speaker_name(self.newsroom, given.get("speaker"))
        article = self._article(given["article"]) if "article" in given else None
        text = "" if article else clean(given["text"])
        report = look_up(quote=quote, article=article, text=text, name=name)
        return Response(QuoteOut(_told(report, quote=quote)).data)

    def _article(self, pk: int) -> Article:
        articles = Article.objects.for_newsroom(self.newsroom).select_related("current")
        article = articles.filter(pk=pk, current__isnull=False).first()
        if article is None:
            raise serializers.ValidationError({"article": [f"There is no article {pk} with a text."]})
        return article


def _told(report: Report, *, quote: str) -> dict[str, Any]:
    def piece(span: Span | None, whole: str) -> dict[str, Any] | None:
        return {"start": span.start, "end": span.end, "text": span.of(whole)} if span else None

    def both(one: Difference | Variation) -> dict[str, Any]:
        return {"quote": piece(one.quote, quote), "text": piece(one.text, report.text)}

    answer = report.answer
    return {
        "standing": answer.standing,
        "reason": answer.reason,
        "kept": answer.kept,
        "passages": [piece(span, report.text) for span in answer.passages],
        "differences": [{"op": one.op, **both(one)} for one in answer.differences],
        "alteration": answer.alteration,
        "variations": [{"kind": one.kind, **both(one)} for one in answer.variations],
        "gaps": answer.gaps,
        "turns": [
            {"number": v.number, "name": v.name, "role": v.role, "start": v.span.start, "end": v.span.end}
            for v in answer.voices
        ],
        "speakers": report.speakers,
        "speaker_agrees": report.agrees,
    }
