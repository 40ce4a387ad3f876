"""What is stored of an attribution: trimmed, verbatim, joined."""

from __future__ import annotations

import pytest

from claims.extraction.attribution import Attribution, claim_span
from claims.text.kinds import Kind
from claims.text.spans import Span


def stored(text: str, *pieces: str) -> tuple[str, str]:
    spans = tuple(Span(start := text.index(p), start + len(p)) for p in pieces)
    found = claim_span(
        text, Attribution(content=spans, source=None, cue=None, kind=Kind.DIRECT, speaker=None, confidence=1.0)
    )
    return found.span.of(text), found.statement


@pytest.mark.parametrize(
    ("piece", "kept"),
    [
        ("“It is over,”", "It is over"),
        ('"It is over."', "It is over."),
        ("«It is over»", "It is over"),
        ("‘It is over,’", "It is over"),
        ("“He said ‘no’”", "He said ‘no’"),
        ('"over" and "done"', '"over" and "done"'),
        ("that it is over", "it is over"),
        ('that "it is over"', "it is over"),
        ('"It is over.', "It is over."),
        ('It is over"', "It is over"),
        ('the "over" thing', 'the "over" thing'),
        ("“", "“"),
        ("that", "that"),
    ],
)
def test_one_piece(piece: str, kept: str) -> None:
    assert stored(f"x {piece} y", piece) == (kept, kept)


def test_several_pieces() -> None:
    text = '"The pier," she said, "was\nsold."'
    assert stored(text, '"The pier,"', '"was\nsold."') == ('The pier," she said, "was\nsold.', "The pier was sold.")
