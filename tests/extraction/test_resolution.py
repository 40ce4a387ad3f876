"""Who a source phrase means: offices, letters, owners, authors, every pronoun, pairs, and "I" in a quotation."""

from __future__ import annotations

import pytest

from claims.extraction.attribution import Attribution, Mention
from claims.extraction.cast import Cast
from claims.extraction.firstperson import first_person
from claims.extraction.mentions import Resolved, Resolver
from claims.extraction.subjects import subject_of
from claims.extraction.units import tokens_in, units
from claims.text.kinds import Kind
from claims.text.spans import Span

FALK = "Harbour Master Ingrid Falk opened the hearing. "
BRANDT = "Mayor Aldo Brandt opened the hearing. "
BOARD = "The Porth Harbour Board (PHB) met. "


def resolved(text: str, source: str) -> Resolved:
    """Who the last ``source`` in ``text`` is, after the sentences before it were read."""
    listed = units(text)
    resolver = Resolver(Cast(listed))
    at = text.rindex(source)
    for unit in listed:
        if unit.span.end > at:
            break
        subject = subject_of(unit, resolver)
        if subject is not None:
            resolver.heed(subject.person)
    places = [k for k, t in enumerate(unit.tokens) if t.start < at + len(source) and t.end > at]
    return resolver.resolve(unit.tokens, places[0], places[-1] + 1)


@pytest.mark.parametrize(
    ("text", "source", "name", "kind"),
    [
        # initials, offices before a name, letters after it
        ("County Attorney Bo T. Lund said no.", "County Attorney Bo T. Lund", "Bo T. Lund", "person"),
        ("Regional Warden Mirov Hatani said no.", "Regional Warden Mirov Hatani", "Mirov Hatani", "person"),
        (
            "Tidal Research Institute Director Ane Alenq said no.",
            "Tidal Research Institute Director Ane Alenq",
            "Ane Alenq",
            "person",
        ),
        ("President Andrés Manuel Ortega said no.", "President Andrés Manuel Ortega", "Andrés Manuel Ortega", "person"),
        ("Judge Durham Hall QC said no.", "Judge Durham Hall QC", "Durham Hall", "person"),
        ("A pupil named Wong said no.", "A pupil named Wong", "Wong", "person"),
        (
            "Arnel dela Vega of the Rowers' Union said no.",
            "Arnel dela Vega of the Rowers' Union",
            "Arnel dela Vega",
            "person",
        ),
        # one person of two roles, owned by two, beside another role
        (
            "Retired diver and tide specialist Ali Sofar said no.",
            "Retired diver and tide specialist Ali Sofar",
            "Ali Sofar",
            "person",
        ),
        (
            "Harbour Party leader and Mayor Aldo Brandt said no.",
            "Harbour Party leader and Mayor Aldo Brandt",
            "Aldo Brandt",
            "person",
        ),
        ("Falk and Brandt's mother, Anwar, said no.", "Falk and Brandt's mother, Anwar,", "Anwar", "person"),
        (
            "Another co-author, sea and tide professor Bo Lund, said no.",
            "Another co-author, sea and tide professor Bo Lund,",
            "Bo Lund",
            "person",
        ),
        ("Aldo Brandt and Ingrid Falk said no.", "Aldo Brandt and Ingrid Falk", "Aldo Brandt and Ingrid Falk", "group"),
        # given name alone, title that tells which, only one named so far
        (FALK + "Ingrid said no.", "Ingrid", "Ingrid Falk", "person"),
        (FALK + BRANDT + "Tessa Brandt sat. Mrs. Brandt said no.", "Mrs. Brandt", "Tessa Brandt", "person"),
        (BRANDT + "Brandt said no. Tessa Brandt left.", "Brandt said"[:6], "Tessa Brandt", "person"),
        (FALK + "The warden said no.", "The warden", "warden", "anonymous"),
        ("Sen. Ada Holm left. The senator said no.", "The senator", "Ada Holm", "person"),
        (
            "Foreign Secretary Ada Holm left. The foreign minister said no.",
            "The foreign minister",
            "Ada Holm",
            "person",
        ),
        # bodies: letters, "the court", stations, places in names
        (BOARD + "The PHB said no.", "The PHB", "Porth Harbour Board", "body"),
        ("The Court of Tides met. The court said no.", "The court", "Court of Tides", "body"),
        ("WPTH-TV said no.", "WPTH-TV", "WPTH-TV", "body"),
        ("The Porth Daily said no.", "The Porth Daily", "Porth Daily", "body"),
        ("The Coast Guard said no.", "The Coast Guard", "Coast Guard", "body"),
        (
            "The University of California, Los Angeles said no.",
            "The University of California, Los Angeles",
            "University of California, Los Angeles",
            "body",
        ),
        ("Police in Baytown, Texas said no.", "Police in Baytown, Texas", "Police in Baytown, Texas", "group"),
        (
            "The rowers of Porth, which include two divers and a cook, said no.",
            "The rowers of Porth, which include two divers and a cook,",
            "rowers of Porth",
            "group",
        ),
        # who owns, who wrote
        (FALK + "It was Falk's claim that it is over.", "Falk's", "Ingrid Falk", "person"),
        (FALK + "Falk's statement said no.", "Falk's statement", "Ingrid Falk", "person"),
        (
            FALK + "Part of the harbour master's statement said no.",
            "Part of the harbour master's statement",
            "Ingrid Falk",
            "person",
        ),
        (
            "A statement by the Harbour Ministry said no.",
            "A statement by the Harbour Ministry",
            "Harbour Ministry",
            "body",
        ),
        ("The ministry's report said no.", "The ministry's report", "ministry's report", "document"),
        (FALK + "Her lawyer said no.", "Her lawyer", "Ingrid Falk’s lawyer", "anonymous"),
        (FALK + BRANDT + "According to her agent, Falk left.", "her agent", "Ingrid Falk’s agent", "anonymous"),
        # pronouns
        (FALK + "It was her view that it is over.", "her", "Ingrid Falk", "person"),
        (FALK + BRANDT + "It was said by her.", "her", "Ingrid Falk", "person"),
        (FALK + "Igor Lund was later accused, which he denied.", "he", "Igor Lund", "person"),
        (
            BRANDT + "Rivals such as Bo Lund and Per Holm left; he stayed, and he said no.",
            "he",
            "Aldo Brandt",
            "person",
        ),
        ("Investigators closed the pier, they said.", "they", "Investigators", "group"),
        (BOARD + "The PHB closed the pier, which they called unsafe.", "they", "Porth Harbour Board", "body"),
        ("One of the divers left her boat. She said no.", "She", "One of the divers", "anonymous"),
        (FALK + BRANDT + "Both said no.", "Both", "Ingrid Falk and Aldo Brandt", "group"),
    ],
)
def test_sources(text: str, source: str, name: str, kind: str) -> None:
    found = resolved(text, source).mention
    assert found is not None
    assert (found.name, found.kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (BRANDT + "Igor Lund met Jens Holm and he said no.", "he"),
        ("One of the divers left her boat. She said no.", "She"),
        (FALK + BRANDT + "Both said no.", "Both"),
        ("The Court of Tides met. The Court of Sands met. The court said no.", "The court"),
        ("Mr. Aldo Brandt sat. Mr. Bo Brandt sat. Brandt said no.", "Brandt"),
    ],
)
def test_what_is_guessed_is_doubted(text: str, source: str) -> None:
    found = resolved(text, source)
    assert "speaker unsure" in found.doubt
    assert found.certainty <= 0.65


