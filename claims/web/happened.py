"""Rows of what happened come in; entries of a claim's history, and pages of such rows, go out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from claims.models import APIKey, User
from claims.web.changes import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened; ``by`` is empty where nobody knows who, ``where`` the page that it happened to."""

    at: dt.datetime
    what: str
    by: str = ""
    why: str = ""
    about: str = ""
    where: str = ""
    changes: list[Change] = field(default_factory=list)


def name_of(who: User | APIKey | None) -> str:
    """A person as the desk calls them, or a key."""
    if isinstance(who, User):
        return who.first_name or who.username
    return str(who) if who else ""


def latest(rows: QuerySet, before: dt.datetime | None, most: int, *, at: str = "created_at") -> Iterable[Any]:
    """The latest rows before a moment, if one is given."""
    wanted = rows.filter(**{f"{at}__lt": before}) if before else rows
    return wanted.order_by(f"-{at}", "-pk")[:most]
