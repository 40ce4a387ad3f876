"""What ties claims to one another, or keeps them apart, comes in; which of them are one cluster goes out. No query.

Duplicates are not transitive: a ~ b and b ~ c says little of a and c, and a cluster that grows along such chains drifts
until it holds two statements. So a claim joins by itself only next to a claim that a cluster is centred on (see
``group``), or where its words are those of a member, or where a person said so; it stays as long as something ties it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

JOINS = 0.8
"""The score from which a duplicate that nobody has looked at joins by itself. See docs/adr/0015 for what it was
measured on; a duplicate below it waits for a person in the queue."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Tie:
    """Why two claims are one statement; the greater the surer.

    ``said``: a person said so. ``firm``: so, or the words are the same. ``kept``: the words of one of them no longer
    stand where they were said; such a tie holds who is there and brings nobody in.
    """

    said: bool = False
    firm: bool = False
    score: float = 0.0
    kept: bool = False


@dataclass(slots=True)
class Ties:
    """For each claim, what it is tied to and what it is apart from; both ways."""

    near: dict[int, dict[int, Tie]] = field(default_factory=lambda: defaultdict(dict))
    apart: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def tie(self, a: int, b: int, tie: Tie) -> None:
        """Say that the two are one statement."""
        self.near[a][b] = self.near[b][a] = tie

    def part(self, a: int, b: int) -> None:
        """Say that they are two, whatever ties them."""
        self.near[a].pop(b, None)
        self.near[b].pop(a, None)
        self.apart[a].add(b)
        self.apart[b].add(a)

    def join(self, a: int, b: int) -> None:
        """Say that a person called them one, whatever kept them apart."""
        self.apart[a].discard(b)
        self.apart[b].discard(a)
        self.tie(a, b, Tie(said=True, firm=True, score=1.0))

    def are_apart(self, ones: Iterable[int], others: Collection[int]) -> bool:
        """Whether somebody said of any of the ones that it is no repeat of one of the others."""
        return any(not self.apart[one].isdisjoint(others) for one in ones)


def remaining(members: Collection[int], *, first: int, ties: Ties) -> set[int]:
    """Who of a cluster still belongs together: the largest part, of equals the one with ``first``."""
    left, found = set(members), []
    for start in [first, *sorted(left - {first})]:
        if start in left:
            part = _reached(start, among=left, ties=ties)
            left -= part
            found.append(part)
    return max(found, key=len)


def _reached(start: int, *, among: set[int], ties: Ties) -> set[int]:
    """``start`` and all that ties lead to, but nobody who is apart from one of them; the surest ties first."""
    part, waiting = {start}, [start]
    while waiting:
        near = ties.near[waiting.pop(0)]
        for other in sorted(near, key=lambda one: (near[one], -one), reverse=True):
            if other in among and other not in part and not ties.are_apart([other], part):
                part.add(other)
                waiting.append(other)
    return part


def choices(claim: int, *, ties: Ties, homes: dict[int, int]) -> list[tuple[int, Tie]]:
    """Whom the claim may join, the best first: where a person said so, then clusters, then claims that have none."""
    near = {other: tie for other, tie in ties.near[claim].items() if not tie.kept}
    return sorted(near.items(), key=lambda one: (one[1].said, one[0] in homes, one[1], -one[0]), reverse=True)
