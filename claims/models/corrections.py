"""Corrections: what a person changed or confirmed in the attributions of an article; gold for the next training."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.articles import Revision
from claims.models.claims import Claim
from claims.models.newsrooms import Newsroom, User


class Correction(models.Model):
    """One person's word on one attribution. The database refuses to change or delete it.

    ``before`` and ``after`` tell the attribution as it stood and as it stands since, in code points of the revision's
    text, end exclusive: ``{"content": [[s, e], …], "source": [s, e] | null, "cue": [s, e] | null, "speaker": name,
    "speaker_id": id | null, "kind", "confidence", "doubt"}``. Null before an addition and after a deletion.
    """

    class Action(models.TextChoices):
        """What was done."""

        ADD = "add", _("Added")
        CORRECT = "correct", _("Corrected")
        SPLIT = "split", _("Split")
        DELETE = "delete", _("Deleted")
        CONFIRM = "confirm", _("Confirmed")

    newsroom = models.ForeignKey(Newsroom, on_delete=models.PROTECT, related_name="corrections")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="corrections")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="corrections")
    action = models.CharField(max_length=10, choices=Action.choices)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="corrections")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["newsroom", "created_at"], name="correction_since")]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=["add", "correct", "split", "delete", "confirm"]), name="correction_action"
            ),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(action="add", after__isnull=False), name="correction_has_before"
            ),
            models.CheckConstraint(
                condition=Q(after__isnull=False) | Q(action="delete", before__isnull=False), name="correction_has_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.by}"
