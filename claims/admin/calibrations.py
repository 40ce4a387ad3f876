"""What was learned from decisions and put in force, and taking the last of it back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from claims import pipeline
from claims.admin.base import NewsroomAdmin
from claims.admin.filters import NewsroomFilter
from claims.admin.rights import person
from claims.admin.showing import NOTHING
from claims.learning.telling import measured as lines_of
from claims.models import Calibration


@admin.register(Calibration)
class CalibrationAdmin(NewsroomAdmin):
    """The record of `manage.py calibrate --apply`. Nobody changes it; the last that stands can be taken back."""

    list_display = ("made_at", "newsroom", "decisions", "moved", "learned", "undone_at")
    list_filter = (NewsroomFilter,)
    list_select_related = ("newsroom",)
    ordering = ("-id",)
    fields = (
        "newsroom",
        ("made_at", "by"),
        "command",
        ("decisions", "seed"),
        "moved",
        "measured",
        "learned",
        "undone_at",
        "undone_by",
    )
    readonly_fields = ("moved", "measured", "learned")
    actions_detail = ("undo",)

    def get_actions_detail(self, request: HttpRequest, object_id: str) -> list[Any]:
        """Only the last that stands can be taken back."""
        row = self.get_object(request, object_id)
        standing = Calibration.objects.standing().filter(newsroom=row.newsroom_id).first() if row else None
        return super().get_actions_detail(request, object_id) if row and row == standing else []

    @display(description=_("Thresholds"))
    def moved(self, row: Calibration) -> str:
        """What moved, from where to where."""
        old, new = row.old_thresholds, row.new_thresholds
        names = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
        return ", ".join(f"{name} {old.get(name, '…')} → {new.get(name, '…')}" for name in names) or NOTHING

    @display(description=_("Likelihoods of"))
    def learned(self, row: Calibration) -> str:
        """The kinds of flag that have one."""
        return ", ".join(row.coefficients) or NOTHING

    @display(description=_("Measured on decisions that it had not seen"))
    def measured(self, row: Calibration) -> SafeString:
        """As the command told it."""
        return format_html('<pre class="whitespace-pre-wrap">{}</pre>', "\n".join(lines_of(row.figures)).strip())

    @action(description=_("Take back"), icon="undo")
    def undo(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Put the thresholds back, and let go of the likelihoods."""
        return self.ask(
            request,
            object_id,
            title=gettext("Take back"),
            question=gettext("Thresholds that it moved go back, unless somebody set them since; flags follow."),
            act=lambda row, _given: pipeline.undo_calibration(newsroom=row.newsroom, by=person(request)),
        )
