"""Cutting a text at its marks: nothing lost, nested and overlapping marks kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.spans import Span
from claims.web.marks import Mark, segments

TEXT = "abcdefghij"


def shown(text: str, *spans: tuple[int, int, str]) -> str:
    """The segments, each with the names of its marks, the innermost first."""
    marks = [Mark(Span(start, end), name) for start, end, name in spans]
    return "|".join(f"{s.text}:{','.join(m.name for m in s.marks)}" for s in segments(text, marks))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "abcdefghij:"),
        ([(0, 10, "x")], "abcdefghij:x"),
        ([(2, 4, "x")], "ab:|cd:x|efghij:"),
        ([(2, 8, "x"), (4, 6, "y")], "ab:|cd:x|ef:y,x|gh:x|ij:"),
        ([(2, 6, "x"), (4, 8, "y")], "ab:|cd:x|ef:x,y|gh:y|ij:"),
        ([(2, 4, "x"), (4, 6, "y")], "ab:|cd:x|ef:y|ghij:"),
        ([(2, 6, "x"), (2, 6, "y")], "ab:|cdef:x,y|ghij:"),
        ([(8, 99, "x")], "abcdefgh:|ij:x"),
        ([(50, 99, "x")], "abcdefghij:"),
    ],
)
def test_cut(spans: list[tuple[int, int, str]], expected: str) -> None:
    assert shown(TEXT, *spans) == expected


def test_a_mark_opens_once_though_a_part_is_shown() -> None:
    mark = Mark(Span(2, 8), "x")
    assert [s.opens for s in segments(TEXT, [mark], within=Span(0, 5))] == [(), (mark,)]
    assert [s.opens for s in segments(TEXT, [mark], within=Span(5, 10))] == [(), ()]


def test_no_text_is_no_trouble() -> None:
    assert "".join(s.text for s in segments("", [])) == ""


spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.text(max_size=50), st.lists(spans, max_size=8))
def test_joined_the_segments_are_the_text(text: str, found: list[Span]) -> None:
    assert "".join(s.text for s in segments(text, [Mark(span, str(n)) for n, span in enumerate(found)])) == text


@given(st.lists(spans, max_size=8))
def test_each_letter_has_the_marks_that_cover_it(found: list[Span]) -> None:
    at = 0
    for segment in segments("x" * 60, [Mark(span, str(n)) for n, span in enumerate(found)]):
        for place in range(at, at + len(segment.text)):
            assert segment.names == {str(n) for n, span in enumerate(found) if span.start <= place < span.end}
        at += len(segment.text)
