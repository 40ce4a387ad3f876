"""Articles: the list, the text with its attributions in place, how far it has come, and taking one in."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from claims import pipeline
from claims.ingest.errors import Rejected
from claims.ingest.submit import Submission
from claims.models import Article, Claim, Flag, Match
from claims.models.appearances import claims_in
from claims.models.repeats import repeated
from claims.web.access import DeskRequest, decider, member
from claims.web.columns import paragraphs_of
from claims.web.forms import ArticleForm, source_names
from claims.web.pages import page
from claims.web.panel import Panel, asked_for

State = Article.State
RAISED = 3  # flags that the page names, the heaviest
# The stages as a person sees them; an article has passed those before its own.
STAGES = [
    ({State.RECEIVED, State.FETCHING}, gettext_lazy("Fetched")),
    ({State.STORED, State.EXTRACTING}, gettext_lazy("Claims found")),
    ({State.EXTRACTED, State.MATCHING}, gettext_lazy("Claims compared")),
]


@member
@require_safe
def articles(request: DeskRequest) -> HttpResponse:
    """The newsroom's articles, newest first, or those in one state."""
    rows = Article.objects.for_newsroom(request.membership.newsroom).select_related("source").defer("state_reason")
    state = request.GET.get("state", "")
    if state == "unfinished":
        rows = rows.unfinished()
    elif state in State.values:
        rows = rows.filter(state=state)
    context = {"section": "articles", "page": page(request, rows, by="-created_at"), "state": state}
    return render(request, "desk/articles.html", context)


@member
@require_safe
def article(request: DeskRequest, pk: int) -> HttpResponse:
    """The text as published, its attributions marked in place; the one that ``?claim=`` names beside it."""
    found = found_article(request, pk)
    return article_page(
        request, found, panel=asked_for(request, article=found, may_decide=request.membership.may_decide)
    )


def article_page(request: DeskRequest, found: Article, *, panel: Panel | None, status: int = 200) -> HttpResponse:
    """The article's page with the panel that is open beside the text."""
    claims = repeated(claims_in(found)) if found.current_id else []
    context = {
        "section": "articles",
        "article": found,
        "paragraphs": paragraphs_of(found.text, claims) if found.current_id else [],
        "claims": claims,
        "waiting": sum(claim.uncertain for claim in claims),
        "panel": panel,
        "stages": _stages(found),
        "raised": _raised(claims) if found.state == State.READY else [],
        "shown": RAISED,
    }
    return render(request, "desk/article.html", context, status=status)


@member
@require_safe
def progress(request: DeskRequest, pk: int) -> HttpResponse:
    """How far the article has come, for htmx; once it is finished the whole page is wanted."""
    found = found_article(request, pk)
    if found.finished:
        return HttpResponseClientRefresh()
    return render(request, "desk/_progress.html", {"article": found, "stages": _stages(found)})


@decider
@require_POST
def retry(request: DeskRequest, pk: int) -> HttpResponse:
    """Send a failed article back to the stage that failed."""
    found = found_article(request, pk)
    if not pipeline.retry(article=found):
        messages.info(request, _("This article has not failed; there is nothing to try again."))
    return redirect("article", found.pk)


@decider
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: DeskRequest) -> HttpResponse:
    """The form that takes an article in."""
    form = ArticleForm(request.POST or None, request.FILES or None)
    taken = _take(request, form) if request.method == "POST" and form.is_valid() else None
    if taken:
        if not taken.created:
            messages.info(request, _("This article was here already."))
        return redirect("article", taken.article.pk)
    context = {"section": "submit", "form": form, "sources": source_names(request.membership.newsroom)}
    return render(request, "desk/submit.html", context, status=400 if form.errors else 200)


def _take(request: DeskRequest, form: ArticleForm) -> Submission | None:
    try:
        return pipeline.take_in(newsroom=request.membership.newsroom, document=form.document(), by=request.user)
    except Rejected as rejected:
        form.add_error(form.field_of(rejected.field), rejected.reason)
        return None


def found_article(request: DeskRequest, pk: int) -> Article:
    """An article of the newsroom; 404 for any other."""
    rows = Article.objects.for_newsroom(request.membership.newsroom).select_related(
        "newsroom", "source", "current__checked_by", "submitted_by"
    )
    return get_object_or_404(rows, pk=pk)


def _raised(claims: Sequence[Claim]) -> list[Flag]:
    """The flags that wait on these claims, the heaviest first; one more than are shown, to tell that there are more."""
    pairs = Match.objects.touching([claim.pk for claim in claims])
    return list(Flag.objects.waiting().filter(match__in=pairs.order_by().values("pk")).ranked()[: RAISED + 1])


def _stages(found: Article) -> list[tuple[str, str]]:
    """Each stage's name with ``done``, ``now`` or nothing."""
    at = next((n for n, (states, _name) in enumerate(STAGES) if found.state in states), len(STAGES))
    return [(str(name), "done" if n < at else "now" if n == at else "") for n, (_states, name) in enumerate(STAGES)]
