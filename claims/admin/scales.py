"""Rating scales with their ratings in order; inverted and gapped ones are refused, in words."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from claims.admin.base import ALL, NewsroomAdmin, NewsroomInline
from claims.admin.filters import NewsroomFilter
from claims.models import Normalized, Rating, RatingScale

# From least to most true; "unproven" says nothing about truth and may stand anywhere.
TRUTH = {
    Normalized.FALSE: 0,
    Normalized.MOSTLY_FALSE: 1,
    Normalized.MIXED: 2,
    Normalized.MOSTLY_TRUE: 3,
    Normalized.TRUE: 4,
}

GAPS_TOLD = 5  # of a scale with a position far out, not every place below it


def faults(ratings: list[tuple[int, str, str]]) -> list[str]:
    """What is wrong with a scale, in words; ``ratings`` are (position, label, normalised value).

    The database refuses the same scales, whoever writes them.
    """
    return [*_misplaced([n for n, _label, _value in ratings]), *_inverted(ratings)]


def _misplaced(positions: list[int]) -> list[str]:
    known = set(positions)
    twice = [_("Position %(n)d stands twice.") % {"n": n} for n in sorted(known) if positions.count(n) > 1]
    gaps = [n for n in range(1, max(known, default=0)) if n not in known][:GAPS_TOLD]
    missing = [_("No rating stands at position %(n)d: positions run from 1 without a gap.") % {"n": n} for n in gaps]
    return [*twice, *missing, *([str(_("Position 0 is none: position 1 is the first."))] if 0 in known else [])]


def _inverted(ratings: list[tuple[int, str, str]]) -> list[str]:
    ranked = [(label, TRUTH[Normalized(value)]) for _n, label, value in sorted(ratings) if value in TRUTH]
    return [
        _("“%(lower)s” stands below “%(upper)s” but means something truer: position 1 is the least true.")
        % {"lower": lower, "upper": upper}
        for (lower, low), (upper, high) in pairwise(ranked)
        if low > high
    ]


class RatingFormSet(BaseInlineFormSet):
    """The ratings of one scale."""

    def clean(self) -> None:
        """Refuses positions that stand twice, leave a gap or run against the normalised values."""
        super().clean()
        rows = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        kept = [row for row in rows if not row.get("DELETE") and row.get("position") is not None]
        for fault in faults([(row["position"], row.get("label", ""), row.get("normalized", "")) for row in kept]):
            self._non_form_errors.append(fault)  # type: ignore[attr-defined]


class Ratings(NewsroomInline):
    """The steps of the scale, the least true first."""

    model = Rating
    formset = RatingFormSet
    editors_may = superusers_may = ALL
    fields = ("position", "label", "normalized")
    ordering = ("position",)
    verbose_name_plural = _("Ratings: position 1 is the least true")
    show_change_link = False


@admin.register(RatingScale)
class RatingScaleAdmin(NewsroomAdmin):
    """A newsroom's own scales."""

    editors_may = superusers_may = ALL
    list_display = ("name", "newsroom", "steps")
    list_filter = (NewsroomFilter,)
    list_select_related = ("newsroom",)
    search_fields = ("name",)
    fields = ("newsroom", "name")
    autocomplete_fields = ("newsroom",)
    inlines = (Ratings,)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the ratings."""
        return super().get_queryset(request).prefetch_related("ratings")

    def get_readonly_fields(self, request: HttpRequest, obj: RatingScale | None = None) -> Any:
        """A scale stays in its newsroom: verdicts rest on it."""
        return ("newsroom",) if obj else ()

    @display(description=_("Ratings, least true first"))
    def steps(self, scale: RatingScale) -> str:
        """The labels in order."""
        return " · ".join(rating.label for rating in scale.ratings.all())
