"""A queryset comes in; one page of it goes out, newest first, with links that stay right while rows are added."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

PAGE_SIZE = 50
MAX_PAGE_SIZE = 200
CURSOR, SIZE = "cursor", "page_size"
BIGGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place between two rows: the keys of the row it lies beyond, and the direction to read in from there."""

    keys: tuple[Any, ...]
    backward: bool = False

    def encode(self) -> str:
        """The opaque text that a link carries."""
        plain = json.dumps([self.backward, *self.keys], default=str, separators=(",", ":"))
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, *, kinds: Sequence[Callable[[Any], Any]]) -> Cursor:
        """The cursor that a link carried.

        Raises:
            ValidationError: when it is none that :meth:`encode` made.
        """
        try:
            plain = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
            backward, *keys = json.loads(plain)
            if not isinstance(backward, bool):
                raise TypeError
            return cls(tuple(kind(key) for kind, key in zip(kinds, keys, strict=True)), backward)
        except (ValueError, TypeError, binascii.Error, RecursionError) as error:
            raise ValidationError(
                {CURSOR: ["This is no cursor of ours; take it from “next” or “previous”."]}
            ) from error


def share(value: Any) -> float:
    """A number from 0 to 1 out of a cursor; raises ValueError or TypeError for anything else."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError
    if not 0 <= value <= 1:
        raise ValueError
    return float(value)


def row_id(value: Any) -> int:
    """An id out of a cursor; raises ValueError or TypeError for anything else."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    if not 0 <= value <= BIGGEST_ID:
        raise ValueError
    return value


class Newest(BasePagination):
    """Pages in the falling order of ``keys``, the last of which tells every row apart.

    A page starts beyond a row, not after a count of rows: rows that are added meanwhile neither repeat nor hide one.
    """

    keys: Mapping[str, Callable[[Any], Any]] = {"pk": row_id}

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page that ``?cursor=`` and ``?page_size=`` ask for."""
        self.base_url = request.build_absolute_uri()
        size = page_size(request)
        cursor = self._cursor(request)
        backward = cursor is not None and cursor.backward
        ordered = queryset.order_by(*(name if backward else f"-{name}" for name in self.keys))
        rows = list(ordered.filter(self._beyond(cursor))[: size + 1] if cursor else ordered[: size + 1])
        more, rows = len(rows) > size, rows[:size]
        if backward:
            rows.reverse()
        self._link(rows, behind=backward or more, before=more if backward else cursor is not None)
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        """The page with links to its neighbours; None where there is none."""
        return Response({"next": self.next, "previous": self.previous, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The page in OpenAPI's words."""
        link = {"type": ["string", "null"], "format": "uri"}
        place = "https://desk.example/api/v1/claims/?cursor="
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**link, "description": "The page with older rows.", "example": f"{place}W2ZhbHNlLDMxXQ"},
                "previous": {**link, "description": "The page with newer rows.", "example": None},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The two parameters of every list."""
        size = {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": PAGE_SIZE}
        return [
            {"name": CURSOR, "in": "query", "schema": {"type": "string"}, "description": "From “next” or “previous”."},
            {"name": SIZE, "in": "query", "schema": size, "description": "Rows a page."},
        ]

    def _cursor(self, request: Request) -> Cursor | None:
        text = request.query_params.get(CURSOR)
        return None if text is None else Cursor.decode(text, kinds=list(self.keys.values()))

    def _beyond(self, cursor: Cursor) -> Q:
        """Rows past the cursor: (k1, k2) < (v1, v2) as k1 < v1, or k1 = v1 and k2 < v2."""
        condition, equal = Q(pk__in=[]), Q()
        for name, value in zip(self.keys, cursor.keys, strict=True):
            condition |= equal & Q(**{f"{name}__{'gt' if cursor.backward else 'lt'}": value})
            equal &= Q(**{name: value})
        return condition

    def _link(self, rows: list[Any], *, behind: bool, before: bool) -> None:
        self.next = self._url(rows[-1], backward=False) if rows and behind else None
        self.previous = self._url(rows[0], backward=True) if rows and before else None

    def _url(self, row: Model, *, backward: bool) -> str:
        cursor = Cursor(tuple(getattr(row, name) for name in self.keys), backward)
        return replace_query_param(self.base_url, CURSOR, cursor.encode())


class ByDay(Newest):
    """Pages by the day something was said, the latest first; the rows carry ``day``."""

    keys = {"day": dt.date.fromisoformat, "pk": row_id}


class ByWorth(Newest):
    """Pages by how much a claim is worth checking, the worthiest first; every row's ``worth`` is known."""

    keys = {"worth": share, "pk": row_id}


class ByTimes(Newest):
    """Pages by how often one speaker says it, the most often first; the rows carry ``times``."""

    keys = {"times": row_id, "pk": row_id}


def page_size(request: Request) -> int:
    """How many rows a page is to have.

    Raises:
        ValidationError: when ``?page_size=`` is no number from 1 to 200.
    """
    text = request.query_params.get(SIZE)
    if text is None:
        return PAGE_SIZE
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MAX_PAGE_SIZE):
        raise ValidationError({SIZE: [f"A number from 1 to {MAX_PAGE_SIZE}."]})
    return int(text)
