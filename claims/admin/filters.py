"""Filters of the panel's lists, which show nothing of other newsrooms."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, DropdownFilter
from unfold.contrib.filters.forms import AutocompleteDropdownForm

from claims.admin.rights import person, ruled
from claims.models import Newsroom, Verdict, WorthReason
from claims.models.worth import WORTH_CHECKING

LONG = dt.timedelta(hours=1)  # longer than what comes in takes on a busy day


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


class AgeFilter(DropdownFilter):
    """Rows of the last days."""

    title = _("stored")
    parameter_name = "age"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Within so many days."""
        return [("1", _("Since yesterday")), ("7", _("In 7 days")), ("30", _("In 30 days")), ("365", _("In a year"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The rows that are no older."""
        if self.value() not in {value for value, _words in self.lookup_choices}:
            return queryset
        return queryset.filter(created_at__gte=timezone.now() - dt.timedelta(days=int(self.value())))


class FlowFilter(DropdownFilter):
    """Articles on their way, and those that have been for long."""

    title = _("on its way")
    parameter_name = "flow"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """All of them, or since an hour."""
        return [("any", _("On their way")), ("long", _("For over an hour"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Neither ready nor failed."""
        if self.value() not in {"any", "long"}:
            return queryset
        rows = queryset.unfinished()  # type: ignore[attr-defined]
        return rows.filter(created_at__lt=timezone.now() - LONG) if self.value() == "long" else rows  # type: ignore[no-any-return]


class ComparedFilter(DropdownFilter):
    """Claims that wait to be compared: without a vector, or never paired since they or their speaker changed."""

    title = _("compared")
    parameter_name = "compared"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Those that wait, and those that were stored over an hour ago and still do."""
        return [("waiting", _("Not compared yet")), ("long", _("Not for over an hour")), ("no", _("Without a vector"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """What waits; a vector is made when a claim is compared."""
        if self.value() not in {"waiting", "long", "no"}:
            return queryset
        rows = queryset.unmatched()  # type: ignore[attr-defined]
        if self.value() == "no":
            return rows.filter(embedding__isnull=True)  # type: ignore[no-any-return]
        return rows.filter(created_at__lt=timezone.now() - LONG) if self.value() == "long" else rows  # type: ignore[no-any-return]


class ApprovalFilter(DropdownFilter):
    """Verdicts that wait for an approval."""

    title = _("approval")
    parameter_name = "approval"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """By the person who looks, or by anybody."""
        return [("me", _("Waits for me")), ("any", _("Waits for anybody"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Where four eyes rule, nobody is shown a verdict of their own."""
        if self.value() == "me":
            return queryset.waiting_for(person(request))  # type: ignore[attr-defined, no-any-return]
        return queryset.filter(state=Verdict.State.SUBMITTED) if self.value() == "any" else queryset


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
