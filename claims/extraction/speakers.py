"""Mentions of one article -> the newsroom's Speaker rows: one a person or body, by name, alias and role.

Where it is not sure that two are one, both stay and an editor is asked (``MergeSuggestion``).
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.attribution import Mention
from claims.extraction.choice import Choice, choose
from claims.extraction.identity import Likeness
from claims.extraction.lookalikes import alone, lookalikes
from claims.extraction.names import NAMED, Meant, key_here, key_of, may_be_known, meant, one_kind
from claims.models import Article, MergeSuggestion, Speaker, SpeakerAlias, SpeakerRole
from claims.text.normalise import name_key

SUGGESTED = 5  # questions at most about one new speaker


@dataclass(frozen=True, slots=True)
class Identified:
    """A mention's row; ``doubt`` tells why a person should look, as in ``Attribution``."""

    speaker: Speaker | None
    doubt: str = ""


NOBODY = Identified(None)


def speakers_of(article: Article, *, mentions: set[Mention]) -> dict[Mention, Identified]:
    """The speaker row of every mention; rows are made for names that the newsroom does not know yet.

    An anonymous source is one row an article: "a senior official" here is not the one over there.
    """
    leads = _leads(mentions)
    ordered = sorted(set(leads.values()), key=lambda mention: (key_of(mention), mention.kind))
    known = meant(article, mentions=ordered)
    fits: dict[Mention, list[Likeness]] = {}
    if strange := [m for m in ordered if may_be_known(m) and not (m in known and known[m].sure)]:
        alone(article.newsroom, mentions=strange)
        known = meant(article, mentions=ordered)  # somebody may have made them while we waited
        fits = lookalikes(article.newsroom, mentions=strange, on=article.published_on)
    met = frozenset(one.speaker.pk for one in known.values() if one.sure)
    found = {m: _row(article, mention=m, known=known.get(m), fits=fits.get(m, []), met=met) for m in ordered}
    rows = {mention: found[lead] for mention, lead in leads.items()}
    _remember(article, rows={mention: one.speaker for mention, one in rows.items() if one.speaker})
    return rows


def _leads(mentions: set[Mention]) -> dict[Mention, Mention]:
    """For each mention the one of its name that tells most: one name is one speaker throughout an article."""
    ordered = sorted(mentions, key=lambda m: (-len(m.role), m.role, m.name, m.aliases))
    first: dict[tuple[str, str], Mention] = {}
    return {m: first.setdefault((key_of(m), m.kind), m) for m in ordered}


def _row(
    article: Article, *, mention: Mention, known: Meant | None, fits: list[Likeness], met: frozenset[int]
) -> Identified:
    if known is not None and known.sure:
        return Identified(known.speaker)
    pk, names = (known.speaker.pk, known.names) if known else (None, 1)
    choice = choose(mention, known=pk, fits=fits, taken=met - {pk}, names=names)
    if known is not None and known.here:  # read before: it stays who it was, and doubtful while it is
        return Identified(
            known.speaker, "" if any(fit.known.id == pk and fit.known.full for fit in fits) else choice.doubt
        )
    if choice.speaker_id is None:
        made = _make(article, mention=mention, choice=choice)
        _ask(article, speaker=made, fits=[fit for fit in fits if fit.known.id not in {made.pk, *met}][:SUGGESTED])
        return Identified(made, choice.doubt)
    chosen = Speaker.objects.get(pk=choice.speaker_id)
    if chosen.pk != pk:
        _call(article, mention=mention, speaker=chosen, here=choice.here)
    return Identified(chosen, choice.doubt)


def _make(article: Article, *, mention: Mention, choice: Choice) -> Speaker:
    shared = not choice.here and (mention.kind in NAMED or (choice.asked and may_be_known(mention)))
    key = key_of(mention) if shared else key_here(mention, article=article)
    kind = mention.kind if mention.kind in Speaker.Kind.values else Speaker.Kind.UNKNOWN
    made = Speaker.called(mention.name[:300], key=key, newsroom=article.newsroom, kind=kind)
    if one_kind(mention.kind, made.kind):
        return made
    return Speaker.called(
        mention.name[:300], key=key_here(mention, article=article), newsroom=article.newsroom, kind=kind
    )


def _call(article: Article, *, mention: Mention, speaker: Speaker, here: bool) -> None:
    """Remember that the mention means the speaker: in this article, or, where the name tells enough, in all."""
    key = key_here(mention, article=article) if here else key_of(mention)
    alias = SpeakerAlias(newsroom=article.newsroom, speaker=speaker, name=mention.name[:300], key=key)
    SpeakerAlias.objects.bulk_create([alias], ignore_conflicts=True)


def _ask(article: Article, *, speaker: Speaker, fits: list[Likeness]) -> None:
    rows = []
    for fit in fits:
        a, b = sorted((speaker.pk, fit.known.id))
        reasons = list(fit.reasons)
        rows.append(
            MergeSuggestion(
                newsroom=article.newsroom, a_id=a, b_id=b, article=article, score=fit.score, reasons=reasons
            )
        )
    MergeSuggestion.objects.bulk_create(sorted(rows, key=lambda row: (row.a_id, row.b_id)), ignore_conflicts=True)


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
