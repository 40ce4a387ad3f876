"""Scored pairs in; the same with what the entailment model says of those that may raise something, both ways, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims import engines
from claims.matching.cues import denies
from claims.matching.flags import flags
from claims.matching.likeness import relatedness
from claims.matching.scoring import LONGEST, Scores
from claims.matching.sides import Side
from claims.matching.thresholds import DEFAULT, Thresholds
from claims.neural.protocols import Judged
from claims.text.propositions import is_proposition
from claims.text.tense import is_question

# The model is the dearest stage by far, and takes any two sentences for two about one thing. Pairs less alike than this
# are spared it ...
ALIKE = 0.55
# ... or, of one speaker (or of who knows whom), than this: both flags of the demo newsroom below it were wrong.
ALIKE_SAME_SPEAKER = 0.45

Pair = tuple[Side, Side, Scores]
_EXTREMES = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def judged(
    pairs: Sequence[Pair],
    *,
    most: int | None = None,
    thresholds: Thresholds | Sequence[Thresholds] = DEFAULT,
    spare: bool = True,
) -> list[Scores]:
    """The scores of the pairs, in their order; those worth it with the model's answers, b given a and a given b.

    ``spare``: not where no answer could change what the pair raises (see ``decides``). ``most``: about how many pairs
    it is asked at most, first what the rules flag, then by how related they are. Pairs that are longer than it can read
    stay as they are. ``thresholds``: one set for all, or a pair's own each.
    """
    limits = [thresholds] * len(pairs) if isinstance(thresholds, Thresholds) else thresholds
    flagged = [bool(flags(*pair, thresholds=own)) for pair, own in zip(pairs, limits, strict=True)]
    near = [n for n, pair in enumerate(pairs) if worth_judging(*pair, flagged=flagged[n])]
    asked = [n for n in near if not spare or decides(*pairs[n], thresholds=limits[n])]
    asked = sorted(asked, key=lambda n: (not flagged[n], -relatedness(pairs[n][2])))[:most]
    if not asked:
        return [scores for _, _, scores in pairs]
    model = engines.entailer()
    texts = [(_meant(pairs[n][0]), _meant(pairs[n][1])) for n in asked]
    answers = model.judge([*texts, *((b, a) for a, b in texts)])
    found = [scores for _, _, scores in pairs]
    for n, forth, back in zip(asked, answers[: len(asked)], answers[len(asked) :], strict=True):
        if forth is not None and back is not None:
            found[n] = replace(found[n], b_given_a=_listed(forth), a_given_b=_listed(back), judged_by=model.version)
    return found


def worth_judging(a: Side, b: Side, scores: Scores, *, flagged: bool = False) -> bool:
    """Whether a pair is near enough to be opposite or the same, or ``flagged`` by rules that may be wrong."""
    if scores.plain or scores.exact or scores.trim or any(is_question(side.statement) for side in (a, b)):
        return False
    if not (is_proposition(a.statement) and is_proposition(b.statement)):
        return False
    least = ALIKE if scores.same_speaker is False else ALIKE_SAME_SPEAKER
    return scores.cosine >= least or flagged


def decides(a: Side, b: Side, scores: Scores, *, thresholds: Thresholds = DEFAULT) -> bool:
    """Whether what the model answers can change what the pair raises: rules bar nine pairs in ten whatever it says."""
    raised = {
        tuple((draft.kind, draft.reason) for draft in flags(a, b, answered, thresholds=thresholds))
        for answered in (scores, *(replace(scores, b_given_a=x, a_given_b=x, judged_by="supposed") for x in _EXTREMES))
    }
    return len(raised) > 1


def _meant(side: Side) -> str:
    """What the speaker holds to be true, as a sentence: what is denied is turned over."""
    words = side.statement[:LONGEST]
    return f"It is not true that {words}" if denies(side.cue) else words


def _listed(answer: Judged) -> tuple[float, float, float]:
    return round(answer.entailment, 4), round(answer.neutral, 4), round(answer.contradiction, 4)
