"""Makes ``claims/text/worth/weights.py``: a logistic model over named signs, and prints its figures.

    python -m training.worthiness [--data ../shared/data] [--dry]

Positives are statements that fact-checkers chose (LIAR; the lines of debates that PolitiFact checked). The rest of the
speeches and quotations is unlabelled and counts as negative (positive-unlabelled learning: the ranking is right, the
level is not). The development half of the hand-labelled sentences chose the settings and sets the level (Platt); the
test half and LIAR's validation part are only measured. Needs NumPy alone; about a minute on one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.evaluation.figures import average_precision, roc_auc
from claims.text.quotation import quotations
from claims.text.sentences import sentences
from claims.text.spans import Span
from claims.text.worth.signs import signs

SEED = 7
ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "tests/gold/worth/labels.jsonl"
TARGET = ROOT / "claims/text/worth/weights.py"
UNLABELLED = {
    "transcripts/us-debates.jsonl.gz": 6_000,
    "transcripts/ungdc-sample.jsonl.gz": 1_500,
    "transcripts/sotu.jsonl.gz": 1_000,
    "articles/wikinews-2019.jsonl.gz": 1_000,
}
LIAR = 4_000
# How much all rows of one origin weigh together.
SHARE = {"liar": 0.25, "checked": 0.25, "unlabelled": 1.0}
RIDGE = 0.02
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One sentence: where it is from, what is known of it, and the document that holds it."""

    origin: str
    text: str
    label: int
    document: str


def read(data: Path, name: str) -> list[dict[str, Any]]:
    """The objects of a gzip'd file of JSON lines."""
    with gzip.open(data / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def texts_of(document: dict[str, Any]) -> list[str]:
    """The text of each turn; an article is one turn."""
    return [turn["text"] for turn in document["turns"]] if "turns" in document else [document["text"]]


def labelled(data: Path, *, part: str) -> list[Row]:
    """The hand-labelled sentences of one part, read where their offsets point."""
    rows = [json.loads(line) for line in LABELS.read_text().splitlines()]
    documents = {(n, d["id"]): texts_of(d) for n in {r["file"] for r in rows} for d in read(data, n)}
    return [
        Row(
            "labelled",
            Span(r["start"], r["end"]).of(documents[r["file"], r["id"]][r["turn"] or 0]),
            r["label"],
            r["id"],
        )
        for r in rows
        if r["part"] == part
    ]


def unlabelled(data: Path, *, rng: random.Random) -> Iterator[Row]:
    """Random sentences of documents of which no sentence is labelled, and the lines before those that were checked."""
    held = {json.loads(line)["id"] for line in LABELS.read_text().splitlines()}
    for name, count in UNLABELLED.items():
        found = [
            (d["id"], s) for d in read(data, name) if d["id"] not in held for t in texts_of(d) for s in parts(t, name)
        ]
        for document, text in rng.sample(found, min(count, len(found))):
            yield Row("unlabelled", text, 0, document)


def parts(text: str, name: str) -> list[str]:
    """The sentences of a speech, the quotations of an article."""
    spans = [q.span for q in quotations(text)] if name.startswith("articles/") else sentences(text)
    return [span.of(text) for span in spans]


def checked(data: Path) -> Iterator[Row]:
    """Lines of debates that PolitiFact checked, and (unlabelled) the three before each; none of a labelled debate's
    year."""
    held = {json.loads(line)["id"] for line in LABELS.read_text().splitlines()}
    years = {d["date"][:4] for d in read(data, "transcripts/us-debates.jsonl.gz") if d["id"] in held}
    for row in read(data, "retrieval/politifact-2b/queries-train.jsonl.gz"):
        if row["id"][:4] in years:
            continue
        yield Row("checked", row["text"], 1, row["id"])
        for line in row.get("context", "").splitlines():
            yield Row("unlabelled", line.partition(": ")[2] or line, 0, row["id"])


def liar(data: Path, name: str) -> list[Row]:
    """Statements that PolitiFact chose; "Says that" is PolitiFact's own and goes."""
    return [Row("liar", _without_says(r["text"]), 1, r["id"]) for r in read(data, name)]


def _without_says(text: str) -> str:
    for lead in ("Says that ", "Says "):
        if text.startswith(lead):
            rest = text[len(lead) :]
            return rest[:1].upper() + rest[1:]
    return text


def matrix(rows: Sequence[Row], *, names: list[str]) -> Vector:
    """The signs of each row, in the order of ``names``, and 1 for the bias."""
    return np.array([[*(found[name] for name in names), 1.0] for found in (signs(row.text) for row in rows)])


def weights_of(rows: list[Row]) -> Vector:
    """What each row weighs, so that every origin weighs its share."""
    counts = {origin: sum(row.origin == origin for row in rows) for origin in SHARE}
    return np.array([SHARE[row.origin] / counts[row.origin] for row in rows]) * len(rows)


def fit(x: Vector, y: Vector, *, weight: Vector, ridge: float) -> Vector:
    """Logistic regression by Newton's method; the bias, last, goes free."""
    theta = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], ridge * weight.sum())
    penalty[-1] = 0.0
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ theta))
        hessian = (x.T * (weight * p * (1 - p))) @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, x.T @ (weight * (p - y)) + penalty * theta)
        theta -= step
        if np.abs(step).max() < 1e-9:
            break
    return theta


