"""Quotes with their sources and cues in; a tagger of words that also links spans out: ONNX, int8 weights.

    python -m training.attribution --scratch ../tagger                   train, then write the weights
    python -m training.attribution --scratch ../small --base minilm --out ../small/weights        the smaller base
    python -m training.attribution --scratch ../pupil --teachers ../tagger/checkpoint.pt        learn from a larger one
    python -m training.heldout --weights DIR                             then set the decoder, on held-out articles

Stop it at any moment: the same command goes on from the last checkpoint (one every 5 minutes).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from claims.neural.crf import ROLES, Chain
from training import bases, tagger
from training.attribution_data import (
    WINDOW,
    Article,
    Batch,
    Window,
    articles,
    epoch,
    held_out,
    special,
    whole,
)
from training.attribution_export import ship
from training.encoder import rates
from training.running import Run, averaged, depth
from training.tagger import Tagger, crf_loss

SHIPPED = Path(__file__).parents[1] / "claims" / "neural" / "weights" / "attribution"
FRESH = 1e-3  # the learning rate of what is not in the base
WEIGHTS = {"tags": 1.0, "links": 0.1, "teachers": 0.02}  # of the losses; the last is a squared difference of scores


def losses(model: Tagger, batch: Batch, teachers: Sequence[Tagger]) -> dict[str, Tensor]:
    """The tags' and the links' loss of a batch, and how far its scores are from the teachers'."""
    scores, ends = scored(model, batch.tensors)
    tags = links = away = scores.sum() * 0
    if batch.known:
        tags = crf_loss(scores, model.moves, batch.tensors["tags"], batch.tensors["real"])
        losses = [
            functional.cross_entropy(model.link_scores(ends, each, kind=kind), each["gold"], reduction="none")
            for kind, each in enumerate(batch.links)
            if each is not None
        ]
        links = torch.cat(losses).mean() if losses else links
    if teachers:
        with torch.no_grad():
            wanted = torch.stack([_centred(scored(each, batch.tensors)[0]) for each in teachers]).mean(0)
        real = batch.tensors["real"]
        away = ((_centred(scores) - wanted).square().mean(2) * real).sum() / real.sum()
    return {"tags": tags, "links": links} | ({"teachers": away} if teachers else {})


