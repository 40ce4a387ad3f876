"""A verdict before it is published: the page as readers would see it, its ClaimReview, and what to look at first."""

from __future__ import annotations

import json

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Verdict
from claims.models.appearances import places_of, with_places
from claims.publish.claimreview import claim_review
from claims.publish.doubts import doubts
from claims.web.access import DeskRequest, member


@member
@require_safe
def preview(request: DeskRequest, pk: int) -> HttpResponse:
    """Read only, in whatever state the verdict is: nothing leaves the desk."""
    rows = Verdict.objects.for_newsroom(request.membership.newsroom).defer("claim__embedding", "claim__search")
    rows = rows.select_related("newsroom", "rating__scale", "author", "approver", "claim__speaker", "claim__article")
    rows = rows.select_related("claim__source").prefetch_related("evidence")
    verdict = get_object_or_404(with_places(rows, "claim"), pk=pk)
    evidence, articles = list(verdict.evidence.all()), [place.article for place in places_of(verdict.claim)]
    review = claim_review(
        verdict, scale=list(verdict.rating.scale.ratings.all()), evidence=evidence, appearances=articles
    )
    context = {
        "section": "claims",
        "verdict": verdict,
        "claim": verdict.claim,
        "evidence": evidence,
        "articles": articles,
        "doubts": doubts(verdict, evidence=len(evidence)),
        "json": json.dumps(review, ensure_ascii=False, indent=2),
    }
    return render(request, "desk/preview.html", context)
