"""What people keep and tell each other at the desk: saved views, remarks on a flag, notices in an inbox."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.matches import Flag
from claims.models.newsrooms import Newsroom, User
from claims.models.reviews import Review


class SavedView(models.Model):
    """Filters of the queue that a person named, as the query string of their address."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1_000, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "newsroom", "name"], name="saved_view_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Remark(models.Model):
    """What somebody said about a flag to the others, apart from any decision. Never edited."""

    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="remarks")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="remark_has_text")]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:50]}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices by whose they are."""

    def of(self, user: User, *, newsroom: Newsroom) -> Self:
        """Those of one person in one newsroom."""
        return self.filter(user=user, newsroom=newsroom)

    def unread(self) -> Self:
        """Those that nobody has looked at."""
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One thing that a person is told in their inbox."""

    class Kind(models.TextChoices):
        """What it tells."""

        ASSIGNED = "assigned", _("Assigned to you")
        MENTIONED = "mentioned", _("You were mentioned")
        OTHERWISE = "otherwise", _("Decided otherwise")

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    remark = models.ForeignKey(Remark, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    review = models.ForeignKey(Review, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user", "newsroom", "-id"], name="notice_inbox"),
            models.Index(fields=["user", "newsroom"], name="notice_unread", condition=Q(read_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["assigned", "mentioned", "otherwise"]), name="notice_kind")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.flag_id}"
