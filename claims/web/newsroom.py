"""Which newsroom a person works in: request in, ``request.membership`` out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from claims.models import Membership

SESSION_KEY = "newsroom"


def membership_of(request: HttpRequest) -> Membership | None:
    """The signed-in person's membership in the newsroom they chose last, else in their first."""
    if not request.user.is_authenticated:
        return None
    memberships = Membership.objects.of(request.user).order_by("pk")
    chosen = memberships.filter(newsroom__slug=request.session.get(SESSION_KEY, "")).first()
    return chosen or memberships.first()


class NewsroomMiddleware:
    """Puts the membership on the request, read only when a view asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.membership = SimpleLazyObject(lambda: membership_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def context(request: HttpRequest) -> dict[str, Any]:
    """What every template knows of the newsroom."""
    return {"membership": getattr(request, "membership", None)}
