"""What changes in the panel -> Django's own log, and beside each entry whose it is, so that editors can read theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Model
from django.http import HttpRequest

from claims import pipeline
from claims.admin.rights import owner, person


class Logged(admin.ModelAdmin):
    """For every list of the panel."""

    newsroom_path: str

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        """What was added."""
        return self._kept(request, [obj], [super().log_addition(request, obj, message)])[0]

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        """What was changed by the form."""
        return self._kept(request, [obj], [super().log_change(request, obj, message)])[0]

    def log_deletions(self, request: HttpRequest, queryset: Any) -> list[LogEntry]:
        """What is about to be deleted."""
        rows = list(queryset)
        if not rows:
            return []
        made = super().log_deletions(request, rows)  # type: ignore[arg-type]
        return self._kept(request, rows, made)

    def log_steps(self, request: HttpRequest, rows: Sequence[Model], message: str) -> None:
        """What a step of the panel did, as a change of each row."""
        if rows:
            made = LogEntry.objects.log_actions(person(request).pk, rows, CHANGE, change_message=message)
            self._kept(request, rows, made)

    def _kept(self, request: HttpRequest, rows: Sequence[Model], made: Any) -> list[LogEntry]:
        entries: list[LogEntry] = list(made) if isinstance(made, Iterable) else [made]
        pairs = zip(entries, rows, strict=True)
        pipeline.keep_changes(newsrooms={entry: self.newsroom_of(request, row) for entry, row in pairs})
        return entries

    def newsroom_of(self, request: HttpRequest, obj: Model) -> int | None:
        """Whose the row is; what belongs to no newsroom (a person) counts to the one that the editor works in."""
        membership = getattr(request, "membership", None)
        return owner(obj, self.newsroom_path) or (membership.newsroom_id if membership else None)
