"""A shipped tagger and articles that it was not trained on in; what its certainty means, out, into its ``config.json``.

    python -m training.certainty --weights claims/neural/weights/attribution-mpnet6

A logistic regression over four logits (of content, cue, source and links): was the attribution marked by the
annotator? Fitted on the articles that training.attribution held out; the reliability table of ``make evaluate``
shows, on other articles, whether it holds.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.neural.protocols import Tagged
from claims.neural.tagger import Tagger
from training.attribution_data import held_out

LEAST = 0.8  # of the gold content that the found one must hold; and half of it must be gold


def examples(weights: Path, data: Path) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The signs of every attribution found in the held-out articles, and whether it is right."""
    tagger = Tagger(weights, threads=2)
    with gzip.open(data / "quotes" / "polnear-train.jsonl.gz", "rt") as lines:
        rows = [row for row in map(json.loads, lines) if held_out(row["id"])]
    for row in rows:
        text: str = row["text"]
        wanted = [{c for s, e in quote["content"] for c in range(s, e)} for quote in row["quotes"]]
        for found in tagger.tag(text, paragraphs=lines_of(text)):
            yield found.signs, _is_right(found, wanted)


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text that are not blank."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _is_right(found: Tagged, wanted: list[set[int]]) -> bool:
    given = {c for s, e in found.content for c in range(s, e)}
    return any(len(given & gold) >= LEAST * len(gold) and 2 * len(given & gold) >= len(given) for gold in wanted)


def fitted(signs: NDArray[np.float64], right: NDArray[np.float64], *, ridge: float = 1.0) -> NDArray[np.float64]:
    """Bias and weights of a logistic regression, by Newton's method."""
    x = np.column_stack([np.ones(len(signs)), signs])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (p - right) + ridge * np.r_[0, w[1:]]
        bend = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.diag(np.r_[1e-9, np.ones(len(w) - 1)])
        w -= np.linalg.solve(bend, slope)
    return w


def table(p: NDArray[np.float64], right: NDArray[np.float64]) -> Iterator[str]:
    """How many of each tenth of certainty are right."""
    for low in np.arange(0, 1, 0.1):
        here = (p >= low) & (p < low + 0.1 + 1e-9 * (low > 0.85))
        if here.any():
            share, told = right[here].mean(), p[here].mean()
            yield f"{low:.1f}-{low + 0.1:.1f}  n {here.sum():5d}  right {share:.3f}  told {told:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    given = parser.parse_args()
    rows = list(examples(given.weights, given.data))
    signs, right = np.array([s for s, _ in rows]), np.array([float(r) for _, r in rows])
    weights = fitted(signs, right)
    print("\n".join(table(1 / (1 + np.exp(-np.column_stack([np.ones(len(signs)), signs]) @ weights)), right)))
    config = given.weights / "config.json"
    stored = json.loads(config.read_text())
    stored["certainty"] = [round(float(w), 4) for w in weights]
    config.write_text(json.dumps(stored, indent=1) + "\n")


if __name__ == "__main__":
    main()
