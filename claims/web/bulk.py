"""Several rows of the queue and one decision come in; each flag is decided on its own, and what was not is named."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims import pipeline
from claims.models import Flag
from claims.review.errors import Refused
from claims.web.access import DeskRequest, decider
from claims.web.queue import query_of

MOST = 100  # rows at once; a page of the queue has fewer


class BulkForm(forms.Form):
    """One decision for all rows chosen."""

    decision = forms.ChoiceField(choices=[("confirm", "confirm"), ("dismiss", "dismiss")])
    note = forms.CharField(required=False, max_length=2_000)


@decider
@require_POST
def decide_many(request: DeskRequest) -> HttpResponse:
    """Decide the chosen flags alike; what was changed or decided meanwhile stays as it is, and is named."""
    form, chosen = BulkForm(request.POST), _chosen(request)
    if not form.is_valid():
        messages.error(request, _("Choose what to do, with a note of up to 2,000 letters."))
    elif not chosen:
        messages.error(request, _("Select flags first."))
    else:
        _decide(request, chosen, **form.cleaned_data)
    query = query_of(request)
    return redirect(reverse("queue") + (f"?{query}" if query else ""))


def _decide(request: DeskRequest, chosen: dict[int, str], *, decision: str, note: str) -> None:
    done, left = 0, []
    for flag in Flag.objects.for_newsroom(request.membership.newsroom).filter(pk__in=chosen).ranked():
        try:
            pipeline.decide(flag=flag, decision=decision, note=note, reviewer=request.user, seen=chosen[flag.pk])
            done += 1
        except Refused as refused:
            left.append(f"{flag.get_kind_display()} {flag.pk}: {refused.reason}")
    if done:
        messages.success(request, _counted(decision, done))
    for words in left:
        messages.error(request, words)


def _counted(decision: str, count: int) -> str:
    if decision == "confirm":
        return ngettext("%(n)d flag confirmed.", "%(n)d flags confirmed.", count) % {"n": count}
    return ngettext("%(n)d flag dismissed.", "%(n)d flags dismissed.", count) % {"n": count}


def _chosen(request: DeskRequest) -> dict[int, str]:
    """The flags chosen, each with its stamp as the row showed it."""
    found = {}
    for value in request.POST.getlist("flag")[:MOST]:
        pk, _bar, seen = value.partition("|")
        if pk.isdecimal() and len(pk) < 19 and seen:
            found[int(pk)] = seen
    return found
