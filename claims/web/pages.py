"""An ordered QuerySet and the row last seen come in; the next rows go out, stable while rows are added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

Row = TypeVar("Row", bound=Model)
SIZE = 30


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """Some rows; ``more`` is what ``?after=`` must say for those that follow, None at the end."""

    rows: list[Row]
    more: int | None
    first: bool


def page(request: HttpRequest, rows: QuerySet[Row], *, by: str, size: int = SIZE) -> Slice[Row]:
    """The rows after the one that the address names. ``by`` is the column that orders them, ``-`` for descending."""
    after = request.GET.get("after", "")
    started = rows.order_by(by, "-pk" if by.startswith("-") else "pk")
    wanted = _beyond(started, by=by, pk=int(after)) if after.isdecimal() and len(after) < 19 else started
    found = list(wanted[: size + 1])
    more = found[size - 1].pk if len(found) > size else None
    return Slice(found[:size], more, wanted is started)


def _beyond(rows: QuerySet[Row], *, by: str, pk: int) -> QuerySet[Row]:
    column, side = by.removeprefix("-"), "lt" if by.startswith("-") else "gt"
    last = rows.model._default_manager.filter(pk=pk).values_list(column, flat=True).first()
    if last is None:
        return rows
    return rows.filter(Q(**{f"{column}__{side}": last}) | Q(**{column: last, f"pk__{side}": pk}))
