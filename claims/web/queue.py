"""The queue: flags that wait, one row a decision, narrowed by the address."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models import Flag, Newsroom, Review, SavedView
from claims.review import queue as waiting
from claims.review.undo import last_own
from claims.web.access import DeskRequest, member
from claims.web.filters import FilterForm
from claims.web.pages import page
from claims.web.reading import Side, sides
from claims.web.wording import age, apart, kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One flag as the queue shows it."""

    flag: Flag
    sides: list[Side]
    apart: str
    age: str


def line(flag: Flag) -> Line:
    """A flag made ready for its row."""
    return Line(
        flag=flag, sides=sides(flag), apart=apart(flag.days_apart), age=age(flag.created_at, now=timezone.now())
    )


@member
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    """The flags that wait, with counts by kind on top; only the list when htmx asks for it."""
    newsroom = request.membership.newsroom
    form = FilterForm(request.GET, newsroom=newsroom)
    filters = form.filters(user=request.user)
    flags = page(request, waiting.queue(newsroom=newsroom, filters=filters), by="-rank")
    form.offer_speakers(newsroom=newsroom, chosen=filters.speaker)
    return render(
        request,
        "desk/queue.html",
        {
            "section": "flags",
            "form": form,
            "counts": _counts(newsroom),
            "lines": [line(flag) for flag in flags.rows],
            "page": flags,
            "last": None if flags.rows else last_review(newsroom),
            "query": query_of(request),
            "saved": SavedView.objects.filter(user=request.user, newsroom=newsroom),
            "undoable": last_own(request.user, newsroom=newsroom),
        },
    )


def query_of(request: DeskRequest) -> str:
    """The filters of the address, to travel on to the flags and back; not the place in the list."""
    given = request.GET.copy()
    given.pop("after", None)
    for name in [name for name, value in given.items() if not value]:
        del given[name]
    return given.urlencode()


def _counts(newsroom: Newsroom) -> list[tuple[str, str, int]]:
    found = waiting.counts(newsroom)
    return [(kind.value, kinds(kind, found.get(kind, 0)), found.get(kind, 0)) for kind in Flag.Kind]


def last_review(newsroom: Newsroom) -> Review | None:
    """The decision taken last."""
    return Review.objects.standing().filter(flag__newsroom=newsroom).select_related("reviewer", "api_key").first()
