"""The sentence encoder with its shipped weights: what its vectors promise, and what it says of bad input."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from claims import conf
from claims.neural.embedder import BATCH, READ, Embedder

SENTENCES = (
    "The harbour master said the ferry would run again before Easter.",
    "No.",
    "The council spent 4.2 million crowns on the new tram depot last year.",
    "“We never discussed closing the school,” the mayor told reporters — twice.",
    "Unemployment in the valley fell to 5 percent in March, the labour office said on Monday, adding that the figure "
    "leaves out seasonal workers, people in training and those who have stopped looking for work altogether.",
    "Город утвердил бюджет.",
    "🚢",
)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder(conf.embedder_path())


def test_vectors_have_the_stated_form(embedder: Embedder) -> None:
    vectors = embedder.encode(SENTENCES)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(SENTENCES), embedder.dimensions)
    assert embedder.dimensions == conf.DIMENSIONS
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_no_text_gives_no_vector(embedder: Embedder) -> None:
    assert embedder.encode([]).shape == (0, embedder.dimensions)


def test_version_names_the_weights(embedder: Embedder) -> None:
    assert embedder.version == "all-minilm-l6-v2-w8.9d79fab7881a"


def alone(embedder: Embedder, texts: Sequence[str]) -> np.ndarray:
    return np.concatenate([embedder.encode([text]) for text in texts])


def test_a_vector_does_not_depend_on_its_neighbours(embedder: Embedder) -> None:
    crowd = [f"{sentence} Item {number}." for number in range(2 * BATCH) for sentence in SENTENCES]
    together = embedder.encode([*SENTENCES, *crowd])[: len(SENTENCES)]
    np.testing.assert_allclose(together, alone(embedder, SENTENCES), atol=1e-6)


def test_order_is_kept(embedder: Embedder) -> None:
    forth, back = embedder.encode(SENTENCES), embedder.encode(SENTENCES[::-1])
    np.testing.assert_allclose(forth, back[::-1], atol=1e-6)


def test_threads_within_a_call_change_nothing(embedder: Embedder) -> None:
    two = Embedder(conf.embedder_path(), threads=2)
    np.testing.assert_allclose(two.encode(SENTENCES), embedder.encode(SENTENCES), atol=1e-6)


def test_threads_may_share_one(embedder: Embedder) -> None:
    expected = embedder.encode(SENTENCES)
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(embedder.encode, [SENTENCES] * 24):
            np.testing.assert_allclose(found, expected, atol=1e-6)


@pytest.mark.parametrize(
    ("said", "again", "other"),
    [
        (
            "The mayor promised that the swimming pool would open in June.",
            "By June the pool will be open, according to the mayor.",
            "The mayor praised the fire brigade for its work during the storm.",
        ),
        (
            "Rents in the old town rose by eight percent last year.",
            "Tenants in the old town paid eight percent more rent than the year before.",
            "The old town's market will move to the quay in autumn.",
        ),
        (
            "The airline cancelled all flights because of fog.",
            "Fog grounded every one of the airline's planes.",
            "The airline ordered twelve new planes.",
        ),
    ],
)
def test_meaning_counts_more_than_topic(embedder: Embedder, said: str, again: str, other: str) -> None:
    a, b, c = embedder.encode([said, again, other])
    assert a @ b > 0.7 > a @ c


def test_only_the_first_256_tokens_count(embedder: Embedder) -> None:
    words = ["ferry"] * 254  # and the two marks that stand around every text
    full, longer, shorter = embedder.encode([" ".join(each) for each in (words, [*words, "tax"], [*words[:-1], "tax"])])
    np.testing.assert_allclose(longer, full, atol=1e-6)
    assert np.abs(shorter - full).max() > 1e-3


def test_a_book_is_one_vector(embedder: Embedder) -> None:
    book = "The ferry will run again, the harbour master said. " * 20_000
    np.testing.assert_allclose(embedder.encode([book]), embedder.encode([book[:READ]]), atol=1e-6)


@pytest.mark.parametrize("blank", ["", " ", "\n\t\u00a0"])
def test_blank_text_is_refused_by_its_place(embedder: Embedder, blank: str) -> None:
    with pytest.raises(ValueError, match="text 2 is blank"):
        embedder.encode(["Yes.", "No.", blank])


def test_broken_unicode_is_refused_by_its_place(embedder: Embedder) -> None:
    with pytest.raises(ValueError, match="text 1 is not valid Unicode"):
        embedder.encode(["Yes.", "half a \ud83d pair"])


@pytest.mark.parametrize("odd", ["\x00", "\u200b", "\u202e", "a" * 5_000, "z̷̢̛" * 200, "ﷺ"])
def test_odd_text_still_gives_a_unit_vector(embedder: Embedder, odd: str) -> None:
    np.testing.assert_allclose(np.linalg.norm(embedder.encode([odd]), axis=1), 1, atol=1e-6)
