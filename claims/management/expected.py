"""The demo newsroom, loaded where it is not there, and its flags beside those that it ought to raise."""

from __future__ import annotations

from typing import Any, TextIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper

from claims.evaluation import demo as expectations
from claims.evaluation.demo import Raised, Statement
from claims.management import demo
from claims.models import Article, Claim, Flag, Newsroom
from claims.models.appearances import places_of, with_places


def demo_figures(*, told: TextIO | OutputWrapper) -> dict[str, Any]:
    """See ``claims.evaluation.demo.compare``; ``told`` hears of the loading.

    Raises:
        CommandError: when one of the demo's articles failed.
    """
    room = _newsroom(told)
    return expectations.compare(demo.load("expected_flags.json"), claims=_statements(room), raised=_raised(room))


def _newsroom(told: TextIO | OutputWrapper) -> Newsroom:
    """The demo newsroom, loaded where it is not there or its loading was broken off."""
    if settings.EMBEDDED.database:
        call_command("migrate", verbosity=0, interactive=False)
    slug, wanted = demo.load("newsroom.json")["slug"], len(list(demo.documents()))
    ready = Article.objects.filter(newsroom__slug=slug, state=Article.State.READY).count()
    if ready < wanted or Claim.objects.filter(newsroom__slug=slug).unmatched().exists():
        call_command("seed_demo", stdout=told)
    room = Newsroom.objects.get(slug=slug)
    failed = room.articles.filter(state=Article.State.FAILED).first()
    if failed is not None:
        raise CommandError(f"The demo newsroom could not be loaded: {failed}: {failed.state_reason}")
    return room


def _statements(room: Newsroom) -> list[Statement]:
    """The demo's claims in each article that they stand in."""
    claims = with_places(Claim.objects.for_newsroom(room).standing().for_reading())
    return [
        Statement(id=claim.pk, article=place.article.external_id, text=claim.statement)
        for claim in claims
        for place in places_of(claim)
        if place.lost_at is None
    ]


def _raised(room: Newsroom) -> list[Raised]:
    """The flags that stand between claims of the demo's articles."""
    known = {one.id: one for one in reversed(_statements(room))}
    flags = Flag.objects.for_newsroom(room).standing().select_related("match").order_by("pk")
    return [
        Raised(kind=flag.kind, a=known[flag.match.a_id], b=known[flag.match.b_id], reason=flag.reason)
        for flag in flags
        if flag.match.a_id in known and flag.match.b_id in known
    ]
