"""Two texts in; whether their figures, and their dates, agree out, with the pairs of spans that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from claims.text.dates import dates
from claims.text.diff import Op, Piece, word_diff
from claims.text.figures import Figure, figures
from claims.text.periods import Period
from claims.text.spans import Span
from claims.text.terms import content_stems, overlap, stem

Item = TypeVar("Item", Figure, Period)
SpanPair = tuple[Span, Span]

# Two texts that share this much of their content words lend a bare "5 %" in each the same subject.
_LEANS = 0.4
# Sharing the noun weighs more than sharing the value: "12 boats, 15 cars" is not "15 boats, 12 cars".
_EQUAL, _FITS = 0.9, 0.6
# A run of the diff longer than its figure by more code points than this no longer pins the figure to one place.
_SLOT_SLACK = 14
_DIMENSIONS = frozenset(
    stem(word) for word in ("high", "tall", "wide", "broad", "long", "thick", "deep", "old", "away")
)


class Outcome(StrEnum):
    """How two texts' figures (or dates) stand to each other."""

    NONE = "none"
    """Neither text has any."""
    SAME = "same"
    """Each one has its equal in the other text."""
    CLOSE = "close"
    """All are matched, but some only as ranges that meet or as a rounding ("about 30", "32")."""
    PARTIAL = "partial"
    """One text has some that the other lacks; nothing disagrees."""
    UNRELATED = "unrelated"
    """Both have some that the other lacks, of other measures: they cannot be compared."""
    DIFFERENT = "different"
    """At least one pair of the same measure and unit cannot both be true."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome, and the (span in a, span in b) of the pairs that disagree, or, where none does, of those that agree.

    ``aligned``: whether a disagreeing pair stands in the same place of two otherwise like-worded texts.
    """

    outcome: Outcome
    pairs: tuple[SpanPair, ...] = ()
    aligned: bool = False


@dataclass(frozen=True, slots=True)
class _Rule(Generic[Item]):
    equal: Callable[[Item, Item], bool]
    fits: Callable[[Item, Item], bool]
    kinship: Callable[[Item, Item], float]

    def score(self, x: Item, y: Item) -> float:
        return self.kinship(x, y) + (_EQUAL if self.equal(x, y) else _FITS if self.fits(x, y) else 0.0)


def compare_figures(a: str, b: str) -> Comparison:
    """Whether the quantities of two texts can both be true of the same thing."""
    pieces = word_diff(a, b)
    alike = overlap(content_stems(a), content_stems(b))

    def kinship(x: Figure, y: Figure) -> float:
        if x.unit != y.unit or _other_dimension(x, y):
            return 0.0
        lone = alike if alike >= _LEANS and (x.unit != "count" or not (x.measure and y.measure)) else 0.0
        shared = overlap(x.measure, y.measure) if x.measure and y.measure else 0.0
        unlike = bool(x.measure and y.measure) and not shared
        return max(shared, lone, float(same_slot(pieces, x.span, y.span, replaced=unlike)))

    rule = _Rule(equal=Figure.equals, fits=Figure.fits, kinship=kinship)
    return _compare(figures(a), figures(b), rule=rule, pieces=pieces)


def _other_dimension(x: Figure, y: Figure) -> bool:
    """Whether one tells how high and the other how thick, or the like."""
    told = _DIMENSIONS.intersection(x.measure), _DIMENSIONS.intersection(y.measure)
    return all(told) and told[0] != told[1]


def compare_dates(a: str, b: str, *, a_said: date | None = None, b_said: date | None = None) -> Comparison:
    """Whether the days, periods and times of two texts agree; relative ones are reckoned from each text's day of
    saying."""
    pieces = word_diff(a, b)

    def kinship(x: Period, y: Period) -> float:
        return (0.5 + same_slot(pieces, x.span, y.span)) * x.comparable(y)

    rule = _Rule(equal=_same_time, fits=_may_be_same_time, kinship=kinship)
    return _compare(dates(a, a_said), dates(b, b_said), rule=rule, pieces=pieces)


def _same_time(x: Period, y: Period) -> bool:
    return x.comparable(y) and x.edge == y.edge and (x.days == y.days if x.days else x.key == y.key)


def _may_be_same_time(x: Period, y: Period) -> bool:
    return x.comparable(y) and x.agrees(y)


def same_slot(pieces: Sequence[Piece], x: Span, y: Span, *, replaced: bool = False) -> bool:
    """Whether ``x`` of a and ``y`` of b stand in one run of the diff, so that the words around them are the same.

    ``replaced``: only where one takes the place of the other.
    """
    for piece in pieces:
        if piece.a and piece.b and piece.a.overlaps(x) and piece.b.overlaps(y):
            if piece.op == Op.EQUAL:
                return not replaced
            return max(len(piece.a) - len(x), len(piece.b) - len(y)) <= _SLOT_SLACK
    return False


def _compare(left: Sequence[Item], right: Sequence[Item], *, rule: _Rule[Item], pieces: Sequence[Piece]) -> Comparison:
    if not left and not right:
        return Comparison(Outcome.NONE)
    matched, alone = _matched(left, right, rule)
    clashing = [(x, y) for x, y in matched if not rule.fits(x, y) and not rule.equal(x, y)]
    if clashing:
        aligned = any(same_slot(pieces, x.span, y.span) for x, y in clashing)
        return Comparison(Outcome.DIFFERENT, _spans(clashing), aligned)
    return Comparison(_agreement(matched, alone, rule), _spans(matched))


def _agreement(matched: list[tuple[Item, Item]], alone: tuple[int, int], rule: _Rule[Item]) -> Outcome:
    if all(alone):
        return Outcome.UNRELATED
    if any(alone):
        return Outcome.PARTIAL
    return Outcome.SAME if all(rule.equal(x, y) for x, y in matched) else Outcome.CLOSE


def _matched(
    left: Sequence[Item], right: Sequence[Item], rule: _Rule[Item]
) -> tuple[list[tuple[Item, Item]], tuple[int, int]]:
    """Pairs by falling score, each item once; and how many of a, of b are left alone."""
    scored = [(rule.score(x, y), i, j) for i, x in enumerate(left) for j, y in enumerate(right)]
    pairs: dict[int, int] = {}
    for worth, i, j in sorted(scored, key=lambda s: (-s[0], abs(s[1] - s[2]), s[1])):
        if worth > 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(left[i], right[j]) for i, j in sorted(pairs.items())], (len(left) - len(pairs), len(right) - len(pairs))


def _spans(pairs: list[tuple[Item, Item]]) -> tuple[SpanPair, ...]:
    return tuple((x.span, y.span) for x, y in pairs)
