"""Speakers that are one and the same -> one row; the others point to it and keep their names."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from claims.models import Claim, Speaker, SpeakerAlias, SpeakerRole
from claims.review.errors import Refused


def merge(*, keep: Speaker, others: Sequence[Speaker]) -> Speaker:
    """Move claims, aliases and roles of ``others`` to ``keep`` and have the claims matched again.

    Raises:
        Refused: when one of them is ``keep`` itself, was merged before, or belongs to another newsroom.
    """
    ids = sorted({speaker.pk for speaker in others} | {keep.pk})
    if len(ids) != len(others) + 1:
        raise Refused("A speaker is not merged into itself.", field="speaker")
    with transaction.atomic():
        locked = {
            speaker.pk: speaker for speaker in Speaker.objects.select_for_update().filter(pk__in=ids).order_by("pk")
        }
        if any(s.newsroom_id != keep.newsroom_id for s in locked.values()):
            raise Refused("Speakers of two newsrooms are not merged.", field="speaker")
        if any(s.merged_into_id for s in locked.values()):
            raise Refused("One of them was merged before.", field="speaker")
        gone = [pk for pk in ids if pk != keep.pk]
        Claim.objects.filter(speaker__in=gone).update(speaker=keep, matched_at=None, queued_at=timezone.now())
        SpeakerAlias.objects.filter(speaker__in=gone).update(speaker=keep)
        _move_roles(keep, gone=gone)
        Speaker.objects.filter(merged_into__in=gone).update(merged_into=keep)
        Speaker.objects.filter(pk__in=gone).update(merged_into=keep)
    keep.refresh_from_db()
    return keep


def _move_roles(keep: Speaker, *, gone: list[int]) -> None:
    roles = list(SpeakerRole.objects.filter(speaker__in=gone))
    moved = [SpeakerRole(speaker=keep, title=r.title, article_id=r.article_id, seen_on=r.seen_on) for r in roles]
    SpeakerRole.objects.bulk_create(moved, ignore_conflicts=True)
    SpeakerRole.objects.filter(pk__in=[role.pk for role in roles]).delete()
