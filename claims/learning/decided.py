"""A newsroom in; its decisions, the latest of each flag, with the scores of their moment, out. One query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from claims.matching.inforce import KNOWN
from claims.matching.scoring import Scores
from claims.matching.signals import Signal, signals
from claims.matching.thresholds import Thresholds
from claims.models import Newsroom, Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What decisions are asked for: of one kind of flag, from the first day of a month to the last of another."""

    kind: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One flag as it stood when it was decided last. ``score`` 0..1 is the flag's, ``month`` like 2026-03."""

    flag_id: int
    match_id: int
    kind: str
    decision: str
    month: str
    score: float
    scores: Scores
    thresholds: Thresholds

    @property
    def signals(self) -> tuple[Signal, ...]:
        """What raised it."""
        return signals(self.kind, self.scores, thresholds=self.thresholds)


def decided(newsroom: Newsroom, *, within: Span | None = None) -> list[Decided]:
    """The decisions that count: of each flag the latest, the oldest first."""
    span, zone = within or Span(), ZoneInfo(newsroom.time_zone)
    latest = Review.objects.standing().filter(flag__newsroom=newsroom).order_by("flag_id", "-pk").distinct("flag_id")
    if span.first:  # whatever came before is no flag's latest, if anything came after: older reviews need not be read
        latest = latest.filter(created_at__gte=_begins(span.first, zone))
    rows = Review.objects.filter(pk__in=latest.values("pk")).order_by("pk")
    if span.kind:
        rows = rows.filter(flag__kind=span.kind)
    if span.last:
        rows = rows.filter(created_at__lt=_begins(_after(span.last), zone))
    columns = ("flag_id", "flag__match_id", "flag__kind", "flag__score", "decision", "created_at", "scores")
    return [_decided(dict(zip(columns, row, strict=True)), zone) for row in rows.values_list(*columns)]


def comparable(decisions: Sequence[Decided]) -> list[Decided]:
    """Those taken on scores of the same method and models as the latest: scores of others mean something else."""
    if not decisions:
        return []
    method = decisions[-1].scores.method
    encoder = next((each.scores.encoded_by for each in reversed(decisions) if each.scores.encoded_by), "")
    reader = next((each.scores.judged_by for each in reversed(decisions) if each.scores.judged_by), "")
    return [
        each
        for each in decisions
        if each.scores.method == method
        and each.scores.encoded_by in ("", encoder)
        and each.scores.judged_by in ("", reader)
    ]


def _decided(row: dict[str, Any], zone: ZoneInfo) -> Decided:
    stored = {"cosine": 0.0, "trigram": 0.0, **row["scores"]}  # a pair that was entered by hand may have none
    then = {name: value for name, value in stored.get("thresholds", {}).items() if name in KNOWN}
    return Decided(
        flag_id=row["flag_id"],
        match_id=row["flag__match_id"],
        kind=row["flag__kind"],
        decision=row["decision"],
        month=row["created_at"].astimezone(zone).strftime("%Y-%m"),
        score=float(stored.get("score", row["flag__score"])),
        scores=Scores.from_json(stored),
        thresholds=Thresholds(**then),
    )


def _begins(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime(day.year, day.month, 1, tzinfo=zone)


def _after(day: dt.date) -> dt.date:
    """The first day of the month after."""
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
