"""Is a quotation in a text, word by word?"""

from __future__ import annotations

import pytest

from claims.matching.answers import Standing
from claims.matching.quote import verify
from claims.text.diff import Op

TEXT = (
    "The council met late. “We never discussed closing the ferry,” the mayor said. Later she went on: “I did not take "
    "the money from the harbour fund, and I won’t resign.” The council meets again on Friday to talk about the budget."
)
EXACT, ALTERED, SPLICED, ABSENT = Standing.EXACT, Standing.ALTERED, Standing.SPLICED, Standing.ABSENT


@pytest.mark.parametrize(
    ("quote", "standing", "passages"),
    [
        ("We never discussed closing the ferry", EXACT, ["We never discussed closing the ferry"]),
        ("“WE NEVER discussed, closing the ferry!”", EXACT, ["We never discussed closing the ferry"]),
        ("I won't resign", EXACT, ["I won’t resign"]),
        ("resign", EXACT, ["resign"]),
        ("We never discussed … the ferry", SPLICED, ["We never discussed", "the ferry"]),
        (
            "I did not take the money [...] and I won't resign.",
            SPLICED,
            ["I did not take the money", "and I won’t resign"],
        ),
        (
            "I did not take the money to talk about the budget",
            SPLICED,
            ["I did not take the money", "to talk about the budget"],
        ),
        ("the harbour fund, the council met late", SPLICED, ["the harbour fund", "The council met late"]),
        ("We have never discussed shutting the ferry", ALTERED, ["We never discussed closing the ferry"]),
        ("I did take the money from the harbour fund", ALTERED, ["I did not take the money from the harbour fund"]),
        ("and I won't ever resign", ALTERED, ["and I won’t resign"]),
        ("the ferry … never discussed closing", SPLICED, ["the ferry", "never discussed closing"]),
        ("the ferry … a zeppelin over the moon", ABSENT, []),
        ("Pigs fly over the moon at night", ABSENT, []),
        ("zeppelin", ABSENT, []),
        ("…", ABSENT, []),
        ("", ABSENT, []),
    ],
)
def test_standing_and_where(quote: str, standing: Standing, passages: list[str]) -> None:
    answer = verify(quote=quote, text=TEXT)
    assert (answer.standing, [passage.of(TEXT) for passage in answer.passages]) == (standing, passages)
    assert answer.reason


@pytest.mark.parametrize(
    ("quote", "differences", "kept"),
    [
        ("I did take the money from the harbour fund", [(Op.INSERT, None, "not")], 1.0),
        ("and I won't ever resign", [(Op.DELETE, "ever", None)], 0.8),
        (
            "We have never discussed shutting the ferry",
            [(Op.DELETE, "have", None), (Op.REPLACE, "shutting", "closing")],
            0.7143,
        ),
        (
            "You never discussed closing the bridge",
            [(Op.REPLACE, "You", "We"), (Op.REPLACE, "bridge", "ferry")],
            0.6667,
        ),
    ],
)
def test_what_was_altered(quote: str, differences: list[tuple[Op, str | None, str | None]], kept: float) -> None:
    answer = verify(quote=quote, text=TEXT)
    found = [(one.op, one.quote and one.quote.of(quote), one.text and one.text.of(TEXT)) for one in answer.differences]
    assert (answer.standing, found, answer.kept) == (ALTERED, differences, kept)


def test_the_reason_says_what_differs() -> None:
    assert (
        verify(quote="I did take the money from the harbour fund", text=TEXT).reason
        == "Meaning changed: “not” is left out"
    )


@pytest.mark.parametrize("text", ["", "…", "²", "word"])
def test_a_text_without_the_words(text: str) -> None:
    assert verify(quote="never discussed", text=text).standing is ABSENT


def test_a_repeated_text_answers_by_its_first_place() -> None:
    answer = verify(quote="the lamp burned", text="the lamp burned and the lamp burned")
    assert (answer.standing, answer.passages[0].start) == (EXACT, 0)
