"""Attributions that wait for a person: one at a time, in its passage, in the order of their articles."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.models import Claim
from claims.models.claims import ClaimQuerySet
from claims.text.spans import Span
from claims.web.access import DeskRequest, member
from claims.web.marks import Mark
from claims.web.passage import Passage, passage
from claims.web.selection import SeenForm


@member
@require_safe
def doubts(request: DeskRequest) -> HttpResponse:
    """The next attribution to look at; ``?after=`` names the one before it, which may be settled by now."""
    return _page(request, _next(_waiting(request), after=request.GET.get("after", "")))


def asked_again(request: DeskRequest, pk: int, *, note: str, status: int) -> HttpResponse | None:
    """The attribution as it stands now, with the note that came with a refused decision; None when it waits no more."""
    claim = _waiting(request).for_reading().filter(pk=pk).first()
    return _page(request, claim, note=note, status=status) if claim else None


def _waiting(request: DeskRequest) -> ClaimQuerySet:
    return Claim.objects.for_newsroom(request.membership.newsroom).doubtful().filter(revision__isnull=False)


def _page(request: DeskRequest, claim: Claim | None, *, note: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"section": "attributions", "claim": claim, "waiting": _waiting(request).count()}
    if claim is not None:
        state = {"revision": claim.revision_id, "version": claim.version, "note": note}
        context |= {"passage": _passage(claim), "seen": SeenForm(initial=state, auto_id="seen-%s")}
    return render(request, "desk/doubts.html", context, status=status)


def _next(waiting: ClaimQuerySet, *, after: str) -> Claim | None:
    """The first behind that claim's place, the newest article first; from the beginning once the end is reached."""
    rows = waiting.for_reading().order_by("-article", "start", "pk")
    last = Claim.objects.filter(pk=int(after)).first() if after.isdecimal() and len(after) < 19 else None
    if last is None or last.article_id is None:
        return rows.first()
    behind = Q(article__lt=last.article_id) | Q(article=last.article_id, start__gt=last.start)
    behind |= Q(article=last.article_id, start=last.start, pk__gt=last.pk)
    return rows.filter(behind).first() or rows.first()


def _passage(claim: Claim) -> Passage | None:
    """The paragraph, with the words that tell who speaks."""
    text = claim.revision.text if claim.revision else ""
    telling = [Mark(Span(*pair), "telling") for pair in (claim.source_span, claim.cue_span) if pair]
    return passage(claim, text=text, beside=telling)
