"""Claims that stand under the wrong speaker -> under the right one, made where the newsroom does not know them yet."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from claims.models import Claim, Speaker, SpeakerAlias, SpeakerSplit, User
from claims.models.speakers import same_names
from claims.review.errors import Refused
from claims.review.speakers import copy_roles, locked_speakers, move_claims
from claims.text.normalise import name_key

LONGEST = 300


def part(*, speaker: Speaker, claims: Sequence[int], name: str, by: User | None = None) -> tuple[Speaker, list[int]]:
    """Give some claims of ``speaker`` to the speaker called ``name``, who is made unless another one has that name.

    The speaker's own name makes a second one of the same name. Extraction leaves the claims alone from then on.
    Returns whose the claims are now, and their ids.

    Raises:
        Refused: when the name is none, or the claims are none of the speaker's.
    """
    name = " ".join(name.split())
    key = name_key(name)[:LONGEST]
    if not key or len(name) > LONGEST:
        raise Refused("That is no name.", field="name")
    with transaction.atomic():
        origin = locked_speakers([speaker.pk])[speaker.pk]
        ids = _of(origin, claims=claims)
        to = _called(name, key=key, origin=origin)
        SpeakerSplit.objects.create(newsroom_id=origin.newsroom_id, origin=origin, made=to, claims=ids, by=by)
        move_claims(ids, to=to)
        Claim.objects.filter(pk__in=ids).update(version=F("version") + 1)
        copy_roles(ids, speaker=to, of=origin)
        _mean_there(ids, to=to, origin=origin)
    return to, ids


def _of(origin: Speaker, *, claims: Sequence[int]) -> list[int]:
    if origin.merged_into_id is not None:
        raise Refused("This speaker was merged into another one.", field="speaker")
    found = Claim.objects.filter(pk__in=claims, speaker=origin).order_by("pk")
    ids = list(found.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    if not ids or len(ids) != len(set(claims)):
        raise Refused(f"Choose claims of {origin.name}.", field="claims")
    return ids


def _called(name: str, *, key: str, origin: Speaker) -> Speaker:
    """The other speaker of that name; a new one under the next free key where the name is the origin's own."""
    aliases = SpeakerAlias.objects.filter(newsroom=origin.newsroom_id, key__in=same_names(key))
    rows = {alias.key: alias.speaker for alias in aliases.select_related("speaker")}
    others = [row for row in rows.values() if row != origin]
    if others and rows.get(key) != origin:
        return others[0]
    free = next((one for one in same_names(key) if one not in rows), None)
    if free is None:
        raise Refused("Too many speakers have this name.", field="name")
    return Speaker.called(name, key=free, newsroom=origin.newsroom, kind=origin.kind)


def _mean_there(ids: Sequence[int], *, to: Speaker, origin: Speaker) -> None:
    """In articles that keep no claim of the origin, its name means the other one."""
    left = Claim.objects.filter(speaker=origin, article__isnull=False).values("article")
    articles = Claim.objects.filter(pk__in=ids, article__isnull=False).exclude(article__in=left)
    key = name_key(origin.name)[:LONGEST]
    rows = [
        SpeakerAlias(newsroom_id=origin.newsroom_id, speaker=to, name=origin.name, key=f"{key}#article-{article}")
        for article in articles.order_by("article").values_list("article", flat=True).distinct()
    ]
    SpeakerAlias.objects.bulk_create(rows, ignore_conflicts=True)
