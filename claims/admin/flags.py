"""Flags with both statements, the decisions on them, and the pairs they come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from claims import pipeline
from claims.admin.asking import NoteForm
from claims.admin.base import NewsroomAdmin, NewsroomInline
from claims.admin.filters import NewsroomFilter
from claims.admin.rights import person
from claims.admin.showing import NOTHING, link, said, said_whole, short
from claims.admin.standing import AgeFilter
from claims.admin.transferring import Transferring
from claims.models import Claim, Flag, Match, Review
from claims.models.matches import FlagQuerySet

KINDS = {"contradiction": "danger", "altered_quote": "warning", "verdict_conflict": "info", "update": "success"}
STATES = {"confirmed": "success", "unsure": "warning"}


class Reviews(NewsroomInline):
    """What was decided on the flag, newest first; nobody changes a decision."""

    model = Review
    newsroom_path = "flag__newsroom"
    fields = readonly_fields = ("created_at", "decision", "taken_back", "reviewer", "api_key", "note")
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With what was taken back."""
        rows: QuerySet = super().get_queryset(request)
        return rows.select_related("reviewer", "api_key", "retraction")

    @display(description=_("Taken back"))
    def taken_back(self, review: Review) -> str:
        """When its author took it back."""
        return _taken_back(review)


@admin.register(Flag)
class FlagAdmin(Transferring, NewsroomAdmin):
    """The queue as a list. Decisions go through the flow; no field of a flag is edited."""

    list_display = ("kind_label", "pair", "reason", "score_shown", "state_label", "holder", "raised")
    list_filter = (
        NewsroomFilter,
        ("kind", ChoicesDropdownFilter),
        ("state", ChoicesDropdownFilter),
        "same_speaker",
        AgeFilter,
    )
    sortable_by = ("raised",)
    across = ("-pk",)
    transfers = "flags"
    search_fields = ("reason",)  # see FlagQuerySet.search
    search_help_text = _("Words of the reason, or a flag's number")
    ordering = ("-rank", "-id")
    inlines = (Reviews,)
    actions = ("confirm_all", "dismiss_all", "unsure_all")
    actions_detail = ("confirm", "dismiss", "unsure")
    fieldsets = (
        (None, {"fields": ("kind", "reason", "first", "second")}),
        (_("Weight"), {"fields": (("score_shown", "likelihood_shown", "rank_shown"), ("same_speaker", "days_apart"))}),
        (_("State"), {"fields": (("state", "decided_at"), ("holder", "held_at"), ("newsroom", "created_at"))}),
        (_("All scores of the pair"), {"fields": ("method", "scores"), "classes": ("collapse",)}),
    )
    readonly_fields = ("first", "second", "score_shown", "likelihood_shown", "rank_shown", "scores", "method")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With both claims, in one query."""
        rows = cast(FlagQuerySet, super().get_queryset(request))
        return rows.for_reading()

    @display(description=_("Kind"), ordering="kind", label=KINDS)
    def kind_label(self, flag: Flag) -> tuple[str, str]:
        """The kind in its colour."""
        return flag.kind, flag.get_kind_display()

    @display(description=_("Statements"))
    def pair(self, flag: Flag) -> SafeString:
        """Both statements, one above the other."""
        return format_html("{}{}", said(flag.match.a), said(flag.match.b))

    @display(description=_("Score"), ordering="score")
    def score_shown(self, flag: Flag) -> str:
        """The score with two digits."""
        return f"{flag.score:.2f}"

    @display(description=_("Confirmed here, of 100 like it"))
    def likelihood_shown(self, flag: Flag) -> str:
        """What was learned from this newsroom's decisions."""
        return NOTHING if flag.likelihood is None else f"{100 * flag.likelihood:.0f}"

    @display(description=_("Rank"))
    def rank_shown(self, flag: Flag) -> str:
        """What orders the queue, with two digits."""
        return f"{flag.rank:.2f}"

    @display(description=_("State"), ordering="state", label=STATES)
    def state_label(self, flag: Flag) -> tuple[str, str]:
        """The state in its colour."""
        return flag.state, flag.get_state_display()

    @display(description=_("Raised"), ordering="pk")
    def raised(self, flag: Flag) -> str:
        """The day when the flag was first raised."""
        return short(flag.created_at)

    def about(self, flag: Any) -> SafeString:
        """Both statements and the reason."""
        return format_html("{}{}<p>{}: {}</p>", self.first(flag), self.second(flag), flag, flag.reason)

    @display(description=_("First statement"))
    def first(self, flag: Flag) -> SafeString:
        """The earlier stored claim, whole, with a link."""
        return _side(flag, flag.match.a)

    @display(description=_("Second statement"))
    def second(self, flag: Flag) -> SafeString:
        """The later stored claim, whole, with a link."""
        return _side(flag, flag.match.b)

    @display(description=_("Scores"))
    def scores(self, flag: Flag) -> SafeString:
        """Every score that was computed."""
        return _scores(flag.match)

    @display(description=_("Method"))
    def method(self, flag: Flag) -> str:
        """The version of the method that scored the pair."""
        return flag.match.method

    @admin.action(description=_("Confirm"))
    def confirm_all(self, request: HttpRequest, rows: QuerySet[Flag]) -> None:
        """Confirm the chosen flags."""
        self.each(request, rows, _decide(request, "confirm"), done=gettext("Confirmed"))

    @admin.action(description=_("Dismiss"))
    def dismiss_all(self, request: HttpRequest, rows: QuerySet[Flag]) -> None:
        """Dismiss the chosen flags."""
        self.each(request, rows, _decide(request, "dismiss"), done=gettext("Dismissed"))

    @admin.action(description=_("Mark as unsure"))
    def unsure_all(self, request: HttpRequest, rows: QuerySet[Flag]) -> None:
        """Leave the chosen flags to somebody who knows more."""
        self.each(request, rows, _decide(request, "unsure"), done=gettext("Marked as unsure"))

    @action(description=_("Confirm"), icon="check")
    def confirm(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Confirm one flag, with a note."""
        return self._one(
            request, object_id, "confirm", gettext("Confirm"), gettext("Both statements are what the flag says.")
        )

    @action(description=_("Dismiss"), icon="close")
    def dismiss(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Dismiss one flag, with a note."""
        return self._one(
            request, object_id, "dismiss", gettext("Dismiss"), gettext("The pair will not be raised like this again.")
        )

    @action(description=_("Unsure"), icon="question_mark")
    def unsure(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Leave one flag open, with a note on the doubt."""
        return self._one(
            request, object_id, "unsure", gettext("Unsure"), gettext("The flag stays in the queue, marked as unsure.")
        )

    def _one(self, request: HttpRequest, object_id: str, decision: str, title: str, question: str) -> HttpResponse:
        decide = _decide(request, decision)
        return self.ask(
            request,
            object_id,
            title=title,
            question=question,
            form_class=NoteForm,
            act=lambda flag, given: decide(flag, given["note"]),
        )


def _decide(request: HttpRequest, decision: str) -> Callable[..., Review]:
    def decide(flag: Flag, note: str = "") -> Review:
        return pipeline.decide(flag=flag, decision=decision, note=note, reviewer=person(request))

    return decide


def _taken_back(review: Review) -> str:
    return short(review.retraction.created_at) if hasattr(review, "retraction") else NOTHING


def _side(flag: Flag, claim: Claim) -> SafeString:
    marks = [(span["start"], span["end"]) for span in flag.spans if span["claim"] == claim.pk]
    return format_html("{}{}", said_whole(claim, marks=marks), link(claim, f"Claim {claim.pk}"))


def _scores(match: Match) -> SafeString:
    lines = "\n".join(f"{name}: {value}" for name, value in sorted(match.scores.items()))
    return format_html('<pre class="whitespace-pre-wrap">{}</pre>', lines)


@admin.register(Match)
class MatchAdmin(NewsroomAdmin):
    """Scored pairs, flagged or not."""

    list_display = ("id", "first", "second", "method", "scored_at")
    sortable_by = ("id",)
    list_filter = (NewsroomFilter,)
    fields = ("newsroom", "first", "second", "scores_shown", "method", "scored_at")
    readonly_fields = ("first", "second", "scores_shown")
    list_select_related = ("a__speaker", "a__source", "b__speaker", "b__source")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Without the vectors."""
        return super().get_queryset(request).defer("a__embedding", "a__search", "b__embedding", "b__search")

    @display(description=_("One"))
    def first(self, match: Match) -> SafeString:
        """The claim with the lower id."""
        return said(match.a)

    @display(description=_("Other"))
    def second(self, match: Match) -> SafeString:
        """The claim with the higher id."""
        return said(match.b)

    @display(description=_("Scores"))
    def scores_shown(self, match: Match) -> SafeString:
        """Every score that was computed."""
        return _scores(match)


@admin.register(Review)
class ReviewAdmin(Transferring, NewsroomAdmin):
    """Every decision, read-only for everybody: the database refuses changes too."""

    newsroom_path = "flag__newsroom"
    transfers = "reviews"
    sortable_by = ()
    list_display = ("created_at", "decision", "taken_back", "flag_link", "reviewer", "api_key", "note")
    list_filter = (("decision", ChoicesDropdownFilter), AgeFilter)
    list_select_related = ("flag", "reviewer", "api_key", "retraction")
    search_fields = ("note", "reviewer__username")
    fields = ("flag_link", "decision", "note", "reviewer", "api_key", "scores", "created_at", "taken_back")
    readonly_fields = ("flag_link", "taken_back")

    @display(description=_("Taken back"))
    def taken_back(self, review: Review) -> str:
        """When its author took it back."""
        return _taken_back(review)

    @display(description=_("Flag"))
    def flag_link(self, review: Review) -> str:
        """The flag that was decided on."""
        return link(review.flag)
