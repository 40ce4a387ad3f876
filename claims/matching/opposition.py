"""A compared pair in; the contradiction or update that it is, out: found by rules, or read by the entailment model."""

from __future__ import annotations

from claims.matching import reasons
from claims.matching.drafts import Compared, FlagDraft
from claims.matching.evidence import of_dates, of_figures, of_stance, of_wording
from claims.matching.likeness import relatedness
from claims.matching.positions import at_odds
from claims.text.comparisons import Outcome
from claims.text.polarity import Stance
from claims.text.tense import happens_once, is_passing, is_running, says_so_far

# An affirmed and a denied plan share so few words that relatedness says little: the middle of the scale.
_COMMITMENT = 0.5
_CLASH = frozenset({Outcome.DIFFERENT.value, Outcome.UNRELATED.value})
_OTHER_TIME = frozenset({Outcome.DIFFERENT.value, Outcome.UNRELATED.value})


class Opposition(Compared):
    """Why two claims cannot both be true, or no longer."""

    __slots__ = ()

    def found(self) -> FlagDraft | None:
        """The first that holds: opposite words or figures, another date of one event, the model's reading."""
        if not at_odds(self.a, self.b, self.scores):
            return None
        return self._contradicted() or self._misdated() or self._read_as_opposed()

    def _contradicted(self) -> FlagDraft | None:
        if not (self._is_same_matter() or self._is_denied_commitment()) or self.scores.dates in _OTHER_TIME:
            return None
        if self.scores.stance == Stance.OPPOSITE.value:
            return None if self._is_overruled() else self._opposed()
        counted = self.scores.figures == Outcome.DIFFERENT.value and self.may_be_one_event()
        return self._miscounted() if counted and (self._has_moved() or not self._is_overruled()) else None

    def _is_overruled(self) -> bool:
        """Whether the model, which reads whole sentences, sees no opposites where words and figures suggest them."""
        seen = self.scores.contradiction
        return seen is not None and seen < self.limits.opposed_least

    def _is_same_matter(self) -> bool:
        s = self.scores
        reworded = bool(s.left_a and s.left_b)
        enough = self.limits.related_reworded if reworded else self.limits.related
        return relatedness(s) >= enough and s.shared > 0 and s.names not in ("other", "narrower") and not s.swaps

    def _is_denied_commitment(self) -> bool:
        """A plan that one affirms and the other denies need share little else, but must be spoken of in the same
        days."""
        s, limits = self.scores, self.limits
        near = s.days_apart is None or s.days_apart <= limits.commitment_days
        return s.stance_by == "commitment" and s.names != "other" and near and s.cosine >= limits.commitment_cosine

    def _opposed(self) -> FlagDraft | None:
        apart = self.scores.days_apart or 0
        if self.scores.stance_by == "negation of most" and self.scores.same_speaker is not True:
            return None  # "never discussed closing it" is no answer to somebody else's "it closed"
        if apart > self.limits.momentary_days and is_passing(self.a.statement) and is_passing(self.b.statement):
            return None
        least = _COMMITMENT if self.scores.stance_by == "commitment" else 0.0
        return FlagDraft(
            kind="contradiction",
            score=max(least, relatedness(self.scores)),
            reason=reasons.opposed(self.a, self.b, self.scores),
            spans=of_stance(self.scores),
        )

    def _miscounted(self) -> FlagDraft:
        kind = "update" if self._has_moved() else "contradiction"
        return FlagDraft(
            kind=kind,
            score=relatedness(self.scores),
            reason=reasons.figures(self.a, self.b, self.scores, moved=kind == "update"),
            spans=of_figures(self.scores),
        )

    def _has_moved(self) -> bool:
        """Whether the later figure may be the newer state of one measure, both true on their day."""
        if self.scores.dates in (Outcome.SAME.value, Outcome.CLOSE.value):
            return False
        if self.scores.days_apart is None:
            return says_so_far(self.a.statement) or says_so_far(self.b.statement)
        return self.scores.days_apart >= 1 and (is_running(self.a.statement) or is_running(self.b.statement))

    def _misdated(self) -> FlagDraft | None:
        """One event, two dates: nothing else may differ."""
        s = self.scores
        one_event = (
            s.dates == Outcome.DIFFERENT.value
            and s.dates_aligned
            and happens_once(self.a.statement)
            and happens_once(self.b.statement)
        )
        bare = not (s.left_a or s.left_b) and s.names == "same" and not s.numerals_clash
        same_rest = bare and s.figures in (Outcome.NONE.value, Outcome.SAME.value) and s.stance == Stance.SAME.value
        if not (one_event and same_rest and relatedness(s) >= self.limits.related):
            return None
        return FlagDraft(
            kind="contradiction", score=relatedness(s), reason=reasons.misdated(self.a, self.b, s), spans=of_dates(s)
        )

    def _read_as_opposed(self) -> FlagDraft | None:
        """What no list of opposites knows: the model reads both ways that the one cannot be true beside the other."""
        s, limits = self.scores, self.limits
        if not s.judged_by or min(s.b_given_a[2], s.a_given_b[2]) < limits.opposed:
            return None
        if s.names in ("other", "narrower") or s.dates in _OTHER_TIME or "possible" in s.moods:
            return None
        if not s.shared or not self.may_be_one_event() or self._counts_something_else() or self.converts():
            return None
        apart = s.days_apart or 0
        if apart > limits.momentary_days and is_passing(self.a.statement) and is_passing(self.b.statement):
            return None
        moved = s.figures in _CLASH and self._has_moved()
        return FlagDraft(
            kind="update" if moved else "contradiction",
            score=round((s.b_given_a[2] + s.a_given_b[2]) / 2, 4),
            reason=reasons.read_as_opposed(self.a, self.b, s, moved=moved),
            spans=of_wording(self.a.statement, self.b.statement),
        )

    def _counts_something_else(self) -> bool:
        """Whether both give figures, but of two things: an adult's ticket and a child's; ten aboard, three injured."""
        s = self.scores
        scattered = not s.figures_aligned and s.overlap < self.limits.one_measure
        return s.figures in _CLASH and (scattered or bool(s.swaps))
