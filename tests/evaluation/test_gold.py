"""A gold file that cannot be used says which file, which line and what is wrong."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from claims.evaluation import extraction, nli, pairs, paraphrase, retrieval
from claims.evaluation.gold import GoldError, rows


def quiet(label: str, *, done: int, total: int) -> None:
    """Nobody watches."""


def written(folder: Path, *lines: str, name: str = "gold.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def test_plain_and_packed_files_are_read_alike(tmp_path: Path) -> None:
    line = '{"id": "a", "label": "neutral"}\n'
    packed = tmp_path / "gold.jsonl.gz"
    packed.write_bytes(gzip.compress(line.encode()))
    assert rows(packed)[0].values == rows(written(tmp_path, line))[0].values


def test_the_first_rows_are_enough(tmp_path: Path) -> None:
    path = written(tmp_path, '{"id": 1}', "", '{"id": 2}', "no JSON")
    assert [row.id for row in rows(path, limit=2)] == ["1", "2"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: must be an object"),
        ('{"text": "x"}', "line 2: “id” is missing"),
    ],
)
def test_a_line_that_is_no_row(tmp_path: Path, line: str, what: str) -> None:
    with pytest.raises(GoldError, match=what):
        rows(written(tmp_path, '{"id": 1}', line))


@pytest.mark.parametrize(
    ("content", "name", "what"),
    [
        (b"", "gold.jsonl", "there is no row"),
        (b"\xff\xfe", "gold.jsonl", "not UTF-8"),
        (b"plain text", "gold.jsonl.gz", "[Nn]ot a gzipped file"),
        (gzip.compress(b'{"id": 1}\n' * 9)[:-9], "gold.jsonl.gz", "cut off or damaged"),
    ],
)
def test_a_file_that_is_no_gold(tmp_path: Path, content: bytes, name: str, what: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GoldError, match=what):
        rows(tmp_path / name)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"away\.jsonl: No such file"):
        rows(tmp_path / "away.jsonl")


@pytest.mark.parametrize(
    ("kind", "line", "what"),
    [
        (nli, '{"id": 1, "premise": "x", "hypothesis": "y", "label": "maybe"}', "“label” must be one of entailment"),
        (nli, '{"id": 1, "premise": " ", "hypothesis": "y", "label": "neutral"}', "“premise” must be a text"),
        (nli, '{"id": 1, "premise": "\\ud800", "hypothesis": "y", "label": "neutral"}', "not valid Unicode"),
        (paraphrase, '{"id": 1, "a": "x", "b": "y", "score": "high"}', "“score” must be a number"),
        (pairs, '{"id": 1, "a": "x", "b": {"text": "y"}, "label": "update"}', "“a” must be an object"),
        (
            pairs,
            '{"id": 1, "a": {"text": "x", "said_on": "May"}, "b": {"text": "y"}, "label": "update"}',
            "line 1, a: “said",
        ),
        (extraction, '{"id": 1, "text": "x"}', "“quotes” must be a list"),
        (extraction, '{"id": 1, "text": "x", "quotes": [{"content": [[0, 9]]}]}', "quote 1: “content” must be ranges"),
        (extraction, '{"id": 1, "text": "x", "quotes": [{"content": []}]}', "quote 1: “content” is empty"),
        (extraction, '{"id": 1, "tokens": ["a", "b"], "labels": ["O"]}', "2 tokens, but 1 labels"),
        (extraction, '{"id": 1, "tokens": ["a"], "labels": ["X"]}', "“X” is no label"),
    ],
)
def test_a_row_that_is_not_of_its_kind(tmp_path: Path, kind: Any, line: str, what: str) -> None:
    with pytest.raises(GoldError, match=f"gold.jsonl, line 1.*{what}|{what}") as error:
        kind.evaluate(written(tmp_path, line), watch=quiet)
    assert "gold.jsonl, line 1" in str(error.value)


def test_a_folder_without_a_corpus(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"there is no corpus\.jsonl"):
        retrieval.evaluate(tmp_path, watch=quiet)


def test_a_query_whose_text_the_corpus_lacks(tmp_path: Path) -> None:
    written(tmp_path, '{"id": "c1", "text": "x"}', name="corpus.jsonl")
    written(tmp_path, '{"id": "q1", "text": "y", "relevant": ["c9"]}', name="queries-dev.jsonl")
    with pytest.raises(GoldError, match=r"queries-dev\.jsonl, line 1: “relevant” names c9"):
        retrieval.evaluate(tmp_path, watch=quiet)
