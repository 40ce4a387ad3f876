"""An article in; which language it is read in, and what a person should know of that, out."""

from __future__ import annotations

from django.conf.locale import LANG_INFO

from claims import engines
from claims.models import Article
from claims.neural.language import UNDETERMINED
from claims.text.scripts import is_english

BY_WORDS = "matched by words, figures and names only"


def settle(article: Article) -> str:
    """Store the article's language where nobody gave one, and where another was given say what it reads as."""
    found = engines.languages().identify(article.text)
    note = ""
    if not article.language:
        article.language = found.code
    elif found.is_sure and _base(found.code) != _base(article.language):
        note = f"Stored as {called(article.language)}, but it reads as {called(found.code)}."
    if not is_english(article.language):
        note = f"{called(article.language)}: {BY_WORDS}. {note}".strip()
    Article.objects.filter(pk=article.pk).update(language=article.language, language_note=note[:300])
    article.language_note = note
    return article.language


def called(code: str) -> str:
    """The language's English name, or its code where it has none here."""
    if _base(code) == UNDETERMINED:
        return "Language not known"
    known = LANG_INFO.get(_base(code)) or LANG_INFO.get(code.casefold()) or {}
    return str(known.get("name") or ("Chinese" if _base(code) == "zh" else code))


def _base(code: str) -> str:
    return code.replace("_", "-").split("-")[0].casefold()
