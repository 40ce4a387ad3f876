"""Filters of the panel's lists, which show nothing of other newsrooms."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, DropdownFilter
from unfold.contrib.filters.forms import AutocompleteDropdownForm

from claims.admin.rights import ruled
from claims.models import Newsroom, WorthReason
from claims.models.worth import WORTH_CHECKING


class NewsroomFilter(DropdownFilter):
    """By newsroom; absent for a person with one."""

    title = _("newsroom")
    parameter_name = "newsroom"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The newsrooms that the person rules; every one for superusers."""
        mine = Newsroom.objects.all() if request.user.is_superuser else Newsroom.objects.filter(pk__in=ruled(request))
        return [(str(pk), name) for pk, name in mine.values_list("pk", "name")]

    def has_output(self) -> bool:
        """Only where there is a choice."""
        return len(self.lookup_choices) > 1

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The rows of the chosen newsroom."""
        offered = {value for value, _name in self.lookup_choices}
        return queryset.filter(newsroom=self.value()) if self.value() in offered else queryset


class RuledFilter(DropdownFilter):
    """Claims with or without a published verdict."""

    title = _("verdict")
    parameter_name = "ruled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """With and without."""
        return [("yes", _("Published")), ("no", _("None published"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The claims that were ruled on, or the others."""
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(verdict__isnull=self.value() == "no")


class WorthFilter(DropdownFilter):
    """Claims that are worth checking, or that are statements of one kind."""

    title = _("statements")
    parameter_name = "worth"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Worth checking, and each kind."""
        return [("checking", _("Worth checking")), *((code, capfirst(label)) for code, label in WorthReason.choices)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The claims of the choice."""
        if self.value() == "checking":
            return queryset.filter(worth__gte=WORTH_CHECKING)
        return queryset.filter(worth_reasons__contains=[self.value()]) if self.value() in WorthReason else queryset


class ScopedForm(AutocompleteDropdownForm):
    """The choice of a row of another list: only one that the person may see there, also when typed into the address."""

    def __init__(self, request: HttpRequest, *, name: str, field: Any, model_admin: Any, **kwargs: Any) -> None:
        super().__init__(request, name=name, field=field, model_admin=model_admin, **kwargs)
        other = model_admin.admin_site._registry[field.remote_field.model]
        self.fields[name].queryset = other.get_queryset(request)


class OneOf(AutocompleteSelectFilter):
    """By a row of another list, found by typing."""

    form_class = ScopedForm


class MergedFilter(DropdownFilter):
    """Speakers that stand for themselves, or those that were merged away."""

    title = _("merged")
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Standing is what an empty choice means too."""
        return [("no", _("Standing")), ("yes", _("Merged into another"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The ones or the others."""
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(merged_into__isnull=self.value() == "no")
