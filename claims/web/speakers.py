"""Speakers: the list by name, and what one of them said, by date, with the flags it raised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims.models import Claim, Flag, MergeSuggestion, Speaker
from claims.models.claims import ClaimQuerySet
from claims.models.repeats import repeated
from claims.text.topics import topics
from claims.web.access import DeskRequest, member
from claims.web.identity import WikidataForm
from claims.web.narrowing import NarrowForm
from claims.web.pages import page
from claims.web.saying import WINDOW, arcs, told_of, turned
from claims.web.timeline import legend, timeline

PER_PAGE = 50


@member
@require_safe
def speakers(request: DeskRequest) -> HttpResponse:
    """The newsroom's speakers by name, or those one of whose names holds the words."""
    rows = Speaker.objects.for_newsroom(request.membership.newsroom).standing()
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    if words:
        named = Q(name__icontains=words) | Q(aliases__name__icontains=words)
        rows = rows.filter(pk__in=rows.filter(named).values("pk"))
    rows = rows.annotate(said=Count("claims", filter=Q(claims__lost_at__isnull=True)))
    asked = MergeSuggestion.objects.for_newsroom(request.membership.newsroom).waiting().count()
    context = {
        "section": "speakers",
        "words": words,
        "asked": asked,
        "page": page(request, rows, by="name", size=PER_PAGE),
    }
    return render(request, "desk/speakers.html", context)


@member
@require_safe
def speaker(request: DeskRequest, pk: int) -> HttpResponse:
    """The speaker's page. A merged speaker leads to the one that is kept."""
    speakers = Speaker.objects.for_newsroom(request.membership.newsroom).select_related("speaks_for", "newsroom")
    found = get_object_or_404(speakers, pk=pk)
    if found.merged_into_id:
        return redirect("speaker", found.merged_into_id)
    return speaker_page(request, found)


def speaker_page(
    request: DeskRequest, found: Speaker, *, form: WikidataForm | None = None, status: int = 200
) -> HttpResponse:
    """One speaker: names, roles, and claims, the latest first; ``form`` came back with errors."""
    narrow = NarrowForm(request.GET, newsroom=found.newsroom)
    rows = narrow.narrowed(Claim.objects.standing().filter(speaker=found)).for_reading()
    claims = turned(rows, asked=request.GET.get("page"), size=PER_PAGE)
    flags = _flags_of([claim.pk for claim in claims.rows])
    context = {
        "section": "speakers",
        "speaker": found,
        "names": list(dict.fromkeys(alias.name for alias in found.aliases.all() if alias.name != found.name)),
        "roles": list(found.roles.timeline()),
        "voices": found.voices.filter(merged_into__isnull=True),
        "merges": found.took_in.filter(undone_at__isnull=True).select_related("gone", "by"),
        "asked": MergeSuggestion.objects.waiting().filter(Q(one=found.pk) | Q(other=found.pk)).count(),
        "form": form or WikidataForm(initial={"wikidata_id": found.wikidata_id}),
        "claims": claims,
        "said": [(claim, flags[claim.pk]) for claim in repeated(claims.rows)],
        "narrow": narrow,
        "told": told_of(found),
        **_pictured(request, found, rows),
    }
    return render(request, "desk/speaker.html", context, status=status)


def _flags_of(claim_ids: Sequence[int]) -> dict[int, list[Flag]]:
    """The standing flags of each claim, in one query."""
    either = Q(match__a__in=claim_ids) | Q(match__b__in=claim_ids)
    found: dict[int, list[Flag]] = defaultdict(list)
    for flag in Flag.objects.standing().filter(either).select_related("match").ranked():
        for claim_id in (flag.match.a_id, flag.match.b_id):
            found[claim_id].append(flag)
    return found


def _pictured(request: DeskRequest, found: Speaker, rows: ClaimQuerySet) -> dict[str, Any]:
    """The timeline of the latest claims that have a day, or of those before them, by topic."""
    dated = rows.filter(said_on__isnull=False).defer(None).defer("search")
    window = turned(dated, asked=request.GET.get("times"), size=WINDOW)
    said, vectors = [claim.statement for claim in window.rows], [claim.embedding for claim in window.rows]
    spoken_of = topics(said, vectors, without=found.name.split())
    drawn = timeline(window.rows, spoken_of, arcs(window.rows))
    return {"window": window, "timeline": drawn, "legend": legend(drawn.rows) if drawn else []}
