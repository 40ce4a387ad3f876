"""A compared pair in; the altered quotation, duplicate or conflict of verdicts that it is, out."""

from __future__ import annotations

from claims.matching import reasons
from claims.matching.alteration import Alteration, Altered, alteration, rank_of
from claims.matching.drafts import Compared, FlagDraft, one_passage
from claims.matching.evidence import of_alteration
from claims.matching.likeness import likeness
from claims.matching.plain import one_language, same_words
from claims.matching.positions import repeatable
from claims.matching.sides import in_order
from claims.matching.utterance import line_up, said
from claims.text.comparisons import Outcome
from claims.text.diff import Trim
from claims.text.figures import Figure, figures
from claims.text.polarity import Stance
from claims.text.terms import words

_SAME_TIME = frozenset({Outcome.NONE.value, Outcome.SAME.value, Outcome.PARTIAL.value})
_AGREE = frozenset({Outcome.NONE.value, Outcome.SAME.value, Outcome.CLOSE.value, Outcome.PARTIAL.value})


class Repetition(Compared):
    """Why two claims are one statement, or one utterance told in two ways."""

    __slots__ = ()

    def altered(self) -> FlagDraft | None:
        """One utterance inside quotation marks on both sides, in other words; what was only cut short is none."""
        if not self._may_be_one_utterance():
            return None
        a, b = said(self.a), said(self.b)
        s = self.scores
        alike = s.wording >= self.limits.altered_wording and not s.trim
        if not (alike or s.trim or line_up(a, b)) or min(len(words(a)), len(words(b))) < self.limits.altered_words:
            return None
        read = alteration(a, b)
        found = self._as_quoted(read.settled(entailment=s.entailment))
        telling = found.kind is Alteration.MEANING_CHANGED and not read.is_open
        if found.kind is None or not (alike or telling):
            return None
        return FlagDraft(
            kind="altered_quote",
            score=rank_of(found.kind, wording=s.wording),
            reason=reasons.altered(self.a, self.b, found),
            spans=of_alteration(found),
        )

    def _may_be_one_utterance(self) -> bool:
        s, limits = self.scores, self.limits
        near = s.days_apart is None or s.days_apart <= limits.altered_days
        marks = all(side.is_word_for_word for side in (self.a, self.b)) and any(
            side.kind in ("direct", "mixed") for side in (self.a, self.b)
        )
        apart = s.same_speaker is True and not one_passage(self.a, self.b)
        return marks and apart and near and not self._verbatim()

    def _as_quoted(self, found: Altered) -> Altered:
        """Without what a reporter's own words may stand for: of mixed speech only the middle is compared."""
        mixed = {"a": self.a.kind == "mixed", "b": self.b.kind == "mixed"}
        kept = [c for c in found.changes if c.is_inside or not ((mixed["a"] and not c.a) or (mixed["b"] and not c.b))]
        return found if len(kept) == len(found.changes) else found.only(kept)

    def repeated(self) -> list[FlagDraft]:
        """One statement, and where it was ruled on differently that, too."""
        if not repeatable(self.a, self.b, verbatim=self._verbatim()) or not self._same_facts():
            return []
        if not (self._same_words() or self._is_entailed()) or self._is_opposed() or self._says_more():
            return []
        entailed = (self.scores.entailment or 0.0) if self._is_entailed() else 0.0
        score = 1.0 if self._verbatim() else max(likeness(self.scores), entailed)
        first, second = in_order(self.a, self.b)
        reason = reasons.duplicate(first, second, scores=self.scores)
        drafts = [FlagDraft(kind="duplicate", score=score, reason=reason)]
        if self._ruled_apart():
            drafts.append(FlagDraft(kind="verdict_conflict", score=score, reason=reasons.verdicts(first, second)))
        return drafts

    def by_words(self) -> list[FlagDraft]:
        """A pair that is not all English: the same words with the same figures, and nothing else, are a duplicate."""
        same = one_language(self.a, self.b) and same_words(self.a.statement, self.b.statement)
        if not (self.scores.exact or (same and not self.scores.numerals_clash)):
            return []
        score = 1.0 if self.scores.exact else round((self.scores.trigram + self.scores.wording) / 2, 4)
        first, second = in_order(self.a, self.b)
        drafts = [FlagDraft(kind="duplicate", score=score, reason=reasons.by_words(first, second, scores=self.scores))]
        if self._ruled_apart():
            drafts.append(FlagDraft(kind="verdict_conflict", score=score, reason=reasons.verdicts(first, second)))
        return drafts

    def _verbatim(self) -> bool:
        return self.scores.exact or self.scores.trim == Trim.SAME.value

    def _is_written_otherwise(self) -> bool:
        """Whether nothing but spelling and numerals differs: "harbour", "harbor"."""
        alike = self.scores.wording >= self.limits.altered_wording
        return alike and not alteration(self.a.statement, self.b.statement).changes

    def _same_facts(self) -> bool:
        """Whether no negation, figure, date, name or numeral sets the two apart."""
        s = self.scores
        stance = s.stance == Stance.SAME.value or (s.stance == Stance.UNKNOWN.value and self._is_opening())
        sober = s.dates in _SAME_TIME and s.names != "other" and not s.numerals_clash
        return stance and sober and s.figures in _AGREE and self._rounds()

    def _is_entailed(self) -> bool:
        """Whether each follows from the other, in the model's reading."""
        likely = (self.scores.entailment or 0.0) >= self.limits.entailed
        return likely and not self.scores.swaps and self.may_be_one_event()

    def _is_opposed(self) -> bool:
        """Whether the model sees opposites, however alike the words."""
        sees = (self.scores.contradiction or 0.0) >= self.limits.opposed_duplicate
        return sees and not self._verbatim() and not self.converts()

    def _says_more(self) -> bool:
        """Whether hardly a word differs and yet one does not follow, as the model reads: "all crews", "some crews"."""
        s, limits = self.scores, self.limits
        close = s.wording >= limits.altered_wording and not (s.trim or self._verbatim() or self.converts())
        return close and s.entailment is not None and s.entailment < limits.entailed_least

    def _is_opening(self) -> bool:
        """Whether one opens the other, so that a negation in the rest cannot reach it."""
        short, long = sorted(([w.lower for w in words(side.statement)] for side in (self.a, self.b)), key=len)
        return bool(self.scores.trim) and long[: len(short)] == short

    def _rounds(self) -> bool:
        """Whether figures that only come close are close enough to be one: "more than 5 %" and "5 %" are not."""
        if self.scores.figures not in (Outcome.CLOSE.value, Outcome.PARTIAL.value):
            return True
        return all(
            x.equals(y) or (x.rounds(y) and _gap(x, y) <= self.limits.rounding) for x, y in self._matched_figures()
        )

    def _matched_figures(self) -> list[tuple[Figure, Figure]]:
        left = {(f.span.start, f.span.end): f for f in figures(self.a.statement)}
        right = {(f.span.start, f.span.end): f for f in figures(self.b.statement)}
        pairs = [(left.get((p[0], p[1])), right.get((p[2], p[3]))) for p in self.scores.figure_pairs]
        return [(x, y) for x, y in pairs if x and y]  # a text that changed since is scored again soon

    def _same_words(self) -> bool:
        s, limits = self.scores, self.limits
        if self._verbatim() or self._is_written_otherwise():
            return True
        if s.trim:
            return s.same_speaker is True or s.wording >= limits.trimmed_share
        if s.names == "narrower" or (s.swaps and s.wording >= limits.swap_wording) or s.moods[0] != s.moods[1]:
            return False
        reworded = bool(s.left_a and s.left_b) or max(s.left_a, s.left_b) > limits.padding
        return likeness(s) >= (limits.duplicate_reworded if reworded else limits.duplicate)

    def _ruled_apart(self) -> bool:
        one, two = self.a.verdict, self.b.verdict
        if not (one and two and one.published and two.published):
            return False
        if one.value is None or two.value is None:
            return one.label.casefold() != two.label.casefold()
        return abs(one.value - two.value) >= self.limits.verdict_gap


def _gap(x: Figure, y: Figure) -> float:
    """How far two values lie apart, relative to the larger."""
    return abs(x.value - y.value) / max(abs(x.value), abs(y.value), 1e-9)
