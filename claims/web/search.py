"""The search over everything: claims by words and by meaning, fact-checks, speakers and articles, in one list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.matching.found import Hit, found
from claims.models import Article, Claim, Newsroom, Speaker, SpeakerAlias, Verdict
from claims.models.articles import TITLE
from claims.models.repeats import repeated
from claims.models.reviews import EXPLANATION
from claims.text.terms import WORD, content_stems, words
from claims.web.access import DeskRequest, member
from claims.web.marks import Mark, Segment, segments
from claims.web.narrowing import SearchForm

CLAIMS, OTHERS = 40, 8
"""How many claims, and how many of each other sort, are shown."""
AMONG = 200  # articles, fact-checks: the newest that hold the words, put in order
STATES = 3  # content words from which on a question states something that a claim can say, too; fewer name a subject
HEADSTART = {"speaker": 0.0, "verdict": 0.5, "article": 0.7, "claim": 1.0}
"""What is named by the words stands before what only speaks of them; see ``merged``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One line of the list: what it is, its words with those searched for marked, and why it is there."""

    sort: str
    row: Any
    shown: list[Segment]
    why: str


@member
@require_safe
def search(request: DeskRequest) -> HttpResponse:
    """What answers the words of the address, within its filters."""
    newsroom = request.membership.newsroom
    form = SearchForm(request.GET, newsroom=newsroom)
    asked = request.GET.get("q", "").replace("\0", "").strip()[:200]
    answers = answered(form, newsroom=newsroom, asked=asked) if WORD.search(asked) else []
    context = {
        "section": "search",
        "search": asked,
        "form": form,
        "answers": answers,
        "narrowed": any(form.given(name) for name in form.fields if name != "q"),
    }
    return render(request, "desk/search.html", context)


def answered(form: SearchForm, *, newsroom: Newsroom, asked: str) -> list[Answer]:
    """Everything that answers, the best first. A fixed number of queries, each over a bounded number of rows."""
    rows = Claim.objects.for_newsroom(newsroom).standing().for_reading().filter(form.condition())
    hits = found(rows, question=asked, limit=CLAIMS)
    repeated(hit.claim for hit in hits)
    return merged(
        [
            [_claim(hit, asked) for hit in hits],
            [_verdict(row, asked) for row in _verdicts(form, newsroom, asked)],
            [_article(row, asked) for row in _articles(form, newsroom, asked)],
            [_speaker(row, asked) for row in _speakers(form, newsroom, asked)],
        ]
    )


def merged(lists: list[list[Answer]]) -> list[Answer]:
    """Several ranked lists as one: by place in the own list (as reciprocal ranks fuse), with the sort's headstart."""
    placed = [(place + HEADSTART[answer.sort], answer) for listed in lists for place, answer in enumerate(listed)]
    return [answer for _place, answer in sorted(placed, key=lambda each: each[0])]


def marked(text: str, asked: str) -> list[Segment]:
    """The text with the words marked that were asked for, in any form."""
    wanted, lower = content_stems(asked), {word.lower for word in words(asked)}
    hits = [w.span for w in words(text) if w.stem in wanted or (w.lower in lower and w.is_content)]
    return segments(text, [Mark(span, "evidence") for span in hits])


def _claim(hit: Hit, asked: str) -> Answer:
    same = hit.same and len(content_stems(asked)) >= STATES
    meaning = _("same meaning") if same else _("near in meaning")
    near = hit.cosine is not None and (same or not hit.words)
    why = " · ".join([*([_("holds the words")] if hit.words else []), *([meaning] if near else [])])
    return Answer(sort="claim", row=hit.claim, shown=marked(hit.claim.statement, asked), why=why)


def _verdicts(form: SearchForm, newsroom: Newsroom, asked: str) -> list[Verdict]:
    query = SearchQuery(asked, config="english", search_type="websearch")
    rows = Verdict.objects.for_newsroom(newsroom).alias(words=EXPLANATION).filter(words=query)
    rows = rows.filter(form.condition(at="claim__")).select_related("rating", "claim__speaker", "claim__source")
    return _best(rows.order_by("-pk"), EXPLANATION, query)


def _articles(form: SearchForm, newsroom: Newsroom, asked: str) -> list[Article]:
    if form.given("verdict") or form.given("kind") or form.given("speaker"):
        return []  # these are said of claims
    query = SearchQuery(asked, config="english", search_type="websearch")
    wanted = {"published_at__date__gte": "since", "published_at__date__lte": "until", "source": "source"}
    given = {column: value for column, name in wanted.items() if (value := form.given(name))}
    rows = Article.objects.for_newsroom(newsroom).select_related("source").defer("state_reason", "sentences")
    return _best(rows.alias(words=TITLE).filter(words=query, **given).order_by("-created_at", "-pk"), TITLE, query)


def _best(rows: Any, vector: Any, query: SearchQuery) -> list[Any]:
    """Of the newest that hold the words, those that hold them best."""
    return sorted(rows.annotate(best=SearchRank(vector, query))[:AMONG], key=lambda row: -row.best)[:OTHERS]


def _speakers(form: SearchForm, newsroom: Newsroom, asked: str) -> list[Speaker]:
    if any(form.given(name) for name in form.fields if name != "q"):
        return []  # a name has no day, no outlet and no verdict
    named = SpeakerAlias.objects.filter(speaker=OuterRef("pk"), name__icontains=asked)
    rows = Speaker.objects.for_newsroom(newsroom).standing().filter(Q(name__icontains=asked) | Exists(named))
    return sorted(rows.order_by(F("name"), "pk")[:OTHERS], key=lambda row: row.name.lower() != asked.lower())


def _verdict(row: Verdict, asked: str) -> Answer:
    return Answer(sort="verdict", row=row, shown=marked(row.explanation, asked), why=_("the reasons hold the words"))


def _article(row: Article, asked: str) -> Answer:
    return Answer(sort="article", row=row, shown=marked(str(row), asked), why=_("the title holds the words"))


def _speaker(row: Speaker, asked: str) -> Answer:
    return Answer(sort="speaker", row=row, shown=marked(row.name, asked), why=_("a name"))
