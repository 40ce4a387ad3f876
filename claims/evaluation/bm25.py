"""Many texts in; how well each answers a query by its words alone, out: Okapi BM25, what a search engine ranks by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claims.text.terms import words

K1, B = 1.2, 0.75  # Lucene's defaults: how soon a repeated word counts no more, how much a long text is marked down


class WordIndex:
    """An inverted list of stems, function words left out: the peer with a stemmer and stop words, as one would set it.

    Robertson and Zaragoza (2009), with Lucene's idf, which is never negative.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(terms(text)) for text in texts]
        numbers: dict[str, int] = {}
        stems = np.array([numbers.setdefault(term, len(numbers)) for each in counts for term in each], dtype=np.intp)
        places = np.repeat(np.arange(len(counts)), [len(each) for each in counts])
        often = np.array([n for each in counts for n in each.values()], dtype=np.float64)
        length = np.array([each.total() for each in counts], dtype=np.float64)
        held = np.bincount(stems, minlength=len(numbers))
        rarity = np.log(1 + (len(counts) - held + 0.5) / (held + 0.5))
        damped = often + K1 * (1 - B + B * length[places] / max(length.mean(), 1e-9))
        order = np.argsort(stems, kind="stable")
        self._numbers, self._size = numbers, len(counts)
        self._places = places[order]
        self._weights = (rarity[stems] * often * (K1 + 1) / damped)[order]
        self._starts = np.concatenate([[0], np.cumsum(held)])

    def scores(self, text: str) -> NDArray[np.float64]:
        """The score of each of the texts for the query ``text``, 0 where no word is shared."""
        found = np.zeros(self._size)
        for term in terms(text):
            if (number := self._numbers.get(term)) is not None:
                run = slice(self._starts[number], self._starts[number + 1])
                found[self._places[run]] += self._weights[run]
        return found


def terms(text: str) -> list[str]:
    """The stems of the words that carry meaning, as often as they stand there."""
    return [word.stem for word in words(text) if word.is_content]
