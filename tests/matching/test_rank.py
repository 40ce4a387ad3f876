"""The queue's order: conflicts in the desk's own rulings, people against themselves, then by kind and worth."""

from __future__ import annotations

from itertools import pairwise

from claims.matching.derive import rank

BANDS = [
    ("verdict_conflict", False),
    ("contradiction", True),
    ("contradiction", False),
    ("duplicate", True),
    ("update", False),
]


def test_worth_moves_a_flag_inside_its_kind() -> None:
    """Of two as sure, the one that is worth checking stands first."""
    talk = rank("duplicate", score=0.9, worth=0.05, same_speaker=False)
    fact = rank("duplicate", score=0.9, worth=0.8, same_speaker=False)
    assert fact > talk
    assert rank("duplicate", score=0.99, worth=0.05, same_speaker=False) < fact


def test_people_against_themselves_stand_before_everything_but_the_desks_own_conflicts() -> None:
    """However little the one is worth, and however much the other."""
    flip_flop = rank("contradiction", score=0.0, worth=0.0, same_speaker=True)
    for kind in ("contradiction", "altered_quote", "duplicate", "update"):
        others = rank(kind, score=1.0, worth=1.0, same_speaker=kind != "contradiction")
        assert others < flip_flop
    assert rank("verdict_conflict", score=0.0, worth=0.0, same_speaker=False) >= rank(
        "contradiction", score=1.0, worth=1.0, same_speaker=True
    )


def test_kinds_keep_their_order() -> None:
    """Alike in score and worth."""
    ranks = [rank(kind, score=0.5, worth=0.5, same_speaker=same) for kind, same in BANDS]
    assert all(above > below for above, below in pairwise(ranks))
