"""What the resolver's certainty is worth."""

from __future__ import annotations

import pytest

from claims.extraction.certainty import speaker_probability


@pytest.mark.parametrize(
    ("certainty", "expected"),
    [(0.0, 0.2), (0.3, 0.2), (0.35, 0.80), (0.77, 0.80), (0.8, 0.82), (0.85, 0.94), (0.9, 0.97), (1.0, 0.97)],
)
def test_shares(certainty: float, expected: float) -> None:
    assert speaker_probability(certainty) == expected


def test_surer_is_never_less_often_right() -> None:
    shares = [speaker_probability(n / 100) for n in range(101)]
    assert shares == sorted(shares)
