"""The whole attributor, with the shipped network: who says what, in sentences of an invented harbour town."""

from __future__ import annotations

import pytest

from claims.extraction.attribution import Attribution, claim_span
from claims.extraction.extract import find, shipped
from claims.text.kinds import Kind

DIRECT, MIXED, INDIRECT = Kind.DIRECT, Kind.MIXED, Kind.INDIRECT


def attribute(text: str) -> list[Attribution]:
    return shipped().attribute(text)


def read(text: str) -> list[tuple[str | None, str, Kind]]:
    """Speaker, statement and kind of each attribution."""
    return [(a.speaker.name if a.speaker else None, claim_span(text, a).statement, a.kind) for a in attribute(text)]


@pytest.mark.parametrize(
    ("text", "speaker", "statement", "kind"),
    [
        ("Mayor Aldo Brandt said the ferry will close.", "Aldo Brandt", "the ferry will close", INDIRECT),
        (
            "The ferry will close in May, Mayor Aldo Brandt said on Tuesday.",
            "Aldo Brandt",
            "The ferry will close in May",
            INDIRECT,
        ),
        (
            "According to the harbour office, the ferry between Skarv and Holm will close in May.",
            "harbour office",
            "the ferry between Skarv and Holm will close in May",
            INDIRECT,
        ),
        ("“The ferry will close,” said Aldo Brandt, the mayor.", "Aldo Brandt", "The ferry will close", DIRECT),
        (
            'Ingrid Falk told reporters that the pier was "sold for a song" in May.',
            "Ingrid Falk",
            'the pier was "sold for a song" in May',
            MIXED,
        ),
        ("Ingrid Falk denied that the pier had been sold.", "Ingrid Falk", "the pier had been sold", INDIRECT),
        ("Critics believe that the pier was sold too soon.", "Critics", "the pier was sold too soon", INDIRECT),
        (
            "The harbour board announced that the pier had been sold.",
            "harbour board",
            "the pier had been sold",
            INDIRECT,
        ),
    ],
)
def test_one(text: str, speaker: str, statement: str, kind: Kind) -> None:
    assert read(text) == [(speaker, statement, kind)]


def test_interrupted_words_are_one_attribution() -> None:
    text = "“We never wanted this,” said Aldo Brandt, the mayor, “but the money is gone.”"
    [found] = attribute(text)
    assert [piece.of(text) for piece in found.content] == ["“We never wanted this,”", "“but the money is gone.”"]
    assert found.speaker is not None
    assert (found.speaker.name, found.kind) == ("Aldo Brandt", DIRECT)


def test_sentences_of_one_quotation_are_claims_of_their_own() -> None:
    text = "“The pier is sold,” said Ingrid Falk. “Nobody asked the crew.”"
    assert [one.place.statement for one in find(text)] == ["The pier is sold", "Nobody asked the crew."]


def test_a_sound_quotation_is_in_or_out_as_a_whole() -> None:
    text = (
        "Ingrid Falk called the sale of the old north pier to a rival “a farce, a scandal, and a disgrace for Skarv.”"
    )
    marks = [text.index("“"), text.index("”") + 1]
    pieces = [piece for found in attribute(text) for piece in found.content]
    assert any(piece.start <= marks[0] and marks[1] <= piece.end for piece in pieces)
    for piece in pieces:
        assert not marks[0] < piece.start < marks[1]
        assert not marks[0] < piece.end < marks[1]


def test_a_quotation_that_goes_on_in_the_next_sentence_keeps_its_speaker() -> None:
    text = "“The pier is sold,” Ingrid Falk told the council. “Nobody asked the crew about it.”\n\n“It was in May.”"
    assert {speaker for speaker, _, _ in read(text)} == {"Ingrid Falk"}


def test_surnames_and_pronouns_mean_who_was_named() -> None:
    text = (
        "Harbour Master Ingrid Falk said that the pier had been sold. Mayor Aldo Brandt denied it.\n\n"
        "Falk told reporters that the crew had not been asked. She added that the buyer was known."
    )
    speakers = [speaker for speaker, _, _ in read(text)]
    assert speakers[0] == speakers[-1] == speakers[-2] == "Ingrid Falk"


def test_words_in_marks_are_direct_in_whichever_sentence_they_stand() -> None:
    text = "“The pier is sold,” Ingrid Falk told the council. “Nobody asked the crew about it.”"
    assert {kind for _, _, kind in read(text)} == {DIRECT}


def test_the_texts_own_voice_does_not_speak_the_quotation_beside_it() -> None:
    text = (
        "“It is our pier.” We do not have a fear of anyone. We owe nobody a thing. "
        "In her video message, Ingrid Falk stated, “And the council knows it.”"
    )
    assert [speaker for speaker, statement, _ in read(text) if statement == "It is our pier."] == ["Ingrid Falk"]


def test_the_stop_of_the_sentence_is_no_word_of_the_speaker() -> None:
    text = "Ingrid Falk said the pier was sold at 5 p.m. to a firm in the U.S. on Monday, and that it is safe."
    ends = [piece.of(text)[-1] for found in attribute(text) for piece in found.content]
    assert ends
    assert set(ends) <= set("ey.")
    assert not any(claim_span(text, found).statement.endswith("safe.") for found in attribute(text))


def test_she_is_whoever_spoke_last_without_a_name() -> None:
    text = (
        "Ines Caldera, a lawyer, told reporters that the pier was safe.\n\n"
        "The head of the harbour police told the court that nobody was asked. She also said the crew was tired."
    )
    assert [speaker for speaker, _, _ in read(text)][-2:] == ["head of the harbour police"] * 2


def test_a_study_is_not_its_author() -> None:
    text = "A co-author of a new study spoke on Monday. The study reports that gulls eat more in May."
    assert "study" in [speaker for speaker, _, _ in read(text)]


def test_one_person_of_two_offices() -> None:
    text = "“It may be due to low light,” said study co-author and Tide Society Research Fellow Martin Howe."
    assert [speaker for speaker, _, _ in read(text)] == ["Martin Howe"]


def test_a_lost_mark_is_said_and_left_to_a_person() -> None:
    text = "“The pier is sold, said Ingrid Falk on Monday. The crew was not asked.\n\nThe ferry runs on Sundays."
    quoted = [found for found in attribute(text) if found.kind is not INDIRECT]
    assert quoted
    assert all(found.doubt for found in quoted)


def test_transcripts_are_read_by_their_turns() -> None:
    text = "FALK: The pier was sold in May.\nBRANDT: Nobody told the council of it.\nFALK: The mayor signed the deed."
    assert [speaker for speaker, _, _ in read(text)] == ["Falk", "Brandt", "Falk"]


def test_confidence_is_of_span_and_speaker_together() -> None:
    [sure] = attribute("Mayor Aldo Brandt said that the ferry will close in May.")
    [vague] = attribute("It was said that the ferry will close in May.")
    assert sure.confidence > vague.confidence


@pytest.mark.parametrize("text", ["", "\n", "The ferry runs on Sundays. It is blue.", "🚢"])
def test_nothing_said(text: str) -> None:
    assert attribute(text) == []
