"""The address of a page that lists claims comes in; the claims that it names go out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Newsroom, Rating, Source, Speaker, SpeakerAlias
from claims.models.claims import ClaimQuerySet

RULED, UNRULED = "any", "none"
OUTLETS = 300  # to choose from; a longer list is no help
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NarrowForm(forms.Form):
    """What narrows claims. It lives in the address, so that a view can be kept and shared."""

    since = forms.DateField(required=False, label=_("From"), widget=DAY)
    until = forms.DateField(required=False, label=_("To"), widget=DAY)
    verdict = forms.ChoiceField(required=False, label=_("Verdict"))
    kind = forms.ChoiceField(required=False, choices=[("", _("Any")), *Claim.Kind.choices], label=_("Kind"))

    def __init__(self, *args: Any, newsroom: Newsroom, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "narrow-%s", **kwargs})
        ratings = Rating.objects.filter(scale__newsroom=newsroom).order_by("scale__name", "position")
        labels = [(str(pk), label) for pk, label in ratings.values_list("pk", "label")]
        choices = [("", _("Any")), (RULED, _("With a verdict")), (UNRULED, _("Without")), *labels]
        self.fields["verdict"].choices = choices  # type: ignore[attr-defined]

    def given(self, name: str) -> Any:
        """What the address says; what is not understood is left out rather than refused: addresses get old."""
        self.is_valid()
        return self.cleaned_data.get(name) or None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return any(self.given(name) for name in self.fields)

    def narrowed(self, rows: ClaimQuerySet) -> ClaimQuerySet:
        """The claims that the choices leave."""
        return rows.filter(self.condition())

    def condition(self, *, at: str = "") -> Q:
        """What a claim must be; ``at`` is the way to the claim from the row asked for."""
        wanted = {"said_on__gte": "since", "said_on__lte": "until", "kind": "kind"}
        found = Q(**{f"{at}{column}": value for column, name in wanted.items() if (value := self.given(name))})
        verdict = self.given("verdict")
        if verdict in (RULED, UNRULED):
            return found & Q(**{f"{at}verdict__isnull": verdict == UNRULED})
        return found & Q(**{f"{at}verdict__rating": verdict}) if verdict else found


class SearchForm(NarrowForm):
    """The search over everything."""

    q = forms.CharField(
        required=False, max_length=200, label=_("Words"), widget=forms.TextInput(attrs={"type": "search"})
    )
    speaker = forms.CharField(required=False, max_length=100, label=_("Speaker"))
    source = forms.ModelChoiceField(Source.objects.none(), required=False, empty_label=_("Any"), label=_("Outlet"))
    field_order = ("q", "speaker", "source", "since", "until", "verdict", "kind")

    def __init__(self, *args: Any, newsroom: Newsroom, **kwargs: Any) -> None:
        super().__init__(*args, newsroom=newsroom, **kwargs)
        self.newsroom = newsroom
        outlets = Source.objects.filter(newsroom=newsroom)
        self.fields["source"].queryset = outlets  # type: ignore[attr-defined]
        names = outlets.order_by("name").values_list("pk", "name")[:OUTLETS]
        self.fields["source"].choices = [("", _("Any")), *names]  # type: ignore[attr-defined]

    def condition(self, *, at: str = "") -> Q:
        """Also by whom, and where."""
        found = super().condition(at=at)
        if name := self.given("speaker"):
            called = SpeakerAlias.objects.filter(newsroom=self.newsroom, name__icontains=name).values("speaker")
            rows = Speaker.objects.for_newsroom(self.newsroom).filter(Q(name__icontains=name) | Q(pk__in=called))
            found &= Q(**{f"{at}speaker__in": rows.values("pk")})
        return found & Q(**{f"{at}source": source.pk}) if (source := self.given("source")) else found
