"""Where sentences and paragraphs end, and where they do not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.sentences import paragraphs, sentences


def read(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "Mr. Falk met Dr. Okafor at St. Brigid's.",
        "The U.S. Navy left at 4 p.m. local time.",
        "It cost 3.5 million, i.e. too much.",
        "Gov. J. R. Brandt vs. the harbour.",
        '"Why now?" she asked.',
        '"Never!" Brandt said.',
        '"We are closed." the clerk said.',
        "She paused... then went on.",
        "See harbour.example.org for more",
    ],
)
def test_one_sentence(whole: str) -> None:
    assert read(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ('He left. "It is over." She stayed.', ["He left.", '"It is over."', "She stayed."]),
        ("They moved to the U.S. The rest stayed.", ["They moved to the U.S.", "The rest stayed."]),
        ("It ended at 4 p.m. He left.", ["It ended at 4 p.m.", "He left."]),
        ("A line\nAnother line", ["A line", "Another line"]),
        ("(It rained.) Nobody came.", ["(It rained.)", "Nobody came."]),
        ("“Stop.” “Why?”", ["“Stop.”", "“Why?”"]),
        ("今日は。明日は。", ["今日は。明日は。"]),
        ("", []),
        ("  \n\t\n ", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert read(text) == parts


def test_wrapped_text_is_joined_until_a_blank_line() -> None:
    line = "the council met again in the old customs house and spoke for\n"
    text = line * 4 + "an hour.\n\nNobody voted."
    assert len(paragraphs(text)) == 2
    assert len(sentences(text)) == 2


@given(st.text(alphabet=st.sampled_from(list("ab. !?\"'“”’\n\r\u2028A1U.S"))) | st.text())
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())


def test_long_text_without_any_end() -> None:
    assert len(sentences("a." * 50_000 + "\n" + '"' * 50_000 + " word" * 20_000)) >= 2
