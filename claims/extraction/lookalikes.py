"""Mentions whose names the newsroom does not know come in; the speakers that each may be, likeliest first, go out."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import connection
from django.db.models import Q, QuerySet

from claims.extraction.attribution import Mention
from claims.extraction.held import Held
from claims.extraction.identity import Known, Likeness, likeness, surname_of
from claims.models import Newsroom, Speaker, SpeakerAlias, SpeakerRole
from claims.text.normalise import name_key, unaccented
from claims.text.spelling import initials, skeleton

AT_MOST = 200  # rows that are looked at for the names of one article
PERSONS = (Speaker.Kind.PERSON, Speaker.Kind.UNKNOWN)


def alone(newsroom: Newsroom, *, mentions: Iterable[Mention]) -> None:
    """Make whoever else meets like names in the newsroom wait until this transaction ends.

    Without it two workers could each make a row for one of two spellings, and nobody would ask whether they are one.
    """
    families = sorted({family for mention in mentions for family in _families(mention)})
    with connection.cursor() as cursor:
        for family in families:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [newsroom.pk, f"speaker {family}"])


def lookalikes(
    newsroom: Newsroom, *, mentions: Collection[Mention], on: dt.date | None
) -> dict[Mention, list[Likeness]]:
    """For each mention the known speakers that it may be, the likeliest first. Three queries, however many."""
    rows = {row.pk: row for row in _rows(newsroom, mentions=mentions)}
    known = _known(rows)
    found = {m: [one for k in known if (one := likeness(m, k, on=on)) is not None] for m in mentions}
    return {m: sorted(fits, key=lambda fit: (-fit.score, fit.known.id)) for m, fits in found.items()}


def _families(mention: Mention) -> set[str]:
    if mention.kind == Speaker.Kind.BODY:
        return {unaccented(mention.name) if mention.name.isupper() else initials(mention.name), skeleton(mention.name)}
    return {skeleton(part) for part in surname_of(mention.name).split("-")}


def _rows(newsroom: Newsroom, *, mentions: Collection[Mention]) -> QuerySet[Speaker]:
    wanted = Q(pk__in=[])
    for mention in mentions:
        wanted |= _bodies(mention) if mention.kind == Speaker.Kind.BODY else _persons(mention)
    speakers = SpeakerAlias.objects.filter(wanted, newsroom=newsroom).order_by("-speaker").values("speaker")
    return Speaker.objects.standing().filter(pk__in=speakers[:AT_MOST])


def _persons(mention: Mention) -> Q:
    near = Q(pk__in=[])
    for part in surname_of(mention.name).split("-"):
        near |= Q(key__trigram_word_similar=part)
    return near & Q(speaker__kind__in=PERSONS)


def _bodies(mention: Mention) -> Q:
    name = mention.name
    if name.isupper() and " " not in name:  # letters: bodies whose words begin so, small words between
        spelled = r"( ((of|the|for|and|on|in) )*)".join(
            rf"{letter}\w*" for letter in unaccented(name) if letter.isalpha()
        )
        return Q(key__regex=rf"^{spelled}$", speaker__kind=Speaker.Kind.BODY)
    return Q(key__in=[initials(name)], speaker__kind=Speaker.Kind.BODY) | Q(
        key__trigram_similar=name_key(name), speaker__kind=Speaker.Kind.BODY
    )


def _known(rows: dict[int, Speaker]) -> list[Known]:
    names: defaultdict[int, list[str]] = defaultdict(list)
    for speaker_id, name in SpeakerAlias.objects.filter(speaker__in=rows).values_list("speaker", "name"):
        names[speaker_id].append(name)
    roles: defaultdict[int, list[Held]] = defaultdict(list)
    for role in SpeakerRole.objects.filter(speaker__in=rows).timeline():
        roles[role["speaker"]].append(Held(role["title"], role["first"], role["last"]))
    return [
        Known(id=pk, name=row.name, kind=row.kind, names=(row.name, *dict.fromkeys(names[pk])), roles=tuple(roles[pk]))
        for pk, row in sorted(rows.items())
    ]
