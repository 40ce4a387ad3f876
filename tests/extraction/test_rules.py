"""Who says what: one table a pattern, with sentences of an invented harbour town."""

from __future__ import annotations

import pytest

from claims.extraction.attribution import Attribution, claim_span
from claims.extraction.rules import RuleAttributor
from claims.extraction.unmarked import LOST_MARKS
from claims.text.kinds import Kind

DIRECT, MIXED, INDIRECT = Kind.DIRECT, Kind.MIXED, Kind.INDIRECT


def attribute(text: str) -> list[Attribution]:
    return RuleAttributor().attribute(text)


def read(text: str) -> list[tuple[str | None, str, Kind]]:
    return [(a.speaker.name if a.speaker else None, claim_span(text, a).statement, a.kind) for a in attribute(text)]


@pytest.mark.parametrize(
    ("text", "speaker", "statement", "kind"),
    [
        # SOURCE cue CONTENT
        ("Aldo Brandt said the ferry will close.", "Aldo Brandt", "the ferry will close", INDIRECT),
        ("Aldo Brandt said that the ferry will close.", "Aldo Brandt", "the ferry will close", INDIRECT),
        ("Mayor Aldo Brandt has repeatedly said the ferry is safe.", "Aldo Brandt", "the ferry is safe", INDIRECT),
        ("On Monday Ingrid Falk said the pier was sold.", "Ingrid Falk", "the pier was sold", INDIRECT),
        ("Ingrid Falk on Monday said the pier was sold.", "Ingrid Falk", "the pier was sold", INDIRECT),
        (
            "Ingrid Falk said in a statement on Monday that the pier was sold.",
            "Ingrid Falk",
            "the pier was sold",
            INDIRECT,
        ),
        (
            "Ingrid Falk told the harbour council on Monday that the pier was sold.",
            "Ingrid Falk",
            "the pier was sold",
            INDIRECT,
        ),
        ("Ingrid Falk told reporters the pier was sold.", "Ingrid Falk", "the pier was sold", INDIRECT),
        ("Ingrid Falk said: “The pier was sold.”", "Ingrid Falk", "The pier was sold.", DIRECT),
        ('Ingrid Falk said, "The pier was sold in May."', "Ingrid Falk", "The pier was sold in May.", DIRECT),
        (
            'Ingrid Falk said the pier was "sold for a song" in May.',
            "Ingrid Falk",
            'the pier was "sold for a song" in May',
            MIXED,
        ),
        ("Critics say the pier was sold too soon.", "Critics", "the pier was sold too soon", INDIRECT),
        ("Both sides believe that the pier is theirs.", "Both sides", "the pier is theirs", INDIRECT),
        # CONTENT, SOURCE cue and cue SOURCE
        ('"The pier was sold," Ingrid Falk said.', "Ingrid Falk", "The pier was sold", DIRECT),
        ('"The pier was sold," said Ingrid Falk, the harbour master.', "Ingrid Falk", "The pier was sold", DIRECT),
        ('"Who sold the pier?" asked Ingrid Falk.', "Ingrid Falk", "Who sold the pier?", DIRECT),
        ('"Sold!" Falk said.', "Falk", "Sold!", DIRECT),
        ("The pier was sold in May, Ingrid Falk said on Tuesday.", "Ingrid Falk", "The pier was sold in May", INDIRECT),
        ("The pier was sold in May, said Ingrid Falk.", "Ingrid Falk", "The pier was sold in May", INDIRECT),
        (
            'There were "no firm plans" for a sale, the town hall said late Monday.',
            "town hall",
            'There were "no firm plans" for a sale',
            MIXED,
        ),
        # in two pieces
        ('"The pier," Ingrid Falk said, "was sold in May."', "Ingrid Falk", "The pier was sold in May.", DIRECT),
        (
            "The sale of the pier, Ingrid Falk said on Monday at a council meeting, was a mistake.",
            "Ingrid Falk",
            "The sale of the pier was a mistake",
            INDIRECT,
        ),
        (
            'The sale, according to a senior town official, was meant to "calm the banks".',
            "senior town official",
            'The sale was meant to "calm the banks"',
            MIXED,
        ),
        # according to
        (
            "The pier was sold in May, according to the harbour office.",
            "harbour office",
            "The pier was sold in May",
            INDIRECT,
        ),
        (
            "According to the harbour office, the pier was sold in May.",
            "harbour office",
            "the pier was sold in May",
            INDIRECT,
        ),
        (
            "The pier was sold, according to town, county, and federal officials.",
            "town, county, and federal officials",
            "The pier was sold",
            INDIRECT,
        ),
        (
            "Fares would double under the plan, according to the regulations.",
            "regulations",
            "Fares would double under the plan",
            INDIRECT,
        ),
        # what leads in, hedged numbers and changes, before the cue
        (
            "As of Friday the depot has 40 trams, Ingrid Falk said.",
            "Ingrid Falk",
            "As of Friday the depot has 40 trams",
            INDIRECT,
        ),
        (
            "Since 1988 the cliff has lost two metres, Ingrid Falk said, and each winter now takes more.",
            "Ingrid Falk",
            "Since 1988 the cliff has lost two metres and each winter now takes more",
            INDIRECT,
        ),
        (
            "If the rain stays, the fair will move indoors, Ingrid Falk said.",
            "Ingrid Falk",
            "If the rain stays, the fair will move indoors",
            INDIRECT,
        ),
        (
            "Thefts from boats dropped by a quarter in May, Ingrid Falk reminded them.",
            "Ingrid Falk",
            "Thefts from boats dropped by a quarter in May",
            INDIRECT,
        ),
        (
            "About 3,000 people saw the regatta on Sunday, harbour master Ingrid Falk said on Monday.",
            "Ingrid Falk",
            "About 3,000 people saw the regatta on Sunday",
            INDIRECT,
        ),
        (
            "Two skiffs had been lost in the fog, Ingrid Falk added.",
            "Ingrid Falk",
            "Two skiffs had been lost in the fog",
            INDIRECT,
        ),
        (
            "Trams carry the mail in winter, Ingrid Falk said.",
            "Ingrid Falk",
            "Trams carry the mail in winter",
            INDIRECT,
        ),
        ("The kiosk, Ingrid Falk noted, overlooks the slip.", "Ingrid Falk", "The kiosk overlooks the slip", INDIRECT),
        (
            "The others, claimed the harbour office, had been towed away.",
            "harbour office",
            "The others had been towed away",
            INDIRECT,
        ),
        (
            '"Two lines were cut," Ingrid Falk said, and she named them: the 4 and the 9.',
            "Ingrid Falk",
            "Two lines were cut",
            DIRECT,
        ),
        ('"You are kind," replied Ingrid Falk, highly amused.', "Ingrid Falk", "You are kind", DIRECT),
        ("Ingrid Falk said about 700 people ride the tram.", "Ingrid Falk", "about 700 people ride the tram", INDIRECT),
        ("Ingrid Falk said nearly 700 people ride it.", "Ingrid Falk", "nearly 700 people ride it", INDIRECT),
        ("Ingrid Falk said at least six rowers were hurt.", "Ingrid Falk", "at least six rowers were hurt", INDIRECT),
        ("Ingrid Falk said up to 90 boats sank.", "Ingrid Falk", "up to 90 boats sank", INDIRECT),
        ("Ingrid Falk said at 10 a.m. the tram was full.", "Ingrid Falk", "the tram was full", INDIRECT),
        ("Ingrid Falk said about the tram that it was full.", "Ingrid Falk", "it was full", INDIRECT),
        (
            "According to a note on Monday by the depot, a branch in Carrow, two trams were sold.",
            "note",
            "two trams were sold",
            INDIRECT,
        ),
        (
            "Ingrid Falk of the Harbour Pilots Board (HPB), announced the pier was sold.",
            "Ingrid Falk",
            "the pier was sold",
            INDIRECT,
        ),
        ('Ingrid Falk addressed the crew: "No one is late."', "Ingrid Falk", "No one is late.", DIRECT),
        ('Ingrid Falk described it to the crew: "It was late."', "Ingrid Falk", "It was late.", DIRECT),
        # apposition
        ("Ingrid Falk, the harbour master, said the pier was sold.", "Ingrid Falk", "the pier was sold", INDIRECT),
        (
            "Ingrid Falk, who ran the harbour for ten years, said the pier was sold.",
            "Ingrid Falk",
            "the pier was sold",
            INDIRECT,
        ),
        (
            "Ingrid Falk, 58, the mayor of Porth, Wales, said the pier was sold.",
            "Ingrid Falk",
            "the pier was sold",
            INDIRECT,
        ),
        ("The town's mayor, Aldo Brandt, said the pier was sold.", "Aldo Brandt", "the pier was sold", INDIRECT),
        # the object says it
        ("Aldo Brandt has consistently denied having debts.", "Aldo Brandt", "having debts", INDIRECT),
        (
            "Aldo Brandt expressed doubts about the price of the pier.",
            "Aldo Brandt",
            "doubts about the price of the pier",
            INDIRECT,
        ),
        (
            "Aldo Brandt accused the harbour office of hiding the price.",
            "Aldo Brandt",
            "the harbour office of hiding the price",
            INDIRECT,
        ),
        (
            "Aldo Brandt dismissed her claim that the pier was sold.",
            "Aldo Brandt",
            "her claim that the pier was sold",
            INDIRECT,
        ),
        ('Aldo Brandt described the sale as "a clean deal".', "Aldo Brandt", 'the sale as "a clean deal"', MIXED),
        (
            'Aldo Brandt called the sale "a clean deal" on Monday.',
            "Aldo Brandt",
            'the sale "a clean deal" on Monday',
            MIXED,
        ),
        ("Aldo Brandt claims to own the old pier.", "Aldo Brandt", "to own the old pier", INDIRECT),
        (
            "Aldo Brandt asked that the council withdraw the offer.",
            "Aldo Brandt",
            "the council withdraw the offer",
            INDIRECT,
        ),
        (
            "Aldo Brandt has asked the council to withdraw the offer.",
            "Aldo Brandt",
            "the council to withdraw the offer",
            INDIRECT,
        ),
        (
            "In remarks to the council, Aldo Brandt asked that the offer be withdrawn.",
            "Aldo Brandt",
            "the offer be withdrawn",
            INDIRECT,
        ),
        ("Aldo Brandt asked him to withdraw the offer.", "Aldo Brandt", "to withdraw the offer", INDIRECT),
        ("Aldo Brandt accused him of hiding it.", "Aldo Brandt", "him of hiding it", INDIRECT),
        (
            "Aldo Brandt called on the council to withdraw the offer.",
            "Aldo Brandt",
            "the council to withdraw the offer",
            INDIRECT,
        ),
        # passive
        (
            'The sale was dubbed "a gift to the banks" by Ingrid Falk on Monday.',
            "Ingrid Falk",
            "The sale a gift to the banks",
            MIXED,
        ),
        (
            "The sale was described as a mistake by the harbour office.",
            "harbour office",
            "The sale as a mistake",
            INDIRECT,
        ),
        # documents, bodies, groups
        ("The report found that the pier was unsafe.", "report", "the pier was unsafe", INDIRECT),
        (
            "A poll published on Tuesday found that most islanders want a bridge.",
            "poll published on Tuesday",
            "most islanders want a bridge",
            INDIRECT,
        ),
        (
            "Several county and town officials warned that the pier might fall.",
            "Several county and town officials",
            "the pier might fall",
            INDIRECT,
        ),
    ],
)
def test_one_attribution(text: str, speaker: str, statement: str, kind: Kind) -> None:
    assert read(text) == [(speaker, statement, kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Aldo Brandt said the ferry is late, adding that the pier is old.",
            [("Aldo Brandt", "the ferry is late"), ("Aldo Brandt", "the pier is old")],
        ),
        (
            "Aldo Brandt addressed the town early Tuesday, warning that the pier might fall.",
            [("Aldo Brandt", "the pier might fall")],
        ),
        (
            'Aldo Brandt described it as "our old pier," saying, "It was never theirs."',
            [("Aldo Brandt", 'it as "our old pier,"'), ("Aldo Brandt", "It was never theirs.")],
        ),
        (
            "Although the town hall claims the pier is safe, Aldo Brandt believes that it will fall.",
            [("town hall", "the pier is safe"), ("Aldo Brandt", "it will fall")],
        ),
        (
            "Aldo Brandt has asked the county to pay, while Ingrid Falk has stated that nobody will.",
            [("Aldo Brandt", "the county to pay"), ("Ingrid Falk", "nobody will")],
        ),
        (
            "The pier was sold, according to Aldo Brandt, who believes the price was fair.",
            [("Aldo Brandt", "The pier was sold"), ("Aldo Brandt", "the price was fair")],
        ),
        (
            "The bell rang hours after the town hall claimed that the pier was safe.",
            [("town hall", "the pier was safe")],
        ),
        (
            "Thefts rose in 2025, Ruth Calder admitted, and she blamed a gang from Carrow.",
            [("Ruth Calder", "Thefts rose in 2025"), ("Ruth Calder", "a gang from Carrow")],
        ),
        (
            "Aldo Brandt praised the crew and said the ferry was full.",
            [("Aldo Brandt", "the ferry was full")],
        ),
    ],
)
def test_several(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert [(name, statement) for name, statement, _ in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The ferry left at nine and arrived at ten.",
        "Aldo Brandt did not say when the ferry would leave.",
        "If Aldo Brandt says the ferry is late, nobody listens.",
        "The so-called “express” ferry left at nine.",
        "The claims were filed on Monday.",
        "His report was long and his notes were short.",
        "The move suggested that prices would rise.",
        "All reported losses were paid.",
        "Aldo Brandt declined to say what the pier cost.",
        "He bought “The Old Pier” and a newspaper.",
        "The decrees acknowledged them as free towns.",
        "Aldo Brandt mentioned Falk's remarks from Sunday.",
        "Aldo Brandt asked who would row.",
        "Aldo Brandt praised the regatta and the sun.",
        "Aldo Brandt laughed when he heard the price.",
        "It was Aldo Brandt who said it, quietly, without a smile.",
        "No rower claimed the prize.",
        "At a meeting in the hall on Monday, Aldo Brandt said.",
    ],
)
def test_nothing_is_attributed(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ('"We are late," Ingrid Falk said. "We are sorry."', ["Ingrid Falk", "Ingrid Falk"]),
        ('"We are late today, all of us. Sorry."\n\n"We are late," Ingrid Falk said.', [None, "Ingrid Falk"]),
        ('Ingrid Falk spoke to the crew:\n\n"We are late, and we are sorry."', ["Ingrid Falk"]),
        ('Ingrid Falk told the crew:\n\n"We are late, and we are sorry."', ["Ingrid Falk"]),
        ('"We are late.\n\n"We are sorry.\n\n"We will pay," Ingrid Falk said.', ["Ingrid Falk"] * 3),
        ('Ingrid Falk said, "We are late.\n\n"We are sorry, all of us.\n\n"We will pay."', ["Ingrid Falk"] * 3),
        ('"We stand here." We fear no storm. In her message, Falk stated, "We stay."', ["Falk", "Falk", "Falk"]),
    ],
)
def test_quotations_without_their_own_cue(text: str, speakers: list[str | None]) -> None:
    found = [a for a in attribute(text) if a.speaker is not None or None in speakers]
    assert [a.speaker.name if a.speaker else None for a in found] == speakers


