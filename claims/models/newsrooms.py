"""Newsrooms (the tenants), their people and their rating scales."""

from __future__ import annotations

from typing import Self
from zoneinfo import available_timezones

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.limits import faults


def known_time_zone(name: str) -> None:
    """Refuse a time zone that this machine does not know.

    Raises:
        ValidationError: naming it.
    """
    if name not in available_timezones():
        raise ValidationError(_("%(name)s is no time zone; Europe/Berlin is one."), params={"name": name})


def known_thresholds(values: object) -> None:
    """Refuse names that are no threshold, values that are no number, and numbers out of range.

    Raises:
        ValidationError: naming each.
    """
    found = [why for _name, why in faults(values)]
    if found:
        raise ValidationError(found)


class User(AbstractUser):
    """A person who signs in. What they may do comes from their memberships."""


class NumbersByName(models.Func):
    """True of a JSON object whose values are all numbers."""

    template = (
        "NOT jsonb_path_exists(%(expressions)s,"
        """ 'strict $ ? (@.type() != "object" || exists (@.* ? (@.type() != "number")))')"""
    )
    arity = 1
    conditional = True
    output_field = models.BooleanField()


class NewsroomQuerySet(models.QuerySet["Newsroom"]):
    """Newsrooms by what waits in them."""

    def following(self) -> Self:
        """Newsrooms whose flags have yet to follow thresholds that were changed."""
        return self.filter(followed_to__isnull=False)


class Newsroom(models.Model):
    """A tenant: every other row of the store belongs to exactly one."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[known_time_zone])
    four_eyes = models.BooleanField(
        default=True, help_text=_("A verdict is published only by somebody other than its author.")
    )
    approvals_needed = models.PositiveSmallIntegerField(
        _("approvals that a verdict needs"),
        default=1,
        db_default=1,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_("So many members approve before an editor publishes; the editor who publishes is one of them."),
    )
    repeat_alert = models.PositiveSmallIntegerField(
        _("repeats that alert"),
        default=5,
        db_default=5,
        help_text=_("So many times one speaker says what was ruled against before it is an alert; 0 for never."),
    )
    thresholds = models.JSONField(
        default=dict,
        db_default={},
        blank=True,
        validators=[known_thresholds],
        help_text=_("The newsroom's own limits of matching, by name; what is not named is as the settings have it."),
    )
    # Pairs up to this id follow the thresholds in force; null once all of them do. See pipeline.following.
    followed_to = models.BigIntegerField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NewsroomQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=NumbersByName("thresholds"), name="newsroom_thresholds_numbers"),
            models.CheckConstraint(
                condition=models.Q(approvals_needed__gte=1, approvals_needed__lte=9), name="newsroom_approvals_needed"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Who may do what, where."""

    def of(self, user: User) -> Self:
        """The memberships of one person, newsrooms joined."""
        return self.filter(user=user).select_related("newsroom")

    def with_unread(self) -> Self:
        """With ``unread``: how many notices of that newsroom the person has not read."""
        here = models.Q(user__notices__newsroom=models.F("newsroom"), user__notices__read_at__isnull=True)
        return self.annotate(unread=models.Count("user__notices", filter=here))


class Membership(models.Model):
    """A person's role in a newsroom."""

    class Role(models.TextChoices):
        """What a member may do: rule and manage, decide on flags, or only read."""

        EDITOR = "editor", _("Editor")
        REVIEWER = "reviewer", _("Reviewer")
        VIEWER = "viewer", _("Viewer")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.VIEWER)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["newsroom__name", "user__username"]
        constraints = [
            models.UniqueConstraint(fields=["user", "newsroom"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=["editor", "reviewer", "viewer"]), name="membership_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.newsroom} · {self.role}"

    @property
    def may_decide(self) -> bool:
        """Whether the member may decide on flags and submit articles."""
        return self.role in {self.Role.EDITOR, self.Role.REVIEWER}

    @property
    def may_rule(self) -> bool:
        """Whether the member may publish verdicts and manage the newsroom."""
        return self.role == self.Role.EDITOR


class Normalized(models.TextChoices):
    """What a newsroom's own rating means on the scale that all newsrooms share."""

    TRUE = "true", _("True")
    MOSTLY_TRUE = "mostly_true", _("Mostly true")
    MIXED = "mixed", _("Mixed")
    MOSTLY_FALSE = "mostly_false", _("Mostly false")
    FALSE = "false", _("False")
    UNPROVEN = "unproven", _("Unproven")


class RatingScale(models.Model):
    """A newsroom's own scale of ratings."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="scales")
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["newsroom", "name"]
        constraints = [models.UniqueConstraint(fields=["newsroom", "name"], name="scale_name_once")]

    def __str__(self) -> str:
        return self.name


class Rating(models.Model):
    """One step of a scale; position 1 is the least true."""

    scale = models.ForeignKey(RatingScale, on_delete=models.CASCADE, related_name="ratings")
    label = models.CharField(max_length=100)
    normalized = models.CharField(max_length=20, choices=Normalized.choices)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "label"], name="rating_label_once"),
            models.UniqueConstraint(fields=["scale", "position"], name="rating_position_once"),
            models.CheckConstraint(
                condition=models.Q(normalized__in=[value for value, _label in Normalized.choices]),
                name="rating_normalized_known",
            ),
        ]

    def __str__(self) -> str:
        return self.label
