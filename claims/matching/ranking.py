"""A question and the claims that were found for it in; how well each answers it, out: the order of a search, no flag.

The weights are fitted (listwise softmax over the candidates, all weights in units of the cosine's) on the training
queries of two sets together: 985 posts against 14,231 checked claims (CLEF CheckThat! 2022, task 2A) and 464 sentences
of debates against 19,250 (task 2B). Chosen by fitting on one half and ranking the other: MAP@5 0.884 and 0.598, where
the cosine alone has 0.836 and 0.536. Trigrams, weighted shares of either side's words, names and figures added less
than 0.003 to these.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.text.diff import sameness
from claims.text.terms import content_stems

IN_ORDER = 0.10  # all words shared, in their order
RARE = 0.018  # a shared content word, for each unit of its rarity among what was found (1 of 50 has it: 3.5 units)
WORD = -0.003  # a content word of the claim: long claims share words by chance
SPEAKER = 0.105  # said by the one whom the question names


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A claim that was found: its words, its cosine with the question, whether it is by the speaker asked about."""

    statement: str
    cosine: float
    same_speaker: bool = False


def relevances(question: str, found: Sequence[Found]) -> list[float]:
    """How well each answers ``question`` (as prose, see ``text.posts``), in their order; comparable within one call.

    A word counts by how few of ``found`` hold it: what all of them speak of tells none from the other.
    """
    asked = content_stems(question)
    stems = [content_stems(each.statement) for each in found]
    weight = _rarity(stems)
    return [
        each.cosine
        + IN_ORDER * sameness(question, each.statement)
        + RARE * sum(weight[stem] for stem in asked & held)
        + WORD * len(held)
        + SPEAKER * each.same_speaker
        for each, held in zip(found, stems, strict=True)
    ]


def _rarity(stems: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """The idf of every stem, as Okapi BM25 has it, over what was found."""
    held = Counter(stem for each in stems for stem in each)
    return {stem: math.log(1 + (len(stems) - n + 0.5) / (n + 0.5)) for stem, n in held.items()}
