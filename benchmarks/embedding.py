"""Speed of the shipped sentence encoder: texts a second, beside the bare runtime on the same texts in the same run.

The bare runtime gets texts that are tokenized already, in batches of 64 as they come, padded to the longest: what one
would write at first. Both take turns and the best of each counts, so that a busy machine slows both.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from claims.neural import weights
from claims.neural.embedder import Embedder

FOLDER = Path(weights.__file__).parent / "weights" / "all-minilm-l6-v2"
WORDS = (
    "the mayor",
    "said",
    "that",
    "ferry",
    "would not",
    "open",
    "budget",
    "12 percent",
    "in March",
    "council",
    "new",
)


def sentences(count: int) -> list[str]:
    """Sentences of 4 to 30 phrases, about as long as claims are (24 tokens on average)."""
    draw = random.Random(7)
    return [" ".join(draw.choices(WORDS, k=min(30, 4 + int(draw.expovariate(1 / 12))))) for _ in range(count)]


def bare(texts: list[str], *, threads: int) -> Callable[[], None]:
    """The runtime alone, on inputs made beforehand."""
    sound = weights.verified(FOLDER)
    session = weights.session(sound, threads=threads)
    tokenizer = weights.tokenizer(sound, limit=256)
    tokenizer.enable_padding()
    inputs = []
    for start in range(0, len(texts), 64):
        batch = tokenizer.encode_batch(texts[start : start + 64])
        ids, mask = (np.array([getattr(each, part) for each in batch]) for part in ("ids", "attention_mask"))
        inputs.append({"input_ids": ids, "attention_mask": mask})

    def run() -> None:
        for each in inputs:
            session.run(None, each)

    return run


def rate(work: Callable[[], object], count: int) -> float:
    began = time.perf_counter()
    work()
    return count / (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=512)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    texts = sentences(given.texts)
    embedder, runtime = Embedder(FOLDER, threads=given.threads), bare(texts, threads=given.threads)
    turns = [(rate(lambda: embedder.encode(texts), len(texts)), rate(runtime, len(texts))) for _ in range(3)]
    ours, plain = (max(column) for column in zip(*turns, strict=True))
    found = {"texts_per_s": round(ours, 1), "bare_texts_per_s": round(plain, 1), "ratio": round(ours / plain, 3)}
    print(
        json.dumps(found) if given.json else f"{ours:.0f} texts/s; bare runtime {plain:.0f}; {ours / plain:.2f} times"
    )


if __name__ == "__main__":
    main()
