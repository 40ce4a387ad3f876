"""A request comes in; the view runs for members of a newsroom only, and only with the right that it asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_htmx.middleware import HtmxDetails

from claims.models import Membership, User

NO_NEWSROOM = _("You belong to no newsroom yet. An editor can add you.")
Page = Callable[..., HttpResponse]


class DeskRequest(HttpRequest):
    """What a view of the desk gets: a signed-in person and their membership."""

    user: User
    membership: Membership
    htmx: HtmxDetails


def member(view: Page) -> Page:
    """Let signed-in members in, and show clock times in their newsroom's zone."""

    @wraps(view)
    def run(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.membership:
            raise PermissionDenied(str(NO_NEWSROOM))
        with timezone.override(request.membership.newsroom.time_zone):
            return view(request, *args, **kwargs)

    return login_required(run)


def decider(view: Page) -> Page:
    """Let reviewers and editors in."""
    return _having(view, lambda membership: membership.may_decide, _("Viewers read; reviewers and editors decide."))


def ruler(view: Page) -> Page:
    """Let editors in."""
    return _having(view, lambda membership: membership.may_rule, _("Only editors publish or withdraw a verdict."))


def editor(view: Page) -> Page:
    """Let editors in to say who is who."""
    return _having(view, lambda membership: membership.may_rule, _("Only editors merge and part speakers."))


def arranger(view: Page) -> Page:
    """Let editors in to say what is one statement."""
    return _having(view, lambda membership: membership.may_rule, _("Only editors change clusters."))


def _having(view: Page, has: Callable[[Membership], bool], words: Promise) -> Page:
    @wraps(view)
    def run(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has(request.membership):
            raise PermissionDenied(str(words))
        return view(request, *args, **kwargs)

    return member(run)
