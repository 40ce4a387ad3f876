"""A text and where a figure stands in it; the stems of what the figure counts or measures, out."""

from __future__ import annotations

import re

from claims.text.spans import Span
from claims.text.terms import Word, words

_MAX_WORDS = 3
_BREAK = re.compile(r"[.,;:!?()\"“”]")
_CROSSED = frozenset(
    [
        "of",
        "the",
        "a",
        "an",
        "in",
        "for",
        "its",
        "their",
        "his",
        "her",
        "our",
        "additional",
        "new",
        "more",
        "other",
        "extra",
    ]
)


def measure(text: str, figure: Span) -> tuple[str, ...]:
    """Stems of the content words the figure stands with: those right behind it, else those right before."""
    all_words = words(text)
    behind = _run(text, [w for w in all_words if w.span.start >= figure.end], at=figure.end)
    if behind:
        return behind
    return _run(text, [w for w in reversed(all_words) if w.span.end <= figure.start], at=figure.start)


def _run(text: str, nearby: list[Word], *, at: int) -> tuple[str, ...]:
    stems: list[str] = []
    for word in nearby:
        gap = text[at : word.span.start] if word.span.start >= at else text[word.span.end : at]
        if _BREAK.search(gap) or len(stems) >= _MAX_WORDS:
            break
        at = word.span.end if word.span.start >= at else word.span.start
        if word.is_content:
            stems.append(word.stem)
        elif stems or word.lower not in _CROSSED:
            break
    return tuple(stems)
