"""Decoding against brute force: every path of tags, on short texts."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from claims.neural.crf import NEVER, POSSIBLE, TAGS, Chain, spans

START, END = "OBS", "OES"


def paths(words: int) -> list[tuple[int, ...]]:
    """Every valid path."""
    return [
        path
        for path in product(range(len(TAGS)), repeat=words)
        if TAGS[path[0]][0] in START and TAGS[path[-1]][0] in END and all(POSSIBLE[a, b] for a, b in pairwise(path))
    ]


def weight(path: tuple[int, ...], scores: np.ndarray, moves: np.ndarray) -> float:
    steps = sum(moves[a, b] for a, b in pairwise(path))
    return float(sum(scores[i, tag] for i, tag in enumerate(path)) + steps)


@pytest.fixture(params=range(4))
def drawn(request: pytest.FixtureRequest) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(request.param)
    return chance.normal(size=(4, len(TAGS))) * 2, chance.normal(size=(len(TAGS), len(TAGS)))


def test_the_best_path_is_found(drawn: tuple[np.ndarray, np.ndarray]) -> None:
    scores, moves = drawn
    best = max(paths(4), key=lambda path: weight(path, scores, moves))
    assert [(s.role, s.place) for s in Chain(moves).decode(scores)] == spans(best)


def test_probabilities_are_shares_of_all_paths(drawn: tuple[np.ndarray, np.ndarray]) -> None:
    scores, moves = drawn
    weights = {path: np.exp(weight(path, scores, moves)) for path in paths(4)}
    whole = sum(weights.values())
    found = Chain(moves).decode(scores)
    for span in found:
        share = sum(w for path, w in weights.items() if (span.role, span.place) in spans(path)) / whole
        assert span.probability == pytest.approx(share, rel=1e-6)


def test_outside_trades_spans_for_certainty_and_leaves_probabilities(drawn: tuple[np.ndarray, np.ndarray]) -> None:
    scores, moves = drawn
    few, many = (Chain(moves, outside=by).decode(scores) for by in (50.0, -50.0))
    assert few == []
    plain = {(s.role, s.place): s.probability for s in Chain(moves).decode(scores)}
    assert len(many) > 0
    assert all(s.probability == pytest.approx(plain[s.role, s.place]) for s in many if (s.role, s.place) in plain)


def test_a_long_certain_span_stays_whole() -> None:
    words, role = 400, "content"
    scores = np.full((words, len(TAGS)), -8.0)
    scores[:, TAGS.index("O")] = 0
    scores[5, TAGS.index(f"B-{role}")] = scores[395, TAGS.index(f"E-{role}")] = 8
    scores[6:395, TAGS.index(f"I-{role}")] = 8
    [span] = Chain(np.zeros((len(TAGS), len(TAGS)))).decode(scores)
    assert (span.role, span.place) == (role, (5, 396))
    assert span.probability > 0.99


def test_impossible_scores_do_not_break_it() -> None:
    scores = np.full((3, len(TAGS)), NEVER)
    scores[:, 0] = 0
    assert Chain(np.zeros((len(TAGS), len(TAGS)))).decode(scores) == []