def test_lost_marks_are_read_with_a_doubt() -> None:
    text = '"We stand here." We fear no storm. In her message, Falk stated, "We stay."'
    lost = attribute(text)[1]
    assert (lost.content[0].of(text), lost.kind, lost.doubt) == ("We fear no storm.", DIRECT, LOST_MARKS)
    assert lost.confidence < attribute(text)[2].confidence


@pytest.mark.parametrize(
    "between", ["They fear no storm.", "We fear no storm.\n\n", "We fear no storm, Ada Holm said."]
)
def test_no_marks_were_lost(between: str) -> None:
    text = f'"We stand here." {between} In her message, Falk stated, "We stay."'
    assert LOST_MARKS not in [a.doubt for a in attribute(text)]


def test_a_cue_without_a_source_behind_it_is_no_crash() -> None:
    assert attribute("They spent 130 million on things, the analysis relied on thousands of so-called, reports.") == []


@pytest.mark.parametrize(
    "text",
    [
        '"We are late today "he stated.',
        'Aldo Brandt spoke. "Nobody could tell us why "Brandt stated the following.',
        'We are late," Aldo Brandt said.',
    ],
)
def test_repaired_marks_are_said(text: str) -> None:
    (found,) = attribute(text)
    assert found.kind is DIRECT
    assert "mark" in found.doubt


def test_pieces_are_verbatim_and_hull_spans_them() -> None:
    text = '"The pier," Ingrid Falk said, "was sold in May."'
    (found,) = attribute(text)
    place = claim_span(text, found)
    assert [p.of(text) for p in place.pieces] == ["The pier", "was sold in May."]
    assert place.span.of(text) == 'The pier," Ingrid Falk said, "was sold in May.'
    assert (
        (found.source.of(text), found.cue.of(text)) == ("Ingrid Falk", "said") if found.source and found.cue else False
    )
