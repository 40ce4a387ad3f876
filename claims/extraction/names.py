"""Mentions come in; the rows that their names mean in the newsroom, and how surely a name by itself tells, go out."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.attribution import Mention
from claims.extraction.identity import is_short
from claims.models import Article, Speaker, SpeakerAlias
from claims.models.speakers import same_names
from claims.text.normalise import name_key

NAMED = {Speaker.Kind.PERSON, Speaker.Kind.BODY, Speaker.Kind.GROUP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The row that a mention's own key means. ``sure``: not only by a surname, nor by a name that several bear.

    ``here``: by a key of this very article, set when it was read before.
    """

    speaker: Speaker
    sure: bool
    here: bool
    names: int


def key_of(mention: Mention) -> str:
    """The key of the name by itself."""
    return (name_key(mention.name) or mention.name.casefold())[:300]


def key_here(mention: Mention, *, article: Article) -> str:
    """The key that means the mention in this article only."""
    return f"{key_of(mention)}#article-{article.pk}"


def may_be_known(mention: Mention) -> bool:
    """Whether other articles may speak of the same: people, bodies, and single names that may be surnames."""
    one_name = mention.kind == Speaker.Kind.UNKNOWN and " " not in mention.name and mention.name[:1].isupper()
    return mention.kind in (Speaker.Kind.PERSON, Speaker.Kind.BODY) or one_name


def _is_surname(mention: Mention) -> bool:
    return mention.kind in (Speaker.Kind.PERSON, Speaker.Kind.UNKNOWN) and is_short(mention.name)


def meant(article: Article, *, mentions: list[Mention]) -> dict[Mention, Meant]:
    """What the newsroom's names say, those of this article before those of all."""
    keys = [key for m in mentions for key in (key_here(m, article=article), *same_names(key_of(m)))]
    aliases = SpeakerAlias.objects.filter(newsroom=article.newsroom, key__in=keys)
    # A name that was learnt while its speaker was merged still hangs on the one that went.
    rows = {a.key: a.speaker.merged_into or a.speaker for a in aliases.select_related("speaker__merged_into")}
    return {m: one for m in mentions if (one := _meaning(article, mention=m, rows=rows)) is not None}


def _meaning(article: Article, *, mention: Mention, rows: dict[str, Speaker]) -> Meant | None:
    here = rows.get(key_here(mention, article=article))
    wide = mention.kind in NAMED or may_be_known(mention)
    shared = [rows[key] for key in same_names(key_of(mention)) if key in rows] if wide else []
    shared = [row for row in shared if one_kind(mention.kind, row.kind)]
    if here is None and not shared:
        return None
    sure = len(shared) < 2 and not _is_surname(mention)
    return Meant(speaker=here or shared[0], sure=sure, here=here is not None, names=len(shared))


def one_kind(a: str, b: str) -> bool:
    """Whether a name can mean both: "Jordan" the person is not Jordan the state."""
    return Speaker.Kind.UNKNOWN in (a, b) or (a == Speaker.Kind.PERSON) == (b == Speaker.Kind.PERSON)
