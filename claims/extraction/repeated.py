"""A text and its attributions come in; the paragraphs that stand in it more than once go out as its own statements."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from claims.extraction.attribution import Attribution
from claims.text.kinds import Kind
from claims.text.normalise import fold
from claims.text.sentences import paragraphs
from claims.text.spans import Span

LEAST_WORDS = 6
"""Shorter lines ("Read more here") repeat for other reasons."""


def repeated(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Each occurrence of a paragraph that stands twice or more and attributes nothing: the article says it."""
    groups: dict[str, list[Span]] = {}
    for paragraph in paragraphs(text):
        groups.setdefault(fold(paragraph.of(text)), []).append(paragraph)
    starts = sorted(piece.start for a in attributions for piece in a.content)
    return [
        _statement(place, times=len(places))
        for folded, places in groups.items()
        if len(places) > 1 and len(folded.split()) >= LEAST_WORDS and not any(_holds(place, starts) for place in places)
        for place in places
    ]


def _holds(paragraph: Span, starts: list[int]) -> bool:
    found = bisect_left(starts, paragraph.start)
    return found < len(starts) and starts[found] < paragraph.end


def _statement(paragraph: Span, *, times: int) -> Attribution:
    doubt = f"this paragraph stands {times} times in the article"
    return Attribution(
        content=(paragraph,), source=None, cue=None, kind=Kind.STATEMENT, speaker=None, confidence=0.9, doubt=doubt
    )
