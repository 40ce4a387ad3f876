"""A claim in its paragraph, its statement's marks moved to where the words stand."""

from __future__ import annotations

import pytest

from claims.models import Claim
from claims.text.spans import Span
from claims.web.marks import Mark
from claims.web.passage import AROUND, passage
from claims.web.reading import aligned

TEXT = 'First paragraph.\n\nHe stood up. "We will pay," Renn said, "by May." Then he sat.\n\nLast.'


def claim(statement: str, *pieces: str, text: str = TEXT) -> Claim:
    """A claim made of those pieces of the text."""
    spans = [[text.index(piece), text.index(piece) + len(piece)] for piece in pieces]
    return Claim(statement=statement, start=spans[0][0], end=spans[-1][1], pieces=spans if len(spans) > 1 else [])


def marked(found: Claim, name: str, *marks: tuple[int, int], text: str = TEXT) -> list[str]:
    """The pieces of the passage under that name."""
    shown = passage(found, text=text, marks=[Mark(Span(*mark), "evidence") for mark in marks])
    assert shown
    return [segment.text for segment in shown.segments if name in segment.names]


def test_the_paragraph_and_nothing_else() -> None:
    shown = passage(claim("We will pay", "We will pay"), text=TEXT)
    assert shown
    assert "".join(s.text for s in shown.segments) == TEXT.split("\n\n")[1]
    assert (shown.cut_before, shown.cut_after) == (False, False)


@pytest.mark.parametrize(
    ("mark", "expected"),
    [((0, 2), ["We"]), ((3, 11), ["will pay"]), ((8, 14), ["pay", "by"]), ((12, 99), ["by May"])],
)
def test_marks_find_their_words_across_an_interruption(mark: tuple[int, int], expected: list[str]) -> None:
    found = claim("We will pay by May", "We will pay", "by May")
    got = [s for s in marked(found, "evidence", mark) if s.strip(' ,"')]
    assert [piece for piece in got if piece != '," Renn said, "'] == expected


def test_a_statement_in_other_words_leaves_the_claim_marked_alone() -> None:
    found = claim("They shall pay", "We will pay")
    assert marked(found, "evidence", (0, 4)) == []
    assert marked(found, "claim") == ["We will pay"]


def test_a_claim_by_hand_has_no_passage() -> None:
    assert passage(Claim(statement="By hand"), text="") is None


def test_of_an_endless_paragraph_only_what_is_near_is_shown() -> None:
    text = "word " * 2_000 + "here it is " + "word " * 2_000
    shown = passage(claim("here it is", "here it is", text=text), text=text)
    assert shown
    assert sum(len(s.text) for s in shown.segments) <= 2 * AROUND + 20
    assert (shown.cut_before, shown.cut_after) == (True, True)


def test_wordings_stand_word_under_word() -> None:
    pairs = aligned("Fares rise for most people", "Fares rise for all people, now")
    assert [(p.top, p.bottom) for p in pairs if not p.same] == [("most", "all"), ("", "now")]
    assert [p.top for p in pairs if p.same] == ["Fares", "rise", "for", "people"]
