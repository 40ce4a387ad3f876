"""Claims: the search, and one claim with its verdict, its flags and where it stands."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Claim, Flag, Match, Newsroom, Revision
from claims.models.appearances import places_of, with_places
from claims.models.repeats import repeated
from claims.web.access import DeskRequest, member
from claims.web.history import history_of, moment
from claims.web.pages import page
from claims.web.passage import Passage, passage
from claims.web.queue import Line, line
from claims.web.repeating import MergeForm, cluster_of
from claims.web.standing import Ruling, standing
from claims.web.worth import ClaimsForm

MATCHES_SHOWN = 20


@member
@require_safe
def claims(request: DeskRequest) -> HttpResponse:
    """The newsroom's claims, or those that hold the words searched for; by worth where the address says so."""
    rows = Claim.objects.for_newsroom(request.membership.newsroom).standing().for_reading()
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    if words:
        rows = rows.words(words)
    form = ClaimsForm(request.GET)
    found = page(request, form.narrowed(rows), by=form.by)
    repeated(found.rows)
    context = {"section": "claims", "search": words, "form": form, "page": found}
    return render(request, "desk/claims.html", context)


@member
@require_safe
def claim(request: DeskRequest, pk: int) -> HttpResponse:
    """The claim's page."""
    return claim_page(request, found_claim(request.membership.newsroom, pk))


def found_claim(newsroom: Newsroom, pk: int) -> Claim:
    """A claim of this newsroom; 404 for any other."""
    return get_object_or_404(with_places(Claim.objects.for_newsroom(newsroom).for_reading().with_role()), pk=pk)


def claim_page(
    request: DeskRequest,
    found: Claim,
    *,
    ruling: Ruling | None = None,
    merging: MergeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The claim with its verdict form, as it stands or as it came back with errors."""
    newsroom = request.membership.newsroom
    lines = flags_of(found)
    context = {
        "section": "claims",
        "claim": found,
        "passage": _passage(found),
        "places": places_of(found),
        **standing(found, membership=request.membership, given=ruling or Ruling()),
        "lines": lines,
        **cluster_of(found, newsroom=newsroom),
        "merging": merging or MergeForm(),
        "matches": _matches(found, without={one.flag.match_id for one in lines}),
        "history": history_of(found, before=moment(request.GET.get("before", ""))),
    }
    return render(request, "desk/claim.html", context, status=status)


def flags_of(found: Claim) -> list[Line]:
    """The flags that the claim takes part in."""
    return [line(flag) for flag in Flag.objects.standing().touching(found.pk).for_reading().ranked()]


def _matches(found: Claim, *, without: set[int]) -> list[tuple[Claim, float | None]]:
    """The nearest claims that raised no flag, with their cosine."""
    pairs = Match.objects.touching([found.pk]).exclude(pk__in=without).values_list("a", "b", "scores")[:200]
    near = {a if b == found.pk else b: scores.get("cosine") for a, b, scores in pairs}
    nearest = sorted(near, key=lambda pk: -(near[pk] or 0.0))[:MATCHES_SHOWN]
    rows = Claim.objects.for_reading().filter(Q(pk__in=nearest)).in_bulk()
    return [(rows[pk], near[pk]) for pk in nearest if pk in rows]


def _passage(found: Claim) -> Passage | None:
    revision = Revision.objects.filter(pk=found.revision_id).first() if found.revision_id else None
    return passage(found, text=revision.text) if revision else None
