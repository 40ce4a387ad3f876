"""Mentions of one article -> the newsroom's Speaker rows: one a person or body across articles, by name and alias."""

from __future__ import annotations

from claims.extraction.attribution import Mention
from claims.models import Article, Speaker, SpeakerAlias, SpeakerRole
from claims.text.normalise import name_key

NAMED = {Speaker.Kind.PERSON, Speaker.Kind.BODY, Speaker.Kind.GROUP}


def speakers_of(article: Article, *, mentions: set[Mention]) -> dict[Mention, Speaker]:
    """The speaker row of every mention; rows are made for names that the newsroom does not know yet.

    An anonymous source is one row an article: "a senior official" here is not the one over there.
    """
    keys = {mention: _key(mention, article=article) for mention in mentions}
    rows = find_or_make(article, wanted={key: mention for mention, key in sorted_pairs(keys)})
    _remember(article, rows={mention: rows[key] for mention, key in keys.items()})
    return {mention: rows[key] for mention, key in keys.items()}


def sorted_pairs(keys: dict[Mention, str]) -> list[tuple[Mention, str]]:
    """By key, so that two workers lock the same names in the same order."""
    return sorted(keys.items(), key=lambda pair: pair[1])


def _key(mention: Mention, *, article: Article) -> str:
    key = name_key(mention.name) or mention.name.casefold()
    return key[:300] if mention.kind in NAMED else f"{key[:300]}#article-{article.pk}"


def find_or_make(article: Article, *, wanted: dict[str, Mention]) -> dict[str, Speaker]:
    """The speaker behind every key."""
    known = SpeakerAlias.objects.filter(newsroom=article.newsroom, key__in=wanted).select_related("speaker")
    rows = {alias.key: alias.speaker for alias in known}
    for key, mention in wanted.items():
        if key not in rows:
            rows[key] = Speaker.called(mention.name[:300], key=key, newsroom=article.newsroom, kind=_kind(mention))
    return rows


def _kind(mention: Mention) -> str:
    return mention.kind if mention.kind in Speaker.Kind.values else Speaker.Kind.UNKNOWN


def _remember(article: Article, *, rows: dict[Mention, Speaker]) -> None:
    aliases, roles = [], []
    for mention, speaker in sorted(rows.items(), key=lambda pair: pair[1].pk):
        aliases += [
            SpeakerAlias(newsroom=article.newsroom, speaker=speaker, name=name[:300], key=name_key(name)[:300])
            for name in mention.aliases
            if mention.kind in NAMED and _tells_apart(name, mention=mention)
        ]
        if mention.role:
            role = SpeakerRole(speaker=speaker, title=mention.role[:300], article=article, seen_on=article.published_on)
            roles.append(role)
    SpeakerAlias.objects.bulk_create(sorted(aliases, key=lambda alias: alias.key), ignore_conflicts=True)
    SpeakerRole.objects.bulk_create(roles, ignore_conflicts=True)


def _tells_apart(name: str, *, mention: Mention) -> bool:
    """A surname alone means somebody else in another article; a full name, or a body's acronym, does not."""
    key = name_key(name)
    return bool(key) and (mention.kind == Speaker.Kind.BODY or len(key.split()) > 1)
