"""Filters by where rows stand: how old they are, on their way, left behind, or waiting for an approval."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter

from claims.admin.rights import person
from claims.models import Verdict

LONG = dt.timedelta(hours=1)  # longer than what comes in takes on a busy day


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
