"""A claim's verdict on its way: drafted, handed in, published by somebody else, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims import pipeline
from claims.models import Claim, Verdict
from claims.review.errors import Refused
from claims.review.verdict import EvidenceEntry
from claims.web.access import DeskRequest, decider, ruler
from claims.web.claims import claim_page, found_claim
from claims.web.forms import EvidenceForms, ReasonForm, VerdictForm


@decider
@require_POST
def write(request: DeskRequest, pk: int) -> HttpResponse:
    """Keep what was written as the claim's draft and, when asked, hand it in for approval."""
    found = found_claim(request.membership.newsroom, pk)
    form = VerdictForm(request.POST, newsroom=request.membership.newsroom)
    evidence = EvidenceForms(request.POST, prefix="evidence")
    if not (form.is_valid() and evidence.is_valid()):
        return claim_page(request, found, form=form, evidence=evidence, status=400)
    try:
        verdict = _keep(request, found, **form.cleaned_data, evidence=_entries(evidence))
        if "submit" in request.POST:
            pipeline.submit_verdict(verdict=verdict, by=request.user)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
        return claim_page(request, found, form=form, evidence=evidence, status=409)
    messages.success(request, _("Handed in for approval.") if "submit" in request.POST else _("Draft saved."))
    return redirect("claim", found.pk)


def _keep(request: DeskRequest, found: Claim, **written: Any) -> Verdict:
    draft = found.verdicts.select_related("newsroom", "claim").filter(state=Verdict.State.DRAFT).first()
    if draft:
        return pipeline.edit_verdict(verdict=draft, by=request.user, **written)
    return pipeline.draft_verdict(claim=found, author=request.user, **written)


def _entries(evidence: Any) -> list[EvidenceEntry]:
    given = [row.cleaned_data for row in evidence if row.cleaned_data.get("url")]
    return [EvidenceEntry(url=row["url"], quote=row["quote"], stance=row["stance"]) for row in given]


@decider
@require_POST
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    """Hand the draft in as it stands."""
    return _move(
        request, pk, lambda v: pipeline.submit_verdict(verdict=v, by=request.user), _("Handed in for approval.")
    )


@ruler
@require_POST
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    """Publish what somebody else wrote."""
    return _move(request, pk, lambda v: pipeline.publish_verdict(verdict=v, approver=request.user), _("Published."))


@ruler
@require_POST
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a published verdict back, saying why."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        verdict = _found(request, pk)
        found = found_claim(request.membership.newsroom, verdict.claim_id)
        return claim_page(request, found, withdrawal=form, status=400)
    why = form.cleaned_data["reason"]
    return _move(
        request, pk, lambda v: pipeline.withdraw_verdict(verdict=v, by=request.user, reason=why), _("Withdrawn.")
    )


def _move(request: DeskRequest, pk: int, step: Callable[[Verdict], Verdict], done: str) -> HttpResponse:
    verdict = _found(request, pk)
    try:
        step(verdict)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, done)
    return redirect("claim", verdict.claim_id)


def _found(request: DeskRequest, pk: int) -> Verdict:
    rows = Verdict.objects.for_newsroom(request.membership.newsroom).select_related("claim", "newsroom")
    return get_object_or_404(rows, pk=pk)
