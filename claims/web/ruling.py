"""A verdict, or what was typed for one, comes in; its form with rows of evidence goes out, nothing typed lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from claims.models import Evidence, Newsroom, Rating, Verdict
from claims.review.verdict import EvidenceEntry

MOST_ROWS = 20
PREFIX = "evidence"
COLUMNS = ("url", "stance", "quote", "archive_url")
NO_ADDRESS = _("“%(typed)s” is no address of a page; one begins with https://.")


class VerdictForm(forms.Form):
    """The ruling on a claim, on the newsroom's own scale; which draft it rewrites, in which version."""

    verdict = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    rating = forms.ModelChoiceField(
        Rating.objects.none(), widget=forms.RadioSelect, empty_label=None, label=_("Rating")
    )
    explanation = forms.CharField(
        max_length=20_000,
        label=_("Explanation"),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("What is known, in words a reader understands."),
    )

    def __init__(self, *args: Any, newsroom: Newsroom, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ratings = Rating.objects.filter(scale__newsroom=newsroom).order_by("scale__name", "position")
        self.fields["rating"].queryset = ratings  # type: ignore[attr-defined]

    def opened_anew(self, verdict: Verdict | None) -> None:
        """What was typed now stands against this state of the draft: to save it again is on purpose."""
        state = {"verdict": str(verdict.pk), "version": str(verdict.version)} if verdict else {}
        self.data = {**{name: self.data.get(name) for name in self.data}, "verdict": "", "version": "", **state}


class AddressField(forms.URLField):
    """The address of a page; one that is none is named in what the person is told."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2_000, required=False, assume_scheme="https", **kwargs)

    def clean(self, value: Any) -> Any:
        """The address, or what is wrong with it."""
        try:
            return super().clean(value)
        except ValidationError as error:
            if any(one.code == "invalid" for one in error.error_list):
                raise ValidationError(NO_ADDRESS, code="invalid", params={"typed": str(value)[:100]}) from error
            raise


class EvidenceForm(forms.Form):
    """One piece of evidence; a row left empty is not there."""

    url = AddressField(label=_("Address"))
    stance = forms.ChoiceField(choices=Evidence.Stance.choices, initial=Evidence.Stance.CONTEXT, label=_("Stance"))
    quote = forms.CharField(
        required=False,
        max_length=5_000,
        label=_("What it says"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    archive_url = AddressField(label=_("Archived copy"))

    def clean(self) -> dict[str, Any]:
        """A quote and a copy need the address they come from."""
        given = super().clean() or self.cleaned_data
        if not given.get("url") and "url" not in self.errors:
            if given.get("quote"):
                self.add_error("url", _("Say where this quote stands."))
            elif given.get("archive_url"):
                self.add_error("url", _("Say which page this is a copy of."))
        return given


EvidenceForms = forms.formset_factory(
    EvidenceForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 1, validate_max=True
)


def verdict_form(newsroom: Newsroom, verdict: Verdict | None) -> VerdictForm:
    """The form with what the draft says so far."""
    initial = {"verdict": verdict.pk, "version": verdict.version, "explanation": verdict.explanation} if verdict else {}
    return VerdictForm(newsroom=newsroom, initial={**initial, **({"rating": verdict.rating_id} if verdict else {})})


def evidence_forms(verdict: Verdict | None) -> Any:
    """A row for each piece of evidence so far, and an empty one."""
    kept = list(verdict.evidence.all()) if verdict else []
    rows = [{name: getattr(piece, name) for name in COLUMNS} for piece in kept]
    return EvidenceForms(initial=[*rows, {}][:MOST_ROWS], prefix=PREFIX)


def retyped(data: Mapping[str, str], *, newsroom: Newsroom) -> VerdictForm:
    """The form with what was typed, not yet looked at."""
    names = ("verdict", "version", "rating", "explanation")
    return VerdictForm(newsroom=newsroom, initial={name: data.get(name, "") for name in names})


def rearranged(data: Mapping[str, str], *, change: str) -> Any:
    """The rows as typed, after ``change``: "add", or "remove-" and the number of a row."""
    rows = _typed(data)
    name, _dash, number = change.partition("-")
    if name == "remove" and number.isdecimal():
        rows = [row for n, row in enumerate(rows) if n != int(number)]
    elif name == "add":
        rows.append({})
    return EvidenceForms(initial=(rows or [{}])[:MOST_ROWS], prefix=PREFIX)


def _typed(data: Mapping[str, str]) -> list[dict[str, str]]:
    count = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    rows = range(min(int(count), MOST_ROWS)) if count.isdecimal() and len(count) < 4 else ()
    typed = [{name: data.get(f"{PREFIX}-{n}-{name}", "") for name in COLUMNS} for n in rows]
    return [{name: value for name, value in row.items() if value} for row in typed]


def entries(evidence: Any) -> list[EvidenceEntry]:
    """The rows that hold something, as the pipeline takes them."""
    given = [row.cleaned_data for row in evidence if row.cleaned_data.get("url")]
    return [EvidenceEntry(**{name: row[name] for name in COLUMNS}) for row in given]
