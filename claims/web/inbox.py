"""A person's inbox: what was assigned to them, where they were mentioned, what was decided otherwise."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from claims.models import Flag, Notice
from claims.review import discuss
from claims.web.access import DeskRequest, member
from claims.web.pages import page


@member
@require_safe
def inbox(request: DeskRequest) -> HttpResponse:
    """What the person was told, the latest first, and above it the flags that wait for them."""
    newsroom = request.membership.newsroom
    rows = Notice.objects.of(request.user, newsroom=newsroom).select_related("flag", "by", "remark", "review__api_key")
    waiting = Flag.objects.for_newsroom(newsroom).waiting().filter(assignee=request.user).order_by("due_on", "-rank")
    context = {"section": "inbox", "page": page(request, rows, by="-id"), "assigned": waiting[:30]}
    return render(request, "desk/inbox.html", context)


@member
@require_POST
def read(request: DeskRequest) -> HttpResponse:
    """Mark everything as read."""
    discuss.read(user=request.user, newsroom=request.membership.newsroom)
    return redirect("inbox")
