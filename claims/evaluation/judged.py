"""Flags that were raised and a list of pairs that a person has judged in; how many are right, kind by kind, out.

The list names pairs by document and place, never by their words, so it can stand beside data that may not be passed on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from claims.evaluation.figures import rounded
from claims.evaluation.gold import Row, rows

VERDICTS = ("right", "wrong")
TOP = 100  # of a kind, the surest flags: what a desk would look at first
LEAST = 0.5  # share of the shorter span that must be common before two places are one
Z = 1.96  # of a normal distribution, for an interval that holds the true share 95 times of 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a statement stands: its document's id, code points from ``start``, ``end`` exclusive."""

    document: str
    start: int
    end: int

    def meets(self, other: Place) -> bool:
        """Whether both are the same statement, even if one begins or ends a little elsewhere."""
        common = min(self.end, other.end) - max(self.start, other.start)
        shorter = min(self.end - self.start, other.end - other.start)
        return self.document == other.document and common >= LEAST * shorter


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A flag with both its places; ``told`` is what a reader is shown of it."""

    kind: str
    score: float
    a: Place
    b: Place
    told: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a person said of a pair that was flagged as ``kind``, and what made it wrong."""

    kind: str
    a: Place
    b: Place
    right: bool
    why: str

    def is_of(self, flag: Raised) -> bool:
        """Whether it speaks of this flag."""
        return self.kind == flag.kind and (
            (self.a.meets(flag.a) and self.b.meets(flag.b)) or (self.a.meets(flag.b) and self.b.meets(flag.a))
        )


def read(path: Path) -> list[Judged]:
    """The list: lines of ``id``, ``kind``, ``a`` and ``b`` (``document``, ``start``, ``end``), ``verdict``, ``why``.

    Raises:
        GoldError: see ``gold.rows``.
    """
    return [_judged(row) for row in rows(path)]


def _judged(row: Row) -> Judged:
    if (verdict := row.text("verdict")) not in VERDICTS:
        raise row.wrong(f"“verdict” must be one of {', '.join(VERDICTS)}, not {verdict}")
    return Judged(
        kind=row.text("kind"),
        a=_place(row.part("a")),
        b=_place(row.part("b")),
        right=verdict == "right",
        why=row.text("why") if row.has("why") else "",
    )


def _place(row: Row) -> Place:
    start, end = int(row.number("start")), int(row.number("end"))
    if not 0 <= start < end:
        raise row.wrong(f"“start” and “end” must be places in a text, not {start} and {end}")
    return Place(document=row.text("document"), start=start, end=end)


def surest(raised: Sequence[Raised], *, top: int = TOP) -> list[Raised]:
    """At most ``top`` flags of each kind, the surest first."""
    ranked = sorted(raised, key=lambda flag: (flag.kind, -flag.score, flag.a.document, flag.a.start, flag.b.start))
    seen: Counter[str] = Counter()
    kept = []
    for flag in ranked:
        seen[flag.kind] += 1
        if seen[flag.kind] <= top:
            kept.append(flag)
    return kept


def compare(raised: Sequence[Raised], judged: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    """Of each kind: how many were ``raised``, of its surest how many are ``judged`` and ``right``, with the share and
    the ends of its 95 % interval (Wilson); and of all judged pairs those ``no_longer`` raised, right and wrong."""
    looked_at = surest(raised)
    return {
        kind: _figures(
            [flag for flag in looked_at if flag.kind == kind],
            [each for each in judged if each.kind == kind],
            raised=[flag for flag in raised if flag.kind == kind],
        )
        for kind in sorted({flag.kind for flag in raised} | {each.kind for each in judged})
    }


def _figures(looked_at: Sequence[Raised], judged: Sequence[Judged], *, raised: Sequence[Raised]) -> dict[str, Any]:
    answers = [answer for flag in looked_at if (answer := verdict_on(flag, judged)) is not None]
    right = sum(answer.right for answer in answers)
    low, high = wilson(right, len(answers))
    gone = [each for each in judged if not any(each.is_of(flag) for flag in raised)]
    return {
        "raised": len(raised),
        "judged": len(answers),
        "right": right,
        "precision": rounded(right / len(answers)) if answers else None,
        "from": low,
        "to": high,
        "no_longer_right": sum(each.right for each in gone),
        "no_longer_wrong": sum(not each.right for each in gone),
    }


def verdict_on(flag: Raised, judged: Sequence[Judged]) -> Judged | None:
    """What was said of a flag; None where nobody has looked at it."""
    return next((each for each in judged if each.is_of(flag)), None)


def wrongs(raised: Sequence[Raised], judged: Sequence[Judged]) -> dict[str, int]:
    """What the wrong ones among the judged flags have in common: how often each reason was given, most often first."""
    answers = [answer for flag in raised if (answer := verdict_on(flag, judged)) is not None]
    return dict(Counter(answer.why or "unsaid" for answer in answers if not answer.right).most_common())


def wilson(right: int, of: int) -> tuple[float | None, float | None]:
    """The 95 % interval of a share; None twice when there is nothing to share."""
    if not of:
        return None, None
    share, z2 = right / of, Z * Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return rounded(middle - half), rounded(middle + half)
