"""What somebody wants verified comes in, as a form; the quotation and the article or text to look in go out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from claims import conf
from claims.ingest.errors import Rejected
from claims.ingest.text import clean
from claims.models import Article, Newsroom

OFFERED = 8
"""Articles to choose from; more call for more words of the title."""
MAX_QUOTE = 5_000


class QuoteForm(forms.Form):
    """A quotation, and where to look: an article by words of its title, or a pasted text. Works without JavaScript:
    when several articles have the words, the form comes back with them to choose from."""

    quote = forms.CharField(
        max_length=MAX_QUOTE,
        label=_("Quotation"),
        help_text=_("As it was published, with its ellipses and brackets."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    speaker = forms.CharField(
        required=False, max_length=300, label=_("Said by"), help_text=_("If you want to know whether it was them.")
    )
    title = forms.CharField(
        required=False,
        max_length=300,
        label=_("Article or transcript"),
        help_text=_("Words of its title."),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    article = forms.ModelChoiceField(
        Article.objects.none(), required=False, empty_label=None, label=_("Which one"), widget=forms.RadioSelect
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label=_("Or a text"),
        help_text=_("Paste it here. Turns written “NAME: …” are read as a transcript. Nothing is stored."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )

    def __init__(self, *args: Any, newsroom: Newsroom, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readable = Article.objects.for_newsroom(newsroom).filter(current__isnull=False).select_related("current")
        self.fields["article"].queryset = self.readable  # type: ignore[attr-defined]
        self.offer(self.data.get("article") or self.initial.get("article"))

    @property
    def offers(self) -> bool:
        """Whether there are articles to choose from."""
        return bool(list(self.fields["article"].choices))  # type: ignore[attr-defined]

    def offer(self, chosen: object, rows: QuerySet[Article] | None = None) -> None:
        """List the chosen article, or those found."""
        written = str(chosen or "")
        pk = int(written) if written.isdecimal() and len(written) < 19 else 0
        listed = rows if rows is not None else self.readable.filter(pk=pk)
        choices = [(article.pk, _named(article)) for article in listed[:OFFERED]]
        self.fields["article"].choices = choices  # type: ignore[attr-defined]

    def clean_quote(self) -> str:
        """The quotation as a claim would be stored."""
        return _cleaned(self.cleaned_data["quote"], "quote")

    def clean_text(self) -> str:
        """The text as an article would be stored."""
        text: str = self.cleaned_data["text"]
        if len(text) > conf.max_upload_bytes():
            raise forms.ValidationError(_("The text is too long to be looked through at once."))
        return _cleaned(text, "text") if text.strip() else ""

    def clean(self) -> dict[str, Any]:
        """One place to look in: a chosen article, the only one with those words in its title, or the text."""
        given = super().clean() or self.cleaned_data
        if given.get("text") or given.get("article") or {"text", "article"} & self.errors.keys():
            return given
        title = str(given.get("title") or "").strip()
        if not title:
            self.add_error("title", _("Name an article, or paste a text."))
            return given
        found = self.titled(title)
        if found.count() == 1:
            return {**given, "article": found.get()}
        self.offer(None, found)
        self.add_error(
            "article" if self.offers else "title",
            _("Choose the one you mean.") if self.offers else _("No article has these words in its title."),
        )
        return given

    def titled(self, title: str) -> QuerySet[Article]:
        """The articles with all of the words in their title, newest first."""
        rows = self.readable.order_by("-published_at", "-pk")
        for word in title.split()[:20]:
            rows = rows.filter(title__icontains=word)
        return rows


def _named(article: Article) -> str:
    day = f", {article.published_at:%Y-%m-%d}" if article.published_at else ""
    return f"{article}{day}"


def _cleaned(text: str, field: str) -> str:
    try:
        return clean(text, field=field)
    except Rejected as rejected:
        raise forms.ValidationError(rejected.reason) from rejected
