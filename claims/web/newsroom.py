"""Which newsroom a person works in: request in, ``request.membership`` out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from claims.models import Membership

SESSION_KEY = "newsroom"


def memberships_of(request: HttpRequest) -> list[Membership]:
    """The signed-in person's memberships, oldest first, in one query."""
    return (
        list(Membership.objects.of(request.user).with_unread().order_by("pk")) if request.user.is_authenticated else []
    )


def membership_of(request: HttpRequest) -> Membership | None:
    """The signed-in person's membership in the newsroom they chose last, else in their first."""
    memberships: list[Membership] = request.memberships  # type: ignore[attr-defined]
    chosen = request.session.get(SESSION_KEY) if memberships else None
    return next((m for m in memberships if m.newsroom.slug == chosen), memberships[0] if memberships else None)


class NewsroomMiddleware:
    """Puts the memberships on the request, read only when a view asks for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.memberships = SimpleLazyObject(lambda: memberships_of(request))  # type: ignore[attr-defined]
        request.membership = SimpleLazyObject(lambda: membership_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def context(request: HttpRequest) -> dict[str, Any]:
    """What every template knows of the newsroom."""
    return {name: getattr(request, name, None) for name in ("membership", "memberships")}
