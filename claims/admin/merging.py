"""Questions whether two speakers are one, answered many at a time; and the record of what was merged, undone here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from claims import pipeline
from claims.admin.base import NewsroomAdmin
from claims.admin.filters import NewsroomFilter
from claims.admin.showing import link
from claims.models import MergeSuggestion, SpeakerMerge


@admin.register(MergeSuggestion)
class MergeSuggestionAdmin(NewsroomAdmin):
    """Pairs of speakers that may be one, with what speaks for it."""

    list_display = ("__str__", "why", "score", "state", "article")
    list_filter = (NewsroomFilter, ("state", ChoicesDropdownFilter))
    list_select_related = ("a", "b", "article")
    search_fields = ("a__name", "b__name")
    fields = ("newsroom", "one", "other", "why", "score", "state", "article", "decided_by", "decided_at", "created_at")
    readonly_fields = fields
    actions = ("merge_each", "refuse_each")

    @display(description=_("Why"))
    def why(self, suggestion: MergeSuggestion) -> str:
        """The reasons."""
        return "; ".join(suggestion.reasons)

    @display(description=_("One"))
    def one(self, suggestion: MergeSuggestion) -> str:
        """The first of the two."""
        return link(suggestion.a)

    @display(description=_("Other"))
    def other(self, suggestion: MergeSuggestion) -> str:
        """The second of the two."""
        return link(suggestion.b)

    @admin.action(description=_("Merge: the two are one"))
    def merge_each(self, request: HttpRequest, rows: QuerySet[MergeSuggestion]) -> None:
        """Each pair becomes the likelier of its two."""
        user: Any = request.user
        self.each(request, rows, lambda row: pipeline.accept_suggestion(suggestion=row, by=user), done=str(_("Merged")))

    @admin.action(description=_("Keep apart: the two are two"))
    def refuse_each(self, request: HttpRequest, rows: QuerySet[MergeSuggestion]) -> None:
        """Nobody is asked about them again."""
        user: Any = request.user
        done = str(_("Kept apart"))
        self.each(request, rows, lambda row: pipeline.refuse_suggestion(suggestion=row, by=user), done=done)


@admin.register(SpeakerMerge)
class SpeakerMergeAdmin(NewsroomAdmin):
    """What was merged into what, by whom; parting gives back all that moved."""

    list_display = ("__str__", "moved", "by", "merged_at", "undone_at")
    list_filter = (NewsroomFilter,)
    list_select_related = ("kept", "gone", "by")
    search_fields = ("kept__name", "gone__name")
    fields = ("newsroom", "stays", "went", "moved", "wikidata_id", "by", "merged_at", "undone_at", "undone_by")
    readonly_fields = fields
    actions = ("part_each",)

    @display(description=_("Claims moved"))
    def moved(self, merge: SpeakerMerge) -> int:
        """How many."""
        return len(merge.claims)

    @display(description=_("Kept"))
    def stays(self, merge: SpeakerMerge) -> str:
        """Who took the other in."""
        return link(merge.kept)

    @display(description=_("Merged into it"))
    def went(self, merge: SpeakerMerge) -> str:
        """Who went."""
        return link(merge.gone)

    @admin.action(description=_("Part again"))
    def part_each(self, request: HttpRequest, rows: QuerySet[SpeakerMerge]) -> None:
        """What came later stays; on the desk single claims can be chosen to go along."""
        user: Any = request.user
        self.each(request, rows, lambda row: pipeline.split_speakers(merged=row, by=user), done=str(_("Parted")))
