"""What an editor says about who is who comes in; checked values for the pipeline go out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Claim


class WikidataForm(forms.Form):
    """A speaker's Wikidata id; empty takes it away."""

    wikidata_id = forms.CharField(required=False, max_length=20, label=_("Wikidata id"))


class PartForm(forms.Form):
    """Some of the claims offered, and, when ``named``, whose they are."""

    claims = forms.TypedMultipleChoiceField(coerce=int, required=False, label=_("Claims"))
    name = forms.CharField(max_length=300, label=_("Whose they are"))

    def __init__(self, *args: Any, claims: Sequence[Claim], named: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = claims
        self.fields["claims"].choices = [(claim.pk, str(claim)) for claim in claims]  # type: ignore[attr-defined]
        self.fields["claims"].required = named
        if not named:
            del self.fields["name"]

    def rows(self) -> list[tuple[Claim, bool]]:
        """Each claim, and whether it is chosen."""
        chosen = set(self["claims"].value() or [])
        return [(claim, str(claim.pk) in chosen) for claim in self.offered]
