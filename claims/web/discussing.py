"""Who is to look at a flag, and what is said about it, come in from its page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from claims.models import Flag, Membership, User
from claims.review import discuss
from claims.review.errors import Refused
from claims.web.access import DeskRequest, decider
from claims.web.queue import query_of


class AssignForm(forms.Form):
    """Whom to ask, and by when. A reviewer asks themselves, an editor anybody who decides."""

    to = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label=gettext_lazy("Nobody"), label=gettext_lazy("Assigned to")
    )
    due_on = forms.DateField(
        required=False,
        label=gettext_lazy("Due"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "assign-%s", **kwargs})
        roles = (Membership.Role.EDITOR, Membership.Role.REVIEWER)
        members = Membership.objects.filter(newsroom_id=membership.newsroom_id, role__in=roles)
        members = members if membership.may_rule else members.filter(user_id=membership.user_id)
        self.fields["to"].queryset = User.objects.filter(pk__in=members.values("user")).order_by("username")  # type: ignore[attr-defined]


@decider
@require_POST
def assign(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask somebody to look at the flag, or take that back."""
    found = _found(request, pk)
    form = AssignForm(request.POST, membership=request.membership)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return _back(request, found)
    to, due_on = form.cleaned_data["to"], form.cleaned_data["due_on"]
    try:
        discuss.assign(flag=found, to=to, by=request.user, due_on=due_on)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Assigned to %(who)s.") % {"who": to} if to else _("Assigned to nobody."))
    return _back(request, found)


@decider
@require_POST
def remark(request: DeskRequest, pk: int) -> HttpResponse:
    """Say something about the flag."""
    found = _found(request, pk)
    try:
        discuss.remark(flag=found, text=request.POST.get("text", "").replace("\0", ""), author=request.user)
    except Refused as refused:
        messages.error(request, refused.reason)
    return _back(request, found)


def _found(request: DeskRequest, pk: int) -> Flag:
    rows = Flag.objects.for_newsroom(request.membership.newsroom).select_related("newsroom", "assignee")
    return get_object_or_404(rows, pk=pk)


def _back(request: DeskRequest, found: Flag) -> HttpResponse:
    query = query_of(request)
    return redirect(reverse("flag", args=[found.pk]) + (f"?{query}" if query else ""))
