"""Two claims, their scores and the thresholds in; the flags the pair raises, with reasons and evidence, out. No query.

A pair is one of: an altered quote, a contradiction or update, a duplicate; the first that holds, in this order.
Duplicates that were ruled differently raise a verdict conflict too.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.matching import reasons
from claims.matching.evidence import Evidence, of_dates, of_figures, of_stance, of_wording
from claims.matching.likeness import likeness, relatedness
from claims.matching.plain import one_language, same_words
from claims.matching.scoring import Scores
from claims.matching.sides import Side, in_order
from claims.matching.thresholds import DEFAULT, Thresholds
from claims.text.comparisons import Outcome
from claims.text.diff import Trim
from claims.text.figures import Figure, figures
from claims.text.polarity import Stance
from claims.text.tense import happens_once, is_passing, is_question, is_running, says_so_far, speaks_of_self
from claims.text.terms import words


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagDraft:
    """What a pair asks an editor to look at.

    ``score`` 0..1 is how sure the evidence is within its kind (not a probability): likeness for a duplicate and a
    verdict conflict, kept wording for an altered quote, relatedness of the two for a contradiction and an update.
    """

    kind: str
    score: float
    reason: str
    spans: tuple[Evidence, ...] = ()


# An affirmed and a denied plan share so few words that relatedness says little: the middle of the scale.
_COMMITMENT = 0.5
_SAME_TIME = frozenset({Outcome.NONE.value, Outcome.SAME.value, Outcome.PARTIAL.value})
_AGREE = frozenset({Outcome.NONE.value, Outcome.SAME.value, Outcome.CLOSE.value, Outcome.PARTIAL.value})
_OTHER_TIME = frozenset({Outcome.DIFFERENT.value, Outcome.UNRELATED.value})


def flags(a: Side, b: Side, scores: Scores, *, thresholds: Thresholds = DEFAULT) -> list[FlagDraft]:
    """The flags a pair raises; the same whichever claim is called a."""
    if not words(a.statement) or not words(b.statement):
        return []
    if scores.plain:
        return _Pair(a, b, scores, thresholds).by_words()
    if is_question(a.statement) or is_question(b.statement) or _two_selves(a, b, scores):
        return []
    pair = _Pair(a, b, scores, thresholds)
    found = pair.altered() or pair.contradicted() or pair.misdated()
    return [found] if found else pair.repeated()


def _two_selves(a: Side, b: Side, scores: Scores) -> bool:
    """Two speakers who each speak of themselves share no proposition, however alike the words."""
    both = speaks_of_self(a.statement) and speaks_of_self(b.statement)
    return both and (scores.same_speaker is False or (scores.same_speaker is None and not _one_passage(a, b)))


def _one_passage(a: Side, b: Side) -> bool:
    return a.article_id is not None and a.article_id == b.article_id


@dataclass(frozen=True, slots=True)
class _Pair:
    a: Side
    b: Side
    scores: Scores
    limits: Thresholds

    # altered quote

    def altered(self) -> FlagDraft | None:
        if not self._is_one_utterance():
            return None
        changed = reasons.changes_meaning(self.a.statement, self.b.statement, self.scores)
        return FlagDraft(
            kind="altered_quote",
            score=self.scores.wording,
            reason=reasons.altered(*in_order(self.a, self.b), changed=changed),
            spans=of_wording(self.a.statement, self.b.statement),
        )

    def _is_one_utterance(self) -> bool:
        s, limits = self.scores, self.limits
        near = s.days_apart is None or s.days_apart <= limits.altered_days
        long_enough = min(len(words(self.a.statement)), len(words(self.b.statement))) >= limits.altered_words
        marks = all(side.is_word_for_word for side in (self.a, self.b)) and any(
            side.kind in ("direct", "mixed") for side in (self.a, self.b)
        )
        apart = s.same_speaker is True and not _one_passage(self.a, self.b)
        return (
            marks
            and apart
            and near
            and long_enough
            and limits.altered_wording <= s.wording < 1
            and not s.exact
            and not s.trim
        )

    # contradiction and update

    def contradicted(self) -> FlagDraft | None:
        if not (self._is_same_matter() or self._is_denied_commitment()) or self.scores.dates in _OTHER_TIME:
            return None
        if self.scores.stance == Stance.OPPOSITE.value:
            return self._opposed()
        return self._miscounted() if self.scores.figures == Outcome.DIFFERENT.value else None

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

    def misdated(self) -> FlagDraft | None:
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

    # duplicate and verdict conflict

    def repeated(self) -> list[FlagDraft]:
        if not self._same_facts() or not self._same_words():
            return []
        score = 1.0 if self._verbatim() else likeness(self.scores)
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

    def _same_facts(self) -> bool:
        """Whether no negation, figure, date, name or numeral sets the two apart."""
        s = self.scores
        stance = s.stance == Stance.SAME.value or (s.stance == Stance.UNKNOWN.value and self._is_opening())
        sober = s.dates in _SAME_TIME and s.names != "other" and not s.numerals_clash
        return stance and sober and s.figures in _AGREE and self._rounds()

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
        return [(left[(p[0], p[1])], right[(p[2], p[3])]) for p in self.scores.figure_pairs]

    def _same_words(self) -> bool:
        s, limits = self.scores, self.limits
        if self._verbatim():
            return True
        if s.trim:
            return s.same_speaker is True or s.wording >= limits.trimmed_share
        if (
            s.names == "narrower"
            or (s.swaps and s.wording >= limits.swap_wording)
            or ("possible" in s.moods and s.moods[0] != s.moods[1])
        ):
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
