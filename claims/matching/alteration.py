"""Two wordings of one utterance in; whether it was trimmed, put otherwise, or its meaning changed, out. No query.

By readable rules over the words that differ: a denial, a condition, a hedge, a figure … changed, added or left out
changes the meaning; so does what is put in the place of quite another word, unless a model that reads both sentences
says that each follows from the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from claims.matching.changes import Change, changes
from claims.matching.left_out import tells_left_out
from claims.matching.put_otherwise import is_open, tells_replaced
from claims.text.comparisons import Outcome, compare_figures
from claims.text.polarity import Stance, compare_polarity

ENTAILED = 0.5
"""Each follows from the other with this probability: other words, the same meaning."""


class Alteration(StrEnum):
    """What was done to a quotation."""

    TRIMMED = "trimmed"
    PARAPHRASED = "paraphrased"
    MEANING_CHANGED = "meaning_changed"


ALTERATIONS = {
    Alteration.TRIMMED: "Trimmed",
    Alteration.PARAPHRASED: "Paraphrased",
    Alteration.MEANING_CHANGED: "Meaning changed",
}
"""What each is called in a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """``kind`` None: nothing but spelling, numerals, stammering or editor's brackets differ. ``changes``: each run of
    words that differs, those in ``telling`` change the meaning. ``is_open``: whether only a model could tell."""

    kind: Alteration | None
    changes: tuple[Change, ...] = ()
    telling: tuple[Change, ...] = ()
    is_open: bool = False

    @property
    def shown(self) -> tuple[Change, ...]:
        """What a reason names."""
        return self.telling or self.changes

    def settled(self, *, entailment: float | None) -> Altered:
        """The same once a model has read both: ``entailment`` is how probably each follows from the other."""
        if not self.is_open or entailment is None or entailment < ENTAILED:
            return replace(self, is_open=False)
        return replace(self, kind=Alteration.PARAPHRASED, telling=(), is_open=False)  # rules found nothing else

    def only(self, changes: Sequence[Change]) -> Altered:
        """The same resting on some of its changes."""
        telling = tuple(change for change in self.telling if change in changes)
        kind = Alteration.MEANING_CHANGED if telling else _harmless(changes)
        return replace(self, kind=kind, changes=tuple(changes), telling=telling)


def rank_of(kind: Alteration, *, wording: float) -> float:
    """How far in front a flag of this class stands, 0..1: changed meanings before all others, the more alike the
    wording the farther."""
    first = {Alteration.MEANING_CHANGED: 0.75, Alteration.PARAPHRASED: 0.25, Alteration.TRIMMED: 0.0}
    return round(first[kind] + 0.25 * wording, 4)


def alteration(a: str, b: str) -> Altered:
    """What makes two wordings differ; the same whichever is called a, but for the sides of the changes."""
    found = tuple(change for change in changes(a, b) if not change.is_form)
    if not found:
        return Altered(kind=None)
    telling = tuple(change for change in found if _tells(change, a, b)) or _of_the_whole(found, a, b)
    if telling:
        return Altered(kind=Alteration.MEANING_CHANGED, changes=found, telling=telling)
    opened = tuple(change for change in found if is_open(change))
    if opened:
        return Altered(kind=Alteration.MEANING_CHANGED, changes=found, telling=opened, is_open=True)
    return Altered(kind=_harmless(found), changes=found)


def _harmless(found: Sequence[Change]) -> Alteration | None:
    """Trimmed when words are missing on one side alone, and nothing was put in their place."""
    if not found:
        return None
    rest = [change for change in found if not change.is_contracted]
    one_sided = rest and (all(not change.a for change in rest) or all(not change.b for change in rest))
    return Alteration.TRIMMED if one_sided else Alteration.PARAPHRASED


def _tells(change: Change, a: str, b: str) -> bool:
    if change.a and change.b:
        return tells_replaced(change, a, b)
    return tells_left_out(change, a if change.a else b)


def _of_the_whole(found: tuple[Change, ...], a: str, b: str) -> tuple[Change, ...]:
    """What only whole sentences tell: opposites far apart, figures of one measure that disagree."""
    replaced = tuple(change for change in found if change.a and change.b)
    clash = compare_figures(a, b).outcome == Outcome.DIFFERENT
    opposed = compare_polarity(a, b)
    antonym = opposed.stance == Stance.OPPOSITE and opposed.by == "antonym"
    return (replaced or found) if replaced and (clash or antonym) else ()
