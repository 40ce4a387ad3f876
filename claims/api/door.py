"""What every view of the API has in common: a key's newsroom, scopes, limits, strict filters, pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from claims.api.auth import newsroom_of
from claims.api.limits import Limited
from claims.api.pagination import BIGGEST_ID, CURSOR, SIZE
from claims.api.problems import LengthRequired
from claims.models import Newsroom

ID = "[0-9]+"


class Door(Limited, GenericViewSet):
    """A view of one noun. Every row it shows comes from :meth:`rows`, which is the newsroom's own and nothing else."""

    scopes: ClassVar[Mapping[str, str]]
    lookup_value_regex = ID
    http_method_names = ["get", "post", "head"]
    queryset: QuerySet[Any]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Look at key, scope and limit; then refuse a body whose length is not told, which would be read as empty."""
        super().initial(request, *args, **kwargs)
        if "Transfer-Encoding" in request.headers and not request.META.get("CONTENT_LENGTH"):
            raise LengthRequired

    @property
    def newsroom(self) -> Newsroom:
        """The newsroom whose key this is."""
        return newsroom_of(self.request)

    def get_queryset(self) -> QuerySet[Any]:
        """The newsroom's rows; none while the schema is being drawn."""
        if getattr(self, "swagger_fake_view", False):
            return self.queryset.none()
        return self.rows()

    def rows(self) -> QuerySet[Any]:
        """The newsroom's rows as this noun's answers need them."""
        raise NotImplementedError

    def get_object(self) -> Any:
        """The row of the address; a row of another newsroom is as absent as none."""
        return self.one(self.get_queryset(), self.kwargs["pk"])

    def one(self, rows: QuerySet[Any], pk: str) -> Any:
        """The row of that id.

        Raises:
            NotFound: when the newsroom has none.
        """
        row = rows.filter(pk=int(pk)).first() if len(pk) <= 19 and int(pk) <= BIGGEST_ID else None
        if row is None:
            raise NotFound("Nothing of that id.")
        return row

    def page(
        self,
        rows: QuerySet[Any],
        *,
        shape: type[BaseSerializer[Any]],
        known: tuple[str, ...] = (),
        placed: Callable[[Any], Any] = list,
        **context: Any,
    ) -> Response:
        """One page of the rows in that shape; ``placed`` may complete them before they are told."""
        known_parameters(self.request, {CURSOR, SIZE, *known})
        found = placed(self.paginate_queryset(rows))
        return self.get_paginated_response(shape(found, many=True, context=context).data)

    def filtered(
        self, rows: QuerySet[Any], *, shape: type[BaseSerializer[Any]], placed: Callable[[Any], Any] = list
    ) -> Response:
        """One page of the rows that pass the noun's filters."""
        filters = tuple(self.filterset_class.base_filters)  # type: ignore[attr-defined]
        return self.page(self.filter_queryset(rows), shape=shape, known=filters, placed=placed)

    def given(self, shape: type[BaseSerializer[Any]]) -> dict[str, Any]:
        """The body, checked.

        Raises:
            ValidationError: with each offending field.
        """
        taken = shape(data=self.request.data)
        taken.is_valid(raise_exception=True)
        values: dict[str, Any] = taken.validated_data
        return values


class Nowhere(Limited, APIView):
    """The answer to a path under /api/ that is none."""

    authentication_classes = ()
    permission_classes = ()
    schema = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """A 404, whatever the method."""
        self.http_method_names = [str(request.method).lower()]
        setattr(self, self.http_method_names[0], self._absent)
        return super().dispatch(request, *args, **kwargs)

    def _absent(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        raise NotFound("No such address.")


def known_parameters(request: Request, known: set[str]) -> None:
    """Refuse a query parameter that means nothing: a misspelt filter would otherwise answer with everything.

    Raises:
        ValidationError: naming each unknown parameter.
    """
    strange = sorted(set(request.query_params) - known)
    if strange:
        choice = f"There is no such parameter here; there are: {', '.join(sorted(known)) or 'none'}."
        raise ValidationError({name: [choice] for name in strange})
