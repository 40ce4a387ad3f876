"""Matches (pairs of claims with every score) and flags (what a pair asks an editor to look at)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from claims.models.newsrooms import Newsroom, User
from claims.models.speakers import role_at

HOLD = dt.timedelta(minutes=15)  # after which a flag that somebody took is free again


def _roles(path: str = "") -> dict[str, Coalesce]:
    return {
        f"role_{side}": role_at(
            speaker=f"{path}{side}__speaker", article=f"{path}{side}__article", day=f"{path}{side}__said_on"
        )
        for side in ("a", "b")
    }


class MatchQuerySet(models.QuerySet["Match"]):
    """Pairs by the claim they touch."""

    def touching(self, claim_ids: list[int]) -> Self:
        """Pairs with at least one of the claims."""
        return self.filter(Q(a__in=claim_ids) | Q(b__in=claim_ids))

    def with_roles(self) -> Self:
        """With ``role_a`` and ``role_b``: what the two speakers were called at the dates of their claims."""
        return self.annotate(**_roles())


class Match(models.Model):
    """An unordered pair of claims: ``a`` is always the one with the lower id, and the pair stands once."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="matches")
    a = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="matches_as_a")
    b = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="matches_as_b")
    scores = models.JSONField()
    method = models.CharField(max_length=100)
    scored_at = models.DateTimeField(auto_now=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "matches"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="match_once"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="match_unordered"),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} ~ {self.b_id}"


class FlagQuerySet(models.QuerySet["Flag"]):
    """The queue and its filters."""

    def for_newsroom(self, newsroom: Newsroom) -> Self:
        """Flags of one newsroom."""
        return self.filter(newsroom=newsroom)

    def waiting(self) -> Self:
        """Flags that nobody has settled."""
        return self.filter(state__in=[Flag.State.OPEN, Flag.State.UNSURE])

    def standing(self) -> Self:
        """Flags that their pair still raises, or on which a person has ruled."""
        return self.exclude(state=Flag.State.WITHDRAWN)

    def altered_as(self, alteration: str) -> Self:
        """Altered quotes of one class: the heaviest that their spans are labelled with."""
        order = [value for value, _ in Flag.Alteration.choices]
        heavier = order[: order.index(alteration)]
        rows = self.filter(kind=Flag.Kind.ALTERED_QUOTE, spans__contains=[{"label": alteration}])
        for other in heavier:
            rows = rows.exclude(spans__contains=[{"label": other}])
        return rows

    def touching(self, claim_id: int) -> Self:
        """Flags that one claim takes part in."""
        return self.filter(Q(match__a=claim_id) | Q(match__b=claim_id))

    def concerning(self, user: User) -> Self:
        """Flags that somebody is on, or was asked to look at."""
        return self.filter(Q(holder=user) | Q(assignee=user))

    def overdue(self, day: dt.date) -> Self:
        """Flags that were to be decided before that day."""
        return self.waiting().filter(due_on__lt=day)

    def search(self, query: str) -> Self:
        """Flags whose reason holds every word; a number alone is a flag's own."""
        if query.isdecimal() and len(query) < 19:
            return self.filter(pk=int(query))
        return self.filter(*(Q(reason__icontains=word) for word in query.split()))

    def ranked(self) -> Self:
        """What matters most first."""
        return self.order_by("-rank", "-id")

    def with_roles(self) -> Self:
        """With ``role_a`` and ``role_b``: what the two speakers were called at the dates of their claims."""
        return self.annotate(**_roles("match__"))

    def for_reading(self) -> Self:
        """With what a row of the queue shows, in one query."""
        sides = [
            f"match__{side}__{what}" for side in "ab" for what in ("speaker", "source", "article", "verdict__rating")
        ]
        return self.select_related("holder", "assignee", *sides).defer(
            "match__a__embedding", "match__b__embedding", "match__a__search", "match__b__search"
        )


