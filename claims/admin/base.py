"""What every list of the panel shares: rows of the editor's own newsrooms, rights from the role, bounded counting."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline
from unfold.views import ChangeList

from claims.admin.asking import Asking
from claims.admin.logged import Logged
from claims.admin.paging import CappedPaginator
from claims.admin.rights import may_enter, owner, ruled, within

VIEW = frozenset({"view"})
EDIT = VIEW | {"add", "change"}
ALL = EDIT | {"delete"}


class ByRole:
    """Rights from memberships, for lists and inlines; Django's model permissions play no part."""

    newsroom_path = "newsroom"  # the lookup from a row to its newsroom
    editors_may: frozenset[str] = VIEW
    superusers_may: frozenset[str] = VIEW
    admin_site: admin.AdminSite

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the person may look at it."""
        return self._may(request, "view", obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the person may add one."""
        return self._may(request, "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the person may change it by the form."""
        return self._may(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the person may delete it."""
        return self._may(request, "delete", obj)

    def _may(self, request: HttpRequest, what: str, obj: Any = None) -> bool:
        if not may_enter(request):
            return False
        if request.user.is_superuser:
            return what in self.superusers_may
        return what in self.editors_may and (obj is None or self.is_within(request, obj))

    def is_within(self, request: HttpRequest, obj: Model) -> bool:
        """Whether the row belongs to a newsroom that the person rules."""
        return owner(obj, self.newsroom_path) in ruled(request)

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """Choices are what the person may see in the other list, so that no form leads into another newsroom."""
        other = self.admin_site._registry.get(db_field.remote_field.model)
        if other is not None:
            kwargs.setdefault("queryset", other.get_queryset(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class IndexedChangeList(ChangeList):
    """A list that is sorted by the columns that offer it, whatever its address says."""

    def get_ordering_field(self, field_name: Any) -> Any:
        """The field of a column that may be sorted by."""
        offered = self.sortable_by is None or field_name in self.sortable_by
        return super().get_ordering_field(field_name) if offered else None


class NewsroomAdmin(ByRole, Asking, Logged, ModelAdmin):
    """A list of one newsroom's rows (of every newsroom for superusers), read-only unless a subclass offers more."""

    paginator = CappedPaginator
    across: tuple[str, ...] = ()  # the order of rows of several newsrooms, where the list's own has no index for them
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_filter_submit = True
    list_fullwidth = True

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The list that keeps to its indexes."""
        return IndexedChangeList

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the list is offered at all."""
        return may_enter(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The rows that the person may see."""
        rows: QuerySet = super().get_queryset(request)
        return rows.filter(within(request, self.newsroom_path))

    def get_ordering(self, request: HttpRequest) -> Any:
        """A big list's own order is an index of one newsroom's rows; rows of several come as ``across`` says."""
        several = request.user.is_superuser or len(ruled(request)) > 1
        return (
            self.across if self.across and several and "newsroom" not in request.GET else super().get_ordering(request)
        )

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """By the search of the rows' own QuerySet, which an index serves; else by the fields that the list names."""
        search = getattr(queryset, "search", None)
        if search is None:
            return super().get_search_results(request, queryset, search_term)
        words = search_term.strip()
        return (search(words) if words else queryset), False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new row belongs to the newsroom that the person works in."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        membership = getattr(request, "membership", None)
        if membership and membership.newsroom_id in ruled(request):
            initial.setdefault("newsroom", membership.newsroom_id)
        return initial


class NewsroomInline(ByRole, TabularInline):
    """Rows shown with their parent, read-only unless a subclass offers more."""

    extra = 0
    show_change_link = True
    hide_title = True

    def is_within(self, request: HttpRequest, obj: Model) -> bool:
        """The parent was found among the person's own rows."""
        return True
