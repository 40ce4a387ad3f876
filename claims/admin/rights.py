"""Who may rule what: a request in, the newsrooms that its person rules as editor out."""

from __future__ import annotations

from typing import cast

from django.db.models import Model, Q
from django.http import HttpRequest

from claims.models import Membership, User


def person(request: HttpRequest) -> User:
    """Who is signed in; the panel lets nobody else in."""
    return cast(User, request.user)


def ruled(request: HttpRequest) -> frozenset[int]:
    """Ids of the newsrooms where the signed-in person is editor; asked of the database once a request."""
    known: frozenset[int] | None = getattr(request, "_ruled_newsrooms", None)
    if known is None:
        rows = Membership.objects.filter(user=person(request), role=Membership.Role.EDITOR)
        known = frozenset(rows.values_list("newsroom", flat=True))
        request._ruled_newsrooms = known  # type: ignore[attr-defined]
    return known


def may_enter(request: HttpRequest) -> bool:
    """Whether the person may open the panel at all: staff who rule a newsroom, and superusers."""
    user = request.user
    if not (user.is_active and user.is_staff):
        return False
    return user.is_superuser or bool(ruled(request))


def within(request: HttpRequest, path: str) -> Q:
    """The condition that keeps a query inside the person's newsrooms; ``path`` leads from the row to its newsroom."""
    return Q() if request.user.is_superuser else Q(**{f"{path}__in": ruled(request)})


def owner(obj: Model, path: str) -> int | None:
    """The id of the newsroom that a row belongs to."""
    *steps, last = path.split("__")
    for step in steps:
        obj = getattr(obj, step)
    return getattr(obj, "pk" if last == "pk" else f"{last}_id", None)
