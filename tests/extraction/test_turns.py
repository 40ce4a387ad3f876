"""Transcripts: turns become statements with a sure speaker; news stories are no transcripts."""

from __future__ import annotations

import pytest

from claims.extraction.rules import RuleAttributor
from claims.extraction.turns import is_transcript, statements
from claims.text.kinds import Kind
from claims.text.turns import turns

HEARING = """CHAIR: The hearing on the ferry is open. Thank you.
MR. BRANDT (Mayor of Porth): The ferry ran late on two hundred days. I want that noted.
And it ran empty on most of them.
INGRID FALK: That is not what the log says. [Laughter] The log says forty days.
BRANDT: The log was written by your own office.
FALK: (pointing) It was written by the crew of the ferry.
"""


def test_each_sentence_is_a_statement_of_its_speaker() -> None:
    found = [(a.speaker.name, a.content[0].of(HEARING)) for a in statements(HEARING) if a.speaker]
    assert found == [
        ("Chair", "The hearing on the ferry is open."),
        ("Brandt", "The ferry ran late on two hundred days."),
        ("Brandt", "I want that noted."),
        ("Brandt", "And it ran empty on most of them."),
        ("Ingrid Falk", "That is not what the log says."),
        ("Ingrid Falk", "The log says forty days."),
        ("Brandt", "The log was written by your own office."),
        ("Ingrid Falk", "It was written by the crew of the ferry."),
    ]


def test_the_attributor_knows_a_transcript() -> None:
    found = RuleAttributor().attribute(HEARING)
    assert found == statements(HEARING)
    assert {a.kind for a in found} == {Kind.STATEMENT}
    assert [a.speaker.role for a in found if a.speaker and a.speaker.name == "Brandt"] == ["Mayor of Porth"] * 4
    assert {a.speaker.aliases for a in found if a.speaker and a.speaker.name == "Ingrid Falk"} == {
        ("FALK", "Falk", "INGRID FALK")
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The mayor: a portrait.\n\nHe was born in Porth. He never left it.",
        "Ingrid Falk said: It is over.\n\nAldo Brandt said: It is not.\n\nThe crew said: It never was.",
        "Note: this is old.\nSource: the harbour office.\nPhoto: Rhea Vance.",
        "At 9:30 the ferry left.\nAt 10:15 it came back.\nAt 11:00 it left again.",
    ],
)
def test_no_transcript(text: str) -> None:
    assert not is_transcript(text)


def test_turns_may_run_over_many_paragraphs() -> None:
    said = "The ferry ran late today.\n" * 9
    text = f"FALK: {said}BRANDT: {said}FALK: {said}"
    assert is_transcript(text)
    assert len(statements(text)) == 27


def test_labels_lie_where_the_names_stand() -> None:
    assert [t.label.of(HEARING) for t in turns(HEARING)] == ["CHAIR", "MR. BRANDT", "INGRID FALK", "BRANDT", "FALK"]


def test_spelling_is_taken_from_the_text() -> None:
    text = (
        "McADOO: The ferry was late today.\nFALK: Mr. McAdoo is wrong about that.\nMCADOO: Mr. McAdoo is right.\n" * 2
    )
    assert {a.speaker.name for a in statements(text) if a.speaker} == {"McAdoo", "Falk", "McADOO"} - {"McADOO"}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("With me is the mayor, Aldo Brandt. Mr Brandt, good morning.", "Aldo Brandt"),
        ("Mr Brandt, good morning to you.", "Brandt"),
        ("Aldo Brandt or Ida Brandt, who can tell them apart?", "Brandt"),
    ],
)
def test_a_surname_is_read_as_the_one_who_was_introduced(said: str, name: str) -> None:
    text = f"Host: {said}\n\nBrandt: The ferry ran late on two hundred days.\n\nHost: And who counted them?"
    found = {a.content[0].of(text): a.speaker for a in statements(text)}
    speaker = found["The ferry ran late on two hundred days."]
    host = found["And who counted them?"]
    assert speaker is not None
    assert host is not None
    assert (speaker.name, host.kind) == (name, "anonymous")


def test_letters_stand_for_the_one_introduced_and_questions_in_brackets_are_nobodys() -> None:
    text = (
        "((Portnews)) What came next after the storm?\n\nAda Holm: The pier was closed for weeks.\n\n"
        "((Portnews)) Who paid for the new pier?\n\nAH: The county paid for all of it.\n\n"
        "((Portnews)) What will it cost each year?\n\nAH: It will cost a million each year.\n"
    )
    found = [
        (a.speaker.name, text[a.content[0].start : a.content[0].end])
        for a in RuleAttributor().attribute(text)
        if a.speaker
    ]
    assert ("Ada Holm", "The county paid for all of it.") in found
    assert ("Portnews", "What will it cost each year?") in found


def test_questions_in_brackets_alone_make_no_transcript() -> None:
    asked = "((Portnews)) What came next after the storm?\n\nAH The pier was closed for weeks.\n\n"
    assert not is_transcript(asked * 4)
