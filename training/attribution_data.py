"""Articles with marked quotations in; windows of tokens with tags and links to learn, in batches, out."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from claims.neural.crf import ROLES, TAGS
from claims.neural.links import bucket
from claims.neural.words import Paragraph, read, windows

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
    """An article's paragraphs, and which of their spans belong together."""

    id: str
    paragraphs: list[Marked]
    # (content, cue, source): each (paragraph, number of the span in it)
    links: list[tuple[tuple[int, int], tuple[int, int] | None, tuple[int, int] | None]]


def articles(path: Path, tokenizer: Tokenizer) -> list[Article]:
    """The articles of a file of quotes (contract, section 4), plain or .gz, such as ``manage.py export_gold`` writes.

    Rows that are marked as partial are left out: what nobody marked in them need not be wrong.
    """
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [article(row, tokenizer) for row in rows if not row.get("partial")]


def article(row: dict[str, Any], tokenizer: Tokenizer) -> Article:
    """A row's paragraphs with the spans of its quotes in words, and how they belong together."""
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
    quotes = sorted(row.get("quotes", ()), key=lambda q: sum(e - s for s, e in q["content"]))
    for quote in quotes:
        cues = [x for s, e in quote["cue"] for x in find("cue", s, e)]
        sources = [x for s, e in quote["source"] for x in find("source", s, e)]
        contents = [x for s, e in quote["content"] for x in find("content", s, e)]
        links += [(x, cues[0] if cues else None, sources[0] if sources else None) for x in contents]
    return Article(row["id"], [Marked(p, s) for p, s in zip(paragraphs, spans, strict=True)], links)


def held_out(id: str) -> bool:
    """Whether an article of the training file is kept apart."""
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
    """Some paragraphs of an article as one window; ``marks`` begin a text, separate paragraphs and end it."""
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


def whole(row: Article, *, marks: tuple[int, int, int], limit: int) -> Iterator[Window]:
    """An article's windows as the product cuts them."""
    for run in windows([m.paragraph.length for m in row.paragraphs], limit=limit):
        yield cut(window(row, run, marks=marks))


def epoch(
    rows: Sequence[Article], *, chance: random.Random, marks: tuple[int, int, int], limit: int
) -> Iterator[list[Window]]:
    """All windows once, cut anew, in batches of like length."""
    found = []
    for row in rows:
        lengths = [m.paragraph.length for m in row.paragraphs]
        found += [
            window(row, run, marks=marks)
            for run in windows(lengths, limit=limit, first=chance.randint(limit // 4, limit))
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
    """A batch, padded: tokens ``[batch, length]``; ``firsts``, ``tags`` and ``real`` ``[batch, words]``."""
    longest, words = max(len(w.ids) for w in batch), max(len(w.firsts) for w in batch)
    longest = -(-longest // 8) * 8  # what fused attention on a GPU asks for

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


LINKED = (("content", "cue"), ("cue", "source"))


def links(batch: Sequence[Window], *, kind: int) -> dict[str, Tensor] | None:
    """The links to learn, a row for each span that has one of ``kind`` or (cues only) may have none.

    ``row``: its window; ``one``: its first and last token; ``others`` ``[spans, others, 2]``: those of what it may
    belong to, where ``real``; ``apart``: how far away those stand; ``gold``: which one it is, their number for none.
    """
    a, b = LINKED[kind]
    found: list[tuple[int, Span, Window, int]] = []
    for row, w in enumerate(batch):
        for span, gold in zip(w.spans[a], (w.cue_of, w.source_of)[kind], strict=True):
            if gold >= 0 or kind == 1:
                found.append((row, span, w, gold))
    if not found:
        return None
    most = max(len(w.spans[b]) for _, _, w, _ in found)

    def tokens(span: Span, w: Window) -> list[int]:
        return [w.firsts[span[0]], w.firsts[span[1] - 1]]

    def filled(blank: object, made: Callable[[Span, Span, Window], object]) -> Tensor:
        rows = []
        for _, one, w, _ in found:
            row = [made(one, other, w) for other in w.spans[b]]
            rows.append(row + [blank] * (most - len(row)))
        return torch.tensor(rows)

    return {
        "row": torch.tensor([row for row, *_ in found]),
        "one": torch.tensor([tokens(span, w) for _, span, w, _ in found]),
        "others": filled([0, 0], lambda _, other, w: tokens(other, w)),
        "real": filled(False, lambda *_: True).bool(),
        "apart": filled(0, lambda one, other, _: bucket(one, other)).long(),
        "gold": torch.tensor([gold if gold >= 0 else most for *_, gold in found]),
    }


class Batch:
    """Windows as tensors, with the links of each kind; ``known``: whether somebody marked them."""

    def __init__(self, windows: Sequence[Window], *, pad: int, known: bool = True) -> None:
        self.known = known
        self.tensors = tensors(windows, pad=pad)
        self.links = [links(windows, kind=kind) if known else None for kind in range(len(LINKED))]

    def to(self, device: str) -> Batch:
        """The same, moved there."""
        self.tensors = {name: value.to(device) for name, value in self.tensors.items()}
        self.links = [links and {name: value.to(device) for name, value in links.items()} for links in self.links]
        return self


def special(tokenizer: Tokenizer) -> tuple[tuple[int, int, int], int]:
    """The ids that begin a text, separate paragraphs and end it; and the padding."""
    ids = tokenizer.token_to_id
    if ids("<s>") is not None:
        return (ids("<s>"), ids("</s>"), ids("</s>")), ids("<pad>")
    return (ids("[CLS]"), ids("[SEP]"), ids("[SEP]")), ids("[PAD]")
