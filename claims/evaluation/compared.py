"""Pairs of claims in; the scores and flags that the matching stage would give each pair out. No store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims import conf
from claims.evaluation.report import Watch
from claims.evaluation.vectors import encoded
from claims.matching.drafts import FlagDraft
from claims.matching.flags import flags
from claims.matching.judging import judged
from claims.matching.likeness import agreement
from claims.matching.match import worth_scoring
from claims.matching.scoring import Scores, score
from claims.matching.sides import Side
from claims.matching.thresholds import Thresholds
from claims.neural.protocols import Vectors
from claims.text.normalise import fingerprint
from claims.text.trigrams import trigram_similarity

TOLD_EVERY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One pair's scores and the flags it raises, strongest first."""

    scores: Scores
    drafts: tuple[FlagDraft, ...]

    @property
    def agreement(self) -> float:
        """How surely the two say the same, 0..1, for ranking; the same words are 1."""
        return 1.0 if self.scores.exact else agreement(self.scores)

    @property
    def decided(self) -> str:
        """The kind of its strongest flag, or none."""
        return self.drafts[0].kind if self.drafts else "none"


def bare_side(*, place: int, text: str) -> Side:
    """A claim of which only the words are known. ``place`` tells the two of a pair apart."""
    return Side(id=place, statement=text, kind="statement", fingerprint=fingerprint(text))


def compare(pairs: Sequence[tuple[Side, Side]], *, watch: Watch) -> list[Compared]:
    """Score each pair with real vectors, as if one of the two were looking for its like among stored claims.

    The entailment model is asked where its answer changes no flag, too: the figures rank and label by it.
    """
    vectors = encoded([side.statement for pair in pairs for side in pair], watch=watch)
    thresholds = Thresholds(**conf.thresholds())
    answers: list[Compared] = []
    for start in range(0, len(pairs), TOLD_EVERY):
        watch("Comparing", done=start, total=len(pairs))
        chunk = pairs[start : start + TOLD_EVERY]
        scored = [
            (a, b, _scored(a, b, vectors[2 * place], vectors[2 * place + 1]))
            for place, (a, b) in enumerate(chunk, start)
        ]
        for (a, b, _), scores in zip(scored, judged(scored, spare=False), strict=True):
            drafts = flags(a, b, scores, thresholds=thresholds) if worth_scoring(a, b, cosine=scores.cosine) else []
            answers.append(Compared(scores=scores, drafts=tuple(sorted(drafts, key=lambda draft: -draft.score))))
    watch("Comparing", done=len(pairs), total=len(pairs))
    return answers


def _scored(a: Side, b: Side, one: Vectors, other: Vectors) -> Scores:
    cosine = float(one @ other / ((one @ one) * (other @ other)) ** 0.5)
    return score(a, b, cosine=cosine, trigram=trigram_similarity(a.statement, b.statement))
