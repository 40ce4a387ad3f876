"""What a model is told of the words of a text: places, shapes, and where they stand to quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from claims import conf
from claims.neural.links import BUCKETS, bucket
from claims.neural.words import SHAPES, SIDES, read, shape, sides, windows


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(conf.embedder_path() / "tokenizer.json"))


@pytest.mark.parametrize(
    ("word", "expected"),
    [("ferry", 1), ("Ferry", 2), ("A", 2), ("NATO", 3), ("McKay", 4), ("iPad", 4), ("2019", 5), ("3rd", 5), ("—", 0)],
)
def test_shapes(word: str, expected: int) -> None:
    assert shape(word) == expected < SHAPES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“ it sank ” he said", [2, 1, 1, 3, 0, 0]),
        ('" it sank " he said', [2, 1, 1, 3, 0, 0]),
        ('it sank " he said', [0, 0, 4, 0, 0]),
        ("“ it sank he said", [4, 0, 0, 0, 0]),
        ("“ it “ sank ” he", [4, 0, 2, 1, 3, 0]),
        ("it ” sank", [0, 4, 0]),
    ],
)
def test_sides(text: str, expected: list[int]) -> None:
    assert list(sides(text.split())) == expected
    assert max(expected) < SIDES


def test_marks_of_every_form_give_the_same_tokens(tokenizer: Tokenizer) -> None:
    one, other = '"It sank," he said.', "“It sank,” he said."
    assert read(one, 0, len(one), tokenizer=tokenizer) == read(other, 0, len(other), tokenizer=tokenizer)


@given(st.text(max_size=200), st.integers(0, 5))
def test_places_lie_in_the_text_and_in_order(tokenizer: Tokenizer, text: str, start: int) -> None:
    text = text.encode("utf-8", "ignore").decode()
    start = min(start, len(text))
    paragraph = read(text, start, len(text), tokenizer=tokenizer)
    last = start
    for s, e in paragraph.places:
        assert last <= s < e <= len(text)
        last = s
    assert len(paragraph.places) == len(paragraph.ids) == len(paragraph.shapes) == len(paragraph.sides)


@given(st.lists(st.integers(1, 300), max_size=30), st.integers(50, 250))
def test_windows_hold_every_paragraph_once(lengths: list[int], limit: int) -> None:
    runs = list(windows(lengths, limit=limit))
    assert [n for run in runs for n in run] == list(range(len(lengths)))
    assert all(len(run) == 1 or sum(lengths[n] + 1 for n in run) <= limit for run in runs)


def test_buckets_tell_sides_and_grow_with_distance() -> None:
    behind = [bucket((0, 5), (5 + gap, 6 + gap)) for gap in (0, 1, 3, 10, 50, 500)]
    before = [bucket((600, 605), (599 - gap, 600 - gap)) for gap in (0, 1, 3, 10, 50, 500)]
    assert behind == sorted(set(behind))
    assert before == sorted(set(before))
    assert max(behind) < 12 <= min(before) <= max(before) < BUCKETS
    assert bucket((0, 10), (3, 4)) == 12
