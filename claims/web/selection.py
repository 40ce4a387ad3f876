"""What a person selected or typed comes in; spans of the article's text, in code points, go out."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Claim
from claims.review.errors import Refused
from claims.review.holding import Seen
from claims.review.placing import Draft
from claims.review.settling import pieces_of
from claims.text.contents import kind_of
from claims.text.spans import Span

BETWEEN = "[…]"
"""Stands between two pieces of one attribution where a person reads or types them."""

_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")


class SeenForm(forms.Form):
    """A note, and what the person had before them."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    note = forms.CharField(
        required=False,
        max_length=2_000,
        label=gettext_lazy("Note"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def seen(self) -> Seen:
        """As review compares it."""
        return Seen(revision_id=self.cleaned_data["revision"], version=self.cleaned_data["version"])


class SplitForm(SeenForm):
    """The part of an attribution that becomes one of its own."""

    content = forms.CharField(label=gettext_lazy("Words to take out"), widget=forms.Textarea(attrs={"rows": 3}))
    content_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def taken(self, text: str, *, near: int) -> tuple[Span, ...]:
        """Where they stand. Raises ``Refused``."""
        return spans_of(text, self.cleaned_data, field="content", near=near)


class AttributionForm(SplitForm):
    """One attribution: what was said, by whom, and the words that tell so."""

    content = forms.CharField(label=gettext_lazy("Words said"), widget=forms.Textarea(attrs={"rows": 4}))
    speaker = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("Speaker"),
        help_text=gettext_lazy("Empty: not known."),
        widget=forms.TextInput(attrs={"list": "names", "autocomplete": "off"}),
    )
    source = forms.CharField(required=False, max_length=500, label=gettext_lazy("Speaker as written"))
    source_at = forms.CharField(required=False, widget=forms.HiddenInput)
    cue = forms.CharField(required=False, max_length=300, label=gettext_lazy("Cue"))
    cue_at = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("As the quotation marks say")), *Claim.Kind.choices],
    )

    def draft(self, text: str, *, near: int) -> Draft:
        """The attribution as review takes it. Raises ``Refused`` with the field that cannot be found in the text."""
        given = self.cleaned_data
        content = spans_of(text, given, field="content", near=near)
        start = content[0].start if content else near
        source = spans_of(text, given, field="source", near=start)
        cue = spans_of(text, given, field="cue", near=start)
        return Draft(
            content=content,
            source=_single(source, field="source"),
            cue=_single(cue, field="cue"),
            speaker=given["speaker"],
            kind=given["kind"],
        )


def initial(claim: Claim, *, text: str) -> dict[str, Any]:
    """The form's fields for an attribution as it stands."""
    pieces = pieces_of(claim)
    source = [Span(*claim.source_span)] if claim.source_span else []
    cue = [Span(*claim.cue_span)] if claim.cue_span else []
    return {
        **_shown("content", pieces, text=text),
        **_shown("source", source, text=text),
        **_shown("cue", cue, text=text),
        "speaker": claim.speaker.name if claim.speaker else "",
        "kind": "" if claim.kind == kind_of(text, pieces) else claim.kind,
    }


def _shown(field: str, spans: list[Span], *, text: str) -> dict[str, str]:
    return {
        field: f" {BETWEEN} ".join(span.of(text) for span in spans),
        f"{field}_at": " ".join(f"{span.start}-{span.end}" for span in spans),
    }


def spans_of(text: str, given: dict[str, Any], *, field: str, near: int) -> tuple[Span, ...]:
    """Where the words of a field stand: at the place that came with them if they stand there, else nearest to ``near``.

    Raises:
        Refused: when they do not stand in the text.
    """
    pieces = [piece for piece in given[field].split(BETWEEN) if piece.strip()]
    selected = _parsed(given[f"{field}_at"])
    # An article may itself leave words out by the same mark: the places then tell what is one piece.
    if pieces and _folded(f" {BETWEEN} ".join(span.of(text) for span in selected)) == _folded(given[field]):
        return tuple(selected)
    if pieces and [_folded(span.of(text)) for span in selected] == [_folded(piece) for piece in pieces]:
        return tuple(selected)
    found: list[Span] = []
    for piece in pieces:
        found.append(_located(text, piece, near=found[-1].end if found else near, field=field))
    return tuple(found)


def _parsed(places: str) -> list[Span]:
    pairs = [(int(start), int(end)) for start, end in _PLACE.findall(places)]
    return [Span(start, end) for start, end in pairs if start < end]


def _located(text: str, words: str, *, near: int, field: str) -> Span:
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = [Span(*match.span()) for match in re.finditer(pattern, text)]
    if not found:
        shown = words if len(words) <= 80 else f"{words[:79]}…"
        raise Refused(_("These words do not stand in the article: “%(words)s”") % {"words": shown}, field=field)
    return min(found, key=lambda span: abs(span.start - near))


def _single(spans: tuple[Span, ...], *, field: str) -> Span | None:
    if len(spans) > 1:
        raise Refused(_("Select one piece only."), field=field)
    return spans[0] if spans else None


def _folded(words: str) -> str:
    return " ".join(words.split())
