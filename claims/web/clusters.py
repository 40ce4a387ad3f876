"""Repeats: what is said most often, one cluster with its claims, and an editor's word on it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims import pipeline
from claims.models import Claim, Cluster, ClusterMember
from claims.models.repeats import clusters_told
from claims.review.clusters import Author
from claims.review.errors import Refused
from claims.web.access import DeskRequest, arranger, member
from claims.web.claims import claim_page, found_claim
from claims.web.repeating import CanonicalForm, MergeForm, SplitForm, how_often, in_order, notice

PER_PAGE = 30
MEMBERS_SHOWN = 300  # of one cluster, the first said; as many can be taken out at once


@member
@require_safe
def repeats(request: DeskRequest) -> HttpResponse:
    """Who says the same again, the most often first; with ``?alerts=`` only what was ruled against."""
    newsroom = request.membership.newsroom
    rows = Cluster.objects.for_newsroom(newsroom).counted()
    alerts = bool(request.GET.get("alerts"))
    wanted = rows.alerting() if alerts else rows.said_again()
    page = Paginator(wanted.most_first(), PER_PAGE).get_page(request.GET.get("page"))
    told = clusters_told([row.pk for row in page])
    context = {
        "section": "repeats",
        "page": page,
        "lines": [(one, how_often(one), one.alerts(newsroom.repeat_alert)) for one in (told[row.pk] for row in page)],
        "alerts": alerts,
        "alerting": rows.alerting().count(),
        "threshold": newsroom.repeat_alert,
    }
    return render(request, "desk/repeats.html", context)


@member
@require_safe
def cluster(request: DeskRequest, pk: int) -> HttpResponse:
    """One cluster: its claims as they were said, and how they were ruled on."""
    return _page(request, _found(request, pk))


@arranger
@require_POST
def choose(request: DeskRequest, pk: int) -> HttpResponse:
    """Make one of its claims the canonical one."""
    found, form = _found(request, pk), CanonicalForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=400)
    given = form.cleaned_data["claim"]
    author = Author(by=request.user)
    if not _done(form, lambda: pipeline.choose_canonical(cluster=found, claim_id=given, author=author)):
        return _page(request, found, form, status=409)
    messages.success(request, _("Claim %(pk)s is the canonical one now.") % {"pk": given})
    return redirect("cluster", pk)


@arranger
@require_POST
def split(request: DeskRequest, pk: int) -> HttpResponse:
    """Take some of its claims out, for good."""
    found = _found(request, pk)
    form = SplitForm(request.POST, claims=_members(found))
    if not form.is_valid():
        return _page(request, found, form, status=400)
    out, author = form.cleaned_data["claims"], Author(by=request.user, note=form.cleaned_data["note"])
    if not _done(form, lambda: pipeline.split_cluster(cluster=found, claim_ids=out, author=author)):
        return _page(request, found, form, status=409)
    messages.success(request, _("Taken out. They stay apart from the others."))
    home = ClusterMember.objects.filter(claim__in=out).values_list("cluster", flat=True).first()
    still = Cluster.objects.filter(pk=pk).exists()
    return redirect("cluster", pk if still else home) if still or home else redirect("claim", out[0])


@arranger
@require_POST
def merge(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that another claim says the same as this one: their clusters become one, for good."""
    found, form = found_claim(request.membership.newsroom, pk), MergeForm(request.POST)
    if not form.is_valid():
        return claim_page(request, found, merging=form, status=400)
    other = Claim.objects.for_newsroom(request.membership.newsroom).filter(pk=form.cleaned_data["claim"]).first()
    if other is None:
        form.add_error("claim", _("There is no claim of this number."))
        return claim_page(request, found, merging=form, status=400)
    author = Author(by=request.user, note=form.cleaned_data["note"])
    if not _done(form, lambda: pipeline.merge_clusters(claim=found, other=other, author=author)):
        return claim_page(request, found, merging=form, status=409)
    messages.success(request, _("They are one cluster now."))
    return redirect("claim", pk)


def _done(form: Form, act: Callable[[], None]) -> bool:
    """Whether it was done; what stands in the way is told on the form."""
    try:
        act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
        return False
    return True


def _found(request: DeskRequest, pk: int) -> Cluster:
    return get_object_or_404(Cluster.objects.for_newsroom(request.membership.newsroom), pk=pk)


def _members(found: Cluster) -> list[Claim]:
    return list(in_order(found.pk)[:MEMBERS_SHOWN])


def _page(request: DeskRequest, found: Cluster, form: Form | None = None, *, status: int = 200) -> HttpResponse:
    told = clusters_told([found.pk]).get(found.pk)
    if told is None:
        raise Http404  # its claims were deleted just now
    context = {
        "section": "repeats",
        "cluster": told,
        "chosen": found.chosen_id,
        "claims": _members(found),
        "how_often": how_often(told),
        "notices": [(one, notice(one)) for one in told.taken_back],
        "alert": told.alerts(request.membership.newsroom.repeat_alert),
        "form": form,
        "picked": set(form.data.getlist("claims")) if form and hasattr(form.data, "getlist") else set(),
    }
    return render(request, "desk/cluster.html", context, status=status)