def train(data: Path, *, names: list[str]) -> tuple[Vector, set[str]]:
    """The weights of the signs and the bias, at the level of the hand-labelled development half; and what was read."""
    rng = random.Random(SEED)
    rows = [*rng.sample(liar(data, "statements/liar-train.jsonl.gz"), LIAR), *unlabelled(data, rng=rng), *checked(data)]
    theta = fit(matrix(rows, names=names), labels(rows), weight=weights_of(rows), ridge=RIDGE)
    dev = labelled(data, part="dev")
    raw = matrix(dev, names=names) @ theta
    level = fit(np.stack([raw, np.ones(len(dev))], axis=1), labels(dev), weight=np.ones(len(dev)), ridge=0.0)
    theta = theta * level[0]
    theta[-1] += level[1]
    return theta, {row.text for row in rows}


def labels(rows: Sequence[Row]) -> Vector:
    """1 for worth checking, 0 for the rest."""
    return np.array([float(row.label) for row in rows])


def figures(data: Path, *, names: list[str], theta: Vector, read_before: set[str]) -> Iterator[str]:
    """A line of Markdown a way of ranking and set, the baselines beside the model."""
    rng = random.Random(SEED + 1)
    valid = liar(data, "statements/liar-valid.jsonl.gz")
    fresh = [row for row in unlabelled(data, rng=rng) if row.text not in read_before]
    valid = [*valid, *rng.sample(fresh, len(valid))]
    sets = {"dev": labelled(data, part="dev"), "test": labelled(data, part="test"), "liar-valid and unlabelled": valid}
    yield "| set | sentences | worth checking | ranked by | average precision | AUC | P@10 | P@20 | P@50 |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, rows in sets.items():
        x, truths = matrix(rows, names=names), [bool(row.label) for row in rows]
        ways = {
            "length": x[:, names.index("length")],
            "has a figure": x[:, names.index("figure")],
            "the model": x @ theta,
        }
        for way, scores in ways.items():
            found = [average_precision(scores=list(scores), truths=truths), roc_auc(scores=list(scores), truths=truths)]
            cells = [name, str(len(rows)), str(sum(truths)), way, *(f"{f:.3f}" for f in found if f is not None)]
            yield "| " + " | ".join([*cells, *(f"{precision(scores, truths, k=k):.2f}" for k in (10, 20, 50))]) + " |"
    yield from reliability(labelled(data, part="test"), names=names, theta=theta)


def precision(scores: Vector, truths: list[bool], *, k: int) -> float:
    """The share of true rows among the first ``k``, in whatever order ties may come."""
    gold = np.array(truths, dtype=float)
    edge = np.sort(scores)[-k]
    above, tied = scores > edge, scores == edge
    return float((gold[above].sum() + (k - above.sum()) * gold[tied].mean()) / k)


def reliability(rows: list[Row], *, names: list[str], theta: Vector) -> Iterator[str]:
    """How many of the test half's sentences are worth checking, by score."""
    scores, truths = 1 / (1 + np.exp(-matrix(rows, names=names) @ theta)), labels(rows)
    yield "\n| score | sentences | mean score | worth checking |\n|---|---|---|---|"
    for low, high in ((0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 1.0)):
        inside = (scores >= low) & (scores < high)
        if inside.any():
            yield f"| {low} to {high} | {inside.sum()} | {scores[inside].mean():.2f} | {truths[inside].mean():.2f} |"


def module(names: list[str], theta: Vector) -> str:
    """The Python module that holds the weights, the heaviest first."""
    ordered = sorted(zip(names, theta[:-1], strict=True), key=lambda pair: (-pair[1], pair[0]))
    lines = [f'    "{name}": {weight:.4f},' for name, weight in ordered]
    head = '"""What each sign of a sentence weighs. Made by ``python -m training.worthiness``; do not edit."""'
    return "\n".join([head, "", f"BIAS = {theta[-1]:.4f}", "WEIGHTS: dict[str, float] = {", *lines, "}", ""])


def main() -> None:
    """Train, write, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data")
    parser.add_argument("--dry", action="store_true", help="write nothing, print the figures")
    given = parser.parse_args()
    names = sorted(signs("."))
    theta, read_before = train(given.data, names=names)
    if not given.dry:
        TARGET.write_text(module(names, theta), encoding="utf-8")
    print("\n".join(figures(given.data, names=names, theta=theta, read_before=read_before)))


if __name__ == "__main__":
    main()
