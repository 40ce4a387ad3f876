"""A reviewer's last decision comes in; it is taken back, and the flag is there again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims import pipeline
from claims.models import Review
from claims.review.errors import Refused
from claims.web.access import DeskRequest, decider
from claims.web.queue import query_of


@decider
@require_POST
def undo(request: DeskRequest, pk: int) -> HttpResponse:
    """Take one's own decision back and show the flag again."""
    rows = Review.objects.filter(flag__newsroom=request.membership.newsroom).select_related("flag")
    review = get_object_or_404(rows, pk=pk)
    try:
        pipeline.undo(review=review, by=request.user)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        kind = review.flag.get_kind_display().lower()
        messages.success(request, _("Taken back: %(kind)s %(pk)d.") % {"kind": kind, "pk": review.flag_id})
    query = query_of(request)
    return redirect(reverse("flag", args=[review.flag_id]) + (f"?{query}" if query else ""))
