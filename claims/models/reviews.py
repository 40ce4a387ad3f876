"""Reviews (a person's decision on a flag, never edited) and verdicts (a newsroom's ruling on a claim)."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from claims.models.keys import APIKey
from claims.models.matches import Flag
from claims.models.newsrooms import Newsroom, Rating, User

EXPLANATION = SearchVector("explanation", config="english")


class ReviewQuerySet(models.QuerySet["Review"]):
    """Decisions by whether they count."""

    def standing(self) -> Self:
        """Decisions that nobody took back."""
        return self.filter(retraction__isnull=True)


class Review(models.Model):
    """One decision on one flag, with the scores of its moment. The database refuses to change or delete it."""

    class Decision(models.TextChoices):
        """What was decided."""

        CONFIRM = "confirm", _("Confirm")
        DISMISS = "dismiss", _("Dismiss")
        UNSURE = "unsure", _("Unsure")

    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews")
    api_key = models.ForeignKey(APIKey, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    note = models.TextField(blank=True)
    scores = models.JSONField()
    # The flag's state before it, which taking it back restores; null for decisions from before that was kept.
    before = models.JSONField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["reviewer", "-id"], name="review_own_latest"),
            models.Index(fields=["created_at"], name="review_made"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewer__isnull=False) | Q(api_key__isnull=False), name="review_has_an_author"
            ),
            models.CheckConstraint(condition=Q(decision__in=["confirm", "dismiss", "unsure"]), name="review_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} by {self.reviewer or self.api_key}"


class Retraction(models.Model):
    """A decision that its reviewer took back. The review stays on record; only this row says that it counts no more."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="retraction")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.review} taken back"


OPEN = ("draft", "submitted")
"""States of a verdict that is on its way."""


class VerdictQuerySet(models.QuerySet["Verdict"]):
    """Verdicts by newsroom and state."""

    def for_newsroom(self, newsroom: Newsroom) -> Self:
        """Verdicts of one newsroom."""
        return self.filter(newsroom=newsroom)

    def waiting_for(self, user: User) -> Self:
        """Verdicts that wait for an approval which this person may give: where four eyes rule, not their own."""
        own = Q(author=user) | Q(edited_by=user)
        return self.filter(state=Verdict.State.SUBMITTED).exclude(own & Q(newsroom__four_eyes=True))

    def published(self) -> Self:
        """Verdicts that readers can rely on now."""
        return self.filter(state=Verdict.State.PUBLISHED)

    def open(self) -> Self:
        """Verdicts that are still on their way."""
        return self.filter(state__in=OPEN)


class Verdict(models.Model):
    """A newsroom's ruling on a claim. Its state moves only along allowed edges, which the database keeps."""

    class State(models.TextChoices):
        """draft → submitted → published → withdrawn | outdated; submitted may go back to draft."""

        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for approval")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        OUTDATED = "outdated", _("Outdated")

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="verdicts")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="verdicts")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="verdicts")
    explanation = models.TextField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="verdicts_written")
    edited_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="verdicts_edited", editable=False
    )
    approver = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="verdicts_approved"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    state_reason = models.TextField(blank=True)
    # Counts wordings: what edits and approvals compare. The database counts on, too, when the claim's words change.
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    # Whose words the claim held when the verdict was written.
    about_statement = models.TextField(blank=True, db_default="", editable=False)
    about_speaker = models.CharField(max_length=300, blank=True, db_default="", editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [GinIndex(EXPLANATION, name="verdict_search")]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state="published"), name="verdict_published_once_a_claim"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"]) | Q(approver__isnull=False, published_at__isnull=False),
                name="verdict_published_has_approver",
            ),
            models.CheckConstraint(condition=~Q(explanation=""), name="verdict_has_explanation"),
        ]

    def __str__(self) -> str:
        return f"{self.rating} · claim {self.claim_id}"

    @property
    def is_open(self) -> bool:
        """Whether it is still on its way."""
        return self.state in OPEN


class Evidence(models.Model):
    """What a verdict rests on."""

    class Stance(models.TextChoices):
        """What the evidence does to the claim."""

        SUPPORTS = "supports", _("Supports the claim")
        REFUTES = "refutes", _("Refutes the claim")
        CONTEXT = "context", _("Gives context")

    verdict = models.ForeignKey(Verdict, on_delete=models.CASCADE, related_name="evidence")
    url = models.URLField(max_length=2000)
    quote = models.TextField(blank=True)
    archive_url = models.URLField(max_length=2000, blank=True)
    stance = models.CharField(max_length=10, choices=Stance.choices, default=Stance.CONTEXT)

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.url
