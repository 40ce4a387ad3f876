"""Quotes with their sources and cues in; a tagger of words that also links spans out: ONNX, int8 weights.

    python -m training.attribution --data ../shared/data --scratch ../tagger         train, resume, export
    python -m training.attribution … --base mpnet --layers 6 --epochs 3 --seed 1     as the shipped one was made

Stop it at any moment: the same command goes on from the last checkpoint (one every 5 minutes).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from claims.neural.links import bucket
from claims.neural.words import Paragraph, read, windows
from training import tagger
from training.tagger import LINK, ROLES, TAGS, Tagger, crf_loss, possible

WINDOW, BATCH = 224, 1536  # tokens
HELD_OUT = 0.05  # of the articles, by the hash of their id: what choices are made on
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph with its gold: spans in words by role, and the quotes as indices of spans."""

    paragraph: Paragraph
    spans: dict[str, list[Span]]


@dataclass(frozen=True, slots=True)
class Article:
    id: str
    paragraphs: list[Marked]
    # (content, cue, source): each (paragraph, number of the span in it)
    links: list[tuple[tuple[int, int], tuple[int, int] | None, tuple[int, int] | None]]


def articles(path: Path, tokenizer: Tokenizer) -> list[Article]:
    """The articles of a file of quotes (contract, section 4)."""
    with gzip.open(path, "rt") as lines:
        return [article(json.loads(line), tokenizer) for line in lines]


def article(row: dict[str, Any], tokenizer: Tokenizer) -> Article:
    text: str = row["text"]
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(read(text, start, start + len(line), tokenizer=tokenizer))
        start += len(line) + 1
    paragraphs = [p for p in paragraphs if p.places]
    spans: list[dict[str, list[Span]]] = [{role: [] for role in ROLES} for _ in paragraphs]
    taken = [[False] * len(p.places) for p in paragraphs]

    def find(role: str, s: int, e: int) -> list[tuple[int, int]]:
        found = []
        for n, paragraph in enumerate(paragraphs):
            if not paragraph.places[0][0] < e or not paragraph.places[-1][1] > s:
                continue
            words = [i for i, (a, b) in enumerate(paragraph.places) if a < e and b > s]
            if not words:
                continue
            span = (words[0], words[-1] + 1)
            if span not in spans[n][role]:
                if any(taken[n][slice(*span)]):
                    continue
                taken[n][slice(*span)] = [True] * (span[1] - span[0])
                spans[n][role].append(span)
            found.append((n, spans[n][role].index(span)))
        return found

    links = []
    quotes = sorted(row["quotes"], key=lambda q: sum(e - s for s, e in q["content"]))
    for quote in quotes:
        cues = [x for s, e in quote["cue"] for x in find("cue", s, e)]
        sources = [x for s, e in quote["source"] for x in find("source", s, e)]
        contents = [x for s, e in quote["content"] for x in find("content", s, e)]
        links += [(x, cues[0] if cues else None, sources[0] if sources else None) for x in contents]
    return Article(row["id"], [Marked(p, s) for p, s in zip(paragraphs, spans, strict=True)], links)


def held_out(id: str) -> bool:
    return int(hashlib.sha1(id.encode()).hexdigest(), 16) % 1000 < HELD_OUT * 1000


@dataclass(frozen=True, slots=True)
class Window:
    """What the network reads at once: tokens, and of each word its first token, its tag; and the links to learn."""

    ids: list[int]
    shapes: list[int]
    sides: list[int]
    firsts: list[int]
    tags: list[int]
    spans: dict[str, list[Span]]  # in words of the window
    cue_of: list[int]  # of each content span; -1 not here
    source_of: list[int]  # of each cue; -1 none


