"""`manage.py evaluate` on the shipped gold files: the contract's JSON and nothing else, the same figures every time."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.evaluation.letters import TrigramIndex
from claims.text.trigrams import trigram_similarity

GOLD = Path(__file__).parents[1] / "gold"
RATES = {"p", "r", "f1"}


def evaluate(kind: str, path: str, *options: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("evaluate", kind, str(GOLD / path), "--json", *options, stdout=out)
    figures: dict[str, Any] = json.loads(out.getvalue())
    return figures


def shares(value: Any) -> list[float]:
    """Every figure that is not a count."""
    if isinstance(value, dict):
        return [share for inner in value.values() for share in shares(inner)]
    return [value] if isinstance(value, float) else []


@pytest.mark.parametrize(
    ("kind", "path", "keys"),
    [
        ("extraction", "quotes/harbour-dev.jsonl", {"n", "exact", "overlap", "speaker_accuracy"}),
        ("extraction", "quotes/market-dev-tokens.jsonl", {"n", "exact", "overlap", "speaker_accuracy"}),
        ("nli", "nli/dev/harbour.jsonl", {"n", "accuracy", "macro_f1", "labels", "kinds"}),
        (
            "paraphrase",
            "paraphrase/harbour-dev.jsonl",
            {"n", "average_precision", "best_f1", "f1", "called_duplicate", "spearman"},
        ),
        ("retrieval", "retrieval/harbour", {"n", "map@5", "success@1", "success@5", "success@10", "recall@50"}),
        ("pairs", "pairs/harbour.jsonl", {"n", "kinds", "confusion", "contradiction_auc"}),
    ],
)
def test_the_contracts_shape(kind: str, path: str, keys: set[str]) -> None:
    figures = evaluate(kind, path)
    assert keys <= figures.keys()
    assert all(-1 <= share <= 1 for share in shares(figures))
    assert evaluate(kind, path) == figures


def test_extraction_on_the_shipped_gold() -> None:
    figures = evaluate("extraction", "quotes/harbour-dev.jsonl")
    assert set(figures["exact"]) == {"source", "cue", "content"}
    assert all(set(rates) == RATES for rates in [*figures["exact"].values(), *figures["overlap"].values()])
    assert set(figures["overlap"]) == {"0.3", "0.8"}
    assert figures["overlap"]["0.8"]["f1"] >= 0.84  # measured: 0.87
    assert figures["speaker_accuracy"] >= 0.9  # measured: 0.94


def test_tokens_give_the_figures_that_their_text_would() -> None:
    figures = evaluate("extraction", "quotes/market-dev-tokens.jsonl")
    assert figures["n"] == 7
    assert figures["exact"]["content"]["f1"] >= 0.9  # measured: 1
    assert figures["speaker_accuracy"] is None


def test_nli_on_the_shipped_gold() -> None:
    figures = evaluate("nli", "nli/dev/harbour.jsonl")
    assert set(figures["labels"]) == {"entailment", "neutral", "contradiction"}
    assert figures["kinds"]["numeric"] == {"n": 2, "accuracy": 1.0}
    assert figures["accuracy"] >= 0.75  # measured: 0.86


def test_a_negation_or_another_figure_is_no_duplicate() -> None:
    figures = evaluate("paraphrase", "paraphrase/harbour-dev.jsonl")
    assert figures["f1"] >= 0.75  # measured: 0.84
    assert evaluate("pairs", "pairs/harbour.jsonl")["kinds"]["duplicate"]["p"] == 1.0
    assert "duplicate" not in evaluate("pairs", "pairs/harbour.jsonl")["confusion"]["contradiction"]


def test_scores_give_a_rank_correlation() -> None:
    figures = evaluate("paraphrase", "paraphrase/scored-dev.jsonl")
    assert figures["spearman"] >= 0.8  # measured: 0.88
    assert figures["average_precision"] is None


def test_retrieval_on_the_shipped_gold() -> None:
    figures = evaluate("retrieval", "retrieval/harbour")
    assert figures["n"] == 12
    assert figures["map@5"] >= 0.9  # measured: 1
    assert evaluate("retrieval", "retrieval/harbour/queries-dev.jsonl") == figures
    assert evaluate("retrieval", "retrieval/harbour", "--limit", "14")["corpus"] == 14


def test_predictions_have_a_line_an_item(tmp_path: Path) -> None:
    for kind, path in (("pairs", "pairs/harbour.jsonl"), ("extraction", "quotes/harbour-dev.jsonl")):
        target = tmp_path / f"{kind}.jsonl"
        figures = evaluate(kind, path, "--predictions", str(target), "--limit", "3")
        lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
        assert len(lines) == figures["n"] == 3
        assert all("id" in line for line in lines)


def test_a_person_reads_a_table_and_what_decided(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("evaluate", "nli", str(GOLD / "nli/dev/harbour.jsonl"))
    told = capsys.readouterr()
    assert "Labels are the entailment model's" in told.out
    assert "contradiction" in told.out
    assert "Comparing 21/21" in told.err


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["nli"], "needs the PATH"),
        (["nli", "away.jsonl"], "away.jsonl: No such file"),
        (["nli", str(GOLD / "nli/dev/harbour.jsonl"), "--limit", "0"], "--limit"),
        (["nli", str(GOLD / "nli/dev/harbour.jsonl"), "--predictions", "/nowhere/x"], "/nowhere/x: No such file"),
    ],
)
def test_what_cannot_be_done_is_told(arguments: list[str], what: str) -> None:
    with pytest.raises(CommandError, match=what):
        call_command("evaluate", *arguments)


def test_the_index_finds_what_pg_trgm_would() -> None:
    texts = ["The ferry is late", "The ferry is early", "Rain", "Öl"]
    index = TrigramIndex(texts)
    for asked in ("The ferry was late", "öl", "nothing alike, zzz", "?"):
        wanted = [trigram_similarity(asked, text) for text in texts]
        assert index.similarities(asked).tolist() == pytest.approx(wanted)
