"""Transfers: a list that goes out to a file or comes in from one, and where it stands; what came of each row of it."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.newsrooms import Newsroom, User


class TransferQuerySet(models.QuerySet["Transfer"]):
    """Transfers by where they stand."""

    def unfinished(self) -> Self:
        """Those that wait for a worker or that one works on."""
        return self.filter(state__in=[Transfer.State.WAITING, Transfer.State.WORKING])

    def abandoned(self, *, since: dt.datetime) -> Self:
        """Unfinished ones without a sign of life since then: their task, worker or broker died."""
        return self.unfinished().filter(state_since__lt=since)

    def take(self, *, transfer_id: int) -> int | None:
        """Take one that waits; returns the attempt's number, or None when it does not wait.

        A compare-and-set UPDATE, as ``Article.take``: of two workers at once exactly one is told a number, and whatever
        is written later is written under that number (``held``).
        """
        waiting = self.filter(pk=transfer_id, state=Transfer.State.WAITING)
        taken = waiting.update(state=Transfer.State.WORKING, attempt=F("attempt") + 1, state_since=timezone.now())
        return self.values_list("attempt", flat=True).get(pk=transfer_id) if taken else None

    def held(self, *, transfer_id: int, attempt: int) -> Self:
        """The transfer, if the attempt of that number still holds it."""
        return self.filter(pk=transfer_id, attempt=attempt, state=Transfer.State.WORKING)


class Transfer(models.Model):
    """One import or export of one list of one newsroom."""

    class Direction(models.TextChoices):
        """Which way the rows go."""

        OUT = "export", _("Export")
        IN = "import", _("Import")

    class What(models.TextChoices):
        """Which list."""

        CLAIMS = "claims", _("Claims")
        SPEAKERS = "speakers", _("Speakers")
        SOURCES = "sources", _("Sources")
        ARTICLES = "articles", _("Articles")
        FLAGS = "flags", _("Flags")
        VERDICTS = "verdicts", _("Verdicts")
        REVIEWS = "reviews", _("Decisions")

    class Form(models.TextChoices):
        """How a row is written."""

        CSV = "csv", "CSV"
        NDJSON = "ndjson", "NDJSON"

    class State(models.TextChoices):
        """Where it stands. A trial import ends ready, and goes in on an editor's word."""

        WAITING = "waiting", _("Waiting for a worker")
        WORKING = "working", _("Under way")
        READY = "ready", _("Done")
        FAILED = "failed", _("Failed")

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="transfers")
    direction = models.CharField(max_length=10, choices=Direction.choices)
    what = models.CharField(_("list"), max_length=10, choices=What.choices)
    form = models.CharField(_("format"), max_length=10, choices=Form.choices)
    filters = models.JSONField(default=dict, blank=True, help_text=_("Which rows go out, as the list's address says."))
    # An import that only tries: every row is checked as it would be stored, and nothing is.
    trial = models.BooleanField(default=False)
    name = models.CharField(_("file"), max_length=200, blank=True)  # as the person called it
    file = models.CharField(max_length=200, blank=True, editable=False)  # its name in the folder for media
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    state_reason = models.TextField(blank=True)
    state_since = models.DateTimeField(default=timezone.now, editable=False)
    attempt = models.PositiveIntegerField(default=0, editable=False)  # a token, strictly rising
    tries = models.PositiveIntegerField(default=0, editable=False)  # how often a worker died on it
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("import or export")
        verbose_name_plural = _("imports and exports")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["newsroom", "-id"], name="transfer_newest"),
            models.Index(
                fields=["state_since"], name="transfer_unfinished", condition=Q(state__in=["waiting", "working"])
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(direction="export") | ~Q(file=""), name="transfer_import_has_file"),
            models.CheckConstraint(condition=Q(direction="import") | Q(trial=False), name="transfer_export_no_trial"),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(state_reason=""), name="transfer_failed_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} {self.pk}: {self.get_what_display()}"

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state in {self.State.READY, self.State.FAILED}


class TransferRow(models.Model):
    """What came of one row of an import. A row stands once, so that none is ever taken in twice by one transfer."""

    class Outcome(models.TextChoices):
        """What came of it."""

        NEW = "new", _("New")
        KNOWN = "known", _("Known already")
        REFUSED = "refused", _("Refused")

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text=_("As in a spreadsheet: the header is row 1."))
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    stored_id = models.BigIntegerField(null=True)
    field = models.CharField(max_length=100, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["transfer", "number"], name="transfer_row_once"),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(reason=""), name="transfer_refused_row_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transfer_id}/{self.number}"
