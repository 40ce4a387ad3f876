"""Any text at all: no exception, spans inside the text, nothing empty; and hostile ones in good time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.attribution import Attributor, claim_span
from claims.extraction.extract import shipped
from claims.extraction.rules import RuleAttributor

WORDS = st.sampled_from(
    [
        "Aldo",
        "Brandt",
        "Falk",
        "She",
        "he",
        "they",
        "who",
        "said",
        "says",
        "told",
        "that",
        '"the',
        "pier",
        "is",
        'shut,"',
        "“it",
        "is",
        "over.”",
        "according",
        "to",
        "and",
        ",",
        ".",
        ":",
        ";",
        "\n",
        "\n\n",
        "called",
        "accused",
        "of",
        "by",
        "was",
        "the",
        "The",
        "mayor's",
        "mayor",
        "report",
        "claims",
        "in",
        "Monday",
        "on",
        "—",
        "(",
        ")",
        "'",
        "”",
        "“",
        '"',
        "'s",
        "U.S.",
        "Mr.",
    ]
)
TEXTS = st.lists(WORDS, max_size=60).map(" ".join) | st.text()


PART = 6_000  # characters: the network reads some 3,000 a second


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text(text: str) -> None:
    check(RuleAttributor(), text)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_any_text_with_the_network(text: str) -> None:
    check(shipped(), text)


def check(attributor: Attributor, text: str) -> None:
    """Whatever is found stands in the text."""
    for found in attributor.attribute(text):
        spans = [*found.content, *(s for s in (found.source, found.cue) if s is not None)]
        assert all(s.end <= len(text) for s in spans)
        assert found.content
        assert 0 <= found.confidence <= 1
        place = claim_span(text, found)
        assert place.span.of(text)
        assert all(place.span.contains(p) for p in place.pieces)


@pytest.mark.parametrize(
    "text",
    [
        'Aldo Brandt said "' * 2_000,
        '"' * 10_000,
        "said " * 10_000,
        "Aldo, " * 10_000 + "said it.",
        "and " * 10_000 + "Aldo said it was over",
        "Brandt Falk " * 5_000 + "said it was over",
        "A: b c d e.\n" * 5_000,
        "(" * 10_000 + "[" * 10_000,
        '\u202eאלדו אמר "הגשר סגור"\u202c ' * 500,
        "قال ألدو: «الجسر مغلق». " * 500,
        "A\u0301\u0316\u0317" * 5_000 + " said “o\u0301\u0316ver” " * 500,
        "x" * 200_000,
        "U.S." * 20_000,
        "a\x00b \ufeff \ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    ],
    ids=range(14),
)
def test_hostile_texts(text: str) -> None:
    check(RuleAttributor(), text)
    check(shipped(), text[:PART])
