"""What is told within the words of another: found, with its own speaker, and linked to the one who tells it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from claims import pipeline
from claims.extraction.attribution import Attribution
from claims.extraction.extract import extract
from claims.extraction.nested import nested
from claims.extraction.rules import RuleAttributor
from claims.ingest.document import Document
from claims.models import Claim, Newsroom
from claims.models.nesting import Told, within

TOLD = "Foreign minister Hanna Brook said that Olaf Renn had told the council that the bridge would close."


def outermost(text: str) -> list[Attribution]:
    """What the rules find that does not stand in another's content."""
    found = RuleAttributor().attribute(text)
    whole = [(o, o.content[0].start, o.content[-1].end) for o in found]
    return [f for f in found if f.cue and not any(o is not f and start <= f.cue.start < end for o, start, end in whole)]


def told(text: str) -> list[tuple[str, str, str, str]]:
    """(who, source, cue, content) of what is told within the outermost attributions."""
    return [
        (
            one.speaker.name if one.speaker else "",
            one.source.of(text) if one.source else "",
            one.cue.of(text) if one.cue else "",
            " ".join(piece.of(text) for piece in one.content),
        )
        for one in nested(text, outermost(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TOLD, ("Olaf Renn", "Olaf Renn", "had told", "that the bridge would close")),
        (
            "Ada Moreau said: “Olaf Renn told us that the dam was safe.”",
            ("Olaf Renn", "Olaf Renn", "told", "that the dam was safe"),
        ),
        (
            "Olaf Renn left the room. “He told me he would resign,” Ada Moreau said.",
            ("Olaf Renn", "He", "told", "he would resign"),
        ),
        ("“He told me he would resign,” Ada Moreau said.", ("", "He", "told", "he would resign")),
        (
            "“I told the council that the dam was unsafe,” said engineer Kai Falk.",
            ("Kai Falk", "I", "told", "that the dam was unsafe"),
        ),
        (
            "“According to the ministry, the dam is safe,” Ada Moreau said.",
            ("ministry", "the ministry", "According to", "the dam is safe"),
        ),
        (
            "Ada Moreau said that she had told the council that the ferry was late.",
            ("Ada Moreau", "she", "had told", "that the ferry was late"),
        ),
    ],
)
def test_the_inner_one_has_the_inner_speaker(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in told(text)


def test_a_chain_of_three_yields_both_inner_ones() -> None:
    text = "Ada Moreau said that Kai Falk said that Olaf Renn had claimed that the dam was safe."
    assert [who for who, *_rest in told(text)] == ["Kai Falk", "Olaf Renn"]


@pytest.mark.parametrize(
    "text",
    [
        "“They said the same of the bridge,” Kai Falk said.",
        "“I think that the dam is safe,” Kai Falk said.",
        "Kai Falk said that the dam was safe.",
        "“You said that the dam was safe,” Kai Falk said.",
    ],
)
def test_nobody_else_is_told_of(text: str) -> None:
    assert told(text) == []


def test_an_inner_one_is_less_sure_than_the_outer_and_not_found_twice() -> None:
    outer = outermost(TOLD)
    inner = nested(TOLD, outer)
    assert inner[0].confidence < outer[0].confidence
    assert nested(TOLD, [*outer, *inner]) == []


def test_a_pronoun_in_quotation_marks_is_doubted() -> None:
    text = "Olaf Renn left the room. “He told me he would resign,” Ada Moreau said."
    assert "read as Olaf Renn" in nested(text, outermost(text))[0].doubt


def place(pk: int, start: int, end: int, *, first: int | None = None, last: int | None = None) -> Told:
    """A claim at ``start`` to ``end`` whose cue and source reach from ``first`` to ``last``."""
    return Told(id=pk, start=start, end=end, first=start if first is None else first, last=last or end)


def test_within_is_the_smallest_that_holds_content_cue_and_source() -> None:
    claims = [place(1, 10, 100, first=0), place(2, 30, 100, first=12), place(3, 60, 100, first=32)]
    assert within(claims) == {2: 1, 3: 2}


@pytest.mark.parametrize(
    "claims",
    [
        [place(1, 0, 50), place(2, 10, 40, last=60)],  # its cue stands outside: the same words, told twice
        [place(1, 0, 50), place(2, 40, 80)],
        [place(1, 0, 50), place(2, 0, 50)],
        [place(1, 0, 50), place(2, 60, 80)],
    ],
)
def test_what_is_not_within(claims: list[Told]) -> None:
    assert within(claims) == {}


def test_a_stored_claim_knows_by_whose_account_it_was_said(newsroom: Newsroom) -> None:
    document = Document(text=TOLD, published_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
    article = pipeline.take_in(newsroom=newsroom, document=document).article
    extract(article.pk)
    outer, inner = Claim.objects.order_by("start")
    assert inner.within == outer
    assert [str(speaker) for speaker in inner.chain] == ["Hanna Brook", "Olaf Renn"]
    assert [str(speaker) for speaker in outer.chain] == ["Hanna Brook"]
    told: Any = Claim.objects.with_role().get(pk=outer.pk)
    assert told.role == "Foreign minister"


def test_what_is_told_in_quotation_marks_is_stored_within_them(newsroom: Newsroom) -> None:
    text = "Olaf Renn left the room. “He told me he would resign,” Ada Moreau said."
    article = pipeline.take_in(newsroom=newsroom, document=Document(text=text)).article
    extract(article.pk)
    inner = Claim.objects.get(within__isnull=False)
    assert inner.statement == "he would resign"
    assert [str(speaker) for speaker in inner.chain] == ["Ada Moreau", "Olaf Renn"]
