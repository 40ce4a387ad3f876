"""Who changed what: the panel's log and people's corrections of attributions. Read-only for everybody."""

from __future__ import annotations

import json

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from claims.admin.base import NewsroomAdmin
from claims.admin.filters import NewsroomFilter
from claims.admin.showing import NOTHING, link
from claims.admin.standing import AgeFilter
from claims.models import Correction, PanelChange


@admin.register(PanelChange)
class PanelChangeAdmin(NewsroomAdmin):
    """What was added, changed, deleted or done in the panel, the latest first."""

    list_display = ("made_at", "who", "did", "kind", "what", "detail")
    list_filter = (NewsroomFilter,)
    list_select_related = ("entry__user", "entry__content_type")
    sortable_by = ()
    search_fields = ("entry__object_repr", "entry__user__username")
    search_help_text = _("Words of what was changed, or a person")
    fields = readonly_fields = ("made_at", "who", "did", "kind", "what", "detail", "newsroom")

    @display(description=_("When"))
    def made_at(self, change: PanelChange) -> object:
        """The moment."""
        return change.entry.action_time

    @display(description=_("Who"))
    def who(self, change: PanelChange) -> str:
        """The person."""
        return str(change.entry.user)

    @display(description=_("Did"))
    def did(self, change: PanelChange) -> str:
        """Added, changed or deleted."""
        return str(change.entry.get_action_flag_display())

    @display(description=_("List"))
    def kind(self, change: PanelChange) -> str:
        """What sort of row."""
        return change.entry.content_type.name if change.entry.content_type else NOTHING

    @display(description=_("What"))
    def what(self, change: PanelChange) -> SafeString | str:
        """The row, with a link unless it is gone."""
        url = None if change.entry.is_deletion() else change.entry.get_admin_url()
        if url is None:
            return change.entry.object_repr
        return format_html(
            '<a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>', url, change.entry.object_repr
        )

    @display(description=_("How"))
    def detail(self, change: PanelChange) -> str:
        """Which fields, or which step."""
        return change.entry.get_change_message() or NOTHING


@admin.register(Correction)
class CorrectionAdmin(NewsroomAdmin):
    """What people set right in the attributions of articles."""

    list_display = ("created_at", "action", "claim_link", "by", "note")
    list_filter = (NewsroomFilter, ("action", ChoicesDropdownFilter), AgeFilter)
    ordering = ("-id",)
    sortable_by = ()
    search_fields = ("note", "by__username")
    fields = ("action", "claim_link", "by", "note", "created_at", "stood", "stands", "newsroom")
    readonly_fields = ("claim_link", "stood", "stands")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the claims, without their vectors."""
        rows = super().get_queryset(request).select_related("claim", "by")
        return rows.defer("claim__embedding", "claim__search")

    @display(description=_("Claim"))
    def claim_link(self, correction: Correction) -> str:
        """The claim as it stands now."""
        return link(correction.claim)

    @display(description=_("As it stood"))
    def stood(self, correction: Correction) -> SafeString:
        """Before."""
        return _told(correction.before)

    @display(description=_("As it stands since"))
    def stands(self, correction: Correction) -> SafeString:
        """After."""
        return _told(correction.after)


def _told(attribution: object) -> SafeString:
    lines = json.dumps(attribution, ensure_ascii=False, indent=2) if attribution else NOTHING
    return format_html('<pre class="whitespace-pre-wrap">{}</pre>', lines)
