"""Tokens to text and back, overlaps, speakers; and the figures of an attributor whose answers are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claims.evaluation import extraction
from claims.evaluation.pairing import is_speaker, matched
from claims.evaluation.quoted import Quote
from claims.evaluation.tagged import bio, plain
from claims.extraction.attribution import Attribution, Mention
from claims.text.kinds import Kind
from claims.text.spans import Span


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("`` It is n't over , '' he said .", "“It isn't over,” he said."),
        ("The union -LRB- UDK -RRB- asked for $ 5 , or 3 % more", "The union (UDK) asked for $5, or 3% more"),
        ("`` He said ` never ' twice , '' said Ada 's aide", "“He said ‘never’ twice,” said Ada's aide"),
        ("workers ' rights -- and coal - and gas-fired plants", "workers’ rights -- and coal - and gas-fired plants"),
    ],
)
def test_tokens_become_text(tokens: str, text: str) -> None:
    made = plain(tokens.split())
    assert made.text == text
    assert len(made.places) == len(tokens.split())
    assert [made.text[s:e] for s, e in made.places if e - s > 3] == [t for t in text_words(tokens) if len(t) > 3]


def text_words(tokens: str) -> list[str]:
    """The tokens that are written as they are."""
    return [token for token in tokens.split() if not token.startswith("-L") and not token.startswith("-R")]


def test_a_range_of_text_finds_its_tokens() -> None:
    made = plain(["``", "It", "is", "over", ",", "''", "he", "said", "."])
    start = made.text.index("“")
    assert made.tokens_of(start, made.text.index("”") + 1) == (0, 6)
    assert made.tokens_of(made.text.index("he"), made.text.index("he") + 2) == (6, 7)
    assert made.tokens_of(len(made.text), len(made.text) + 5) is None


@pytest.mark.parametrize(
    ("labels", "source", "content"),
    [
        ("B-source I-source O B-content I-content", {(0, 2)}, {(3, 5)}),
        ("B-content B-content", set(), {(0, 1), (1, 2)}),
        ("I-content I-source", {(1, 2)}, {(0, 1)}),  # an I- that continues nothing begins
        ("O O", set(), set()),
    ],
)
def test_labels_become_ranges(labels: str, source: set[tuple[int, int]], content: set[tuple[int, int]]) -> None:
    ranges = bio(labels.split())
    assert (ranges["source"], ranges["content"]) == (source, content)


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(ValueError, match="B-verb"):
        bio(["B-verb"])


def quote(*content: tuple[int, int]) -> Quote:
    return Quote(content=content)


@pytest.mark.parametrize(
    ("gold", "found", "least", "pairs"),
    [
        ([quote((0, 10))], [quote((0, 3))], 0.3, 1),
        ([quote((0, 10))], [quote((0, 2))], 0.3, 0),
        ([quote((0, 10))], [quote((2, 30))], 0.8, 1),  # the share is of the gold content
        ([quote((0, 10))], [quote((3, 10))], 0.8, 0),
        ([quote((0, 5), (20, 25))], [quote((0, 5))], 0.8, 0),  # half of an interrupted quotation
        ([quote((0, 5), (20, 25))], [quote((0, 25))], 0.8, 1),
        ([quote((0, 10)), quote((10, 20))], [quote((0, 20))], 0.3, 1),  # one found serves one gold
        ([quote((0, 10))], [quote((0, 10)), quote((0, 10))], 0.3, 1),
    ],
)
def test_overlap(gold: list[Quote], found: list[Quote], least: float, pairs: int) -> None:
    assert len(matched(gold, found, least=least)) == pairs


def test_the_tighter_of_two_is_matched() -> None:
    tight, loose = quote((0, 12)), quote((0, 40))
    assert matched([quote((0, 10))], [loose, tight], least=0.8) == [(quote((0, 10)), tight)]


def test_a_statement_within_a_statement_goes_to_its_own() -> None:
    outer, inner = quote((0, 40)), quote((20, 40))
    nearly = quote((2, 40))  # all of the inner one, most of the outer
    assert matched([inner, outer], [nearly], least=0.3) == [(outer, nearly)]


@pytest.mark.parametrize(
    ("gold", "names", "right"),
    [
        ("Ada Moreau", ("Ada Moreau",), True),
        ("Ada Moreau", ("Moreau",), True),
        ("Ada Moreau", ("Dr Ada Moreau",), True),
        ("the Kremlin", ("Kremlin",), True),
        ("Alice-1", ("Alice",), True),
        ("Ada Moreau", ("Ada",), False),
        ("Ada Moreau", ("Luc Moreau",), False),
        ("Luc Holm", ("Holm",), False),  # there are two Holms
        ("Ada Moreau", (), False),
    ],
)
def test_speaker(gold: str, names: tuple[str, ...], right: bool) -> None:
    assert is_speaker(gold, names, cast={"ada moreau", "luc holm", "una holm"}) is right


TEXT = "“We lost,” said Ada Moreau. Luc Holm said that it rained."


class Known:
    """Finds what a test tells it to find."""

    version = "known"

    def __init__(self, *found: Attribution) -> None:
        self.found = list(found)

    def attribute(self, text: str) -> list[Attribution]:
        """What was told."""
        return self.found


def attribution(content: str, *, source: str, cue: str, speaker: str) -> Attribution:
    def span(words: str) -> Span:
        return Span(TEXT.index(words), TEXT.index(words) + len(words))

    return Attribution(
        content=(span(content),),
        source=span(source),
        cue=span(cue),
        kind=Kind.DIRECT,
        speaker=Mention(name=speaker, kind="person"),
        confidence=0.9,
    )


def test_figures_of_a_quotes_file(tmp_path: Path) -> None:
    def pair(words: str) -> list[list[int]]:
        return [[TEXT.index(words), TEXT.index(words) + len(words)]]

    quotes = [
        {"content": pair("“We lost,”"), "source": pair("Ada Moreau"), "cue": pair("said"), "speaker": "Ada Moreau"},
        {"content": pair("that it rained"), "source": pair("Luc Holm"), "cue": [], "speaker": "Luc Holm"},
    ]
    gold = tmp_path / "quotes.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": TEXT, "quotes": quotes}))
    attributor = Known(
        attribution("“We lost,”", source="Ada Moreau", cue="said", speaker="Ada Moreau"),
        attribution("it rained", source="Luc Holm", cue="rained", speaker="Una Holm"),
    )
    report = extraction.evaluate(gold, watch=lambda *_a, **_k: None, attributor=attributor)
    assert report.figures == {
        "n": 1,
        "exact": {
            "source": {"p": 1.0, "r": 1.0, "f1": 1.0},
            "cue": {"p": 0.5, "r": 1.0, "f1": 0.6667},
            "content": {"p": 0.5, "r": 0.5, "f1": 0.5},
        },
        "overlap": {"0.3": {"p": 1.0, "r": 1.0, "f1": 1.0}, "0.8": {"p": 0.5, "r": 0.5, "f1": 0.5}},
        "speaker_accuracy": 0.5,
        "kinds": {},
        "speakers": {"all": {"gold": 2, "found": 1.0, "n": 2, "accuracy": 0.5}},
        "calibration": [{"from": 0.9, "to": 1.0, "n": 2, "right": 0.5, "confidence": 0.9}],
        "trusted": {"least": 0.9, "n": 2, "right": 0.5},
    }
    assert report.predictions[0]["quotes"][1]["speaker"] == "Una Holm"
