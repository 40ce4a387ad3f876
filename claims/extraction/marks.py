"""A tagged content and the quotations of its text come in; the content with its quotations whole goes out.

Structure before statistics: where marks are sound, a quotation is in or out as a whole, with its marks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from claims.text.quotation import Quotation
from claims.text.spans import Span

MOST = 0.5
"""The share of a quotation that must be in a content for all of it to be."""


class Marks:
    """The outer quotations of one text, by place."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._quotations = [q for q in quotations if not q.nested]
        self._starts = [q.span.start for q in self._quotations]
        self._ends = [q.span.end for q in self._quotations]

    def touching(self, span: Span) -> list[Quotation]:
        """The quotations that share a code point with ``span``."""
        return self._quotations[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]

    def holding(self, span: Span) -> Quotation | None:
        """The quotation that ``span`` stands in."""
        return next((q for q in self.touching(span) if q.span.contains(span)), None)

    def whole(self, piece: Span, *, others: Sequence[Span]) -> Span:
        """``piece`` with the quotations it cuts taken in, or left out; never over one of ``others`` (cue, source)."""
        start, end = piece.start, piece.end
        for quote in self.touching(piece):
            inside = min(end, quote.span.end) - max(start, quote.span.start)
            if quote.doubt or any(quote.span.overlaps(other) for other in others):
                continue
            if inside >= MOST * len(quote.span):
                start, end = min(start, quote.span.start), max(end, quote.span.end)
        return Span(start, end)
