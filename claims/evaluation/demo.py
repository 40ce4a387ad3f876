"""The demo newsroom's flags and the list of those it ought to raise in; what is missing, false or forbidden out.

How the list is read stands in ``claims/demo/README.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claims.evaluation.figures import Count
from claims.text.normalise import fold

KINDS = ("contradiction", "altered_quote", "verdict_conflict", "duplicate", "update")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A stored claim: its id, the external id of its article, its words."""

    id: int
    article: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A flag that stands."""

    kind: str
    a: Statement
    b: Statement
    reason: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two lists of claims: all that hold the one quotation, and all that hold the other."""

    plan: dict[str, Any]
    a: frozenset[int]
    b: frozenset[int]

    @property
    def is_one(self) -> bool:
        """Whether one claim stands in both articles."""
        return bool(self.a & self.b)

    def covers(self, flag: Raised) -> bool:
        return (flag.a.id in self.a and flag.b.id in self.b) or (flag.b.id in self.a and flag.a.id in self.b)


def compare(expectations: dict[str, Any], *, claims: Sequence[Statement], raised: Sequence[Raised]) -> dict[str, Any]:
    """Precision and recall by kind, with every pair missed, false, forbidden, or lost before it could be matched.

    ``claims`` holds each claim once an article that it stands in; ``copies`` are pairs that ought to be one claim.
    Recall counts pairs, precision flags: two flags on one expected pair (a claim inside a claim) are both right.
    """
    holding = [(claim.id, claim.article, f" {fold(claim.text)} ") for claim in claims]
    expected, forbidden, tolerated, copies = (
        [_pair(plan, holding) for plan in expectations[name]]
        for name in ("expected", "forbidden", "tolerated", "copies")
    )
    false = [flag for flag in raised if not _is_wanted(flag, expected) and not _is_tolerated(flag, tolerated)]
    missed = [pair for pair in expected if not _is_found(pair, raised)]
    return {
        "n": len(expected),
        "flags": len(raised),
        "kinds": {kind: _figures(kind, expected=expected, missed=missed, false=false, raised=raised) for kind in KINDS},
        "copies": {"expected": len(copies), "found": sum(pair.is_one for pair in copies)},
        "missed": [_told(pair.plan) for pair in missed if pair.a and pair.b],
        "without_claim": [_told(pair.plan) | {"lost": _lost(pair)} for pair in missed if not (pair.a and pair.b)],
        "false": [_shown(flag) for flag in false],
        "forbidden": [*_forbidden(forbidden, raised, "kinds"), *_forbidden(expected, raised, "never")],
    }


def _pair(plan: dict[str, Any], holding: Sequence[tuple[int, str, str]]) -> _Pair:
    sides = []
    for side in (plan["a"], plan["b"]):
        quote = f" {fold(side['quote'])} "
        sides.append(frozenset(pk for pk, at, words in holding if at == side["article"] and quote in words))
    return _Pair(plan, *sides)


def _is_found(pair: _Pair, raised: Sequence[Raised]) -> bool:
    return any(flag.kind == pair.plan["kind"] and pair.covers(flag) for flag in raised)


def _is_wanted(flag: Raised, expected: Sequence[_Pair]) -> bool:
    return any(flag.kind == pair.plan["kind"] and pair.covers(flag) for pair in expected)


def _is_tolerated(flag: Raised, tolerated: Sequence[_Pair]) -> bool:
    return any(flag.kind in pair.plan["kinds"] and pair.covers(flag) for pair in tolerated)


def _figures(
    kind: str, *, expected: Sequence[_Pair], missed: Sequence[_Pair], false: Sequence[Raised], raised: Sequence[Raised]
) -> dict[str, Any]:
    wanted = [pair for pair in expected if pair.plan["kind"] == kind]
    lost = [pair for pair in missed if pair.plan["kind"] == kind]
    wrong = sum(flag.kind == kind for flag in false)
    right = sum(flag.kind == kind and _is_wanted(flag, wanted) for flag in raised)
    precision = Count(right=right, found=right + wrong, gold=len(wanted)).rates()["p"]
    recall = Count(right=len(wanted) - len(lost), gold=len(wanted)).rates()["r"]
    return {"expected": len(wanted), "found": len(wanted) - len(lost), "false": wrong, "p": precision, "r": recall}


def _forbidden(pairs: Sequence[_Pair], raised: Sequence[Raised], what: str) -> list[dict[str, Any]]:
    """Flags on a pair that must not carry their kind."""
    return [
        _shown(flag) | {"why": pair.plan["why"]}
        for pair in pairs
        for flag in raised
        if flag.kind in pair.plan.get(what, ()) and pair.covers(flag)
    ]


def _lost(pair: _Pair) -> list[dict[str, str]]:
    """The quotations that no claim holds: extraction lost them, not matching."""
    sides = ((pair.plan["a"], pair.a), (pair.plan["b"], pair.b))
    return [side for side, claims in sides if not claims]


def _told(plan: dict[str, Any]) -> dict[str, Any]:
    return {name: plan.get(name, "") for name in ("kind", "case", "a", "b", "why")}


def _shown(flag: Raised) -> dict[str, Any]:
    sides = {name: {"article": s.article, "statement": s.text} for name, s in (("a", flag.a), ("b", flag.b))}
    return {"kind": flag.kind, **sides, "reason": flag.reason}