def window(source: Article, run: range, *, marks: tuple[int, int, int]) -> Window:
    start, separator, end = marks
    ids, shapes, sides, firsts, tags = [start], [0], [0], [], []
    spans: dict[str, list[Span]] = {role: [] for role in ROLES}
    place: dict[tuple[str, int, int], int] = {}
    for n in run:
        marked, base = source.paragraphs[n], len(firsts)
        p = marked.paragraph
        labels = [0] * len(p.places)
        for role in ROLES:
            for k, (s, e) in enumerate(marked.spans[role]):
                place[role, n, k] = len(spans[role])
                spans[role].append((base + s, base + e))
                labels[s:e] = [TAGS.index(f"I-{role}")] * (e - s)
                labels[e - 1] = TAGS.index(f"E-{role}")
                labels[s] = TAGS.index(f"S-{role}" if e - s == 1 else f"B-{role}")
        for word, shape, side in zip(p.ids, p.shapes, p.sides, strict=True):
            firsts.append(len(ids))
            ids += word
            shapes += [shape] * len(word)
            sides += [side] * len(word)
        tags += labels
        firsts.append(len(ids))  # the separator: a word that is always outside
        tags.append(0)
        ids.append(separator)
        shapes.append(0)
        sides.append(0)
    ids[-1] = end
    cue_of, source_of = [-1] * len(spans["content"]), [-1] * len(spans["cue"])
    for content, cue, src in source.links:
        if ("content", *content) in place and cue is not None and ("cue", *cue) in place:
            c = place["cue", *cue]
            cue_of[place["content", *content]] = c
            if src is not None and ("source", *src) in place:
                source_of[c] = place["source", *src]
    return Window(ids, shapes, sides, firsts, tags, spans, cue_of, source_of)


