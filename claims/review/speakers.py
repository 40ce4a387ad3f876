"""Speakers that are one and the same -> one row, on record, so that they can be parted again without loss."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from claims.models import Claim, MergeSuggestion, Speaker, SpeakerAlias, SpeakerMerge, SpeakerRole, User
from claims.review.errors import Outdated, Refused

FOLLOWED = 100  # merges whose stragglers one call moves


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A merge that was not undone, with the speaker that went and the one that has what it brought now, locked."""

    record: SpeakerMerge
    gone: Speaker
    holder: Speaker


def merge(*, keep: Speaker, others: Sequence[Speaker], by: User | None = None) -> Speaker:
    """Move claims, aliases and roles of ``others`` to ``keep`` and have the claims matched again.

    Raises:
        Refused: when one of them is ``keep`` itself, was merged before, belongs to another newsroom, or when their
            Wikidata ids say that they are two.
    """
    ids = sorted({speaker.pk for speaker in others} | {keep.pk})
    if len(ids) != len(others) + 1:
        raise Refused("A speaker is not merged into itself.", field="speaker")
    with transaction.atomic():
        locked = locked_speakers(ids)
        _check(list(locked.values()))
        for pk in ids:
            if pk != keep.pk:
                _take_in(locked[keep.pk], gone=locked[pk], by=by)
    keep.refresh_from_db()
    return keep


def split(*, merged: SpeakerMerge, along: Sequence[int] = (), by: User | None = None) -> tuple[Speaker, list[int]]:
    """Undo a merge: the speaker that went stands again, with all that it brought and that nobody moved since.

    What came later stays with the one that was kept, but for the claims ``along`` that go with the other. Returns the
    speaker and the ids of the claims that moved.

    Raises:
        Refused: when it was undone before, or one of ``along`` is not a claim of the speaker that was kept.
        Outdated: when the one that was kept was itself merged or parted at this very moment.
    """
    with transaction.atomic():
        held = _held(merged.pk)
        record = held.record
        moved = _restore(record, gone=held.gone, holder=held.holder, along=along)
        record.undone_at, record.undone_by = timezone.now(), by
        record.save(update_fields=["undone_at", "undone_by"])
        _reopen(held.gone.pk, held.holder.pk)
    return held.gone, moved


def follow(*, since: dt.datetime) -> list[int]:
    """Bring claims that were written under a speaker while it was merged to the one that it is now.

    An extraction may have read who is who before a merge and write after it. Looks at merges since that moment, at most
    ``FOLLOWED`` of them; what is moved goes on their records, so that parting gives it back. Again, it changes nothing.
    Returns the ids of the claims, which are to be compared again.
    """
    left = Exists(Claim.objects.filter(speaker=OuterRef("gone")))
    records = SpeakerMerge.objects.filter(left, undone_at__isnull=True, merged_at__gte=since).order_by("pk")
    ids = list(records.values_list("pk", flat=True)[:FOLLOWED])
    return [claim for pk in ids for claim in _follow(pk)]


def _follow(pk: int) -> list[int]:
    with transaction.atomic():
        try:
            held = _held(pk)
        except Refused:  # undone, or on its way to a third one: the next call sees what came of it
            return []
        left = Claim.objects.filter(speaker=held.gone).order_by("pk").select_for_update(no_key=True)
        ids = list(left.values_list("pk", flat=True))
        for record in _onward(held.record):
            record.claims = sorted({*record.claims, *ids})
            record.save(update_fields=["claims"])
        move_claims(ids, to=held.holder)
        copy_roles(ids, speaker=held.holder, of=held.gone)
    return ids


def _onward(record: SpeakerMerge) -> list[SpeakerMerge]:
    """The merge, and those by which whoever it kept went on: parted in any order, each gives back what it brought."""
    way = [record]
    while (later := SpeakerMerge.objects.filter(gone=way[-1].kept_id, undone_at__isnull=True).first()) is not None:
        way.append(later)
    return way


def _held(pk: int) -> Standing:
    """The merge with both its speakers, locked and not merged on or parted since they were read.

    Raises:
        Refused: when it was undone. Outdated: when somebody moved one of the two while we waited for them.
    """
    record = SpeakerMerge.objects.select_related("kept", "gone").get(pk=pk)
    locked = locked_speakers([record.gone_id, record.kept.merged_into_id or record.kept_id])
    record.refresh_from_db(fields=["claims", "undone_at"])
    if record.undone_at is not None:
        raise Refused("These two were parted already.", field="merge")
    gone = locked[record.gone_id]
    holder = locked.get(gone.merged_into_id or 0)
    if holder is None or holder.merged_into_id is not None:
        words = f"{record.kept.name} was merged or parted at this moment; look at it again."
        raise Outdated(words, field="merge")
    return Standing(record=record, gone=gone, holder=holder)


def locked_speakers(ids: Sequence[int]) -> dict[int, Speaker]:
    """The speakers, locked in the order of their ids, and before any of their claims.

    Rows that point at them may be written meanwhile (``no_key``): extraction holds claims when it does, and would wait
    for us while we wait for those.
    """
    rows = Speaker.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids).order_by("pk")
    return {speaker.pk: speaker for speaker in rows}


