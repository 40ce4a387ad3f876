"""Calibrations: what was learned from a newsroom's decisions, what it changed, and that it was taken back."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from claims.models.newsrooms import Newsroom, NumbersByName, User


class CalibrationQuerySet(models.QuerySet["Calibration"]):
    """Calibrations by newsroom and whether they stand."""

    def for_newsroom(self, newsroom: Newsroom) -> Self:
        """Calibrations of one newsroom."""
        return self.filter(newsroom=newsroom)

    def standing(self) -> Self:
        """Those that nobody took back."""
        return self.filter(undone_at__isnull=True)


class Calibration(models.Model):
    """One fit to a newsroom's decisions as it was applied. The database lets nobody change it, only take it back once.

    ``coefficients``: by kind of flag, see ``matching.likelihood``; the latest that stands is in force.
    ``figures``: what was measured on decisions that the fit had not seen.
    """

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="calibrations")
    made_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    command = models.CharField(max_length=300, help_text="As it was called.")
    decisions = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    figures = models.JSONField()
    old_thresholds = models.JSONField()
    new_thresholds = models.JSONField()
    coefficients = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = CalibrationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["newsroom", "-id"], name="calibration_standing", condition=Q(undone_at__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(condition=NumbersByName("old_thresholds"), name="calibration_old_numbers"),
            models.CheckConstraint(condition=NumbersByName("new_thresholds"), name="calibration_new_numbers"),
        ]

    def __str__(self) -> str:
        return f"{self.newsroom} · {self.made_at:%Y-%m-%d %H:%M} · {self.decisions} decisions"
