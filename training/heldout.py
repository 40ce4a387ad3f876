"""A tagger and the articles held out from its training in; two settings of its decoder out, into its configuration.

    python -m training.heldout --weights claims/neural/weights/attribution

``outside``: what is added to the score of "no span" (below 0: more is found), by the exact F1 of the three roles.
``certainty``: a logistic regression over four logits (of content, cue, source and links): did the annotator mark this
attribution? The reliability table of ``make evaluate`` shows, on other articles, whether it holds.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.neural.protocols import Pair, Tagged
from claims.neural.tagger import Tagger
from training.attribution_data import held_out

LEAST = 0.8  # of the gold content that the found one must hold; and half of it must be gold
TRIED = (-0.25, -0.1, -0.05, -0.025, 0.0, 0.025, 0.05, 0.1, 0.25)
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Read:
    """An article with what the network said of it, to be decoded in more than one way."""

    row: dict[str, Any]
    said: list[Any]

    def decoded(self, tagger: Tagger) -> list[Tagged]:
        """What the tagger makes of that as it is set now."""
        return [found for batch, tags, ends in self.said for found in tagger.decoded(batch, tags, ends)]


def read(tagger: Tagger, data: Path) -> list[Read]:
    """Every article that was held out, read once."""
    with gzip.open(data / "quotes" / "polnear-train.jsonl.gz", "rt") as lines:
        rows = [row for row in map(json.loads, lines) if held_out(row["id"])]
    return [Read(row, list(_said(tagger, row["text"]))) for row in rows]


def _said(tagger: Tagger, text: str) -> Iterator[Any]:
    for batch, inputs in tagger.batches(text, paragraphs=lines_of(text)):
        yield batch, *tagger.forward(inputs)


def lines_of(text: str) -> Iterator[Pair]:
    """The lines of a text that are not blank."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


# How readily a word is outside


def exact(tagger: Tagger, articles: Sequence[Read]) -> dict[str, float]:
    """Exact F1 of each role."""
    counts = {role: np.zeros(3) for role in ROLES}
    for article in articles:
        decoded = article.decoded(tagger)
        found = {
            "source": {each.source for each in decoded if each.source},
            "cue": {each.cue for each in decoded if each.cue},
            "content": {piece for each in decoded for piece in each.content},
        }
        for role in ROLES:
            gold = {tuple(pair) for quote in article.row["quotes"] for pair in quote[role]}
            counts[role] += len(found[role] & gold), len(found[role]), len(gold)
    return {role: 2 * hit / max(1, given + gold) for role, (hit, given, gold) in counts.items()}


def outside(weights: Path, articles: Sequence[Read]) -> float:
    """The bias with the highest mean F1; printed with all others, and left in the configuration."""
    means = {}
    for bias in TRIED:
        _store(weights, decoder={"outside": bias})
        told = exact(Tagger(weights), articles)
        means[bias] = sum(told.values())
        print(f"outside {bias:5.2f}: " + ", ".join(f"{role} {share:.4f}" for role, share in told.items()), flush=True)
    best = max(means, key=lambda bias: (means[bias], bias))
    _store(weights, decoder={"outside": best})
    return best


# What certainty means


def examples(tagger: Tagger, articles: Sequence[Read]) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The signs of every attribution found, and whether it is right."""
    for article in articles:
        wanted = [{c for s, e in quote["content"] for c in range(s, e)} for quote in article.row["quotes"]]
        for found in article.decoded(tagger):
            yield found.signs, _is_right(found, wanted)


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


def certainty(weights: Path, tagger: Tagger, articles: Sequence[Read]) -> None:
    """Fit it, print its table, and leave it in the configuration."""
    rows = list(examples(tagger, articles))
    signs, right = np.array([s for s, _ in rows]), np.array([float(r) for _, r in rows])
    found = fitted(signs, right)
    print("\n".join(table(1 / (1 + np.exp(-np.column_stack([np.ones(len(signs)), signs]) @ found)), right)))
    _store(weights, certainty=[round(float(w), 4) for w in found])


def _store(weights: Path, *, decoder: dict[str, float] | None = None, **values: object) -> None:
    config = weights / "config.json"
    stored = json.loads(config.read_text())
    stored["decoder"] |= decoder or {}
    config.write_text(json.dumps(stored | values, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    given = parser.parse_args()
    articles = read(Tagger(given.weights, threads=2), given.data)
    best = outside(given.weights, articles)
    print(f"outside is {best}")
    certainty(given.weights, Tagger(given.weights), articles)


if __name__ == "__main__":
    main()
