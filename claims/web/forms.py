"""What people type comes in; checked values for the pipeline, or words beside the field, go out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from claims import conf
from claims.ingest.document import Document
from claims.models import Article, Newsroom, Review, Source

NOON = dt.time(12, tzinfo=dt.UTC)
"""A date alone is stored as its noon in UTC, which is the same day nearly everywhere."""


class DecisionForm(forms.Form):
    """One decision on a flag."""

    decision = forms.ChoiceField(choices=Review.Decision.choices)
    note = forms.CharField(required=False, max_length=2_000, label=_("Note"))
    seen = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why a verdict is taken back or sent back."""

    reason = forms.CharField(max_length=2_000, label=_("Why"))


class ArticleForm(forms.Form):
    """An article to take in: pasted text, an address or a file, exactly one of them."""

    text = forms.CharField(
        required=False, strip=False, label=_("Text"), widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"})
    )
    url = forms.URLField(required=False, max_length=2_000, assume_scheme="https", label=_("Address of the page"))
    file = forms.FileField(
        required=False,
        label=_("File"),
        help_text=_("Plain text or HTML."),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.html,.htm,text/plain,text/html"}),
    )
    title = forms.CharField(required=False, max_length=500, label=_("Title"))
    source = forms.CharField(
        required=False,
        max_length=200,
        label=_("Source"),
        help_text=_("Who published it."),
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
    )
    published_on = forms.DateField(
        required=False, label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    kind = forms.ChoiceField(choices=Article.Kind.choices, initial=Article.Kind.STORY, label=_("Kind"))

    def clean_file(self) -> UploadedFile | None:
        """A file within the size that is read."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and (file.size or 0) > conf.max_upload_bytes():
            most = f"{conf.max_upload_bytes():,}"
            raise forms.ValidationError(
                _("The file has %(size)s bytes; %(most)s are taken.") % {"size": f"{file.size:,}", "most": most}
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Exactly one of text, address and file."""
        given = super().clean() or self.cleaned_data
        there = [name for name in ("text", "url", "file") if given.get(name)]
        if not there and not self.errors:
            self.add_error("text", _("Paste the text, give the address of the page, or choose a file."))
        if "text" in there and "file" in there:
            self.add_error("file", _("There is a text already: give the text or the file, not both."))
        return given

    def document(self) -> Document:
        """The checked input as the pipeline takes it; with a text or a file the address only says where it stands."""
        given = self.cleaned_data
        day = given["published_on"]
        return Document(
            title=given["title"],
            text=given["text"],
            raw=given["file"].read() if given["file"] else None,
            url=given["url"],
            source_name=given["source"],
            kind=given["kind"],
            published_at=dt.datetime.combine(day, NOON) if day else None,
        )

    def field_of(self, name: str) -> str:
        """The form's field for the input that the pipeline rejected."""
        if name in {"text", "html", "raw"}:
            return next((field for field in ("file", "text", "url") if self.cleaned_data.get(field)), "text")
        return name if name in self.fields else "text"


def source_names(newsroom: Newsroom) -> list[str]:
    """The newsroom's sources, to choose from while typing."""
    return list(Source.objects.filter(newsroom=newsroom).values_list("name", flat=True)[:500])