class Flag(models.Model):
    """What a match asks an editor to look at, with the reason in words and the spans it rests on."""

    class Kind(models.TextChoices):
        """What the pair is flagged as."""

        CONTRADICTION = "contradiction", _("Contradiction")
        ALTERED_QUOTE = "altered_quote", _("Altered quote")
        VERDICT_CONFLICT = "verdict_conflict", _("Verdict conflict")
        DUPLICATE = "duplicate", _("Duplicate")
        UPDATE = "update", _("Update")

    class Alteration(models.TextChoices):
        """What was done to an altered quote, the heaviest first; the labels of its spans, so no column of its own."""

        MEANING_CHANGED = "meaning_changed", _("Meaning changed")
        PARAPHRASED = "paraphrased", _("Paraphrased")
        TRIMMED = "trimmed", _("Trimmed")

    class State(models.TextChoices):
        """What became of it. Only review writes the decided states; matching opens, it and corrections withdraw."""

        OPEN = "open", _("Open")
        CONFIRMED = "confirmed", _("Confirmed")
        DISMISSED = "dismissed", _("Dismissed")
        UNSURE = "unsure", _("Unsure")
        WITHDRAWN = "withdrawn", _("No longer raised")

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="flags")
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    score = models.FloatField()
    likelihood = models.FloatField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("How likely it is confirmed, by the newsroom's own decisions; null where nothing was learned."),
    )
    rank = models.FloatField(default=0.0)
    reason = models.TextField()
    spans = models.JSONField(default=list)
    same_speaker = models.BooleanField(default=False)
    days_apart = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    holder = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)
    assignee = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # The two statements as they stood when a person decided; what a later change of wording is measured by.
    decided_on = ArrayField(models.TextField(), default=list, db_default=[], blank=True, editable=False)
    note = models.CharField(
        max_length=200, blank=True, db_default="", editable=False, help_text=_("Why a decided flag is open again.")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["-rank", "-id"]
        indexes = [
            models.Index(fields=["newsroom", "state", "-rank", "-id"], name="flag_queue"),
            models.Index(fields=["newsroom", "state", "kind", "-rank", "-id"], name="flag_queue_kind"),
            models.Index(fields=["newsroom", "due_on"], name="flag_due", condition=Q(due_on__isnull=False)),
            models.Index(fields=["newsroom", "-created_at"], name="flag_raised"),
            models.Index(
                fields=["newsroom", "-decided_at"], name="flag_decided", condition=Q(decided_at__isnull=False)
            ),
            models.Index(fields=["newsroom", "-rank", "-id"], name="flag_ranked"),
            models.Index(fields=["newsroom", "kind", "-rank", "-id"], name="flag_ranked_kind"),
            GinIndex(
                OpClass("newsroom", name="int8_ops"),
                OpClass(Upper("reason"), name="gin_trgm_ops"),
                name="flag_reason_trgm",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["match", "kind"], name="flag_once_a_kind"),
            models.CheckConstraint(condition=~Q(reason=""), name="flag_has_reason"),
            models.CheckConstraint(condition=Q(score__gte=0.0) & Q(score__lte=1.0), name="flag_score_is_a_share"),
            models.CheckConstraint(
                condition=Q(likelihood__isnull=True) | Q(likelihood__gte=0.0, likelihood__lte=1.0),
                name="flag_likelihood_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def stamp(self) -> str:
        """What a person saw of it, to tell whether it was decided or its words changed since. Asks for both claims."""
        at = self.decided_at.isoformat() if self.decided_at else "-"
        return f"{self.state} {at} {self.wording_stamp}"

    @property
    def wording_stamp(self) -> str:
        """The part of the stamp that both claims make: what they say, whose they are and when they were said."""
        sides = (self.match.a, self.match.b)
        told = json.dumps([[c.statement, c.speaker_id, str(c.said_on or "")] for c in sides])
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def held_now(self) -> bool:
        """Whether somebody is on it: who took it and was silent for a while holds it no longer."""
        return bool(self.holder_id) and (self.held_at is None or self.held_at > timezone.now() - HOLD)

    @property
    def overdue(self) -> bool:
        """Whether it should have been decided before today, by the newsroom's calendar."""
        waits = self.state in {Flag.State.OPEN, Flag.State.UNSURE}
        return waits and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def alteration(self) -> Flag.Alteration | None:
        """What was done to an altered quote; None for other kinds, and for flags raised before it was told."""
        labels = {span.get("label") for span in self.spans} if self.kind == Flag.Kind.ALTERED_QUOTE else set()
        return next((each for each in Flag.Alteration if each.value in labels), None)
