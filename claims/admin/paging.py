"""Pages of a list whose rows nobody counts to the end: a query in, pages and a capped count out."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

CAP = 5_000  # rows reachable by paging; who looks further searches or filters


def capped(rows: QuerySet, *, cap: int) -> int:
    """How many rows there are, counted no further than ``cap``: the database stops reading there."""
    return rows.order_by()[:cap].count()


class CappedPaginator(Paginator):
    """Counts no further than ``CAP``, so that a list of a million rows opens like one of a hundred."""

    template_name = "panel/pagination.html"

    @cached_property
    def count(self) -> int:
        """Rows that paging reaches: all, or ``CAP`` of them."""
        return capped(self.object_list, cap=CAP)  # type: ignore[arg-type]

    @property
    def is_capped(self) -> bool:
        """Whether there may be more than the count says."""
        return self.count >= CAP
