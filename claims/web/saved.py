"""A person's saved views of the queue: kept under a name, deleted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.models import SavedView
from claims.review.errors import Refused
from claims.review.saved import delete_view, save_view
from claims.web.access import DeskRequest, member
from claims.web.filters import FilterForm
from claims.web.queue import query_of


@member
@require_POST
def save(request: DeskRequest) -> HttpResponse:
    """Keep the filters of the address under a name."""
    given, kept = QueryDict(query_of(request)), QueryDict(mutable=True)
    for name in FilterForm.base_fields:
        if name in given:
            kept[name] = given[name]
    query, name = kept.urlencode(), request.POST.get("name", "").replace("\0", "")
    try:
        saved = save_view(user=request.user, newsroom=request.membership.newsroom, name=name, query=query)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Saved: %(name)s.") % {"name": saved.name})
    return redirect(reverse("queue") + (f"?{query}" if query else ""))


@member
@require_POST
def delete(request: DeskRequest, pk: int) -> HttpResponse:
    """Forget one of one's own views."""
    own = SavedView.objects.filter(user=request.user, newsroom=request.membership.newsroom)
    delete_view(view=get_object_or_404(own, pk=pk))
    query = query_of(request)
    return redirect(reverse("queue") + (f"?{query}" if query else ""))
