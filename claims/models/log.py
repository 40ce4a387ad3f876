"""The panel's log: which newsroom a change in the panel belongs to, so that its editors can read it."""

from __future__ import annotations

from django.contrib.admin.models import LogEntry
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.newsrooms import Newsroom


class PanelChange(models.Model):
    """One change that somebody made in the panel. What changed and by whom stands in Django's own log entry."""

    entry = models.OneToOneField(LogEntry, on_delete=models.CASCADE, related_name="panel_change")
    newsroom = models.ForeignKey(Newsroom, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("change")
        ordering = ["-id"]
        indexes = [models.Index(fields=["newsroom", "-id"], name="panel_change_newest")]

    def __str__(self) -> str:
        return f"{self.entry.get_action_flag_display()}: {self.entry.object_repr}"
