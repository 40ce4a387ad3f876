"""What is asked before a list goes out or comes in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from claims import conf
from claims.admin.rights import within
from claims.models import Newsroom, Transfer


class Day(UnfoldAdminTextInputWidget):
    """The browser's own field for a date."""

    input_type = "date"


class OfNewsroom(forms.Form):
    """A newsroom that the person rules; the one they work in comes first."""

    newsroom = forms.ModelChoiceField(
        queryset=Newsroom.objects.none(), empty_label=None, label=_("Newsroom"), widget=UnfoldAdminSelectWidget()
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        membership = getattr(request, "membership", None)
        asked = request.GET.get("newsroom", "")
        working = int(asked) if asked.isdecimal() else membership and membership.newsroom_id
        kwargs["initial"] = {"newsroom": working, "form": "csv"}
        super().__init__(*args, **kwargs)
        self.fields["newsroom"].queryset = Newsroom.objects.filter(within(request, "pk"))  # type: ignore[attr-defined]


class ExportForm(OfNewsroom):
    """How a list is written, and since and until which day."""

    form = forms.ChoiceField(
        choices=Transfer.Form.choices,
        label=_("Format"),
        widget=UnfoldAdminRadioSelectWidget(),
        help_text=_("CSV for spreadsheets; NDJSON, one object a line, for programs."),
    )
    since = forms.DateField(required=False, label=_("Stored from"), widget=Day())
    until = forms.DateField(required=False, label=_("Stored until"), widget=Day())

    def __init__(self, *args: Any, dated: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not dated:
            del self.fields["since"], self.fields["until"]

    @property
    def days(self) -> dict[str, str]:
        """The days that were given, as the list's filters know them."""
        given = {name: self.cleaned_data.get(name) for name in ("since", "until")}
        return {name: day.isoformat() for name, day in given.items() if day}


class ImportForm(OfNewsroom):
    """The file."""

    file = forms.FileField(
        label=_("File"),
        widget=UnfoldAdminFileFieldWidget(),
        help_text=_(
            "CSV with a row that names the columns, or NDJSON. Nothing is stored before you have seen the report."
        ),
    )

    def clean_file(self) -> Any:
        """Refuses what is longer than is taken in."""
        file = self.cleaned_data["file"]
        if file.size > conf.max_import_bytes():
            raise forms.ValidationError(
                _("The file is too long: at most %(most)s bytes are taken in.")
                % {"most": f"{conf.max_import_bytes():,}"}
            )
        return file