def scored(model: Tagger, t: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """The tags' scores of each word's first token, and the link vectors of each token; in float32."""
    with torch.autocast("cuda", torch.bfloat16, enabled=t["ids"].is_cuda):
        states = model.encoder(t["ids"], t["mask"], t["shapes"], t["sides"])
    scores, ends = model.heads(states.float())
    return scores.gather(1, t["firsts"][..., None].expand(-1, -1, scores.shape[2])), ends


def _centred(scores: Tensor) -> Tensor:
    return scores - scores.mean(2, keepdim=True)


# Decoding, for the figures after each epoch


@torch.no_grad()
def figures(model: Tagger, windows: Sequence[Window], *, pad: int, device: str) -> dict[str, float]:
    """Exact F1 of each role, and how many links are right between gold spans."""
    model.eval()
    chain = Chain(model.moves.cpu().numpy().astype(float))
    counts = {role: [0, 0, 0] for role in ROLES}
    linked = [[0, 0], [0, 0]]
    for w in windows:
        batch = Batch([w], pad=pad).to(device)
        scores, ends = scored(model, batch.tensors)
        found = chain.decode(scores[0].cpu().numpy().astype(float))
        for role in ROLES:
            places = {span.place for span in found if span.role == role}
            counts[role][0] += len(places & set(w.spans[role]))
            counts[role][1] += len(places)
            counts[role][2] += len(w.spans[role])
        for kind, links in enumerate(batch.links):
            if links is not None:
                table = model.link_scores(ends, links, kind=kind)
                choice = (table[:, :-1] if kind == 0 else table).argmax(1)
                linked[kind][0] += int((choice == links["gold"]).sum())
                linked[kind][1] += len(choice)
    model.train()
    return {role: 2 * hit / max(1, found + gold) for role, (hit, found, gold) in counts.items()} | {
        "content to cue": linked[0][0] / max(1, linked[0][1]),
        "cue to source": linked[1][0] / max(1, linked[1][1]),
    }


# Training


class Training:
    """What a run learns from, and how."""

    def __init__(self, given: argparse.Namespace, base: Path) -> None:
        torch.manual_seed(given.seed)
        torch.set_num_threads(given.threads)
        tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.marks, self.pad = special(tokenizer)
        self.window, self.device = given.window, given.device
        rows = articles(given.data / "quotes" / "polnear-train.jsonl.gz", tokenizer)
        kept, apart = [r for r in rows if not held_out(r.id)], [r for r in rows if held_out(r.id)]
        kept += [row for path in given.also for row in articles(path, tokenizer)]
        read = [row for path in given.unlabelled for row in articles(path, tokenizer)]
        self.apart = [w for r in apart for w in whole(r, marks=self.marks, limit=self.window)]
        self.batches = list(self._batches(kept, read, given))
        self.teachers = [teacher(path, base).to(self.device) for path in given.teachers]
        model = tagger.load(base, layers=given.layers)
        model.encoder.freeze_tables()
        groups = rates(model, rate=given.rate, decay=given.decay, fresh=FRESH)
        self.run = Run(model, groups, scratch=given.scratch, device=self.device, steps=len(self.batches))
        print(f"{len(kept)} articles, {len(apart)} held out, {len(self.batches)} steps", flush=True)

    def _batches(
        self, kept: Sequence[Article], read: Sequence[Article], given: argparse.Namespace
    ) -> Iterator[tuple[int, list[Window], bool]]:
        """Of every epoch, in the order of training: its number, the windows, whether somebody marked them."""
        for n in range(given.epochs):
            chance = random.Random(f"{given.seed}.{n}")
            run = [(n, batch, True) for batch in epoch(kept, chance=chance, marks=self.marks, limit=self.window)]
            if read:
                run += [(n, batch, False) for batch in epoch(read, chance=chance, marks=self.marks, limit=self.window)]
                chance.shuffle(run)
            yield from run

    def learn(self) -> None:
        """All epochs, with figures after every one but the last."""
        ends = {n for n in range(1, len(self.batches)) if self.batches[n][0] != self.batches[n - 1][0]}
        self.run.resume()
        self.run.go(self._losses, weights=WEIGHTS, ends=ends, tell=self._tell)
        self.run.save()

    def _losses(self, step: int) -> dict[str, Tensor]:
        _, windows, known = self.batches[step]
        batch = Batch(windows, pad=self.pad, known=known).to(self.device)
        return losses(self.run.model, batch, self.teachers)

    def better(self) -> Tagger:
        """The weights as they are or their moving average, whichever reads the articles held out better."""
        told = self._tell()
        best = max(told, key=lambda name: sum(told[name][role] for role in ROLES))
        print(f"shipping the {best} weights", flush=True)
        return (self.run.model if best == "last" else self.run.average.module).cpu()

    def _tell(self) -> dict[str, dict[str, float]]:
        """The figures on the articles held out, of the weights as they are and of their moving average."""
        found = {}
        for name, model in (("last", self.run.model), ("average", self.run.average.module)):
            found[name] = told = figures(model, self.apart, pad=self.pad, device=self.device)
            line = f"step {self.run.done}, {name}: " + ", ".join(f"{role} {share:.3f}" for role, share in told.items())
            print(line, flush=True)
            with (self.run.scratch / "log.txt").open("a") as log:
                log.write(line + "\n")
        return found


def teacher(checkpoint: Path, base: Path) -> Tagger:
    """A network that another run has trained, of whatever depth: its moving average."""
    state = averaged(checkpoint)
    model = tagger.load(base, layers=depth(state))
    model.load_state_dict(state)
    return model.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scratch", type=Path, required=True, help="where checkpoints and the unpacked base go")
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument(
        "--also", type=Path, nargs="*", default=[], help="more gold, as manage.py export_gold writes it"
    )
    parser.add_argument(
        "--teachers",
        type=Path,
        nargs="*",
        default=[],
        help="checkpoints of larger networks whose scores are learnt too",
    )
    parser.add_argument(
        "--unlabelled", type=Path, nargs="*", default=[], help="files of articles to hear the teachers on"
    )
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the folder to write (default: the shipped one)")
    parser.add_argument("--base", choices=("mpnet", "minilm"), default="mpnet")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=8e-5, help="the top layer's peak learning rate")
    parser.add_argument("--decay", type=float, default=0.9, help="of the rate from a layer to the one below")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--window", type=int, default=WINDOW, help="tokens that are read at once")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    given = parser.parse_args()
    given.scratch.mkdir(parents=True, exist_ok=True)
    base = bases.mpnet(given.scratch) if given.base == "mpnet" else bases.minilm()
    training = Training(given, base)
    training.learn()
    ship(
        training.better(),
        name=f"attribution-{given.base}{given.layers}-w8",
        tokenizer=base / "tokenizer.json",
        marks=training.marks,
        pad=training.pad,
        window=given.window,
        to=given.out,
    )


if __name__ == "__main__":
    main()
