"""A claim comes in; who changed or decided what about it, when and why, goes out, the latest first.

A fixed number of queries, each for a page of rows: corrections, verdicts, flags, clusters and speakers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.dateparse import parse_datetime

from claims.models import Claim
from claims.web.attributed import corrections, merges, splits
from claims.web.decided import clusters, reviews, steps
from claims.web.happened import Entry

SHOWN = 20
ATTRIBUTED = (corrections, merges, splits)
DECIDED = (steps, reviews, clusters)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The latest entries before some moment; ``older`` is the moment to ask for the next ones with, if there are."""

    entries: list[Entry]
    older: str = ""


def history_of(claim: Claim, *, before: dt.datetime | None = None, most: int = SHOWN) -> History:
    """What happened to the claim, at most ``most`` entries."""
    told = [one for source in (*ATTRIBUTED, *DECIDED) for one in source(claim, before, most + 1)]
    found = sorted((one for one in told if before is None or one.at < before), key=lambda one: one.at, reverse=True)
    more = len(found) > most
    return History(entries=found[:most], older=found[most - 1].at.isoformat() if more else "")


def turns(claims: Iterable[Claim]) -> list[tuple[Claim, Entry]]:
    """The last change of each claim's words or speaker, for whoever decides on what they said before."""
    last = [(claim, max(_attributed(claim), key=lambda one: one.at, default=None)) for claim in claims]
    return [(claim, entry) for claim, entry in last if entry is not None]


def _attributed(claim: Claim) -> Iterable[Entry]:
    return (one for source in ATTRIBUTED for one in source(claim, None, 1))


def moment(text: str) -> dt.datetime | None:
    """The moment that an address names; None for anything else."""
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    return found if found and found.tzinfo else None