def _check(speakers: Sequence[Speaker]) -> None:
    if len({speaker.newsroom_id for speaker in speakers}) > 1:
        raise Refused("Speakers of two newsrooms are not merged.", field="speaker")
    if any(speaker.merged_into_id for speaker in speakers):
        raise Refused("One of them was merged before.", field="speaker")
    ids = sorted({speaker.wikidata_id for speaker in speakers} - {""})
    if len(ids) > 1:
        raise Refused(f"Their Wikidata ids say that they are not one: {', '.join(ids)}.", field="speaker")


def _take_in(keep: Speaker, *, gone: Speaker, by: User | None) -> None:
    settle(gone.pk, keep.pk, state=MergeSuggestion.State.ACCEPTED, by=by)  # while the two are still two
    theirs = Claim.objects.filter(speaker=gone).order_by("pk").select_for_update(no_key=True)
    claims = list(theirs.values_list("pk", flat=True))
    aliases = list(SpeakerAlias.objects.filter(speaker=gone).values_list("pk", flat=True))
    # A role that the other has from the same article stays where it is, unseen until the two are parted.
    had = SpeakerRole.objects.filter(speaker=keep).values_list("title", "article")
    roles = [r.pk for r in SpeakerRole.objects.filter(speaker=gone) if (r.title, r.article_id) not in set(had)]
    followers = list(Speaker.objects.filter(merged_into=gone).values_list("pk", flat=True))
    SpeakerMerge.objects.create(
        newsroom_id=keep.newsroom_id,
        kept=keep,
        gone=gone,
        claims=claims,
        aliases=aliases,
        roles=roles,
        followers=followers,
        wikidata_id="" if keep.wikidata_id else gone.wikidata_id,
        by=by,
    )
    move_claims(claims, to=keep)
    SpeakerAlias.objects.filter(pk__in=aliases).update(speaker=keep)
    SpeakerRole.objects.filter(pk__in=roles).update(speaker=keep)
    Speaker.objects.filter(pk__in=[gone.pk, *followers]).update(merged_into=keep)
    if gone.wikidata_id and not keep.wikidata_id:
        keep.wikidata_id = gone.wikidata_id
        keep.save(update_fields=["wikidata_id"])


def _restore(record: SpeakerMerge, *, gone: Speaker, holder: Speaker, along: Sequence[int]) -> list[int]:
    """Give back what the merge moved and is still where it was moved to; returns the ids of the claims."""
    theirs = Claim.objects.filter(speaker=holder)
    if set(along) - set(theirs.filter(pk__in=along).values_list("pk", flat=True)):
        raise Refused(f"One of these claims is not {holder.name}’s.", field="claims")
    moving = theirs.filter(pk__in={*record.claims, *along}).order_by("pk").select_for_update(no_key=True)
    claims = list(moving.values_list("pk", flat=True))
    move_claims(claims, to=gone)
    SpeakerAlias.objects.filter(pk__in=record.aliases, speaker=holder).update(speaker=gone)
    SpeakerRole.objects.filter(pk__in=record.roles, speaker=holder).update(speaker=gone)
    copy_roles(claims, speaker=gone, of=holder)
    Speaker.objects.filter(pk__in=record.followers, merged_into=holder).update(merged_into=gone)
    if record.wikidata_id and holder.wikidata_id == record.wikidata_id:
        holder.wikidata_id = ""
        holder.save(update_fields=["wikidata_id"])
    gone.merged_into = None
    same = Speaker.objects.standing().filter(newsroom=gone.newsroom_id, wikidata_id=gone.wikidata_id)
    if gone.wikidata_id and same.exclude(pk=gone.pk).exists():
        gone.wikidata_id = ""  # given to another one meanwhile: an id means one speaker
    gone.save(update_fields=["merged_into", "wikidata_id"])
    return claims


def move_claims(ids: Sequence[int], *, to: Speaker) -> None:
    """Give claims to a speaker and have them compared again."""
    Claim.objects.filter(pk__in=ids).update(speaker=to, matched_at=None, queued_at=timezone.now())


def copy_roles(claims: Sequence[int], *, speaker: Speaker, of: Speaker) -> None:
    """What ``of`` is called in the articles of these claims holds for whom they went to as well."""
    articles = Claim.objects.filter(pk__in=claims, article__isnull=False).values("article")
    has = set(SpeakerRole.objects.filter(speaker=speaker).values_list("article", flat=True))
    rows = SpeakerRole.objects.filter(speaker=of, article__in=articles).exclude(article__in=has)
    copies = [SpeakerRole(speaker=speaker, title=r.title, article_id=r.article_id, seen_on=r.seen_on) for r in rows]
    SpeakerRole.objects.bulk_create(copies, ignore_conflicts=True)


def settle(a: int, b: int, *, state: str, by: User | None) -> int:
    """Close what was asked about two speakers, under whichever row; returns how many questions that were."""
    open_ = MergeSuggestion.objects.between(a, b).filter(state=MergeSuggestion.State.OPEN)
    ids = list(open_.values_list("pk", flat=True))
    rows = MergeSuggestion.objects.filter(pk__in=ids)
    return rows.update(state=state, decided_by=by, decided_at=timezone.now())


def _reopen(a: int, b: int) -> None:
    """Whoever parts two again has said that they are two: nobody is asked about them any more."""
    accepted = MergeSuggestion.objects.between(a, b).filter(state=MergeSuggestion.State.ACCEPTED)
    ids = list(accepted.values_list("pk", flat=True))
    MergeSuggestion.objects.filter(pk__in=ids).update(state=MergeSuggestion.State.REFUSED)
