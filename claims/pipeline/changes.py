"""Entries of the panel's log -> whose they are, kept beside them."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.admin.models import LogEntry

from claims.models import PanelChange


def keep_changes(*, newsrooms: Mapping[LogEntry, int | None]) -> None:
    """Say of each entry to which newsroom it belongs; None for what belongs to none."""
    rows = [PanelChange(entry=entry, newsroom_id=newsroom_id) for entry, newsroom_id in newsrooms.items()]
    PanelChange.objects.bulk_create(rows)
