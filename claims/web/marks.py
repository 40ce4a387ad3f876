"""A text and marked spans come in, nested or overlapping as they like; plain segments in order go out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from claims.text.spans import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A named span of a text; ``what`` is the thing it stands for."""

    span: Span
    name: str
    what: Any = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text under one set of marks, the shortest mark first; ``opens`` are the marks that begin here."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of its marks."""
        return frozenset(mark.name for mark in self.marks)

    @property
    def what(self) -> Any:
        """What its innermost mark that stands for something stands for."""
        return next((mark.what for mark in self.marks if mark.what is not None), None)


def segments(text: str, marks: Iterable[Mark], *, within: Span | None = None) -> list[Segment]:
    """Cut ``text`` (or the part ``within``) at every edge of a mark; the pieces joined are that text again.

    Marks that reach outside are clipped. Cost grows with the text and with the marks that cover one place.
    """
    part = within or Span(0, max(len(text), 1))
    ours = [mark for mark in marks if mark.span.overlaps(part)]
    starts: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in ours:
        starts.setdefault(max(mark.span.start, part.start), []).append(mark)
        ends.setdefault(min(mark.span.end, part.end), []).append(mark)
    edges = sorted({part.start, part.end, *starts, *ends})
    active: list[Mark] = []
    found: list[Segment] = []
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark not in ends.get(start, [])] + starts.get(start, [])
        inner_first = tuple(sorted(active, key=lambda mark: len(mark.span)))
        opens = tuple(mark for mark in starts.get(start, []) if mark.span.start == start)
        found.append(Segment(text[start:end], inner_first, opens))
    return found
