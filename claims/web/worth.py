"""The address of the claims' page comes in; the claims that it names, and the column that orders them, go out."""

from __future__ import annotations

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from claims.models import WorthReason
from claims.models.claims import ClaimQuerySet

CHECKING, BY_WORTH = "checking", "worth"
STATEMENTS = [
    ("", _("All statements")),
    (CHECKING, _("Worth checking")),
    *((code, capfirst(label)) for code, label in WorthReason.choices),
]
ORDERS = [("", _("Newest first")), (BY_WORTH, _("Worth checking first"))]


class ClaimsForm(forms.Form):
    """What narrows and orders the claims. It lives in the address, so that a view can be kept and shared."""

    q = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    worth = forms.ChoiceField(required=False, choices=STATEMENTS, label=_("Statements"))
    order = forms.ChoiceField(required=False, choices=ORDERS, label=_("Order"))

    def chosen(self, name: str) -> str:
        """A choice of the address; what is not understood is left out rather than refused: addresses get old."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    def narrowed(self, rows: ClaimQuerySet) -> ClaimQuerySet:
        """The claims that the choices leave."""
        worth = self.chosen("worth")
        if worth == CHECKING:
            rows = rows.worth_checking()
        elif worth:
            rows = rows.filter(worth_reasons__contains=[worth])
        return rows.weighed() if self.chosen("order") == BY_WORTH else rows

    @property
    def by(self) -> str:
        """The column that orders them."""
        return "-worth" if self.chosen("order") == BY_WORTH else "-created_at"
