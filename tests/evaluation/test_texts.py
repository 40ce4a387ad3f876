"""Gold that only names its articles: the texts come from a folder, and are the ones that were annotated."""

from __future__ import annotations

import gzip
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.evaluation.texts import sha256

GOLD = Path(__file__).parents[1] / "gold"
TEXT = "“The ferry will sail again in May,” said harbour master Ines Caldera."
QUOTE = {"content": [[0, 35]], "source": [[41, 68]], "cue": [[36, 40]], "speaker": "Ines Caldera", "kind": "direct"}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with one article."""
    folder = tmp_path / "articles"
    folder.mkdir()
    with gzip.open(folder / "ours.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "ferry", "title": "Ferry", "text": TEXT}) + "\n")
    return folder


def gold(folder: Path, **more: Any) -> Path:
    path = folder / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "article": "ferry", "quotes": [QUOTE], **more}))
    return path


def evaluate(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("evaluate", "extraction", str(path), *options, stdout=out)
    return out.getvalue()


def test_the_text_comes_from_the_folder(tmp_path: Path, articles: Path) -> None:
    path = gold(tmp_path, sha256=sha256(TEXT)[:16])
    figures = json.loads(evaluate(path, "--articles", str(articles), "--json"))
    assert figures["exact"]["content"]["f1"] == figures["speaker_accuracy"] == 1.0
    assert figures["speakers"]["direct"] == {"gold": 1, "found": 1.0, "n": 1, "accuracy": 1.0}
    printed = evaluate(path, "--articles", str(articles))
    assert all(name in printed for name in ("calibration", "confidence", "trusted", "direct"))


def test_a_text_in_the_row_needs_no_folder(tmp_path: Path) -> None:
    figures = json.loads(evaluate(gold(tmp_path, text=TEXT), "--articles", str(tmp_path / "none"), "--json"))
    assert figures["speaker_accuracy"] == 1.0


@pytest.mark.parametrize(
    ("row", "folder", "told"),
    [
        ({"article": "tram"}, "articles", "no article “tram” in"),
        ({"article": "ferry", "sha256": "0" * 16}, "articles", "not the text that was annotated"),
        ({"article": "ferry"}, "nowhere", "no articles"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, articles: Path, row: dict[str, str], folder: str, told: str) -> None:
    with pytest.raises(CommandError, match=told):
        evaluate(gold(tmp_path, **row), "--articles", str(articles.parent / folder))


@pytest.mark.parametrize(
    ("name", "kinds_of_quotes"),
    [
        ("wikinews-speakers.jsonl", {"direct": 65, "indirect": 165, "mixed": 29}),
        ("wikinews-speakers-2.jsonl", {"direct": 35, "indirect": 92, "mixed": 16}),
    ],
)
def test_the_annotated_articles(name: str, kinds_of_quotes: dict[str, int]) -> None:
    """Offsets, names and kinds alone: no sentence of an article is in the file."""
    rows = [json.loads(line) for line in (GOLD / name).read_text().splitlines()]
    quotes = [quote for row in rows for quote in row["quotes"]]
    assert Counter(quote["kind"] for quote in quotes) == kinds_of_quotes
    assert all(set(row) == {"id", "article", "sha256", "quotes"} and len(row["sha256"]) == 16 for row in rows)
    fields = {"content", "source", "cue", "speaker", "speaker_also", "speaker_kind", "kind"}
    assert all(set(quote) <= fields and quote["speaker"] for quote in quotes)
    kinds = {"person", "body", "group", "document", "anonymous"}
    assert {quote["speaker_kind"] for quote in quotes} == kinds
    assert all(
        0 <= start < end for quote in quotes for role in ("content", "source", "cue") for start, end in quote[role]
    )
