"""What editors say about who is who -> stored, and the claims that move compared again."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from claims.models import Claim, MergeSuggestion, Speaker, SpeakerMerge, User
from claims.pipeline.sending import send_claims
from claims.review import parting, suggestions
from claims.review import speakers as merging


def merge_speakers(*, keep: Speaker, merge: Sequence[Speaker], by: User | None = None) -> Speaker:
    """Make several speakers one; their claims are compared again. Raises ``Refused``."""
    with transaction.atomic():
        kept = merging.merge(keep=keep, others=merge, by=by)
        send_claims(list(Claim.objects.filter(speaker=kept).unmatched().values_list("pk", flat=True)))
    return kept


def split_speakers(*, merged: SpeakerMerge, along: Sequence[int] = (), by: User | None = None) -> Speaker:
    """Undo a merge; what moves is compared again, flags between the two follow. Raises ``Refused``."""
    with transaction.atomic():
        gone, moved = merging.split(merged=merged, along=along, by=by)
        send_claims(moved)
    return gone


def part_speaker(*, speaker: Speaker, claims: Sequence[int], name: str, by: User | None = None) -> Speaker:
    """Give some of a speaker's claims to another one, made if new; they are compared again. Raises ``Refused``."""
    with transaction.atomic():
        to, moved = parting.part(speaker=speaker, claims=claims, name=name, by=by)
        send_claims(moved)
    return to


def accept_suggestion(*, suggestion: MergeSuggestion, keep: Speaker | None = None, by: User | None = None) -> Speaker:
    """Merge the two speakers that a suggestion is about; their claims are compared again. Raises ``Refused``."""
    with transaction.atomic():
        kept = suggestions.accept(suggestion=suggestion, keep=keep, by=by)
        send_claims(list(Claim.objects.filter(speaker=kept).unmatched().values_list("pk", flat=True)))
    return kept


def refuse_suggestion(*, suggestion: MergeSuggestion, by: User | None = None) -> None:
    """Keep the two speakers apart for good. Raises ``Refused``."""
    suggestions.refuse(suggestion=suggestion, by=by)


def identify_speaker(*, speaker: Speaker, wikidata_id: str, by: User | None = None) -> MergeSuggestion | None:
    """Give a speaker its Wikidata id; one that another has is asked about instead. Raises ``Refused``."""
    return suggestions.identify(speaker=speaker, wikidata_id=wikidata_id, by=by)
