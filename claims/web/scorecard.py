"""How often the newsroom's flags were right: by month, kind, signal, and what a higher score would have left."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims.learning.decided import Span
from claims.learning.scorecard import Cut, Row, Scorecard, scorecard
from claims.models import Flag
from claims.web.access import DeskRequest, member
from claims.web.chart import chart

SIGNALS: dict[str, Promise] = {
    "negation": _("A negation"),
    "opposites": _("Opposite words"),
    "commitment": _("A plan affirmed and denied"),
    "denial": _("A word of denial (“denied that …”)"),
    "figures": _("Figures that differ"),
    "dates": _("Dates that differ"),
    "model": _("The model's reading: both cannot be true"),
    "wording": _("Another wording in quotation marks"),
    "verbatim": _("The same words"),
    "trim": _("A shorter form"),
    "likeness": _("Likeness of words and meaning"),
    "entailment": _("The model's reading: each follows from the other"),
    "words": _("Words and figures alone (not English)"),
    "unknown": _("Not known"),
}
MONTH = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])")  # in the years that a calendar can reckon with


class MonthField(forms.Field):
    """A month like 2026-03, as the first of it."""

    widget = forms.DateInput(attrs={"type": "month"}, format="%Y-%m")

    def to_python(self, value: str | None) -> dt.date | None:
        """The first day of the month; None for an empty field.

        Raises:
            ValidationError: when it is no month.
        """
        if not value:
            return None
        if not MONTH.fullmatch(value):
            raise forms.ValidationError(_("A month is like 2026-03."))
        return dt.date.fromisoformat(f"{value}-01")


class SpanForm(forms.Form):
    """What narrows the scorecard. It lives in the address, so that a view can be kept and shared."""

    kind = forms.ChoiceField(required=False, choices=[("", _("All kinds")), *Flag.Kind.choices], label=_("Kind"))
    first = MonthField(required=False, label=_("From"))
    last = MonthField(required=False, label=_("To"))

    def span(self) -> Span:
        """The span; what is not understood is left out rather than refused: addresses get old."""
        self.is_valid()
        given = self.cleaned_data
        return Span(kind=given.get("kind") or "", first=given.get("first"), last=given.get("last"))


@dataclass(frozen=True, slots=True)
class Named:
    """A row of a table, with the words for its name."""

    words: str
    row: Row


@dataclass(frozen=True, slots=True)
class Cuts:
    """What higher scores would have left of one kind."""

    words: str
    rows: list[Cut]


@member
@require_safe
def card(request: DeskRequest) -> HttpResponse:
    """The newsroom's own; filters live in the address."""
    form = SpanForm(request.GET, auto_id="span-%s")
    told = scorecard(request.membership.newsroom, span=form.span())
    context = {
        "section": "scorecard",
        "form": form,
        "card": told,
        "chart": chart(told.months),
        "kinds": [Named(_kind(row.name), row) for row in told.kinds],
        "months": [Named(row.name, row) for row in reversed(told.months)],
        "signals": [Named(str(SIGNALS[row.name]), row) for row in _wrong_first(told)],
        "cuts": [
            Cuts(_kind(kind), [c for c in told.cuts if c.kind == kind]) for kind in {c.kind: 0 for c in told.cuts}
        ],
    }
    return render(request, "desk/scorecard.html", context)


def _kind(kind: str) -> str:
    return str(Flag.Kind(kind).label)


def _wrong_first(told: Scorecard) -> list[Row]:
    """The signals that led astray most often first."""
    return sorted(told.signals, key=lambda row: -row.tally.dismissed)
