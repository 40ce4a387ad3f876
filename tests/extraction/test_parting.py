"""Which pieces of one attribution are claims of their own."""

from __future__ import annotations

import pytest

from claims.extraction.attribution import Attribution
from claims.extraction.parting import parted, says_something
from claims.text.kinds import Kind
from claims.text.spans import Span


def attribution(text: str, pieces: list[str], kind: Kind) -> Attribution:
    spans = tuple(Span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces)
    return Attribution(content=spans, source=None, cue=None, kind=kind, speaker=None, confidence=0.9)


ONE = (
    ("“It sank,” she said, “at noon.”", ("“It sank,”", "“at noon.”"), "direct"),
    ("“If it sinks,” she said, “I swim. He”", ("“If it sinks,”", "“I swim. He”"), "direct"),
    ("The boat, she said, sank.", ("The boat", "sank"), "indirect"),
    ("It sank, she said.", ("It sank",), "indirect"),
)
SEVERAL = (
    ("“It sank,” she said. “We saw it.”", ("“It sank,”", "“We saw it.”"), "direct"),
    ('"It sank!" she said. "96 of us swam."', ('"It sank!"', '"96 of us swam."'), "direct"),
    ("It sank, she said. “We saw it.”", ("It sank", "“We saw it.”"), "mixed"),
)


@pytest.mark.parametrize(("text", "pieces", "kind"), ONE)
def test_one_sentence_stays_one_claim(text: str, pieces: tuple[str, ...], kind: str) -> None:
    whole = attribution(text, list(pieces), Kind(kind))
    assert parted(text, whole) == [whole]


@pytest.mark.parametrize(("text", "pieces", "kind"), SEVERAL)
def test_sentences_are_claims_of_their_own(text: str, pieces: tuple[str, ...], kind: str) -> None:
    found = parted(text, attribution(text, list(pieces), Kind(kind)))
    assert [[piece.of(text) for piece in part.content] for part in found] == [[piece] for piece in pieces]


def test_parts_of_a_mixed_one_have_kinds_of_their_own() -> None:
    text = "It sank, she said. “We saw it.” It was, she said, “a fine” boat."
    found = parted(text, attribution(text, ["It sank", "“We saw it.”", "It was", "“a fine” boat"], Kind.MIXED))
    assert [part.kind for part in found] == [Kind.INDIRECT, Kind.DIRECT, Kind.MIXED]


@pytest.mark.parametrize("statement", ["that", "it", "them all", "this", "so", "what he did"])
def test_pronouns_alone_say_nothing(statement: str) -> None:
    assert not says_something(statement)


@pytest.mark.parametrize("statement", ["to comment", "to be named"])
def test_what_was_declined_says_nothing(statement: str) -> None:
    assert not says_something(statement)


@pytest.mark.parametrize("statement", ["he resigned", "No", "the ferry", "it sank", "96", "Паром затонув"])
def test_other_words_say_something(statement: str) -> None:
    assert says_something(statement)
