"""A newsroom in; how often its flags were right, by kind, month, signal and score, out. Two queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from claims.learning.decided import Decided, Span, decided
from claims.learning.shares import Tally, tally
from claims.matching.signals import Signal
from claims.models import Flag, Newsroom

CUTS = tuple(round(at / 100, 2) for at in range(50, 100, 5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One name (a kind, a month, a signal) with what was decided under it."""

    name: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What the queue would be without flags of a kind that score less than ``at``.

    ``kept``: of those decided, how they came out; ``lost``: how many confirmed ones would not have been there;
    ``waiting``: how many of those that wait now would stay.
    """

    kind: str
    at: float
    kept: Tally
    lost: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """What was decided within ``span``; a flag that several signals raised counts under each."""

    span: Span
    total: Tally
    kinds: list[Row]
    months: list[Row]
    signals: list[Row]
    cuts: list[Cut]


def scorecard(newsroom: Newsroom, *, span: Span | None = None) -> Scorecard:
    """The newsroom's own, nobody else's; kinds and signals without a decision are left out."""
    found = decided(newsroom, within=span)
    return Scorecard(
        span=span or Span(),
        total=tally(found),
        kinds=_rows(Flag.Kind.values, found, lambda each, kind: each.kind == kind),
        months=_rows(sorted({each.month for each in found}), found, lambda each, month: each.month == month),
        signals=_by_signal(found),
        cuts=_cuts(found, waiting=_waiting(newsroom)),
    )


def _rows(names: Iterable[str], found: list[Decided], belongs: Callable[[Decided, str], bool]) -> list[Row]:
    rows = ((name, [each for each in found if belongs(each, name)]) for name in names)
    return [Row(name=name, tally=tally(mine)) for name, mine in rows if mine]


def _by_signal(found: list[Decided]) -> list[Row]:
    raised: dict[Signal, list[Decided]] = {signal: [] for signal in Signal}
    for each in found:
        for signal in each.signals:
            raised[signal].append(each)
    return [Row(name=signal.value, tally=tally(mine)) for signal, mine in raised.items() if mine]


def _cuts(found: list[Decided], *, waiting: dict[str, dict[float, int]]) -> list[Cut]:
    cuts = []
    for kind in Flag.Kind.values:
        mine = [each for each in found if each.kind == kind]
        confirmed = sum(each.decision == "confirm" for each in mine)
        for at in (0.0, *CUTS) if mine else ():
            kept = tally(each for each in mine if each.score >= at)
            lost = confirmed - kept.confirmed
            cuts.append(Cut(kind=kind, at=at, kept=kept, lost=lost, waiting=waiting.get(kind, {}).get(at, 0)))
    return cuts


def _waiting(newsroom: Newsroom) -> dict[str, dict[float, int]]:
    """How many flags wait with at least each score, by kind."""
    counted: dict[str, Any] = {f"at_{n}": Count("pk", filter=Q(score__gte=at)) for n, at in enumerate((0.0, *CUTS))}
    rows = Flag.objects.for_newsroom(newsroom).waiting().order_by().values_list("kind").annotate(**counted)
    return {kind: dict(zip((0.0, *CUTS), counts, strict=True)) for kind, *counts in rows}
