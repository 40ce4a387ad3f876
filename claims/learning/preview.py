"""Thresholds that nobody has set yet in; what the queue would be under them, from stored scores, out. No model runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from claims.matching.derive import raised
from claims.matching.inforce import Rules, rules_of
from claims.matching.likelihood import Model
from claims.matching.reopen import DECIDED
from claims.matching.thresholds import Thresholds
from claims.models import Flag, Match, Newsroom

AT_ONCE = 500  # pairs in memory together
EXAMPLES = 3  # of each kind and change

Place = tuple[int, str]  # a pair and the kind of a flag on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One flag that would come (not stored then) or go."""

    flag: Flag
    comes: bool


@dataclass(slots=True, kw_only=True)
class Change:
    """How many waiting flags of a kind would stay, how many come, how many go."""

    stay: int = 0
    new: int = 0
    gone: int = 0


@dataclass(slots=True, kw_only=True)
class Preview:
    """By kind; ``looked_at`` of ``total`` pairs, the newest first."""

    changes: dict[str, Change] = field(default_factory=lambda: {kind: Change() for kind in Flag.Kind.values})
    examples: list[Example] = field(default_factory=list)
    looked_at: int = 0
    total: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every pair was looked at."""
        return self.looked_at >= self.total


def preview(
    newsroom: Newsroom,
    thresholds: Thresholds,
    *,
    models: Mapping[str, Model] | None = None,
    at_most: int | None = None,
    watch: Callable[[int, int], object] = lambda done, total: None,
) -> Preview:
    """What waits now against what would wait; what a person decided stays, so it is in neither.

    ``models``: the likelihoods that would come with them, else those in force stay. ``at_most``: pairs that are looked
    at (some 2,000 a second); ``watch`` is told how far it is.
    """
    now = rules_of([newsroom.pk])[newsroom.pk]
    rules = {newsroom.pk: Rules(thresholds=thresholds, models=now.models if models is None else models)}
    total = Match.objects.filter(newsroom=newsroom).count()
    found = Preview(total=total)
    for matches in _batches(newsroom, at_most=total if at_most is None else min(at_most, total)):
        _compare(found, matches, after=raised(matches, rules=rules))
        found.looked_at += len(matches)
        watch(found.looked_at, total)
    _with_pairs(found.examples)
    return found


def _batches(newsroom: Newsroom, *, at_most: int) -> Iterator[list[Match]]:
    rows = Match.objects.filter(newsroom=newsroom).order_by("-pk")
    left, before = at_most, None
    while left > 0:
        batch = list((rows.filter(pk__lt=before) if before else rows)[: min(left, AT_ONCE)])
        if not batch:
            return
        yield batch
        left, before = left - len(batch), batch[-1].pk


def _compare(found: Preview, matches: list[Match], *, after: list[Flag]) -> None:
    stored = list(Flag.objects.filter(match__in=matches))
    settled = {_place(flag) for flag in stored if flag.state in DECIDED}
    before = {_place(flag): flag for flag in stored if flag.state in (Flag.State.OPEN, Flag.State.UNSURE)}
    proposed = {_place(flag): flag for flag in after if _place(flag) not in settled}
    for place in sorted(before.keys() | proposed.keys(), reverse=True):
        change = found.changes[place[1]]
        if place in before and place in proposed:
            change.stay += 1
        else:
            comes = place in proposed
            change.new, change.gone = change.new + comes, change.gone + (not comes)
            _exemplify(found, (proposed if comes else before)[place], comes=comes)


def _exemplify(found: Preview, flag: Flag, *, comes: bool) -> None:
    if sum(each.flag.kind == flag.kind and each.comes == comes for each in found.examples) < EXAMPLES:
        found.examples.append(Example(flag=flag, comes=comes))


def _with_pairs(examples: list[Example]) -> None:
    """Give the flags their pairs with both claims: one query for all."""
    sides = [f"{side}__{what}" for side in "ab" for what in ("speaker", "source")]
    heavy = [f"{side}__{what}" for side in "ab" for what in ("embedding", "search")]
    rows = Match.objects.filter(pk__in={each.flag.match_id for each in examples})
    pairs = rows.select_related(*sides).defer(*heavy).in_bulk()
    for each in examples:
        each.flag.match = pairs[each.flag.match_id]


def _place(flag: Flag) -> Place:
    return flag.match_id, flag.kind
