"""Attributions come in; those whose source is "I" or "we" within another's quoted words go out with that speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from claims.extraction.attribution import Attribution
from claims.text.kinds import Kind
from claims.text.spans import Span

SHARE = 0.9  # "we" may be more than the one who speaks
_SELF = frozenset(("i", "me", "my", "we", "us", "our", "myself", "ourselves"))
_NEAR = 3  # quotations that begin before a place and may hold it


def first_person(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions in their order, "I" and "we" given to whoever speaks the quotation they stand in."""
    quoted = sorted(
        ((piece.start, piece.end, k) for k, a in enumerate(attributions) for piece in a.content if _is_quoted(a)),
    )
    return [_spoken(a, _around(a.source, quoted, attributions)) if _is_self(text, a) else a for a in attributions]


def _is_quoted(attribution: Attribution) -> bool:
    return attribution.kind is not Kind.INDIRECT and attribution.speaker is not None


def _is_self(text: str, attribution: Attribution) -> bool:
    source = attribution.source
    return attribution.speaker is None and source is not None and source.of(text).casefold() in _SELF


def _around(
    source: Span | None, quoted: Sequence[tuple[int, int, int]], attributions: Sequence[Attribution]
) -> Attribution | None:
    """The attribution whose quoted words hold the source."""
    if source is None:
        return None
    place = bisect_right(quoted, (source.start, source.end, len(attributions)))
    near = reversed(quoted[max(0, place - _NEAR) : place])
    return next((attributions[k] for start, end, k in near if start <= source.start and source.end <= end), None)


def _spoken(attribution: Attribution, outer: Attribution | None) -> Attribution:
    if outer is None:
        return attribution
    confidence = round(min(attribution.confidence / 0.3, 1.0) * outer.confidence * SHARE, 3)
    return replace(attribution, speaker=outer.speaker, confidence=confidence, doubt=outer.doubt)
