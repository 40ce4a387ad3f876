"""What every list of the panel shares: rows of the editor's own newsrooms, rights from the role, bounded counting."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from claims.admin.asking import Asking
from claims.admin.paging import CappedPaginator
from claims.admin.rights import may_enter, ruled, within

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


def owner(obj: Model, path: str) -> int | None:
    """The id of the newsroom that a row belongs to."""
    *steps, last = path.split("__")
    for step in steps:
        obj = getattr(obj, step)
    return getattr(obj, "pk" if last == "pk" else f"{last}_id", None)


class NewsroomAdmin(ByRole, Asking, ModelAdmin):
    """A list of one newsroom's rows (of every newsroom for superusers), read-only unless a subclass offers more."""

    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_filter_submit = True
    list_fullwidth = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the list is offered at all."""
        return may_enter(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The rows that the person may see."""
        rows: QuerySet = super().get_queryset(request)
        return rows.filter(within(request, self.newsroom_path))

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
