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
from claims.review.errors import Outdated, Refused
from claims.review.verdict import EvidenceEntry
from claims.web.access import DeskRequest, decider, ruler
from claims.web.claims import claim_page, found_claim
from claims.web.forms import ReasonForm
from claims.web.ruling import PREFIX, EvidenceForms, VerdictForm, entries, rearranged, retyped
from claims.web.standing import Ruling


@decider
@require_POST
def write(request: DeskRequest, pk: int) -> HttpResponse:
    """Keep what was written as the claim's draft and, when asked, show it as readers would see it or hand it in."""
    found = found_claim(request.membership.newsroom, pk)
    if change := request.POST.get("row"):
        again = retyped(request.POST, newsroom=request.membership.newsroom)
        return claim_page(
            request, found, ruling=Ruling(form=again, evidence=rearranged(request.POST, change=change), moved=True)
        )
    form = VerdictForm(request.POST, newsroom=request.membership.newsroom)
    evidence = EvidenceForms(request.POST, prefix=PREFIX)
    if not (form.is_valid() and evidence.is_valid()):
        return claim_page(request, found, ruling=Ruling(form=form, evidence=evidence), status=400)
    try:
        verdict = _keep(request, found, form, evidence=entries(evidence))
        if "submit" in request.POST:
            pipeline.submit_verdict(verdict=verdict, by=request.user, seen=verdict.version)
    except Refused as refused:
        return _unsaved(request, found, form, evidence, refused)
    messages.success(request, _("Handed in for approval.") if "submit" in request.POST else _("Draft saved."))
    return redirect("preview_verdict", verdict.pk) if "preview" in request.POST else redirect("claim", found.pk)


def _keep(request: DeskRequest, found: Claim, form: VerdictForm, *, evidence: list[EvidenceEntry]) -> Verdict:
    given = form.cleaned_data
    written = {"rating": given["rating"], "explanation": given["explanation"], "evidence": evidence}
    if given["verdict"] is None:
        return pipeline.draft_verdict(claim=found, author=request.user, **written)
    draft = get_object_or_404(found.verdicts.select_related("newsroom", "claim"), pk=given["verdict"])
    return pipeline.edit_verdict(verdict=draft, by=request.user, seen=given["version"] or 0, **written)


def _unsaved(request: DeskRequest, found: Claim, form: VerdictForm, evidence: Any, refused: Refused) -> HttpResponse:
    """The page with all that was typed, told why it was not kept; whoever saves it again does so on purpose."""
    form.add_error(refused.field if refused.field in {"rating", "explanation"} else None, refused.reason)
    form.opened_anew(found.verdicts.open().first())
    late = isinstance(refused, Outdated) or refused.field == "state"
    return claim_page(request, found, ruling=Ruling(form=form, evidence=evidence, late=late), status=409)


@decider
@require_POST
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    """Hand the draft in as it stands."""
    return _move(
        request,
        pk,
        lambda v: pipeline.submit_verdict(verdict=v, by=request.user, seen=_seen(request)),
        _("Handed in for approval."),
    )


@decider
@require_POST
def approve(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that the verdict may be published as it is worded."""
    return _move(
        request,
        pk,
        lambda v: pipeline.approve_verdict(verdict=v, by=request.user, seen=_seen(request)),
        _("Approved."),
    )


@decider
@require_POST
def take_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Take one's approval back."""
    return _move(
        request, pk, lambda v: pipeline.take_back_approval(verdict=v, by=request.user), _("Approval taken back.")
    )


@decider
@require_POST
def send_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Make what was handed in a draft again."""
    verdict, form = _found(request, pk), ReasonForm(request.POST, auto_id="back-%s")
    if verdict.author_id != request.user.pk and not form.is_valid():
        found = found_claim(request.membership.newsroom, verdict.claim_id)
        return claim_page(request, found, ruling=Ruling(returning=form), status=400)
    why = request.POST.get("reason", "")[:2_000]
    return _move(
        request,
        pk,
        lambda v: pipeline.send_back_verdict(verdict=v, by=request.user, reason=why),
        _("A draft again."),
    )


@ruler
@require_POST
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    """Publish what somebody else wrote."""
    return _move(
        request,
        pk,
        lambda v: pipeline.publish_verdict(verdict=v, approver=request.user, seen=_seen(request)),
        _("Published."),
    )


@ruler
@require_POST
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a published verdict back, saying why."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        verdict = _found(request, pk)
        found = found_claim(request.membership.newsroom, verdict.claim_id)
        return claim_page(request, found, ruling=Ruling(withdrawal=form), status=400)
    why = form.cleaned_data["reason"]
    return _move(
        request, pk, lambda v: pipeline.withdraw_verdict(verdict=v, by=request.user, reason=why), _("Withdrawn.")
    )


def _seen(request: DeskRequest) -> int | None:
    """The version that the page showed; a page sends it always."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else None


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
