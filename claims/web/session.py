"""Signing in and out, and which newsroom a person works in."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from claims.models import Membership
from claims.web.access import DeskRequest, member
from claims.web.newsroom import SESSION_KEY

sign_in = LoginView.as_view(template_name="desk/sign_in.html", redirect_authenticated_user=True)
sign_out = LogoutView.as_view()


@member
@require_POST
def newsroom(request: DeskRequest) -> HttpResponse:
    """Work in another newsroom of one's own from now on."""
    wanted = Membership.objects.of(request.user).filter(newsroom__slug=request.POST.get("newsroom", ""))
    request.session[SESSION_KEY] = get_object_or_404(wanted).newsroom.slug
    return redirect("queue")
