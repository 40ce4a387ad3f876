"""A question whether two speakers are one, and an editor's answer -> one speaker, or two for good."""

from __future__ import annotations

import re

from django.db import IntegrityError, transaction

from claims.models import Claim, MergeSuggestion, Speaker, User
from claims.models.speakers import WIKIDATA
from claims.review.errors import Outdated, Refused
from claims.review.speakers import locked_speakers, merge, settle

DECIDED = "This was decided already."


def accept(*, suggestion: MergeSuggestion, keep: Speaker | None = None, by: User | None = None) -> Speaker:
    """Merge the two; ``keep`` stays, else the one that ``likelier`` names.

    Raises:
        Refused: when it was decided before, or the two cannot be merged. Outdated: when one of them changed just now.
    """
    with transaction.atomic():
        a, b = _asked(suggestion)
        kept = keep or likelier(a, b)
        if kept not in (a, b):
            raise Refused("Keep one of the two.", field="keep")
        return merge(keep=kept, others=[b if kept == a else a], by=by)


def refuse(*, suggestion: MergeSuggestion, by: User | None = None) -> None:
    """Keep the two apart; nobody is asked about them again.

    Raises:
        Refused: when it was decided before. Outdated: when one of the two changed just now.
    """
    with transaction.atomic():
        a, b = _asked(suggestion)
        settle(a.pk, b.pk, state=MergeSuggestion.State.REFUSED, by=by)


def identify(*, speaker: Speaker, wikidata_id: str, by: User | None = None) -> MergeSuggestion | None:
    """Give a speaker its Wikidata id, or take it with ``""``. One that another speaker has becomes a question instead.

    Raises:
        Refused: when it is no id, or the two were kept apart before.
    """
    wikidata_id = wikidata_id.strip()
    if wikidata_id and not re.match(WIKIDATA, wikidata_id):
        raise Refused("A Wikidata id is a Q and a number, as in Q42.", field="wikidata_id")
    try:
        with transaction.atomic():
            Speaker.objects.filter(pk=speaker.pk).update(wikidata_id=wikidata_id)
    except IntegrityError:
        same = Speaker.objects.standing().filter(newsroom=speaker.newsroom_id, wikidata_id=wikidata_id)
        return _ask(speaker, same.exclude(pk=speaker.pk).get())
    speaker.wikidata_id = wikidata_id
    return None


def likelier(a: Speaker, b: Speaker) -> Speaker:
    """Which of two rows to keep: one that Wikidata knows, one with a full name, the one that is quoted more."""

    def weight(speaker: Speaker) -> tuple[bool, bool, int, int]:
        said = Claim.objects.standing().filter(speaker=speaker).count()
        return bool(speaker.wikidata_id), len(speaker.name.split()) > 1, said, -speaker.pk

    return max(a, b, key=weight)


def _ask(one: Speaker, other: Speaker) -> MergeSuggestion:
    a, b = sorted((one, other), key=lambda speaker: speaker.pk)
    reason = f"both were given the Wikidata id {other.wikidata_id}"
    values = {"newsroom_id": one.newsroom_id, "score": 1.0, "reasons": [reason]}
    found, created = MergeSuggestion.objects.get_or_create(a=a, b=b, defaults=values)
    if not created and found.state != MergeSuggestion.State.OPEN:
        raise Refused(f"{other.name} has this id, and the two were kept apart.", field="wikidata_id")
    if not created and reason not in found.reasons:
        found.reasons, found.score = [reason, *found.reasons], 1.0
        found.save(update_fields=["reasons", "score"])
    return found


def _asked(suggestion: MergeSuggestion) -> tuple[Speaker, Speaker]:
    """The two speakers that it is about now, locked, then the suggestion: ``merge`` takes them in that order."""
    asked = [speaker.pk for speaker in _pair(suggestion.pk)]
    locked = locked_speakers(asked)
    row = MergeSuggestion.objects.select_for_update(of=("self",), no_key=True).get(pk=suggestion.pk)
    if row.state != MergeSuggestion.State.OPEN:
        raise Refused(DECIDED, field="suggestion")
    if [speaker.pk for speaker in _pair(suggestion.pk)] != asked:  # merged or parted while we waited for them
        raise Outdated("One of the two was merged or parted at this moment; look at them again.", field="suggestion")
    a, b = (locked[pk] for pk in asked)
    if a == b:
        raise Refused("The two are one already.", field="suggestion")
    return a, b


def _pair(pk: int) -> tuple[Speaker, Speaker]:
    row = MergeSuggestion.objects.select_related("a__merged_into", "b__merged_into").get(pk=pk)
    return row.a.merged_into or row.a, row.b.merged_into or row.b
