"""Quotes with their sources and cues in; a tagger of words that also links spans out: ONNX, int8 weights.

    python -m training.attribution --scratch ../tagger                   train, then write the weights
    python -m training.attribution --scratch ../small --base minilm --out ../small/weights        the smaller base
    python -m training.heldout --weights DIR                             then set the decoder, on held-out articles

Stop it at any moment: the same command goes on from the last checkpoint (one every 5 minutes).
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.optim import AdamW
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from claims.neural.crf import ROLES, Chain
from claims.neural.links import bucket
from claims.neural.words import windows
from training import bases, tagger
from training.attribution_data import (
    WINDOW,
    Article,
    Span,
    Window,
    articles,
    cut,
    epoch,
    held_out,
    special,
    tensors,
    window,
)
from training.attribution_export import ship
from training.tagger import LINK, Tagger, crf_loss

SHIPPED = Path(__file__).parents[1] / "claims" / "neural" / "weights" / "attribution"
FRESH = 1e-3  # the learning rate of what is not in the base
LINKS_WEIGH = 0.1  # beside the tags' loss
TOLD_EVERY, SAVED_EVERY = 60, 300  # seconds


def losses(model: Tagger, batch: Sequence[Window], *, pad: int) -> tuple[Tensor, Tensor]:
    """The tags' and the links' loss of a batch."""
    t = tensors(batch, pad=pad)
    scores, ends = model(t["ids"], t["mask"], t["shapes"], t["sides"])
    scores = scores.gather(1, t["firsts"][..., None].expand(-1, -1, scores.shape[2]))
    tags = crf_loss(scores, model.moves, t["tags"], t["real"])
    links = []
    for row, w in enumerate(batch):
        at = t["firsts"][row]
        for kind, (a, b, gold) in enumerate((("content", "cue", w.cue_of), ("cue", "source", w.source_of))):
            known = [i for i, g in enumerate(gold) if g >= 0 or kind == 1]
            if not known or not (w.spans[b] or kind):
                continue
            table = pair_scores(model, ends[row], at, [w.spans[a][i] for i in known], w.spans[b], kind=kind)
            wanted = torch.tensor([gold[i] if gold[i] >= 0 else len(w.spans[b]) for i in known])
            links.append(torch.nn.functional.cross_entropy(table, wanted, reduction="none"))
    return tags, torch.cat(links).mean() if links else tags * 0


def pair_scores(model: Tagger, ends: Tensor, at: Tensor, ones: list[Span], others: list[Span], *, kind: int) -> Tensor:
    """``[ones, others + 1]``: how well each belongs to each, the last column for none."""
    vectors = ends.view(ends.shape[0], tagger.ENDS, LINK)

    def ends_of(spans: list[Span], which: int) -> Tensor:
        first = at[torch.tensor([s for s, _ in spans])]
        last = at[torch.tensor([e - 1 for _, e in spans])]
        return vectors[first, which] + vectors[last, which + 1]

    none = model.none[kind].expand(len(ones), 1)
    if not others:
        return none
    table = ends_of(ones, 4 * kind) @ ends_of(others, 4 * kind + 2).T / math.sqrt(LINK)
    apart = torch.tensor([[bucket(a, b) for b in others] for a in ones])
    return torch.cat([table + model.apart[kind][apart], none], dim=1)


# Decoding, for the figures after each epoch


@torch.no_grad()
def figures(model: Tagger, rows: Sequence[Article], *, marks: tuple[int, int, int], pad: int) -> dict[str, float]:
    """Exact F1 of each role, and how many links are right between gold spans."""
    model.eval()
    chain = Chain(model.moves.numpy().astype(float))
    counts = {role: [0, 0, 0] for role in ROLES}
    linked = [[0, 0], [0, 0]]
    every = [
        window(r, run, marks=marks)
        for r in rows
        for run in windows([m.paragraph.length for m in r.paragraphs], limit=WINDOW)
    ]
    for w in map(cut, every):
        t = tensors([w], pad=pad)
        scores, ends = model(t["ids"], t["mask"], t["shapes"], t["sides"])
        found = chain.decode(scores[0, t["firsts"][0]].numpy().astype(float))
        for role in ROLES:
            places = {span.place for span in found if span.role == role}
            counts[role][0] += len(places & set(w.spans[role]))
            counts[role][1] += len(places)
            counts[role][2] += len(w.spans[role])
        for kind, (a, b, gold) in enumerate((("content", "cue", w.cue_of), ("cue", "source", w.source_of))):
            if w.spans[a] and gold and (w.spans[b] or kind):
                table = pair_scores(model, ends[0], t["firsts"][0], w.spans[a], w.spans[b], kind=kind)
                if kind == 0:
                    table = table[:, :-1]
                for choice, g in zip(table.argmax(1).tolist(), gold, strict=True):
                    if g >= 0 or kind:
                        linked[kind][0] += choice == (g if g >= 0 else len(w.spans[b]))
                        linked[kind][1] += 1
    model.train()
    return {role: 2 * hit / max(1, found + gold) for role, (hit, found, gold) in counts.items()} | {
        "content to cue": linked[0][0] / max(1, linked[0][1]),
        "cue to source": linked[1][0] / max(1, linked[1][1]),
    }


# Training


def groups(model: Tagger, *, rate: float, decay: float) -> list[dict[str, Any]]:
    """Parameters with their learning rates: fresh parts ``FRESH``, the base ``rate``, less a layer further down."""
    model.encoder.words.requires_grad_(False)
    model.encoder.near.requires_grad_(False)
    model.encoder.places.requires_grad_(False)
    depth = len(model.encoder.layers)
    found: dict[float, list[Any]] = {}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            base = name.startswith(("encoder.layers", "encoder.norm"))
            layer = int(name.split(".")[2]) if name.startswith("encoder.layers") else 0
            found.setdefault(rate * decay ** (depth - 1 - layer) if base else FRESH, []).append(parameter)
    return [{"params": p, "lr": r, "peak": r} for r, p in found.items()]


class Training:
    """One run: what it learns from, how far it has come, and where it keeps that."""

    def __init__(self, given: argparse.Namespace, base: Path) -> None:
        torch.manual_seed(given.seed)
        torch.set_num_threads(given.threads)
        tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.marks, self.pad = special(tokenizer)
        rows = articles(given.data / "quotes" / "polnear-train.jsonl.gz", tokenizer)
        kept, self.apart = [r for r in rows if not held_out(r.id)], [r for r in rows if held_out(r.id)]
        kept += [row for path in given.also for row in articles(path, tokenizer)]
        epochs = (epoch(kept, chance=random.Random(f"{given.seed}.{n}"), marks=self.marks) for n in range(given.epochs))
        self.batches = [(n, batch) for n, run in enumerate(epochs) for batch in run]
        self.model = tagger.load(base, layers=given.layers)
        self.optimiser = AdamW(groups(self.model, rate=given.rate, decay=given.decay), weight_decay=0.01)
        self.average = AveragedModel(self.model, multi_avg_fn=get_ema_multi_avg_fn(0.998))
        self.done = 0
        self.scratch: Path = given.scratch
        print(f"{len(kept)} articles, {len(self.apart)} held out, {len(self.batches)} steps", flush=True)

    def resume(self) -> None:
        """Go on from the last checkpoint, if there is one."""
        if self._checkpoint.exists():
            stored = torch.load(self._checkpoint)
            for name, part in self._parts().items():
                part.load_state_dict(stored[name])
            torch.set_rng_state(stored["chance"])
            self.done = stored["done"]
            print(f"going on from step {self.done}", flush=True)

    def save(self) -> None:
        """Write a checkpoint in one piece."""
        state = {name: part.state_dict() for name, part in self._parts().items()}
        part = self._checkpoint.with_suffix(".part")
        torch.save(state | {"chance": torch.get_rng_state(), "done": self.done}, part)
        part.replace(self._checkpoint)

    @property
    def _checkpoint(self) -> Path:
        return self.scratch / "checkpoint.pt"

    def _parts(self) -> dict[str, Any]:
        return {"model": self.model, "average": self.average, "optimiser": self.optimiser}

    def run(self) -> None:
        """Learn from every batch that is left, with a checkpoint every five minutes and figures after every epoch."""
        self.model.train()
        saved, shown, heard = time.monotonic(), time.monotonic(), []
        while self.done < len(self.batches):
            heard.append(self._step())
            if time.monotonic() - shown > TOLD_EVERY:
                tags, links = np.mean(heard, axis=0)
                print(f"step {self.done}/{len(self.batches)} tags {tags:.4f} links {links:.4f}", flush=True)
                shown, heard = time.monotonic(), []
            if time.monotonic() - saved > SAVED_EVERY:
                self.save()
                saved = time.monotonic()
            if self.done == len(self.batches):
                self.save()
            elif self.batches[self.done][0] != self.batches[self.done - 1][0]:
                self.save()
                self._tell()

    def _step(self) -> tuple[float, float]:
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * warmed(self.done, len(self.batches))
        tags, links = losses(self.model, self.batches[self.done][1], pad=self.pad)
        (tags + LINKS_WEIGH * links).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.average.update_parameters(self.model)
        self.done += 1
        return tags.item(), links.item()

    def better(self) -> Tagger:
        """The weights as they are or their moving average, whichever reads the articles held out better."""
        told = self._tell()
        best = max(told, key=lambda name: sum(told[name][role] for role in ROLES))
        print(f"shipping the {best} weights", flush=True)
        return self.model if best == "last" else self.average.module

    def _tell(self) -> dict[str, dict[str, float]]:
        """The figures on the articles held out, of the weights as they are and of their moving average."""
        found = {}
        for name, model in (("last", self.model), ("average", self.average.module)):
            found[name] = told = figures(model, self.apart, marks=self.marks, pad=self.pad)
            line = f"step {self.done}, {name}: " + ", ".join(f"{role} {share:.3f}" for role, share in told.items())
            print(line, flush=True)
            with (self.scratch / "log.txt").open("a") as log:
                log.write(line + "\n")
        return found


def warmed(step: int, steps: int) -> float:
    """The share of the peak learning rate at a step: up over the first 8 %, then down to nothing."""
    return min(1.0, step / (0.08 * steps), (steps - step) / (0.92 * steps))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scratch", type=Path, required=True, help="where checkpoints and the unpacked base go")
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument(
        "--also", type=Path, nargs="*", default=[], help="more gold, as manage.py export_gold writes it"
    )
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the folder to write (default: the shipped one)")
    parser.add_argument("--base", choices=("mpnet", "minilm"), default="mpnet")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=8e-5, help="the top layer's peak learning rate")
    parser.add_argument("--decay", type=float, default=0.9, help="of the rate from a layer to the one below")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    given.scratch.mkdir(parents=True, exist_ok=True)
    base = bases.mpnet(given.scratch) if given.base == "mpnet" else bases.minilm()
    training = Training(given, base)
    training.resume()
    training.run()
    ship(
        training.better(),
        name=f"attribution-{given.base}{given.layers}-w8",
        tokenizer=base / "tokenizer.json",
        marks=training.marks,
        pad=training.pad,
        window=WINDOW,
        to=given.out,
    )


if __name__ == "__main__":
    main()
