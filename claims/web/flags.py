"""One flag: both statements in their context, what was decided before, and the decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims import pipeline
from claims.models import Flag, Newsroom, Review, Revision
from claims.models.repeats import repeated
from claims.review import queue as waiting
from claims.review.decide import CHANGED
from claims.review.discuss import read
from claims.review.errors import Outdated, Refused
from claims.review.queue import Filters
from claims.review.related import related
from claims.review.undo import last_own
from claims.web.access import DeskRequest, decider, member
from claims.web.discussing import AssignForm
from claims.web.filters import FilterForm
from claims.web.forms import DecisionForm
from claims.web.history import turns
from claims.web.queue import query_of
from claims.web.reading import Side, aligned, in_context, sides
from claims.web.wording import apart, headline

SIDE_BY_SIDE = {Flag.Kind.ALTERED_QUOTE}  # kinds whose wordings are worth reading word under word


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a flag stands in the filtered queue; ``number`` is None when the filters leave it out."""

    previous: Flag | None
    following: Flag | None
    number: int | None
    total: int


@member
@require_safe
def flag(request: DeskRequest, pk: int) -> HttpResponse:
    """The flag's page; to open it is to have read what one was told about it. A page fetched ahead is not opened."""
    if request.membership.unread and not request.headers.get("Desk-Ahead"):  # type: ignore[attr-defined]
        found = get_object_or_404(Flag, pk=pk, newsroom=request.membership.newsroom)
        read(user=request.user, newsroom=request.membership.newsroom, flag=found)
    return _page(request, _found(request, pk), DecisionForm())


@decider
@require_POST
def decide(request: DeskRequest, pk: int) -> HttpResponse:
    """Record the decision and go on to the next flag within the filters."""
    found = _found(request, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=400)
    try:
        review = pipeline.decide(flag=found, reviewer=request.user, **form.cleaned_data)
    except Outdated as refused:
        return _overtaken(request, pk, form, refused=refused)
    except Refused as refused:
        return _page(request, _found(request, pk), form, refused=refused, status=409)
    messages.success(request, _said(review, found))
    onward = waiting.following(found, newsroom=request.membership.newsroom, filters=_filters(request))
    return redirect(_address("flag", request, onward) if onward else _address("queue", request))


def _overtaken(request: DeskRequest, pk: int, form: DecisionForm, *, refused: Outdated) -> HttpResponse:
    """Nothing was written: the page as it is now, with the person's note, to decide again on purpose."""
    found = _found(request, pk)
    last = found.reviews.standing().select_related("reviewer", "api_key").first()
    if refused.reason == CHANGED or last is None or found.state == Flag.State.OPEN:
        return _page(request, found, form, refused=refused, status=409)
    words = _("%(flag)s: %(who)s decided meanwhile: %(decision)s. Yours was not recorded; decide again if you differ.")
    told = {"flag": f"{found.get_kind_display()} {found.pk}", "who": last.reviewer or last.api_key}
    messages.error(request, words % (told | {"decision": last.get_decision_display().lower()}))
    return _page(request, found, form, status=409)


@decider
@require_POST
def take(request: DeskRequest, pk: int) -> HttpResponse:
    """Take the flag, so that others see who is on it."""
    found = _found(request, pk)
    if not pipeline.hold(flag=found, user=request.user):
        messages.error(request, _("Somebody else holds this flag, or it is decided already."))
    return redirect(_address("flag", request, found))


@decider
@require_POST
def release(request: DeskRequest, pk: int) -> HttpResponse:
    """Give the flag back."""
    found = _found(request, pk)
    pipeline.let_go(flag=found, user=request.user)
    return redirect(_address("flag", request, found))


def _page(
    request: DeskRequest, found: Flag, form: DecisionForm, *, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    found.match.a.role, found.match.b.role = found.role_a, found.role_b  # type: ignore[attr-defined]
    repeated([found.match.a, found.match.b])
    both = _in_context(sides(found))
    context: dict[str, Any] = {
        "section": "flags",
        "flag": found,
        "sides": both,
        "headline": headline(found, both[0].claim, both[1].claim),
        "apart": apart(found.days_apart),
        "aligned": aligned(*(side.claim.statement for side in both)) if found.kind in SIDE_BY_SIDE else [],
        "scores": sorted(found.match.scores.items()),
        "reviews": found.reviews.select_related("reviewer", "api_key", "retraction"),
        "remarks": found.remarks.select_related("author"),
        "related": related(found),
        "undoable": last_own(request.user, newsroom=request.membership.newsroom),
        "assign": _assign_form(request, found),
        "others": found.match.flags.standing().exclude(pk=found.pk),
        "place": _place(found, newsroom=request.membership.newsroom, filters=_filters(request)),
        "form": form,
        "refused": refused,
        "turns": turns(side.claim for side in both) if refused or found.state == Flag.State.WITHDRAWN else [],
        "mine": found.holder_id == request.user.pk,
        "query": query_of(request),
    }
    return render(request, "desk/flag.html", context, status=status)


def _assign_form(request: DeskRequest, found: Flag) -> AssignForm | None:
    if not request.membership.may_decide:
        return None
    return AssignForm(initial={"to": found.assignee_id, "due_on": found.due_on}, membership=request.membership)


def _in_context(both: list[Side]) -> list[Side]:
    texts = dict(Revision.objects.filter(pk__in=[s.claim.revision_id for s in both]).values_list("pk", "text"))
    return [in_context(side, text=texts.get(side.claim.revision_id or 0, "")) for side in both]


def _place(found: Flag, *, newsroom: Newsroom, filters: Filters) -> Place:
    rows = waiting.queue(newsroom=newsroom, filters=filters)
    before = rows.filter(Q(rank__gt=found.rank) | Q(rank=found.rank, pk__gt=found.pk))
    inside = rows.filter(pk=found.pk).exists()
    return Place(
        previous=before.order_by("rank", "pk").first(),
        following=waiting.following(found, newsroom=newsroom, filters=filters),
        number=before.count() + 1 if inside else None,
        total=rows.count(),
    )


def _said(review: Review, found: Flag) -> str:
    words = {
        Review.Decision.CONFIRM.value: _("Confirmed: %(kind)s %(pk)d."),
        Review.Decision.DISMISS.value: _("Dismissed: %(kind)s %(pk)d."),
        Review.Decision.UNSURE.value: _("Left as unsure: %(kind)s %(pk)d."),
    }
    return words[review.decision] % {"kind": found.get_kind_display().lower(), "pk": found.pk}


def _found(request: DeskRequest, pk: int) -> Flag:
    return get_object_or_404(Flag.objects.for_newsroom(request.membership.newsroom).for_reading().with_roles(), pk=pk)


def _filters(request: DeskRequest) -> Filters:
    return FilterForm(request.GET, newsroom=request.membership.newsroom).filters(user=request.user)


def _address(name: str, request: DeskRequest, found: Flag | None = None) -> str:
    query = query_of(request)
    return reverse(name, args=[found.pk] if found else []) + (f"?{query}" if query else "")
