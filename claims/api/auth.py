"""A request's ``Authorization: Bearer`` header comes in; the newsroom's key goes out, or the reason it may not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Q
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from claims.models import APIKey, Newsroom

SCHEME = "bearer"
USED_EVERY = dt.timedelta(minutes=1)
NOT_VALID = "The key is not known, has expired or was revoked."


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: a program with a key, no person."""

    key: APIKey
    is_authenticated: bool = True
    is_anonymous: bool = False
    is_active: bool = True
    pk: None = None

    def __str__(self) -> str:
        return str(self.key)


class KeyAuthentication(BaseAuthentication):
    """``Authorization: Bearer <key>``; ``request.auth`` is the key's row, ``request.user`` a :class:`Caller`."""

    def authenticate(self, request: Request) -> tuple[Caller, APIKey] | None:
        """The caller, or None when no key is shown.

        Raises:
            AuthenticationFailed: when a key is shown that opens nothing.
        """
        scheme, _, presented = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME:
            return None
        presented = presented.strip()
        key = _usable(presented) if presented.isascii() else None
        if key is None:
            raise AuthenticationFailed(NOT_VALID)
        _touch(key)
        return Caller(key), key

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return "Bearer"


def _usable(presented: str) -> APIKey | None:
    return APIKey.objects.usable().presented(presented).select_related("newsroom").first()


def _touch(key: APIKey) -> None:
    """Note the use, at most once a minute, so that a busy key does not write a row a request."""
    now = timezone.now()
    if key.last_used_at is None or key.last_used_at < now - USED_EVERY:
        stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USED_EVERY)
        APIKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)


class HasScope(BasePermission):
    """Lets a key through that has the scope the view declares for this action in ``view.scopes``."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the key may.

        Raises:
            PermissionDenied: naming the scope that the key lacks.
        """
        if request.auth is None:
            return False
        needed = scope_of(view, request)
        if needed is not None and needed not in key_of(request).scopes:
            raise PermissionDenied(f"This key lacks the scope “{needed}”.")
        return True


def scope_of(view: Any, request: Request) -> str | None:
    """The scope that the view asks for; None for a method that it does not have, which is answered by a 405."""
    action = view.action_map.get(str(request.method).lower())
    scopes: Mapping[str, str] = view.scopes
    return None if action is None else scopes[action]


def key_of(request: Request) -> APIKey:
    """The key that a view was opened with."""
    return cast(APIKey, request.auth)


def newsroom_of(request: Request) -> Newsroom:
    """The newsroom that the request's key belongs to: the only one whose rows it may see."""
    return key_of(request).newsroom


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema tells of keys."""

    target_class = "claims.api.auth.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """The OpenAPI security scheme."""
        return {"type": "http", "scheme": SCHEME, "description": "A newsroom's API key, shown once when it was made."}
