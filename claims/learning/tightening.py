"""Decided pairs in; the limits under which fewest dismissed ones would have been raised, out, tried on pairs not seen.

Pairs below the limits were never shown to anybody, so decisions tell what may go, not what is missing. Of what was
confirmed nearly all has to stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from claims.learning.cases import Case
from claims.learning.folds import FOLDS, folds
from claims.learning.shares import Tally
from claims.limits import LIMITS
from claims.matching.thresholds import Thresholds

KEEP = 0.95  # share of the confirmed that must stay
SLACK = 0.05  # less of them may stay among pairs not seen, for chance
GAIN = 0.01  # precision that a change must bring there, else the limits stay
STEP, REACH = 0.02, 15  # limits are tried in steps this wide, so many up and down
ROUNDS = 2  # over all limits of a group, since one bears on the next

GROUPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "repeated": (("duplicate", "verdict_conflict"), ("duplicate", "duplicate_reworded", "entailed")),
    "opposed": (("contradiction", "update"), ("related", "related_reworded", "opposed", "opposed_least")),
    "altered": (("altered_quote",), ("altered_wording",)),
}
"""By name: the kinds of flag, and the limits that they hang on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Of some decided pairs: which are raised, and how many confirmed ones there were."""

    tally: Tally
    confirmed: int

    @property
    def recall(self) -> float | None:
        """The share of the confirmed that stays."""
        return round(self.tally.confirmed / self.confirmed, 4) if self.confirmed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tightened:
    """What was found for a group: new limits where they are better on pairs not seen, else none."""

    limits: dict[str, float]
    before: Kept
    after: Kept


class Bench:
    """Some decided pairs, on which limits are tried; what was tried once is remembered."""

    def __init__(self, cases: Sequence[Case], *, limits: Sequence[str]) -> None:
        self.cases, self.limits = cases, limits
        self._known: dict[tuple[float, ...], list[bool]] = {}

    def raised(self, thresholds: Thresholds) -> list[bool]:
        """Which of the pairs are raised; thresholds differ in this group's limits only."""
        key = tuple(getattr(thresholds, name) for name in self.limits)
        if key not in self._known:
            self._known[key] = [case.raised(thresholds) for case in self.cases]
        return self._known[key]

    def kept(self, thresholds: Thresholds, *, among: Sequence[int]) -> Kept:
        """What stays of the pairs with these numbers."""
        raised = self.raised(thresholds)
        told = [(raised[n], self.cases[n].confirmed) for n in among]
        right, wrong = told.count((True, True)), told.count((True, False))
        return Kept(tally=Tally(confirmed=right, dismissed=wrong), confirmed=right + told.count((False, True)))


def tighten(cases: Sequence[Case], *, group: str, now: Thresholds, seed: int) -> Tightened:
    """The limits of a group, fitted on all pairs, where fits to four fifths do better on the last fifth than now."""
    bench = Bench(cases, limits=GROUPS[group][1])
    everyone = range(len(cases))
    fold = folds([c.decided.match_id for c in cases], [c.confirmed for c in cases], seed=seed)
    parts = []
    for held in range(FOLDS):
        fitted = _fit(bench, now=now, among=[n for n in everyone if fold[n] != held])
        parts.append(bench.kept(fitted, among=[n for n in everyone if fold[n] == held]))
    before, after = bench.kept(now, among=everyone), _sum(parts)
    limits = _fit(bench, now=now, among=everyone) if _is_better(before, after) else now
    changed = {n: getattr(limits, n) for n in bench.limits if getattr(limits, n) != getattr(now, n)}
    return Tightened(limits=changed, before=before, after=after)


def _sum(parts: Sequence[Kept]) -> Kept:
    tally = Tally(
        confirmed=sum(part.tally.confirmed for part in parts), dismissed=sum(part.tally.dismissed for part in parts)
    )
    return Kept(tally=tally, confirmed=sum(part.confirmed for part in parts))


def _is_better(before: Kept, after: Kept) -> bool:
    gain = (after.tally.precision or 0.0) - (before.tally.precision or 0.0)
    lost = before.tally.confirmed - after.tally.confirmed
    return gain >= GAIN and lost <= (1 - KEEP + SLACK) * before.tally.confirmed


def _fit(bench: Bench, *, now: Thresholds, among: Sequence[int]) -> Thresholds:
    """One limit after the other to where fewest dismissed pairs are left; of equals the nearest to now."""
    best = now
    least = KEEP * bench.kept(now, among=among).tally.confirmed
    for _ in range(ROUNDS):
        for name in bench.limits:
            tried = [_with(best, name, value) for value in _values(name, now)]
            best = min(tried, key=lambda limits: _cost(bench, limits, now=now, among=among, least=least))
    return best


def _with(limits: Thresholds, name: str, value: float) -> Thresholds:
    changed: dict[str, Any] = {name: value}
    return replace(limits, **changed)


def _cost(
    bench: Bench, limits: Thresholds, *, now: Thresholds, among: Sequence[int], least: float
) -> tuple[bool, int, int, float]:
    kept = bench.kept(limits, among=among).tally
    moved = sum(abs(getattr(limits, name) - getattr(now, name)) for name in bench.limits)
    return kept.confirmed < least, kept.dismissed, -kept.confirmed, round(moved, 6)


def _values(name: str, now: Thresholds) -> Iterator[float]:
    at = getattr(now, name)
    for n in range(-REACH, REACH + 1):
        value = round(at + n * STEP, 4)
        if LIMITS[name].low <= value <= LIMITS[name].high:
            yield value
