"""Filters in, the flags that wait for a decision out, what matters most first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Q

from claims.models import Appearance, Flag, Newsroom, User
from claims.models.matches import FlagQuerySet
from claims.models.worth import WORTH_CHECKING


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a reviewer narrows the queue by; the default is everything that waits."""

    kind: str = ""
    state: str = "waiting"
    same_speaker: bool = False
    speaker: int | None = None
    source: int | None = None
    q: str = ""
    concerning: User | None = None
    overdue_on: dt.date | None = None
    said_after: dt.date | None = None
    said_before: dt.date | None = None
    worth_checking: bool = False
    worth_reason: str = ""
    alteration: str = ""


def queue(*, newsroom: Newsroom, filters: Filters) -> FlagQuerySet:
    """The flags that the filters leave, ranked; joined with what a row shows."""
    flags = Flag.objects.for_newsroom(newsroom)
    flags = flags.waiting() if filters.state == "waiting" else flags.filter(state=filters.state)
    flags = flags.altered_as(filters.alteration) if filters.alteration else flags
    flags = flags.concerning(filters.concerning) if filters.concerning else flags
    flags = flags.overdue(filters.overdue_on) if filters.overdue_on else flags
    return flags.filter(_condition(filters)).for_reading().ranked()


def _condition(filters: Filters) -> Q:
    condition = Q()
    if filters.kind:
        condition &= Q(kind=filters.kind)
    if filters.same_speaker:
        condition &= Q(same_speaker=True)
    if filters.speaker:
        condition &= _either(speaker=filters.speaker)
    if filters.source:
        condition &= _published_by(filters.source)
    if filters.q:
        condition &= _either(search=SearchQuery(filters.q, config="english", search_type="websearch"))
    if filters.said_after:
        condition &= _either(said_on__gte=filters.said_after)
    if filters.said_before:
        condition &= _either(said_on__lte=filters.said_before)
    if filters.worth_checking:
        condition &= _either(worth__gte=WORTH_CHECKING)
    if filters.worth_reason:
        condition &= _either(worth_reasons__contains=[filters.worth_reason])
    return condition


def _either(**lookup: object) -> Q:
    """True of at least one of the two claims."""
    ((name, value),) = lookup.items()
    return Q(**{f"match__a__{name}": value}) | Q(**{f"match__b__{name}": value})


def _published_by(source: int) -> Q:
    """True when one of the two claims comes from the source, or stands in one of its articles as in a copy."""
    copied = Appearance.objects.standing().filter(article__source=source)
    return _either(source=source) | _either(pk__in=copied.values("claim"))


def counts(newsroom: Newsroom) -> dict[str, int]:
    """How many flags of each kind wait."""
    waiting = Flag.objects.for_newsroom(newsroom).waiting().order_by()
    return dict(waiting.values_list("kind").annotate(n=Count("pk")))


def following(flag: Flag, *, newsroom: Newsroom, filters: Filters) -> Flag | None:
    """The flag after this one in the filtered queue; the first when this one was the last; None when none waits."""
    rows = queue(newsroom=newsroom, filters=filters).exclude(pk=flag.pk)
    after = Q(rank__lt=flag.rank) | Q(rank=flag.rank, pk__lt=flag.pk)
    return rows.filter(after).first() or rows.first()
