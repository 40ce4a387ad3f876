"""Sentences with one thing changed: made as told, counted by kind, and hardly ever called the same."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from claims.evaluation.changes import changes, named

GOLD = Path(__file__).parents[1] / "gold" / "swaps" / "harbour.jsonl"
TEXT = "The harbour at Norholm was closed on 3 May after 1,200 litres of oil had reached the quay."


def evaluate(path: Path) -> dict[str, Any]:
    out = io.StringIO()
    call_command("evaluate", "swaps", str(path), "--json", stdout=out)
    figures: dict[str, Any] = json.loads(out.getvalue())
    return figures


def test_one_change_of_each_kind() -> None:
    made = dict(changes(TEXT, names=["Sandvig"], draw=random.Random(1)))
    assert made["negation"] == TEXT.replace("was closed", "was not closed")
    assert made["name"] == TEXT.replace("Norholm", "Sandvig")
    assert made["direction"] == TEXT.replace("after", "before")
    assert made["figure"] != TEXT
    assert made["date"] != TEXT


@pytest.mark.parametrize(
    ("text", "kind", "changed"),
    [
        ("The old pier is not safe for heavy trucks.", "negation", "The old pier is safe for heavy trucks."),
        ("It costs 30 million euros to build it.", "scale", "It costs 30 billion euros to build it."),
        ("The lock is 90 meters long, she said.", "unit", "The lock is 90 feet long, she said."),
        ("The ferry was not on time that day.", "harmless", "The ferry wasn't on time that day."),
    ],
)
def test_a_change_in_words(text: str, kind: str, changed: str) -> None:
    assert dict(changes(text, names=[], draw=random.Random(1)))[kind] == changed


@pytest.mark.parametrize("text", ["Is the harbour not closed on 3 May?", "Closed on 3 May.", "word " * 60 + "is it."])
def test_questions_and_scraps_are_left_alone(text: str) -> None:
    assert not list(changes(text, names=["Sandvig"], draw=random.Random(1)))


def test_names_are_neither_titles_nor_days() -> None:
    assert named("On Friday the Mayor met Ada Moreau in May, and Sandvig lost.") == ["Ada Moreau", "Sandvig"]


def test_sentences_of_articles_are_changed_here(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"id": "a", "text": f"{TEXT} Sandvig was not told."}) + "\n", encoding="utf-8")
    figures = evaluate(path)
    assert figures == evaluate(path)
    assert figures["called_duplicate"]["changed"]["n"] == figures["n"] >= 4
    assert figures["called_duplicate"]["changed"]["ours"] == 0


def test_the_shipped_pairs() -> None:
    called = evaluate(GOLD)["called_duplicate"]
    assert called["changed"]["cosine_0.80"] >= 0.7  # measured: 0.81
    for kind in ("negation", "figure", "scale", "unit", "date", "name"):
        assert called[kind]["ours"] == 0
    assert called["harmless"]["ours"] >= 0.75  # measured: 0.83