def test_the_law_is_no_man() -> None:
    text = "Judge Aldo Brandt read the Fair Tide Clause of the Harbour Board aloud. He said no."
    assert resolved(text, "He").mention == Mention(name="Aldo Brandt", kind="person", role="Judge")


def test_genders_are_learned_from_the_pronouns_beside_a_name() -> None:
    text = "Qandil Balok sang. She was 26. Wasim Ramar shouted. He shouted of her. Ramar left, which he denied."
    assert resolved(text, "he").mention == Mention(name="Wasim Ramar", kind="person", aliases=("Ramar",))


def test_i_is_who_speaks_the_quotation() -> None:
    text = '"I think we were late," said Falk.'
    falk = Mention(name="Ingrid Falk", kind="person")
    outer = Attribution(
        content=(Span(0, 23),), source=Span(29, 33), cue=None, kind=Kind.DIRECT, speaker=falk, confidence=0.9
    )
    inner = Attribution(
        content=(Span(9, 21),), source=Span(1, 2), cue=Span(3, 8), kind=Kind.DIRECT, speaker=None, confidence=0.27
    )
    first, second = first_person(text, [outer, inner])
    assert first == outer
    assert second.speaker == falk
    assert 0.5 < second.confidence < outer.confidence


def test_i_outside_a_quotation_is_nobody() -> None:
    inner = Attribution(
        content=(Span(8, 20),), source=Span(0, 1), cue=Span(2, 7), kind=Kind.INDIRECT, speaker=None, confidence=0.27
    )
    assert first_person("I think we were late.", [inner]) == [inner]


def test_initials_stay_with_their_dot() -> None:
    text = "Bo T. Lund of Plan B."
    assert [t.text for t in tokens_in(text, Span(0, len(text)))] == ["Bo", "T.", "Lund", "of", "Plan", "B", "."]


@pytest.mark.parametrize(
    ("text", "source", "name", "kind"),
    [
        (
            "Met Orrin, the national weather service, said no.",
            "Met Orrin, the national weather service,",
            "Met Orrin",
            "body",
        ),
        ("The Tidal Yuan voted.", "The Tidal Yuan", "Tidal Yuan", "unknown"),
        ("In mainland China, which claims the pier, it is over.", "which", "mainland China", "body"),
        ("Princess Ubola Mahid left. The princess, 67, said no.", "The princess, 67,", "Ubola Mahid", "person"),
        (BRANDT + "Aldo Brandt left. He was with Tessa Brandt. Brandt said no.", "Brandt", "Aldo Brandt", "person"),
        ("The Institute of Tides (Tidolcs) met. Tidolcs said no.", "Tidolcs", "Institute of Tides", "body"),
        (
            "One of the clubs, the Porth Rowers' Union, said no.",
            "One of the clubs, the Porth Rowers' Union,",
            "Porth Rowers' Union",
            "body",
        ),
        (
            "The University of California, San Diego said no.",
            "The University of California, San Diego",
            "University of California, San Diego",
            "body",
        ),
        ("There was a guide, Igor Lund, 24, who said no.", "who", "Igor Lund", "person"),
        ("Broadcaster Pirs Morag said no.", "Broadcaster Pirs Morag", "Pirs Morag", "person"),
        ("Police on Thursday said no.", "Police on Thursday", "Police", "group"),
        (FALK + "The family's statement said no.", "The family's statement", "family", "group"),
    ],
)
def test_more_sources(text: str, source: str, name: str, kind: str) -> None:
    found = resolved(text, source).mention
    assert found is not None
    assert (found.name, found.kind) == (name, kind)