def epoch(rows: Sequence[Article], *, chance: random.Random, marks: tuple[int, int, int]) -> Iterator[list[Window]]:
    """All windows once, cut anew, in batches of like length."""
    found = []
    for row in rows:
        lengths = [m.paragraph.length for m in row.paragraphs]
        found += [
            window(row, run, marks=marks)
            for run in windows(lengths, limit=WINDOW, first=chance.randint(WINDOW // 4, WINDOW))
        ]
    chance.shuffle(found)
    found.sort(key=lambda w: len(w.ids) // 16)
    batches: list[list[Window]] = [[]]
    for w in found:
        if batches[-1] and (len(batches[-1]) + 1) * max(len(w.ids), *(len(x.ids) for x in batches[-1])) > BATCH:
            batches.append([])
        batches[-1].append(cut(w))
    chance.shuffle(batches)
    yield from batches


def cut(w: Window) -> Window:
    """A paragraph longer than the base can read is cut there (two in ten thousand)."""
    if len(w.ids) <= 500:
        return w
    keep = sum(1 for f in w.firsts if f < 500) - 1
    return Window(
        w.ids[: w.firsts[keep]],
        w.shapes[: w.firsts[keep]],
        w.sides[: w.firsts[keep]],
        w.firsts[:keep],
        [0] * keep,
        {role: [] for role in ROLES},
        [],
        [],
    )


def tensors(batch: Sequence[Window], *, pad: int) -> dict[str, Tensor]:
    longest, words = max(len(w.ids) for w in batch), max(len(w.firsts) for w in batch)

    def filled(lists: list[list[int]], width: int, blank: int) -> Tensor:
        return torch.tensor([x + [blank] * (width - len(x)) for x in lists])

    return {
        "ids": filled([w.ids for w in batch], longest, pad),
        "mask": filled([[1] * len(w.ids) for w in batch], longest, 0),
        "shapes": filled([w.shapes for w in batch], longest, 0),
        "sides": filled([w.sides for w in batch], longest, 0),
        "firsts": filled([w.firsts for w in batch], words, 0),
        "tags": filled([w.tags for w in batch], words, 0),
        "real": filled([[1] * len(w.tags) for w in batch], words, 0).float(),
    }


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


def viterbi(scores: np.ndarray, moves: np.ndarray) -> list[int]:
    best, back = scores[0] + np.where([t[0] in "OBS" for t in TAGS], 0, -1e4), []
    for row in scores[1:]:
        table = best[:, None] + moves
        back.append(table.argmax(0))
        best = table.max(0) + row
    path = [int((best + np.where([t[0] in "OES" for t in TAGS], 0, -1e4)).argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def spans_of(tags: Sequence[int]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {role: [] for role in ROLES}
    start = 0
    for i, tag in enumerate(tags):
        mark, _, role = TAGS[tag].partition("-")
        if mark in "BS" and role:
            start = i
        if mark in "ES" and role:
            found[role].append((start, i + 1))
    return found


@torch.no_grad()
def figures(model: Tagger, rows: Sequence[Article], *, marks: tuple[int, int, int], pad: int) -> dict[str, float]:
    """Exact F1 of each role, and how many links are right between gold spans."""
    model.eval()
    moves = model.moves.masked_fill(~possible(), -1e4).numpy()
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
        found = spans_of(viterbi(scores[0, t["firsts"][0]].numpy(), moves))
        for role in ROLES:
            counts[role][0] += len(set(found[role]) & set(w.spans[role]))
            counts[role][1] += len(found[role])
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


def groups(model: Tagger, *, rate: float, fresh: float, decay: float) -> list[dict[str, Any]]:
    """Parameters with their learning rates: fresh parts ``fresh``, the base ``rate``, less a layer further down."""
    model.encoder.words.requires_grad_(False)
    model.encoder.near.requires_grad_(False)
    model.encoder.places.requires_grad_(False)
    depth = len(model.encoder.layers)
    found: dict[float, list[Any]] = {}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            base = name.startswith(("encoder.layers", "encoder.norm"))
            layer = int(name.split(".")[2]) if name.startswith("encoder.layers") else 0
            found.setdefault(rate * decay ** (depth - 1 - layer) if base else fresh, []).append(parameter)
    return [{"params": p, "lr": r, "peak": r} for r, p in found.items()]


def train(given: argparse.Namespace) -> Path:
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    tokenizer = Tokenizer.from_file(str(given.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    marks, pad = special(tokenizer)
    rows = articles(given.data / "quotes" / "polnear-train.jsonl.gz", tokenizer)
    kept, apart = [r for r in rows if not held_out(r.id)], [r for r in rows if held_out(r.id)]
    model = tagger.load(given.base, layers=given.layers)
    optimiser = torch.optim.AdamW(groups(model, rate=given.rate, fresh=1e-3, decay=given.decay), weight_decay=0.01)
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998))
    schedule = [list(epoch(kept, chance=random.Random(f"{given.seed}.{n}"), marks=marks)) for n in range(given.epochs)]
    steps, done, checkpoint = sum(map(len, schedule)), 0, given.scratch / "checkpoint.pt"
    given.scratch.mkdir(parents=True, exist_ok=True)
    if checkpoint.exists():
        stored = torch.load(checkpoint)
        model.load_state_dict(stored["model"])
        average.load_state_dict(stored["average"])
        optimiser.load_state_dict(stored["optimiser"])
        torch.set_rng_state(stored["chance"])
        done = stored["done"]
    print(f"{len(kept)} articles, {len(apart)} held out, {steps} steps, from {done}", flush=True)
    log, saved, shown, heard = given.scratch / "log.txt", time.monotonic(), time.monotonic(), []

    def save() -> None:
        part = checkpoint.with_suffix(".part")
        torch.save(
            {
                "model": model.state_dict(),
                "average": average.state_dict(),
                "optimiser": optimiser.state_dict(),
                "chance": torch.get_rng_state(),
                "done": done,
            },
            part,
        )
        part.replace(checkpoint)

    model.train()
    batches = [(n, batch) for n, run in enumerate(schedule) for batch in run]
    for step in range(done, steps):
        n, batch = batches[step]
        share = min(1.0, step / max(1, 0.08 * steps), (steps - step) / (0.92 * steps))
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * share
        tags, links = losses(model, batch, pad=pad)
        (tags + 0.1 * links).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        average.update_parameters(model)
        heard.append((tags.item(), links.item()))
        done = step + 1
        if time.monotonic() - shown > 60:
            mean = np.mean(heard, axis=0)
            print(f"{time.strftime('%H:%M')} step {done}/{steps} tags {mean[0]:.4f} links {mean[1]:.4f}", flush=True)
            shown, heard = time.monotonic(), []
        if time.monotonic() - saved > 300:
            save()
            saved = time.monotonic()
        if done == steps or batches[done][0] != n:
            save()
            for name, each in (("last", model), ("average", average.module)):
                told = figures(each, apart, marks=marks, pad=pad)
                line = f"epoch {n + 1} {name}: " + ", ".join(f"{k} {v:.3f}" for k, v in told.items())
                print(line, flush=True)
                with log.open("a") as out:
                    out.write(line + "\n")
    torch.save(average.module.state_dict(), given.scratch / "average.pt")
    torch.save(model.state_dict(), given.scratch / "last.pt")
    return checkpoint


def special(tokenizer: Tokenizer) -> tuple[tuple[int, int, int], int]:
    """The ids that begin a text, separate paragraphs and end it; and the padding."""
    ids = tokenizer.token_to_id
    if ids("<s>") is not None:
        return (ids("<s>"), ids("</s>"), ids("</s>")), ids("<pad>")
    return (ids("[CLS]"), ids("[SEP]"), ids("[SEP]")), ids("[PAD]")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--scratch", type=Path, required=True, help="where checkpoints go")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
