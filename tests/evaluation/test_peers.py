"""The peers that stand beside our figures are what their papers say."""

from __future__ import annotations

from math import log

import pytest

from claims.evaluation.bm25 import WordIndex
from claims.evaluation.minhash import likenesses


def test_bm25_by_hand() -> None:
    index = WordIndex(["ferry ferry harbour", "harbour strike", "lamp oil price rise"])
    ferry = log(1 + (3 - 1 + 0.5) / (1 + 0.5)) * 2 * 2.2 / (2 + 1.2 * (1 - 0.75 + 0.75 * 3 / 3))
    harbour = log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    first, second, third = index.scores("The ferry in the harbour")
    assert first == pytest.approx(ferry + harbour * 2.2 / (1 + 1.2 * (1 - 0.75 + 0.75 * 3 / 3)))
    assert second == pytest.approx(harbour * 2.2 / (1 + 1.2 * (1 - 0.75 + 0.75 * 2 / 3)))
    assert third == 0


def test_bm25_reads_any_form_and_no_function_words() -> None:
    index = WordIndex(["The strikes closed it.", "of the and to"])
    assert index.scores("strike")[0] > 0
    assert not index.scores("of the unheard-of")[1]


def test_minhash_estimates_the_share_of_common_words() -> None:
    words = [f"word{n}" for n in range(60)]
    whole, half, none = " ".join(words[:40]), " ".join(words[20:]), "quite other things"
    same, some, other = likenesses([whole, whole, whole], [whole.upper(), half, none])
    assert same == 1
    assert some == pytest.approx(20 / 60, abs=0.12)
    assert other < 0.05


def test_minhash_gives_the_same_every_time() -> None:
    assert likenesses(["a ferry", "?"], ["the ferry", "…"]) == likenesses(["a ferry", "?"], ["the ferry", "…"])
