"""A quotation and an article, or a text, come in; whether it was said so, word by word, goes out."""

from __future__ import annotations

from dataclasses import asdict
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
from claims.matching.quote import Answer, Standing, verify
from claims.models import Article, Speaker
from claims.models.appearances import claims_in
from claims.text.diff import Op
from claims.text.normalise import name_key

MAX_QUOTE = 5_000
ASKED: dict[str, Any] = {"quote": "We have never discussed shutting the ferry", "article": 77, "speaker": "Aldo Brandt"}
ANSWER: dict[str, Any] = {
    "standing": "altered",
    "reason": "“have never discussed shutting” where the text has “never discussed closing”",
    "kept": 0.7143,
    "passages": [{"start": 412, "end": 448, "text": "We never discussed closing the ferry"}],
    "differences": [
        {
            "op": "replace",
            "quote": {"start": 24, "end": 32, "text": "shutting"},
            "text": {"start": 431, "end": 438, "text": "closing"},
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


@extend_schema_serializer(examples=[example(ANSWER)])
class QuoteOut(serializers.Serializer):
    """How the quotation stands in the text.

    exact: word for word. altered: close to one passage, with the differences. spliced: verbatim pieces that do not
    stand together. absent: nothing close. ``kept`` is the share of its words that stand in the passages, in order.
    """

    standing = serializers.ChoiceField(choices=[standing.value for standing in Standing])
    reason = serializers.CharField()
    kept = serializers.FloatField()
    passages = PieceOut(many=True)
    differences = DifferenceOut(many=True)
    speakers = SpeakerBrief(many=True, help_text="To whom the article attributes the passages; empty for a bare text.")
    speaker_agrees = serializers.BooleanField(
        allow_null=True, help_text="Whether the speaker asked about is among them; null where that cannot be told."
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
        text = article.text if article else clean(given["text"])
        answer = verify(quote=quote, text=text)
        speakers = _speakers(article, answer=answer) if article else []
        return Response(QuoteOut(_told(answer, quote=quote, text=text, speakers=speakers, name=name)).data)

    def _article(self, pk: int) -> Article:
        articles = Article.objects.for_newsroom(self.newsroom).select_related("current")
        article = articles.filter(pk=pk, current__isnull=False).first()
        if article is None:
            raise serializers.ValidationError({"article": [f"There is no article {pk} with a text."]})
        return article


def _speakers(article: Article, *, answer: Answer) -> list[Speaker]:
    """Whose claims of the article's current text overlap the passages."""
    found = {
        claim.speaker.pk: claim.speaker
        for claim in claims_in(article)
        for passage in answer.passages
        if claim.speaker and claim.start is not None and claim.end is not None
        if claim.start < passage.end and passage.start < claim.end
    }
    return list(found.values())


def _told(answer: Answer, *, quote: str, text: str, speakers: list[Speaker], name: str) -> dict[str, Any]:
    def piece(span: Any, whole: str) -> dict[str, Any] | None:
        return {"start": span.start, "end": span.end, "text": span.of(whole)} if span else None

    return {
        **asdict(answer),
        "passages": [piece(span, text) for span in answer.passages],
        "differences": [
            {"op": one.op, "quote": piece(one.quote, quote), "text": piece(one.text, text)}
            for one in answer.differences
        ],
        "speakers": speakers,
        "speaker_agrees": _agrees(speakers, name=name) if name and speakers else None,
    }


def _agrees(speakers: list[Speaker], *, name: str) -> bool:
    names = {name_key(alias.name) for speaker in speakers for alias in speaker.aliases.all()}
    return name_key(name) in names | {name_key(speaker.name) for speaker in speakers}
