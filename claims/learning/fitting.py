"""A newsroom in; thresholds and likelihoods fitted to its decisions, and what they are worth, out. Writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from claims.learning.cases import Case, cases
from claims.learning.decided import Decided, comparable, decided
from claims.learning.likelihoods import learn
from claims.learning.tightening import GROUPS, Kept, tighten
from claims.matching.inforce import KNOWN, thresholds_over
from claims.matching.likelihood import Model
from claims.models import Flag, Newsroom
from claims.review.errors import Refused

MINIMUM = 60  # decisions on kinds that hang together, before anything is fitted to them
OF_EACH = 15  # confirmed, and dismissed, ones among them
AT_MOST = 1_000  # decisions of a group that are looked at, the latest: a desk changes
SEED = 20260301


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What would change. ``old`` and ``new`` are the newsroom's own thresholds, ``figures`` as the record has them."""

    decisions: int
    seed: int
    old: dict[str, float]
    new: dict[str, float]
    models: dict[str, Model]
    figures: dict[str, Any]

    @property
    def changes(self) -> bool:
        """Whether there is anything to apply."""
        return self.old != self.new or bool(self.models)


def fitted(newsroom: Newsroom, *, seed: int = SEED, watch: Callable[[str], object] = lambda what: None) -> Fit:
    """Fit each group of kinds, and each kind, that has enough decisions on scores of the models in use.

    Raises:
        Refused: when none has; says how many each is short of.
    """
    found = comparable([each for each in decided(newsroom) if each.decision in ("confirm", "dismiss")])
    groups = {group: [each for each in found if each.kind in kinds] for group, (kinds, _limits) in GROUPS.items()}
    short = {group: missing(mine) for group, mine in groups.items()}
    if all(short.values()):
        raise Refused(_refusal(short), field="newsroom")
    new, tightened = dict(newsroom.thresholds), {}
    for group, mine in groups.items():
        watch(group)
        if not short[group]:
            limits, tightened[group] = _tightened(cases(mine[-AT_MOST:]), group, newsroom, seed)
            new |= limits
    watch("likelihoods")
    models, likelihoods = _learned(found, seed)
    return Fit(
        decisions=len(found),
        seed=seed,
        old=dict(newsroom.thresholds),
        new=new,
        models=models,
        figures={"missing": short, "thresholds": tightened, "likelihoods": likelihoods},
    )


def missing(decisions: Iterable[Decided]) -> dict[str, int]:
    """How many decisions are lacking, of what; empty when there are enough."""
    counted = Counter(each.decision for each in decisions)
    lacking = {
        "decided": MINIMUM - counted.total(),
        "confirmed": OF_EACH - counted["confirm"],
        "dismissed": OF_EACH - counted["dismiss"],
    }
    return {what: number for what, number in lacking.items() if number > 0}


def _refusal(short: dict[str, dict[str, int]]) -> str:
    told = [
        f"{', '.join(str(Flag.Kind(kind).label).lower() for kind in GROUPS[group][0])}: "
        + ", ".join(f"{number} more {what}" for what, number in lacking.items())
        for group, lacking in short.items()
    ]
    needed = f"{MINIMUM} decisions on one group of flags, {OF_EACH} confirmed and {OF_EACH} dismissed among them"
    return f"Too few decisions to learn from. Needed are {needed}. Missing: {'; '.join(told)}."


def _tightened(
    mine: Sequence[Case], group: str, newsroom: Newsroom, seed: int
) -> tuple[dict[str, float], dict[str, Any]]:
    now = thresholds_over(newsroom.thresholds)
    found = tighten(mine, group=group, now=now, seed=seed)
    limits = {name: {"old": getattr(now, name), "new": value} for name, value in found.limits.items() if name in KNOWN}
    told = {"decided": len(mine), "before": _told(found.before), "after": _told(found.after), "limits": limits}
    return found.limits, told


def _told(kept: Kept) -> dict[str, Any]:
    of = kept.tally
    return {
        "confirmed": of.confirmed,
        "dismissed": of.dismissed,
        "precision": of.precision,
        "low": of.low,
        "high": of.high,
        "recall": kept.recall,
    }


def _learned(found: Sequence[Decided], seed: int) -> tuple[dict[str, Model], dict[str, Any]]:
    models, figures = {}, {}
    for kind in Flag.Kind.values:
        mine = [each for each in found if each.kind == kind][-AT_MOST:]
        if not missing(mine):
            learned = learn(mine, seed=seed)
            figures[kind] = learned.figures
            if learned.model:
                models[kind] = learned.model
    return models, figures
