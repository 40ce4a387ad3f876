"""Articles over the API: sent in, found again, watched on their way, their claims."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_serializer, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims import pipeline
from claims.api.claims import flagged
from claims.api.door import Door
from claims.api.fields import Moment, Out, Text
from claims.api.filters import Words, by_source
from claims.api.idempotency import PARAMETER, once
from claims.api.shapes import SOURCE, ClaimOut, SourceBrief, complete, example
from claims.ingest.document import Document
from claims.models import Article, Claim, Source
from claims.models.appearances import as_in

SENT: dict[str, Any] = {
    "title": "Mayor dismisses ferry rumours",
    "text": "“We never discussed closing the ferry,” the mayor said on Tuesday.",
    "source": "Harbour Post",
    "published_at": "2026-03-03T14:00:00Z",
    "external_id": "cms-20391",
    "language": "en",
}
ARTICLE: dict[str, Any] = {
    "id": 77,
    "title": SENT["title"],
    "url": "https://harbourpost.example/ferry",
    "kind": "story",
    "language": "en",
    "language_note": "",
    "external_id": "cms-20391",
    "source": SOURCE,
    "published_at": "2026-03-03T14:00:00Z",
    "created_at": "2026-03-03T14:02:10.804000Z",
    "state": "extracting",
    "state_reason": "",
    "state_since": "2026-03-03T14:02:10.950000Z",
    "progress": {"done": 3, "total": 12},
    "finished": False,
}


@extend_schema_serializer(examples=[example(SENT)])
class ArticleIn(serializers.Serializer):
    """A document. One of ``text``, ``html`` and ``url``; with ``html`` the ``url`` may say where the page is from."""

    title = Text(required=False, allow_blank=True, max_length=500)
    text = Text(required=False, allow_blank=True, help_text="Plain text.")
    html = Text(required=False, allow_blank=True, help_text="A whole page; its article is taken out of it.")
    url = Text(
        required=False, allow_blank=True, max_length=2000, help_text="Fetched when neither text nor html is given."
    )
    source = Text(required=False, allow_blank=True, max_length=200, help_text="The outlet's name; made if it is new.")  # type: ignore[assignment]
    source_domain = Text(required=False, allow_blank=True, max_length=253)
    source_kind = serializers.ChoiceField(choices=Source.Kind.choices, required=False)
    kind = serializers.ChoiceField(choices=Article.Kind.choices, required=False)
    external_id = Text(
        required=False, allow_blank=True, max_length=200, help_text="Your own id of it: sent twice, stored once."
    )
    language = Text(required=False, allow_blank=True, max_length=35, help_text="BCP 47, for example “en”.")
    published_at = Moment(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Two texts would leave open which one was meant."""
        if attrs.get("text") and attrs.get("html"):
            raise serializers.ValidationError({"html": ["Give text or html, not both."]})
        return attrs


class Progress(serializers.Serializer):
    """Units of the current stage: how many are done, of how many (0 while not known)."""

    done = serializers.IntegerField()
    total = serializers.IntegerField()


@extend_schema_serializer(examples=[example(ARTICLE)])
class ArticleOut(Out):
    """One document and where it stands.

    ``state`` goes received → fetching → stored → extracting → extracted → matching → ready; or ends as failed.
    """

    source = SourceBrief(read_only=True, allow_null=True)  # type: ignore[assignment]
    progress = Progress(source="*", read_only=True)
    finished = serializers.BooleanField(read_only=True, help_text="Whether nothing more happens to it by itself.")

    class Meta:
        model = Article
        fields = list(ARTICLE)


@extend_schema_serializer(examples=[example({**ARTICLE, "text": SENT["text"], "text_sha256": "9f86d081884c7d65" * 4})])
class ArticleDetail(ArticleOut):
    """One document with its text, which the offsets of its claims count in."""

    text = serializers.CharField(read_only=True, help_text="The current text; empty before a page was fetched.")

    class Meta(ArticleOut.Meta):
        fields = [*ARTICLE, "text", "text_sha256"]


class ArticleFilters(filters.FilterSet):
    """How a list of articles may be narrowed."""

    state = filters.ChoiceFilter(choices=Article.State.choices)
    kind = filters.ChoiceFilter(choices=Article.Kind.choices)
    source = Words(method="by_source", label="A source's id, name or domain.")
    external_id = Words(max_length=200)
    q = Words(method="by_title", label="Words of the title.")

    def by_source(self, rows: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """From one source."""
        return rows.filter(by_source(name, value))

    def by_title(self, rows: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """Every word stands in the title."""
        condition = Q()
        for word in value.split():
            condition &= Q(title__icontains=word)
        return rows.filter(condition)


TAKEN = {
    202: OpenApiResponse(ArticleDetail, description="Stored; it is on its way."),
    200: OpenApiResponse(ArticleDetail, description="Known already by its external id or its text: the same article."),
}


@extend_schema_view(
    list=extend_schema(summary="List articles", responses=ArticleOut(many=True), filters=True),
    retrieve=extend_schema(summary="Read an article and where it stands", responses=ArticleDetail),
    create=extend_schema(summary="Send an article in", request=ArticleIn, responses=TAKEN, parameters=[PARAMETER]),
    claims=extend_schema(summary="List an article's claims", responses=ClaimOut(many=True), filters=False),
)
class Articles(Door):
    """Documents from sources."""

    scopes = {"list": "read", "retrieve": "read", "claims": "read", "create": "submit"}
    queryset = Article.objects.all()
    filterset_class = ArticleFilters

    def rows(self) -> QuerySet[Article]:
        """With their sources and texts; a list leaves the texts where they are."""
        articles = Article.objects.for_newsroom(self.newsroom).select_related("source")
        return articles.select_related("current") if self.action == "retrieve" else articles

    def list(self, request: Request) -> Response:
        """The newest first."""
        return self.filtered(self.get_queryset(), shape=ArticleOut)

    def retrieve(self, request: Request, pk: str) -> Response:
        """One, with its text."""
        return Response(ArticleDetail(self.get_object()).data)

    def create(self, request: Request) -> Response:
        """Store it and start its way; the same one again is the same row."""
        document = document_of(self.given(ArticleIn))
        return once(request, lambda: self._take(document))

    @action(detail=True)
    def claims(self, request: Request, pk: str) -> Response:
        """What was said in it, the last found first, at this article's offsets wherever else it stands."""
        article = self.get_object()
        standing = flagged(Claim.objects.standing_in(article))
        return self.page(standing, shape=ClaimOut, placed=lambda claims: complete(as_in(claims, article=article)))

    def _take(self, document: Document) -> Response:
        submission = pipeline.take_in(newsroom=self.newsroom, document=document)
        place = reverse("article-detail", args=[submission.article.pk], request=self.request)
        status = 202 if submission.created else 200
        return Response(ArticleDetail(submission.article).data, status=status, headers={"Location": place})


def document_of(given: dict[str, Any]) -> Document:
    """The checked body in ingest's words."""
    values = {name: value for name, value in given.items() if value is not None}
    values["source_name"] = values.pop("source", "")
    return Document(**values)
