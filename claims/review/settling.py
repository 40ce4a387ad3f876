"""An attribution that a person settled -> its claim's columns and its Correction. Inside the caller's transaction."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from claims.models import Article, Claim, Correction, Flag, Speaker, User
from claims.models.nesting import misplaced
from claims.review.errors import Refused
from claims.review.placing import Placed
from claims.text.normalise import fingerprint
from claims.text.spans import Span
from claims.text.worth import check_worthiness

Action = Correction.Action
_AS_IT_STANDS: dict[str, Any] = {}


def pieces_of(claim: Claim) -> list[Span]:
    """Where the claim's words stand in its revision."""
    whole = [[claim.start, claim.end]] if claim.start is not None else []
    return [Span(start, end) for start, end in claim.pieces or whole if start is not None and end is not None]


def state_of(claim: Claim) -> dict[str, Any]:
    """The attribution as a ``Correction`` tells it."""
    return {
        "content": [[piece.start, piece.end] for piece in pieces_of(claim)],
        "source": claim.source_span,
        "cue": claim.cue_span,
        "speaker": claim.speaker.name if claim.speaker else "",
        "speaker_id": claim.speaker_id,
        "kind": claim.kind,
        "confidence": claim.confidence,
        "doubt": claim.doubt,
    }


def check_unruled(claim: Claim) -> None:
    """Raises ``Refused`` when readers were told a verdict on the claim."""
    if claim.verdict_id is not None:
        raise Refused("A published verdict stands on this claim; withdraw the verdict first.", field="verdict")


def replace(claim: Claim, place: Placed, *, speaker: Speaker | None, text: str) -> None:
    """Write the claim anew. Flags that rest on what it was retire; comparing it again brings back those that hold."""
    changed = (claim.statement, claim.speaker_id) != (place.statement, speaker.pk if speaker else None)
    if changed:
        check_unruled(claim)
        retire(claim)
    put(claim, place, speaker=speaker, text=text)
    claim.save()


def put(claim: Claim, place: Placed, *, speaker: Speaker | None, text: str) -> None:
    """Set the claim's columns, not yet saved."""
    span = place.span
    if claim.statement != place.statement:
        claim.embedding, claim.embedded_by = None, ""
    claim.start, claim.end, claim.text = span.start, span.end, span.of(text)
    claim.pieces = [[piece.start, piece.end] for piece in place.pieces] if len(place.pieces) > 1 else []
    claim.statement, claim.fingerprint = place.statement, fingerprint(place.statement)
    worth = check_worthiness(place.statement, language=claim.language)
    claim.worth, claim.worth_reasons = worth.score, worth.codes
    claim.source_span, claim.source_text = _pair(place.source), place.source.of(text) if place.source else ""
    claim.cue_span, claim.cue = _pair(place.cue), place.cue.of(text) if place.cue else ""
    claim.speaker, claim.kind = speaker, place.kind
    settle(claim)


def nest(article: Article, *touched: Claim) -> None:
    """Bring in line which claims are told within which, one of them standing elsewhere now, or nowhere."""
    Claim.objects.bulk_update(misplaced(article), ["within"])
    for claim in touched:
        claim.refresh_from_db(fields=["within"])


def settle(claim: Claim) -> None:
    """A person has looked: it is trusted, extraction leaves it alone, and it is compared (again)."""
    claim.confidence, claim.doubt, claim.uncertain = 1.0, "", False
    claim.matched_at, claim.queued_at = None, timezone.now()
    claim.version += 1


def vouch(claim: Claim, *, by: User, note: str) -> None:
    """Write that the attribution is right as it stands."""
    before, compared = state_of(claim), None if claim.uncertain else claim.matched_at
    settle(claim)
    claim.matched_at = compared
    claim.save(update_fields=["confidence", "doubt", "uncertain", "matched_at", "queued_at", "version"])
    record(claim, action=Action.CONFIRM, before=before, by=by, note=note)


def retire(claim: Claim) -> None:
    """Withdraw the flags on the claim that nobody has decided."""
    decided = (Flag.State.CONFIRMED, Flag.State.DISMISSED)
    flags = Flag.objects.touching(claim.pk).exclude(state__in=decided).values("pk")
    # Asked again of each row: a decision that we waited for stands.
    undecided = Flag.objects.filter(pk__in=flags).exclude(state__in=decided)
    undecided.update(state=Flag.State.WITHDRAWN, holder=None, held_at=None)


def record(
    claim: Claim,
    *,
    action: Correction.Action,
    before: dict[str, Any] | None,
    by: User,
    note: str,
    after: dict[str, Any] | None = _AS_IT_STANDS,
) -> None:
    """Keep what was done, by whom."""
    assert claim.revision_id is not None  # who holds a claim for a person has asked
    Correction.objects.create(
        newsroom=claim.newsroom,
        revision_id=claim.revision_id,
        claim=claim,
        action=action,
        before=before,
        after=state_of(claim) if after is _AS_IT_STANDS else after,
        by=by,
        note=note.strip(),
    )


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
