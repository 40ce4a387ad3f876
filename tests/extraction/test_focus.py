"""Who is meant when no rule knows the name: strangers, descriptions, shared surnames, brackets, colons, small words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pytest

from claims.extraction.attribution import Attribution
from claims.extraction.cast import Cast
from claims.extraction.mentions import Resolved, Resolver
from claims.extraction.runs import run_text, runs
from claims.extraction.subjects import subject_of
from claims.extraction.tagged import TaggerAttributor
from claims.extraction.units import tokens_in, units
from claims.neural.protocols import Tagged
from claims.text.kinds import Kind
from claims.text.spans import Span

BRANDT = "Mayor Aldo Brandt opened the hearing. "


class Taught:
    """Answers with what it was given, as (content, cue, source)."""

    version = "taught-1"

    def __init__(self, *quotes: tuple[str, str, str]) -> None:
        self.quotes = quotes

    def tag(self, text: str, *, paragraphs: Iterable[tuple[int, int]]) -> Iterator[Tagged]:
        yield from [
            Tagged(
                content=(_span(text, content),),
                cue=_span(text, cue),
                source=_span(text, source),
                probability=0.9,
                signs=(0.0, 0.0, 0.0, 0.0),
            )
            for content, cue, source in self.quotes
        ]


def _span(text: str, part: str) -> tuple[int, int]:
    at = text.index(part)
    return at, at + len(part)


def said(text: str, *quotes: tuple[str, str, str]) -> list[Attribution]:
    return TaggerAttributor(Taught(*quotes)).attribute(text)


def resolved(text: str, source: str, *, spoke: str = "") -> Resolved:
    """Who the last ``source`` is, after the sentences before it, and after ``spoke`` was read as a source."""
    listed, at = units(text), text.rindex(source)
    resolver = Resolver(Cast(listed))
    for unit in listed:
        if spoke and spoke in text[unit.span.start : unit.span.end]:
            found = _resolve(resolver, unit.tokens, text.index(spoke), spoke)
            resolver.heed(found.person)
        if unit.span.end > at:
            break
        subject = subject_of(unit, resolver)
        resolver.heed(subject.person if subject is not None else None)
    return _resolve(resolver, unit.tokens, at, source)


def _resolve(resolver: Resolver, tokens: Sequence, at: int, source: str) -> Resolved:  # type: ignore[type-arg]
    places = [k for k, t in enumerate(tokens) if t.start < at + len(source) and t.end > at]
    return resolver.resolve(tokens, places[0], places[-1] + 1)


@pytest.mark.parametrize(
    ("text", "source", "spoke", "name"),
    [
        # names that no list knows: after an office in commas, by an age, by speaking
        (BRANDT + "The pier's chairman, Kimbra Frittel, said no. He said it was over.", "He", "", "Kimbra Frittel"),
        (BRANDT + "Yinna Maymot, 60, a diver, was glad. She feared it. She said no.", "She", "", "Yinna Maymot"),
        (
            BRANDT + "It was over, Wirra Tolnay of Porth said. He said no.",
            "He",
            "Wirra Tolnay of Porth",
            "Wirra Tolnay",
        ),
        # a description that no role fits
        (BRANDT + "Igor Lund left. The retired sailor said no.", "The retired sailor", "", "Igor Lund"),
        (BRANDT + "Igor Lund left. The 46-year-old said no.", "The 46-year-old", "", "Igor Lund"),
        ("Ada Holm left. The former secretary of state said no.", "The former secretary of state", "", "Ada Holm"),
        ("Mayor Ada Holm left. The Harbour Party candidate said no.", "The Harbour Party candidate", "", "Ada Holm"),
        # one surname: who was spoken of last
        ("Igor Lund, brother of the singer Bo Lund, left. Lund said no.", "Lund", "", "Igor Lund"),
        # the name after a comma, with a clause of its own
        ("His best friend, Bo Lund, who rows, said no.", "His best friend, Bo Lund, who rows,", "", "Bo Lund"),
        # small words that are surnames, and those that are none
        ("Harbour Research Fellow Martin How said no.", "Harbour Research Fellow Martin How", "", "Martin How"),
        # a letter off
        ("Skipper Igor Sareno left. Sarena said no.", "Sarena", "", "Igor Sareno"),
        ("Pres. Lund left. Pres. Lund said no.", "Pres. Lund", "", "Lund"),
    ],
)
def test_people_no_rule_knew(text: str, source: str, spoke: str, name: str) -> None:
    found = resolved(text, source, spoke=spoke).mention
    assert found is not None
    assert (found.name, found.kind) == (name, "person")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (BRANDT + "The warden said no.", "The warden"),  # another office than his
        ("Igor Lund left. The spokesman said no.", "The spokesman"),
        ("Igor Lund left. A sailor came. The pilot said no.", "The pilot"),
        ("Igor Lund left. Aldo Holm was asked, and the pilot said no.", "the pilot"),
        ("Actress Ada Holm left. The retired fisherman said no.", "The retired fisherman"),
    ],
)
def test_a_description_of_somebody_else_stays_nameless(text: str, source: str) -> None:
    found = resolved(text, source).mention
    assert found is not None
    assert found.kind == "anonymous"


def test_a_description_is_doubted() -> None:
    found = resolved("Igor Lund left. The retired sailor said no.", "The retired sailor")
    assert found.doubt == "speaker unsure: “the retired sailor” read as Igor Lund"
    assert found.certainty < 0.6


def test_who_was_she_once_is_not_he() -> None:
    text = "Igor Lund left. A voter came. She asked why. He said no."
    listed = units(text)
    resolver = Resolver(Cast(listed))
    resolver.heed(resolver.resolve(listed[0].tokens, 0, 2).person)
    resolver.resolve(listed[1].tokens, 0, 2)
    she, he = resolver.resolve(listed[2].tokens, 0, 1), resolver.resolve(listed[3].tokens, 0, 1)
    assert (she.mention and she.mention.name, he.mention and he.mention.name) == ("voter", "Igor Lund")


def test_a_verb_that_asks_is_no_given_name() -> None:
    tokens = tokens_in("Is Lund ready?", Span(0, 14))
    assert [run_text(tokens, run.start, run.end) for run in runs(tokens)] == ["Lund"]


def test_a_source_in_a_bracket_is_who_it_names() -> None:
    text = "It is late. (Brandt said that the pier is sold.)"
    (found,) = said(text, ("that the pier is sold", "said", "Brandt"))
    assert found.speaker is not None
    assert (found.speaker.name, found.kind) == ("Brandt", Kind.INDIRECT)


def test_she_who_introduces_a_paragraph_speaks_it() -> None:
    text = 'Ada Holm left.\n\nShe wrote:\n\n"It is over, and nobody at the pier will pay for it."'
    (found,) = said(text)
    assert found.speaker is not None
    assert found.speaker.name == "Ada Holm"


def test_whom_a_body_tells_of_is_in_focus() -> None:
    text = "Igor Lund left. Porth Radio said that Aldo Holm had sold the pier. He said it was over."
    _, found = said(
        text, ("that Aldo Holm had sold the pier", "said", "Porth Radio"), ("it was over", "He said"[3:], "He")
    )
    assert found.speaker is not None
    assert found.speaker.name == "Aldo Holm"
