"""Labelled sentence pairs in; a cross-encoder that tells entailment, neutral and contradiction apart out: ONNX, int8.

    made="--generated ../pairs.jsonl.gz --negated ../negated.jsonl.gz --scenes ../scenes.jsonl.gz"
    python -m training.entailment $made --scratch ../large --layers 12 --out ../large/weights
    python -m training.entailment $made --scratch ../small --teachers ../large/checkpoint.pt

Stop it at any moment: the same command goes on from the last checkpoint (one every 5 minutes).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from training import bases, crossencoder
from training.crossencoder import LABELS, CrossEncoder
from training.encoder import rates
from training.entailment_data import MADE, Batch, Row, batches, dev, epoch, mixture, reader
from training.entailment_export import ship
from training.running import Run, averaged, depth

SHIPPED = Path(__file__).parents[1] / "claims" / "neural" / "weights" / "entailment"
FRESH = 3e-4  # the learning rate of what is not in the base
SOFT = 2.0  # the temperature at which a pupil hears its teachers
WEIGHTS = {"labels": 1.0, "teachers": 1.5}  # of the losses


def losses(model: CrossEncoder, batch: Batch, teachers: Sequence[CrossEncoder]) -> dict[str, Tensor]:
    """Cross-entropy with the gold, and how far the answers are from the teachers'."""
    scores = scored(model, batch)
    found = {"labels": functional.cross_entropy(scores, batch.gold, label_smoothing=0.05)}
    if teachers:
        with torch.no_grad():
            wanted = torch.stack([functional.softmax(scored(each, batch) / SOFT, 1) for each in teachers]).mean(0)
        told = functional.log_softmax(scores / SOFT, 1)
        found["teachers"] = functional.kl_div(told, wanted, reduction="batchmean") * SOFT**2
    return found


def scored(model: CrossEncoder, batch: Batch) -> Tensor:
    """Scores ``[pairs, 3]``, in float32."""
    with torch.autocast("cuda", torch.bfloat16, enabled=batch.ids.is_cuda):
        scores: Tensor = model(batch.ids, batch.mask)
    return scores.float()


# Figures


@torch.no_grad()
def answers(model: CrossEncoder, made: Sequence[tuple[list[int], Batch]], *, device: str) -> NDArray[np.float64]:
    """Scores ``[pairs, 3]`` of all pairs, in their order."""
    model.eval()
    found = np.zeros((sum(len(places) for places, _ in made), len(LABELS)))
    for places, batch in made:
        found[places] = scored(model, batch.to(device)).cpu().numpy()
    model.train()
    return found


def figures(gold: Sequence[str], scores: NDArray[np.float64]) -> dict[str, float]:
    """Accuracy, macro-F1, and the F1 of contradiction; two-way gold knows entailment or not."""
    said = [LABELS[n] for n in scores.argmax(1)]
    if "not_entailment" in gold:
        told = [label if label == "entailment" else "not" for label in said]
        wanted = [label if label == "entailment" else "not" for label in gold]
        return {"accuracy": float(np.mean([a == b for a, b in zip(told, wanted, strict=True)]))}
    f1 = {}
    for label in LABELS:
        hit = sum(a == b == label for a, b in zip(said, gold, strict=True))
        f1[label] = 2 * hit / max(1, said.count(label) + list(gold).count(label))
    right = float(np.mean([a == b for a, b in zip(said, gold, strict=True)]))
    return {"accuracy": right, "macro_f1": sum(f1.values()) / len(f1), "contradiction_f1": f1["contradiction"]}


def temperature(gold: Sequence[Sequence[str]], scores: Sequence[NDArray[np.float64]]) -> float:
    """What the scores are divided by so that, over the files, their probabilities are the likeliest."""

    def surprise(t: float) -> float:
        files = []
        for labels, table in zip(gold, scores, strict=True):
            z = table / t
            z = z - z.max(1, keepdims=True)
            z = z - np.log(np.exp(z).sum(1, keepdims=True))
            files.append(-np.mean([row[LABELS.index(label)] for row, label in zip(z, labels, strict=True)]))
        return float(np.mean(files))

    return min((round(0.5 + 0.05 * n, 2) for n in range(60)), key=surprise)


# Training


