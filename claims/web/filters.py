"""The address of a queue page comes in; the filters it names, checked, go out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models import Flag, Newsroom, Source, Speaker, User
from claims.review.queue import Filters
from claims.web.worth import CHECKING, STATEMENTS

STATES = [
    ("", _("Waiting")),
    ("unsure", _("Unsure")),
    ("confirmed", _("Confirmed")),
    ("dismissed", _("Dismissed")),
]
TO_CHOOSE_FROM = 300  # speakers; a longer list is no help, and each speaker's page leads to their flags


class FilterForm(forms.Form):
    """What narrows the queue. It lives in the address, so that a view can be kept and shared."""

    kind = forms.ChoiceField(required=False, choices=[("", ""), *Flag.Kind.choices], widget=forms.HiddenInput)
    state = forms.ChoiceField(required=False, choices=STATES, label=_("State"))
    speaker = forms.ModelChoiceField(
        Speaker.objects.none(), required=False, empty_label=_("Anybody"), label=_("Speaker")
    )
    source = forms.ModelChoiceField(Source.objects.none(), required=False, empty_label=_("Any"), label=_("Outlet"))
    alteration = forms.ChoiceField(
        required=False, choices=[("", _("Any")), *Flag.Alteration.choices], label=_("Altered quotes")
    )
    worth = forms.ChoiceField(required=False, choices=STATEMENTS, label=_("Statements"))
    q = forms.CharField(
        required=False, max_length=200, label=_("Words"), widget=forms.TextInput(attrs={"type": "search"})
    )
    same_speaker = forms.BooleanField(required=False, label=_("Same speaker"))
    mine = forms.BooleanField(required=False, label=_("Mine"))
    overdue = forms.BooleanField(required=False, label=_("Overdue"))

    def __init__(self, *args: Any, newsroom: Newsroom, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "filter-%s", **kwargs})
        self.fields["speaker"].queryset = Speaker.objects.for_newsroom(newsroom).standing()  # type: ignore[attr-defined]
        self.fields["source"].queryset = Source.objects.filter(newsroom=newsroom)  # type: ignore[attr-defined]

    def filters(self, *, user: User) -> Filters:
        """The filters; what is not understood is left out rather than refused: addresses get old."""
        self.is_valid()
        given = self.cleaned_data
        speaker, source, worth = given.get("speaker"), given.get("source"), given.get("worth") or ""
        return Filters(
            kind=given.get("kind") or "",
            state=given.get("state") or "waiting",
            same_speaker=bool(given.get("same_speaker")),
            speaker=speaker.pk if speaker else None,
            source=source.pk if source else None,
            q=given.get("q") or "",
            alteration=given.get("alteration") or "",
            concerning=user if given.get("mine") else None,
            overdue_on=timezone.localdate() if given.get("overdue") else None,
            worth_checking=worth == CHECKING,
            worth_reason=worth if worth != CHECKING else "",
        )

    def offer_speakers(self, *, newsroom: Newsroom, chosen: int | None) -> None:
        """Let the list name only speakers with waiting flags, and the chosen one."""
        flags = Flag.objects.for_newsroom(newsroom).waiting()
        flagged = Q(pk__in=flags.values("match__a__speaker")) | Q(pk__in=flags.values("match__b__speaker"))
        speakers = Speaker.objects.for_newsroom(newsroom).filter(flagged | Q(pk=chosen))
        names = speakers.values_list("pk", "name")[:TO_CHOOSE_FROM]
        self.fields["speaker"].choices = [("", _("Anybody")), *names]  # type: ignore[attr-defined]
