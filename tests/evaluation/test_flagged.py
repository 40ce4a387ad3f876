"""`manage.py evaluate flags`: documents read by a real worker, their flags beside what a person said of them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.evaluation.gold import GoldError
from claims.evaluation.judged import Judged, Place, Raised, compare, read, surest, wilson, wrongs
from claims.models import Article
from tests.conftest import Crew

ARTICLE = "“The pier will not be sold,” said Mayor Aldo Brandt on Monday.\n\nTickets cost more this summer."
SPEECH = "We closed nine schools in the north of the county last year."
DOCUMENTS: list[dict[str, Any]] = [
    {"id": "left-out", "date": "2026-01-05", "text": "“The pier will be sold,” said Mayor Aldo Brandt."},
    {"id": "monday", "date": "2026-02-02", "title": "Pier", "text": ARTICLE},
    {"id": "friday", "date": "2026-02-06T09:30:00+01:00", "text": "“The pier will be sold,” said Mayor Aldo Brandt."},
    {
        "id": "council",
        "date": "2026",
        "turns": [
            {"speaker": "Ines Okafor", "text": SPEECH},
            {"speaker": "Jo Tamm", "text": ""},
            {"speaker": "Jo Tamm", "text": "They closed nine schools in the north of the county last year."},
            {"speaker": "Ines Okafor", "text": "The library opens on Sundays from May on."},
        ],
    },
]


def written(path: Path, lines: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_flags_of_documents_are_counted_beside_what_was_judged(crew: Crew, tmp_path: Path) -> None:
    crew.start()
    path, out, seen = written(tmp_path / "town.jsonl", DOCUMENTS), io.StringIO(), tmp_path / "seen.jsonl"
    pier = {"document": "monday", "start": 1, "end": 26}
    sold = {"document": "friday", "start": 1, "end": 22}
    judged = {"id": 1, "kind": "contradiction", "a": pier, "b": sold, "verdict": "right"}
    listed = written(tmp_path / "judged.jsonl", [judged])
    given = ["flags", str(path), "--skip", "1", "--judged", str(listed), "--predictions", str(seen), "--json"]
    call_command("evaluate", *given, stdout=out)

    figures = json.loads(out.getvalue())
    assert figures["kinds"]["contradiction"] == {
        "raised": 1,
        "judged": 1,
        "right": 1,
        "precision": 1.0,
        "from": 0.2065,
        "to": 1.0,
        "no_longer_right": 0,
        "no_longer_wrong": 0,
    }
    assert figures["kinds"]["duplicate"]["judged"] == 0
    assert set(Article.objects.values_list("external_id", flat=True)) == {"monday", "friday", "council"}
    lines = {line["kind"]: line for line in map(json.loads, seen.read_text(encoding="utf-8").splitlines())}
    assert lines["contradiction"]["verdict"] == "right"
    assert {lines["contradiction"][side]["document"] for side in "ab"} == {"monday", "friday"}
    assert {lines["duplicate"][side]["speaker"] for side in "ab"} == {"Ines Okafor", "Jo Tamm"}
    assert lines["duplicate"]["verdict"] == ""


A = Place(document="one", start=10, end=50)
B = Place(document="two", start=0, end=40)


def flag(kind: str = "contradiction", *, score: float = 0.5, a: Place = A, b: Place = B) -> Raised:
    return Raised(kind=kind, score=score, a=a, b=b, told={})


def said(*, right: bool, kind: str = "contradiction", a: Place = A, b: Place = B, why: str = "") -> Judged:
    return Judged(kind=kind, a=a, b=b, right=right, why=why)


def test_a_pair_is_known_by_its_places_either_way_round() -> None:
    shifted = Place(document="one", start=14, end=54)
    assert said(right=True).is_of(flag(a=B, b=shifted))
    assert not said(right=True).is_of(flag(a=Place(document="one", start=45, end=80)))
    assert not said(right=True).is_of(flag(a=Place(document="three", start=10, end=50)))
    assert not said(right=True).is_of(flag("duplicate"))


def test_only_the_surest_count_and_what_is_gone_is_told() -> None:
    elsewhere = [Place(document=f"n{n}", start=0, end=9) for n in range(120)]
    raised = [flag(score=n / 120, a=each) for n, each in enumerate(elsewhere)]
    assert [one.a.document for one in surest(raised)] == [f"n{n}" for n in range(119, 19, -1)]
    judged = [
        said(right=True, a=elsewhere[119]),
        said(right=False, a=elsewhere[118], why="half a sentence"),
        said(right=True, a=elsewhere[3]),
        said(right=False, b=Place(document="away", start=0, end=9)),
        said(right=True, b=Place(document="away", start=0, end=9)),
    ]
    figures = compare(raised, judged)["contradiction"]
    assert (figures["raised"], figures["judged"], figures["right"], figures["precision"]) == (120, 2, 1, 0.5)
    assert (figures["no_longer_right"], figures["no_longer_wrong"]) == (1, 1)
    assert wrongs(raised, judged) == {"half a sentence": 1}


def test_an_interval_as_wilson_gives_it() -> None:
    assert wilson(0, 0) == (None, None)
    assert wilson(81, 263) == (0.2553, 0.3662)  # Newcombe (1998), Statistics in Medicine 17, table I


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"verdict": "perhaps"}, "“verdict” must be one of right, wrong, not perhaps"),
        ({"a": {"document": "one", "start": 9, "end": 9}}, "“start” and “end” must be places in a text, not 9 and 9"),
        ({"b": None}, "“b” must be an object, not nothing"),
    ],
)
def test_a_list_that_cannot_be_used_is_told(change: dict[str, Any], what: str, tmp_path: Path) -> None:
    good = {"document": "one", "start": 0, "end": 9}
    line = {"id": 1, "kind": "duplicate", "a": good, "b": good, "verdict": "right"} | change
    with pytest.raises(GoldError, match=f"judged.jsonl, line 1.*: {what}"):
        read(written(tmp_path / "judged.jsonl", [line]))


@pytest.mark.parametrize(
    ("lines", "given", "what"),
    [
        ([{"id": 1}], [], "“text” must be a text"),
        ([{"id": 1, "turns": [{"speaker": "", "text": "Words."}]}], [], "turn 1: “speaker” must be a text"),
        ([{"id": 1, "text": "Words."}], ["--skip", "-1"], "--skip is a number from 0 on"),
        ([{"id": 1, "text": "Words."}], ["--skip", "1"], "no document left"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_documents_that_cannot_be_read_are_told(
    lines: list[dict[str, Any]], given: list[str], what: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "documents.jsonl", lines)
    with pytest.raises(CommandError, match=what):
        call_command("evaluate", "flags", str(path), *given)
    assert not Article.objects.exists()