class Training:
    """What a run learns from, and how."""

    def __init__(self, given: argparse.Namespace, base: Path) -> None:
        torch.manual_seed(given.seed)
        torch.set_num_threads(given.threads)
        self.given, self.device = given, given.device
        self.tokenizer = reader(base / "tokenizer.json")
        self.pad = self.tokenizer.token_to_id("<pad>") or self.tokenizer.token_to_id("[PAD]") or 0
        mix = mixture(given.data, {name: getattr(given, name) for name in MADE})
        self.dev = {name: self._blanked(rows) for name, rows in dev(given.data).items()}
        self.tried = {
            name: list(batches(rows, self.tokenizer, size=256, pad=self.pad)) for name, rows in self.dev.items()
        }
        self.steps = [(n, batch) for n in range(given.epochs) for batch in self._epoch(n, mix)]
        self.teachers = [teacher(path, base).to(self.device) for path in given.teachers]
        model = crossencoder.load(base, layers=given.layers)
        model.encoder.freeze_tables()
        groups = rates(model, rate=given.rate, decay=given.decay, fresh=FRESH)
        self.run = Run(model, groups, scratch=given.scratch, device=self.device, steps=len(self.steps))
        print(", ".join(f"{name} {len(rows)}" for name, rows in mix.items()), f"{len(self.steps)} steps", flush=True)

    def _epoch(self, n: int, mix: dict[str, list[Row]]) -> Iterator[Batch]:
        chance = random.Random(f"{self.given.seed}.{n}")
        pairs = self._blanked(epoch(mix, chance=chance))
        for _, batch in batches(pairs, self.tokenizer, size=self.given.batch, pad=self.pad, chance=chance):
            yield batch

    def _blanked(self, pairs: list[Row]) -> list[Row]:
        return [Row("", row.hypothesis, row.label) for row in pairs] if self.given.blank_premise else pairs

    def learn(self) -> None:
        """All epochs, with figures after every one but the last."""
        ends = {n for n in range(1, len(self.steps)) if self.steps[n][0] != self.steps[n - 1][0]}
        self.run.resume()
        self.run.go(self._losses, weights=WEIGHTS, ends=ends, tell=self._tell)
        self.run.save()

    def _losses(self, step: int) -> dict[str, Tensor]:
        return losses(self.run.model, self.steps[step][1].to(self.device), self.teachers)

    def better(self) -> tuple[CrossEncoder, float]:
        """The weights as they are or their moving average, whichever does better on dev; and their temperature."""
        told = self._tell()
        best = max(told, key=lambda name: told[name][0])
        print(f"shipping the {best} weights", flush=True)
        return (self.run.model if best == "last" else self.run.average.module).cpu(), told[best][1]

    def _tell(self) -> dict[str, tuple[float, float]]:
        """Mean accuracy over the dev files and temperature, of the weights as they are and of their moving average."""
        found = {}
        for name, model in (("last", self.run.model), ("average", self.run.average.module)):
            scores = {file: answers(model, made, device=self.device) for file, made in self.tried.items()}
            gold = {file: [row.label for row in rows] for file, rows in self.dev.items()}
            told = {file: figures(gold[file], table) for file, table in scores.items()}
            full = [file for file in gold if set(gold[file]) <= set(LABELS)]
            warmth = temperature([gold[file] for file in full], [scores[file] for file in full])
            found[name] = float(np.mean([each["accuracy"] for each in told.values()])), warmth
            lines = [f"step {self.run.done}, {name}: mean accuracy {found[name][0]:.4f}, temperature {warmth}"]
            lines += [
                f"  {file:14} " + " ".join(f"{key} {share:.3f}" for key, share in each.items())
                for file, each in told.items()
            ]
            print("\n".join(lines), flush=True)
            with (self.run.scratch / "log.txt").open("a") as log:
                log.write("\n".join(lines) + "\n")
        return found


def teacher(checkpoint: Path, base: Path) -> CrossEncoder:
    """A network that another run has trained, of whatever depth: its moving average."""
    state = averaged(checkpoint)
    model = crossencoder.load(base, layers=depth(state))
    model.load_state_dict(state)
    return model.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scratch", type=Path, required=True, help="where checkpoints and the unpacked base go")
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--generated", type=Path, required=True, help="what training.entailment_pairs has written")
    parser.add_argument("--negated", type=Path, required=True, help="what training.entailment_negated has written")
    parser.add_argument("--scenes", type=Path, required=True, help="what training.entailment_scenes has written")
    parser.add_argument(
        "--teachers", type=Path, nargs="*", default=[], help="checkpoints of larger networks to learn from"
    )
    parser.add_argument("--blank-premise", action="store_true", help="what the hypothesis alone gives away")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the folder to write (default: the shipped one)")
    parser.add_argument("--base", choices=("mpnet", "minilm"), default="mpnet")
    parser.add_argument("--layers", type=int, default=9)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=64, help="pairs a step")
    parser.add_argument("--rate", type=float, default=5e-5, help="the top layer's peak learning rate")
    parser.add_argument("--decay", type=float, default=0.9, help="of the rate from a layer to the one below")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    given = parser.parse_args()
    given.scratch.mkdir(parents=True, exist_ok=True)
    base = bases.mpnet(given.scratch) if given.base == "mpnet" else bases.minilm()
    training = Training(given, base)
    training.learn()
    model, warmth = training.better()
    ship(
        model,
        name=f"entailment-{given.base}{given.layers}-w8",
        tokenizer=base / "tokenizer.json",
        pad=training.pad,
        temperature=warmth,
        to=given.out,
    )


if __name__ == "__main__":
    main()
