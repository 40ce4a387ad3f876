"""Who is meant: short names, roles, pronouns, bodies, people without a name, and a reader's doubts."""

from __future__ import annotations

import pytest

from claims.extraction.attribution import Mention
from claims.extraction.rules import RuleAttributor

FALK = "Harbour Master Ingrid Falk opened the hearing. "
BRANDT = "Mayor Aldo Brandt opened the hearing. "


def speaker(text: str, *, place: int = -1) -> Mention | None:
    return RuleAttributor().attribute(text)[place].speaker


def named(text: str) -> list[str | None]:
    return [a.speaker.name if a.speaker else None for a in RuleAttributor().attribute(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (FALK + 'Falk said, "We are late."', "Ingrid Falk"),
        (FALK + 'Ms. Falk said, "We are late."', "Ingrid Falk"),
        (FALK + 'She said, "We are late."', "Ingrid Falk"),
        (FALK + '"We are late," she explained.', "Ingrid Falk"),
        (FALK + BRANDT + "She denied having seen the bill.", "Ingrid Falk"),
        (FALK + BRANDT + "He denied having seen the bill.", "Aldo Brandt"),
        (
            "Norwegian President Siri Dahl met Foreign Minister Aldo Brandt. The Norwegian leader said it was over.",
            "Siri Dahl",
        ),
        ("Norway's Vice President Aldo Brandt met President Siri Dahl. The president said it was over.", "Siri Dahl"),
        (FALK + 'The harbour master said, "We are late."', "Ingrid Falk"),
        (BRANDT + "Ingrid Falk said the pier was sold. He disagreed. He said nobody would pay.", "Aldo Brandt"),
        ("County Envoy to the Islands Rhea Toller-Vance left. Toller-Vance said it was over.", "Rhea Toller-Vance"),
        (BRANDT + "His island colleague Pavel Orlov said it was over.", "Pavel Orlov"),
        # the body worked for, the apposition, the subject of the sentence before
        (
            "Bo Lund of the Rowers' Union was there. Aldo Brandt left. The race was unfair, the union man said.",
            "Bo Lund",
        ),
        (BRANDT + "Bo Lund of the Rowers' Union said no. He added that it was over.", "Bo Lund"),
        (BRANDT + 'Bo Lund of the Rowers\' Union, who had a flag, welcomed it. "It is over," he said.', "Bo Lund"),
        (FALK + "Siv Lund, the depot warden, tried to calm the crew. She said it was over.", "Siv Lund"),
        (FALK + "Deputy Mayor Siv Lund sees it differently. She said it was over.", "Siv Lund"),
        (BRANDT + "Bo Lund, the whip, reportedly once agreed. He said it was over.", "Bo Lund"),
        ('"It is over," said the man, Dr Bo Lund of the Rowers\' Union.', "Bo Lund"),
        ("It was led by Bo Lund, a warden and Crown Professor at Porth, who said it was over.", "Bo Lund"),
        ("Islands Minister Omar al-Rashad said it was over.", "Omar al-Rashad"),
        ("Ada Day sang. It was over, Day said.", "Ada Day"),
        ("Joan B. Okafor spoke. Joan Okafor spoke again. Okafor said it was over.", "Joan Okafor"),
    ],
)
def test_people(text: str, name: str) -> None:
    found = speaker(text)
    assert found is not None
    assert (found.name, found.kind) == (name, "person")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Harbour Ministry said it was over.", "Harbour Ministry", "body"),
        ("Oslo said it was over.", "Oslo", "body"),
        ("The Kremlin said it was over.", "Kremlin", "body"),
        ("Oslo and the North believe that it is over.", "Oslo and the North", "group"),
        ("A senior county official said it was over.", "senior county official", "anonymous"),
        ("Sources said it was over.", "Sources", "anonymous"),
        ("A fishmonger said it was over.", "fishmonger", "anonymous"),
        ("Villagers said it was over.", "Villagers", "group"),
        ("A lifeguard said it was over.", "lifeguard", "anonymous"),
        ("One pensioner said it was over.", "One pensioner", "anonymous"),
        ("A man rose. It was over, the man said.", "man", "anonymous"),
        ("Nobody rose. It was over, the union woman said.", "union woman", "anonymous"),
        ('"It is over," said a sailor using the name Finn.', "sailor", "anonymous"),
        ("The Rowers and Divers Agency said it was over.", "Rowers and Divers Agency", "body"),
        ("The Harbour Pilots Board (HPB) said it was over.", "Harbour Pilots Board", "body"),
        ("The decree said it was over.", "decree", "document"),
        ("The Harbour Ministry left. The ministry said it was over.", "Harbour Ministry", "body"),
        ("The Harbour Ministry said no. The ministry said it was over.", "Harbour Ministry", "body"),
        (
            "A senior county official said no. The official added that it was over.",
            "senior county official",
            "anonymous",
        ),
    ],
)
def test_other_sources(text: str, name: str, kind: str) -> None:
    found = speaker(text)
    assert found is not None
    assert (found.name, found.kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("County Envoy to the Islands Rhea Vance said it was over.", "County Envoy to the Islands"),
        ("The island's mayor, Aldo Brandt, said it was over.", "island's mayor"),
        ("Aldo Brandt, the mayor of Porth, said it was over.", "mayor of Porth"),
        ("Ms. Ingrid Falk said it was over.", ""),
    ],
)
def test_roles(text: str, role: str) -> None:
    found = speaker(text)
    assert found is not None
    assert found.role == role


def test_aliases_are_the_other_sure_forms() -> None:
    found = speaker(FALK + "Falk said it was over.")
    assert found is not None
    assert found.aliases == ("Falk",)


@pytest.mark.parametrize(
    "text",
    [
        # two of one surname; two women; a mangled name; nobody before the pronoun
        "Mayor Aldo Brandt met his sister, Tessa Brandt. Brandt said it was over.",
        "Ingrid Falk spoke. Then Rhea Vance rose while Tessa Brandt sat. Falk met Vance. She said it was over.",
        "Ambassador Anton Lindqvist left. He repeated qvist's remarks, in which he insisted that it was over.",
        'Nobody came. "It is over for all of us," she said.',
    ],
)
def test_doubt_is_said_and_confidence_low(text: str) -> None:
    found = RuleAttributor().attribute(text)[-1]
    assert "speaker unsure" in found.doubt
    assert found.confidence < 0.75


def test_two_of_one_surname_stay_apart() -> None:
    text = "Aldo Brandt said it was over. Tessa Brandt said it had just begun."
    assert named(text) == ["Aldo Brandt", "Tessa Brandt"]


def test_a_name_governed_by_another_is_not_the_speaker() -> None:
    text = BRANDT + "A spokesman for Brandt said it was over. Brandt's lawyer, Rhea Vance, said it was not."
    assert named(text) == ["spokesman for Brandt", "Rhea Vance"]
