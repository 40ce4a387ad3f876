"""Decisions in; each with its pair as it is compared now, so that other thresholds can be tried on it, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims.learning.decided import Decided
from claims.matching.flags import flags
from claims.matching.pairs import side
from claims.matching.sides import Side
from claims.matching.thresholds import Thresholds
from claims.models import Claim, Match

# A verdict conflict is a duplicate that was ruled on twice; whether it is one stands with its duplicate.
RAISED_AS = {"verdict_conflict": "duplicate"}


@dataclass(frozen=True, slots=True)
class Case:
    """A decision, confirm or dismiss, and the two sides of its pair."""

    decided: Decided
    a: Side
    b: Side

    @property
    def confirmed(self) -> bool:
        """Whether it was."""
        return self.decided.decision == "confirm"

    def raised(self, thresholds: Thresholds) -> bool:
        """Whether the pair, with the scores it was decided on, would raise that kind of flag."""
        kind = RAISED_AS.get(self.decided.kind, self.decided.kind)
        found = flags(self.a, self.b, self.decided.scores, thresholds=thresholds)
        return any(draft.kind == kind for draft in found)


def cases(decisions: Iterable[Decided]) -> list[Case]:
    """Those that were confirmed or dismissed, in their order; two queries."""
    settled = [each for each in decisions if each.decision in ("confirm", "dismiss")]
    pairs = {
        pk: (a, b)
        for pk, a, b in Match.objects.filter(pk__in={each.match_id for each in settled}).values_list("pk", "a", "b")
    }
    claims = Claim.objects.for_reading().in_bulk({pk for pair in pairs.values() for pk in pair})
    sides = {pk: side(claim) for pk, claim in claims.items()}
    return [Case(each, *(sides[pk] for pk in pairs[each.match_id])) for each in settled]
