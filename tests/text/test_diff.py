"""Word-level differences, and what counts as a trimmed quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.diff import Op, Trim, sameness, trimmed, word_diff

TEXT = "we never closed the old ferry in may 12 boats"
WORDS = st.lists(st.sampled_from(TEXT.split()), max_size=9).map(" ".join)


def test_pieces_cover_the_words_that_differ() -> None:
    a, b = "We cannot rule out a strike", "We can rule out a long strike"
    changed = [(p.op, p.a and p.a.of(a), p.b and p.b.of(b)) for p in word_diff(a, b) if p.op != Op.EQUAL]
    assert changed == [(Op.REPLACE, "cannot", "can"), (Op.INSERT, None, "long")]


def test_case_marks_and_punctuation_are_no_differences() -> None:
    assert {p.op for p in word_diff("“It’s over,” she said.", "It's over she said")} == {Op.EQUAL}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("The ferry will run again", "the ferry will run again!", Trim.SAME),
        ("the ferry will run", "We say the ferry will run again", Trim.A_IN_B),
        ("We say the ferry will run again", "the ferry will run", Trim.B_IN_A),
        ("the ferry … will run again", "the ferry, we hope, will run again", Trim.A_IN_B),
        ("the ferry will run again", "the ferry will not run again", Trim.NONE),
        ("the ferry", "the ferry will run again", Trim.NONE),
        ("It raised nearly $11,000 here.", "It raised nearly £11,000 here.", Trim.NONE),
        ("It raised $5 million.", "It raised 5 million.", Trim.SAME),
    ],
)
def test_trimmed(a: str, b: str, expected: Trim) -> None:
    assert trimmed(a, b) == expected


@given(WORDS, WORDS)
def test_pieces_rebuild_both_texts(a: str, b: str) -> None:
    pieces = word_diff(a, b)
    assert " ".join(p.a.of(a) for p in pieces if p.a) == a
    assert " ".join(p.b.of(b) for p in pieces if p.b) == b
    assert 0 <= sameness(a, b) <= 1
