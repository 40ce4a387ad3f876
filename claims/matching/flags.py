"""Two claims, their scores and the thresholds in; the flags the pair raises, with reasons and evidence, out. No query.

A pair is one of: an altered quote, a contradiction or update, a duplicate; the first that holds, in this order.
Duplicates that were ruled differently raise a verdict conflict too.
"""

from __future__ import annotations

from claims.matching.drafts import FlagDraft, one_passage
from claims.matching.opposition import Opposition
from claims.matching.repetition import Repetition
from claims.matching.scoring import Scores
from claims.matching.sides import Side
from claims.matching.thresholds import DEFAULT, Thresholds
from claims.text.propositions import is_proposition
from claims.text.tense import is_question, speaks_of_self
from claims.text.terms import words


def flags(a: Side, b: Side, scores: Scores, *, thresholds: Thresholds = DEFAULT) -> list[FlagDraft]:
    """The flags a pair raises; the same whichever claim is called a."""
    if not words(a.statement) or not words(b.statement):
        return []
    if scores.plain:
        return Repetition(a, b, scores, thresholds).by_words()
    if is_question(a.statement) or is_question(b.statement) or _two_selves(a, b, scores):
        return []
    if not (is_proposition(a.statement) and is_proposition(b.statement)):
        return []  # "the decision", said twice, is no statement that comes again
    repetition = Repetition(a, b, scores, thresholds)
    found = repetition.altered() or Opposition(a, b, scores, thresholds).found()
    return [found] if found else repetition.repeated()


def _two_selves(a: Side, b: Side, scores: Scores) -> bool:
    """Two speakers who each speak of themselves share no proposition, however alike the words."""
    both = speaks_of_self(a.statement) and speaks_of_self(b.statement)
    return both and (scores.same_speaker is False or (scores.same_speaker is None and not one_passage(a, b)))
