"""The page that answers whether a quotation was said so: exact, altered, put together, or not there."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from claims.matching.quoted import look_up
from claims.web.access import DeskRequest, member
from claims.web.quote_form import QuoteForm
from claims.web.verified import Verified, verified


@member
@require_http_methods(["GET", "HEAD", "POST"])
def quotation(request: DeskRequest) -> HttpResponse:
    """The form and, once it is sent, the answer; ``?article=`` chooses the article. Nothing is stored."""
    newsroom = request.membership.newsroom
    if request.method != "POST":
        form = QuoteForm(newsroom=newsroom, initial={"article": request.GET.get("article")})
    else:
        form = QuoteForm(request.POST, newsroom=newsroom)
    found = _found(form) if form.is_bound and form.is_valid() else None
    context = {"section": "quotation", "form": form, "found": found}
    return render(request, "desk/quotation.html", context, status=400 if form.errors else 200)


def _found(form: QuoteForm) -> Verified:
    given = form.cleaned_data
    article = None if given["text"] else given["article"]
    if article:
        form.offer(article.pk)
    report = look_up(quote=given["quote"], article=article, text=given["text"], name=given["speaker"])
    return verified(report, quote=given["quote"])
