"""A newsroom's limits of matching: a form that says what each means, what the queue would be, then one write."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminDecimalFieldWidget

from claims import pipeline
from claims.admin.asking import REFUSALS, Asking
from claims.admin.showing import NOTHING, said
from claims.learning.preview import Example, Preview, preview
from claims.limits import LIMITS, Limit, faults
from claims.matching.inforce import thresholds_over
from claims.models import Flag, Newsroom

PREVIEWED = 6_000  # pairs that a request looks at: about three seconds


def _field(name: str, limit: Limit, *, otherwise: float) -> forms.Field:
    kind: Any = forms.IntegerField if limit.whole else forms.FloatField
    attrs = {"step": 1 if limit.whole else 0.01, "placeholder": f"{otherwise:g}"}
    field: forms.Field = kind(
        required=False,
        label=name,
        min_value=limit.low,
        max_value=limit.high,
        widget=UnfoldAdminDecimalFieldWidget(attrs=attrs),
        help_text=_("%(meaning)s From %(low)g to %(high)g; without a value %(otherwise)g.")
        % {"meaning": limit.meaning, "low": limit.low, "high": limit.high, "otherwise": otherwise},
    )
    return field


class ThresholdsForm(forms.Form):
    """A field a limit; an empty one is left to the settings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standard = thresholds_over({})
        for name, limit in LIMITS.items():
            self.fields[name] = _field(name, limit, otherwise=getattr(standard, name))

    def clean(self) -> dict[str, Any]:
        """Refuses what the newsroom's own validation would."""
        given = super().clean() or {}
        for name, why in faults({name: value for name, value in given.items() if value is not None}):
            self.add_error(name or None, why)
        return given

    @property
    def thresholds(self) -> dict[str, float]:
        """The limits that were given."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


class SettingThresholds(Asking):
    """For the list of newsrooms: the page of a newsroom's thresholds."""

    @display(description=_("Own thresholds"))
    def own_thresholds(self, newsroom: Newsroom) -> str:
        """Those that differ from the settings', and whether flags still follow."""
        told = ", ".join(f"{name} {value:g}" for name, value in sorted(newsroom.thresholds.items())) or NOTHING
        return (
            told
            if newsroom.followed_to is None
            else gettext("%(told)s (flags are being derived anew)") % {"told": told}
        )

    @action(description=_("Thresholds"), icon="tune")
    def thresholds(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for limits, show what the queue would be, and save them.

        Raises:
            Http404: when the newsroom is not among those that the person may change.
        """
        newsroom = self.get_object(request, object_id)
        if newsroom is None:
            raise Http404
        form = ThresholdsForm(request.POST or None, initial=newsroom.thresholds)
        valid = request.method == "POST" and form.is_valid()
        if valid and "save" in request.POST and self._saved(request, newsroom, form):
            return redirect(self.page_of(newsroom))
        found = preview(newsroom, thresholds_over(form.thresholds), at_most=PREVIEWED) if valid else None
        context = {
            "title": f"{newsroom}: {gettext('thresholds')}",
            "form": form,
            "back": self.page_of(newsroom),
            "preview": found,
            "changes": _table(found) if found else None,
            "examples": [(example, _pair(example)) for example in found.examples] if found else [],
        }
        return self.panel_page(request, "panel/thresholds.html", context)

    def _saved(self, request: HttpRequest, newsroom: Newsroom, form: ThresholdsForm) -> bool:
        try:
            pipeline.set_thresholds(newsroom=newsroom, thresholds=form.thresholds)
        except REFUSALS as refusal:
            form.add_error(None, refusal.reason)
            return False
        self.log_steps(request, [newsroom], gettext("Thresholds set"))
        messages.success(request, gettext("Saved. Flags follow in the background; what was decided stays."))
        return True


def _table(found: Preview) -> dict[str, Any]:
    headers: Iterable[Any] = (_("Kind"), _("Stay"), _("Come"), _("Go"))
    rows = [
        [str(Flag.Kind(kind).label), str(change.stay), str(change.new), str(change.gone)]
        for kind, change in found.changes.items()
    ]
    return {"headers": list(headers), "rows": rows}


def _pair(example: Example) -> SafeString:
    sides = (example.flag.match.a, example.flag.match.b)
    return format_html(
        "{}<p>{}</p>", format_html_join("", "{}", ((said(side),) for side in sides)), example.flag.reason
    )
