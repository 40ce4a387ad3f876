"""A verdict's way: who approved which wording of it, and every step that it took, never edited."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.newsrooms import User
from claims.models.reviews import Verdict


class ApprovalQuerySet(models.QuerySet["Approval"]):
    """Approvals as they count."""

    def counting(self, verdict: Verdict) -> Self:
        """Those of the verdict's present wording that nobody took back."""
        return self.filter(verdict=verdict, version=verdict.version, withdrawn_at__isnull=True)


class Approval(models.Model):
    """One member's word that a verdict may be published as it is worded in ``version``.

    Never changed (the database refuses) but to be taken back; a new wording leaves it behind.
    """

    verdict = models.ForeignKey(Verdict, on_delete=models.CASCADE, related_name="approvals")
    version = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="approvals")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["verdict", "version", "by"],
                name="approval_once_a_wording",
                condition=Q(withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.by} · verdict {self.verdict_id}"


class VerdictStep(models.Model):
    """One step of a verdict: who, when, why, and the wording since. The database refuses to change or delete it.

    ``by`` is null where nobody knows any more. ``wording`` is kept where the words were written:
    ``{"rating", "explanation", "evidence": ["supports https://… “quote”", …]}``.
    """

    class Action(models.TextChoices):
        """What was done."""

        DRAFT = "draft", _("Draft written")
        EDIT = "edit", _("Draft rewritten")
        SUBMIT = "submit", _("Handed in for approval")
        RETURN = "return", _("Sent back to draft")
        APPROVE = "approve", _("Approved")
        TAKE_BACK = "take_back", _("Approval taken back")
        PUBLISH = "publish", _("Published")
        WITHDRAW = "withdraw", _("Withdrawn")
        OUTDATE = "outdate", _("Marked as outdated")

    verdict = models.ForeignKey(Verdict, on_delete=models.CASCADE, related_name="steps")
    action = models.CharField(max_length=10, choices=Action.choices)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    wording = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    action__in=[
                        *("draft", "edit", "submit", "return", "approve", "take_back", "publish", "withdraw", "outdate")
                    ]
                ),
                name="verdict_step_action",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.by}"
