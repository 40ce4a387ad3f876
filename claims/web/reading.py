"""A flag comes in; its two sides come out as segments that a template can show, differences and evidence marked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from claims.matching.alteration import alteration
from claims.models import Claim, Flag
from claims.text.diff import Op, sameness, word_diff
from claims.text.spans import Span
from claims.web.marks import Mark, Segment, segments
from claims.web.passage import Passage, passage

LIKE_ENOUGH = 0.5
"""Below this share of common words nearly every word differs, and bold words would tell nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of a flag's two claims: its statement and, on the flag's own page, the passage it stands in."""

    claim: Claim
    marks: list[Mark]
    statement: list[Segment]
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words over words of two wordings; an empty string where one has nothing. ``telling``: they change the meaning."""

    top: str
    bottom: str
    same: bool
    telling: bool = False


def sides(flag: Flag) -> list[Side]:
    """Both sides, the one said first first; a claim without a date comes last."""
    first, second = sorted((flag.match.a, flag.match.b), key=lambda claim: (claim.said_on or dt.date.max, claim.pk))
    marks = _evidence(flag, first), _evidence(flag, second)
    if sameness(first.statement, second.statement) >= LIKE_ENOUGH:
        differing = [piece for piece in word_diff(first.statement, second.statement) if piece.op is not Op.EQUAL]
        marks[0].extend(Mark(piece.a, "changed") for piece in differing if piece.a)
        marks[1].extend(Mark(piece.b, "changed") for piece in differing if piece.b)
    return [
        Side(claim=claim, marks=ours, statement=segments(claim.statement, ours))
        for claim, ours in zip((first, second), marks, strict=True)
    ]


def in_context(side: Side, *, text: str) -> Side:
    """The side with the paragraph of its article around it."""
    return replace(side, passage=passage(side.claim, text=text, marks=side.marks))


def _evidence(flag: Flag, claim: Claim) -> list[Mark]:
    return [
        Mark(Span(span["start"], span["end"]), "evidence", str(span.get("label") or "").replace("_", " ") or None)
        for span in flag.spans
        if span["claim"] == claim.pk and 0 <= span["start"] < span["end"]
    ]


def aligned(first: str, second: str) -> list[Aligned]:
    """Two wordings word under word; runs that differ stay together, common words stand alone so that lines break."""
    found: list[Aligned] = []
    telling = alteration(first, second).telling
    for piece in word_diff(first, second):
        top, bottom = (piece.a.of(first) if piece.a else ""), (piece.b.of(second) if piece.b else "")
        if piece.op is Op.EQUAL:
            found += _word_by_word(top, bottom)
        else:
            tells = any(_meet(piece.a, change.span_a) or _meet(piece.b, change.span_b) for change in telling)
            found.append(Aligned(top, bottom, same=False, telling=tells))
    return found


def _meet(one: Span | None, other: Span | None) -> bool:
    return bool(one and other and one.overlaps(other))


def _word_by_word(top: str, bottom: str) -> list[Aligned]:
    above, below = top.split(), bottom.split()
    if len(above) != len(below):  # they differ in punctuation that stands alone
        return [Aligned(top, bottom, same=True)]
    return [Aligned(a, b, same=True) for a, b in zip(above, below, strict=True)]
