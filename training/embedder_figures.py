"""Forms of the sentence encoder in, a table of their quality, size, speed and steadiness out."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

Vectors = NDArray[np.float32]
BATCH = 16


class Form:
    """One form of the encoder, run plainly."""

    def __init__(self, model: Path, tokenizer: Path) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 2
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        self.bytes = model.stat().st_size
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def encode(self, texts: list[str], *, batch: int = BATCH, by_length: bool = True) -> Vectors:
        ids = [self.tokenizer.encode(text).ids for text in texts]
        order = np.argsort([len(each) for each in ids], kind="stable") if by_length else np.arange(len(ids))
        vectors = np.empty((len(ids), 384), np.float32)
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            padded = np.zeros((len(rows), max(len(ids[row]) for row in rows)), np.int64)
            mask = np.zeros_like(padded)
            for at, row in enumerate(rows):
                padded[at, : len(ids[row])], mask[at, : len(ids[row])] = ids[row], 1
            vectors[rows] = self.session.run(None, {"input_ids": padded, "attention_mask": mask})[0]
        return vectors

    def cosines(self, pairs: list[tuple[str, str]]) -> NDArray[np.float32]:
        left, right = zip(*pairs, strict=True)
        return (self.encode(list(left)) * self.encode(list(right))).sum(1)


def compare(forms: dict[str, Path], *, tokenizer: Path, data: Path) -> None:
    """Print each form's figures; cosines are compared with those of the first."""
    loaded = {name: Form(path, tokenizer) for name, path in forms.items()}
    first = next(iter(loaded.values()))
    claims = [row["text"] for row in rows(data / "statements/liar-valid.jsonl.gz")][:512]
    for name, form in loaded.items():
        print(f"\n{name}: {form.bytes:,} bytes")
        for part in ("stsb-dev", "stsb-test"):
            gold = rows(data / f"paraphrase/{part}.jsonl.gz")
            print(f"  {part} Spearman {spearman(form.cosines(sides(gold)), [row['score'] for row in gold]):.4f}")
        gold = rows(data / "paraphrase/multipit-expert-test.jsonl.gz")
        ours = form.cosines(sides(gold))
        apart = np.abs(ours - first.cosines(sides(gold)))
        print(f"  multipit-expert-test AP {average_precision(ours, [row['label'] == 'duplicate' for row in gold]):.4f}")
        print(f"  its cosines differ by {apart.mean():.4f} on average, {apart.max():.4f} at most")
        print(
            "  clef2022-2a dev (a fifth of its corpus) MAP@5 {:.4f} recall@50 {:.4f}".format(
                *retrieval(form, data / "retrieval/clef2022-2a")
            )
        )
        negated = form.cosines(negations(data / "nli/dev/negation-snli.jsonl.gz"))
        print(
            f"  a sentence and its negation: cosine {negated.mean():.3f}, {(negated >= 0.85).mean():.0%} at least 0.85"
        )
        alone, beside = form.encode(claims, batch=1), form.encode(claims, batch=32, by_length=False)
        print(f"  the same claim alone and in a batch: cosine at least {(alone * beside).sum(1).min():.6f}")
        print(
            f"  {speed(form, claims):.0f} claims/s in batches of {BATCH}, {speed(form, claims, batch=1):.0f} one by one"
        )


def rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sides(pairs: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["a"], row["b"]) for row in pairs]


def negations(path: Path) -> list[tuple[str, str]]:
    """Sentences beside their negations: a group's rows hold one pair of sentences, negated in turn."""
    groups: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows(path):
        groups.setdefault(row["group"], {})[row["kind"]] = row
    pairs = set()
    for kinds in groups.values():
        if len(kinds) == 3:
            pairs.add((kinds["negated-hypothesis"]["premise"], kinds["negated-premise"]["premise"]))
            pairs.add((kinds["negated-premise"]["hypothesis"], kinds["negated-hypothesis"]["hypothesis"]))
    return sorted(pair for pair in pairs if pair[0] != pair[1])


def retrieval(form: Form, folder: Path) -> tuple[float, float]:
    """MAP@5 and recall@50 of the development queries against every fifth claim of the corpus and all relevant ones.

    To tell forms apart, not to compare with the literature: a smaller corpus is easier.
    """
    queries = rows(folder / "queries-dev.jsonl.gz")
    wanted = {name for row in queries for name in row["relevant"]}
    corpus = [row for at, row in enumerate(rows(folder / "corpus.jsonl.gz")) if at % 5 == 0 or row["id"] in wanted]
    scores = form.encode([row["text"] for row in queries]) @ form.encode([row["text"] for row in corpus]).T
    names, precision, recall = [row["id"] for row in corpus], [], []
    for row, line in zip(queries, scores, strict=True):
        hits = np.isin([names[at] for at in np.argsort(-line, kind="stable")[:50]], row["relevant"])
        found = hits[:5].cumsum() / np.arange(1, 6) * hits[:5]
        precision.append(found.sum() / min(5, len(row["relevant"])))
        recall.append(hits.sum() / len(row["relevant"]))
    return float(np.mean(precision)), float(np.mean(recall))


def spearman(left: NDArray[Any], right: list[float]) -> float:
    return float(np.corrcoef(ranks(left), ranks(np.asarray(right)))[0, 1])


def ranks(values: NDArray[Any]) -> NDArray[np.float64]:
    """Ranks, the mean one where values tie."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[inverse]


def average_precision(scores: NDArray[Any], same: list[bool]) -> float:
    hits = np.asarray(same)[np.argsort(-scores, kind="stable")]
    return float((hits.cumsum() / np.arange(1, len(hits) + 1))[hits].mean())


def speed(form: Form, texts: list[str], *, batch: int = BATCH) -> float:
    """Texts a second, the best of three."""
    took = []
    for _ in range(3):
        began = time.perf_counter()
        form.encode(texts, batch=batch)
        took.append(time.perf_counter() - began)
    return len(texts) / min(took)
