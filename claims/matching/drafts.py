"""What a flag is before it is stored, and what every kind of flag asks of a pair."""

from __future__ import annotations

from dataclasses import dataclass

from claims.matching.evidence import Evidence
from claims.matching.scoring import Scores
from claims.matching.sides import Side
from claims.matching.thresholds import Thresholds
from claims.text.comparisons import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagDraft:
    """What a pair asks an editor to look at.

    ``score`` 0..1 is how sure the evidence is within its kind: likeness, or the probability that each follows from the
    other, for a duplicate and a verdict conflict; for an altered quote its class, changed meanings first, and then the
    wording kept; relatedness for a contradiction and an update that rules find, the probability of contradiction where
    only the entailment model sees one.
    """

    kind: str
    score: float
    reason: str
    spans: tuple[Evidence, ...] = ()


def one_passage(a: Side, b: Side) -> bool:
    """Whether both stand in one article."""
    return a.article_id is not None and a.article_id == b.article_id


@dataclass(frozen=True, slots=True)
class Compared:
    """Two claims, their scores and the limits that apply."""

    a: Side
    b: Side
    scores: Scores
    limits: Thresholds

    def may_be_one_event(self) -> bool:
        """Whether one speaker, a common name, one date or a few days tie the two together: people die every month."""
        s = self.scores
        soon = s.days_apart is None or s.days_apart <= self.limits.one_event_days
        dated = s.dates in (Outcome.SAME.value, Outcome.CLOSE.value)
        return s.same_speaker is True or s.shared_names != 0 or dated or soon

    def converts(self) -> bool:
        """Whether figures that look different are one: 118 km/h and 73 mph. What a model knows least of."""
        agree = self.scores.figures in (Outcome.SAME.value, Outcome.CLOSE.value, Outcome.PARTIAL.value)
        return agree and any(
            self.a.statement[p[0] : p[1]].casefold() != self.b.statement[p[2] : p[3]].casefold()
            for p in self.scores.figure_pairs
        )
