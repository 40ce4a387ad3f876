"""An article's text in; who is said to say what, as spans of it with their probabilities, out: one network, no rules.

Source, cue and content spans as in PolNeAR (Newell et al., LREC 2018), and which belong together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.neural.crf import ROLES, Chain, Labelled
from claims.neural.links import bucket
from claims.neural.protocols import Pair, Tagged
from claims.neural.weights import WeightsError, session, tokenizer, verified
from claims.neural.words import Paragraph, read

LONGEST = 20_000  # characters of a paragraph that are tokenized at once
BATCH = 4  # windows
SURE = 1e-6

Floats = NDArray[np.float32]
Inputs = dict[str, NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class _Window:
    """Paragraphs that are read together: tokens, and each word's first token (-1: a separator) and place."""

    ids: list[int]
    shapes: list[int]
    sides: list[int]
    firsts: list[int]
    places: list[Pair]  # (-1, -1): a separator

    def lines(self) -> list[int]:
        """The number of each word's paragraph, counted from the window's start."""
        return list(accumulate(place[0] < 0 for place in self.places))

    def pair(self, span: Labelled) -> Pair:
        """Where a span of words stands in the text."""
        return self.places[span.place[0]][0], self.places[span.place[1] - 1][1]


class Tagger:
    """An attribution tagger; safe to share between threads, not across a fork (see ``claims.engines``).

    Raises:
        WeightsError: when ``folder`` does not hold sound weights.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        weights = verified(folder)
        try:
            limit, decoder = int(weights.config["max_tokens"]), weights.config["decoder"]
            self._marks: tuple[int, int, int] = tuple(weights.config["marks"])
            self._pad, self._window = int(weights.config["pad"]), int(weights.config["window"])
            self._chain = Chain(np.array(decoder["moves"], dtype=np.float64), float(decoder["outside"]))
            self._apart, self._none = np.array(decoder["apart"]), [float(x) for x in decoder["none"]]
            self._width = int(decoder["link_width"])
            self._certainty = [float(x) for x in weights.config["certainty"]]
        except (KeyError, TypeError, ValueError) as error:
            raise WeightsError(f"{folder / 'config.json'} does not state {error}") from error
        self._limit = limit
        self._tokenizer = tokenizer(weights, limit=LONGEST)
        self._session = session(weights, threads=threads)
        self.version = weights.version

    def tag(self, text: str, *, paragraphs: Iterable[Pair]) -> Iterator[Tagged]:
        """The attributions in the ``paragraphs`` of ``text``, in their order; none crosses from one to the next."""
        for batch, inputs in self.batches(text, paragraphs=paragraphs):
            yield from self.decoded(batch, *self.forward(inputs))

    def batches(self, text: str, *, paragraphs: Iterable[Pair]) -> Iterator[tuple[list[_Window], Inputs]]:
        """What the network reads of the ``paragraphs``, ``BATCH`` windows at a time, as its inputs."""
        for batch in _chunks(self._windows(text, paragraphs), BATCH):
            longest = max(len(w.ids) for w in batch)
            yield (
                batch,
                {
                    "input_ids": _filled([w.ids for w in batch], longest, self._pad),
                    "attention_mask": _filled([[1] * len(w.ids) for w in batch], longest, 0),
                    "shapes": _filled([w.shapes for w in batch], longest, 0),
                    "sides": _filled([w.sides for w in batch], longest, 0),
                },
            )

    def forward(self, inputs: Inputs) -> tuple[Floats, Floats]:
        """The network alone: tag scores ``[windows, tokens, 13]`` and link vectors ``[windows, tokens, 512]``."""
        tags, ends = self._session.run(["tags", "ends"], inputs)
        return tags, ends

    def _windows(self, text: str, paragraphs: Iterable[Pair]) -> Iterator[_Window]:
        run: list[Paragraph] = []
        room = self._window
        for paragraph in self._paragraphs(text, paragraphs):
            if run and paragraph.length + 1 > room:
                yield from self._cut(run)
                run, room = [], self._window
            run.append(paragraph)
            room -= paragraph.length + 1
        if run:
            yield from self._cut(run)

    def _paragraphs(self, text: str, paragraphs: Iterable[Pair]) -> Iterator[Paragraph]:
        for begin, end in paragraphs:
            for start in range(begin, end, LONGEST):
                paragraph = read(text, start, min(end, start + LONGEST), tokenizer=self._tokenizer)
                if paragraph.places:
                    yield paragraph

    def _cut(self, paragraphs: Sequence[Paragraph]) -> Iterator[_Window]:
        """The paragraphs as one window; a paragraph too long for the network as several."""
        start, separator, end = self._marks
        window = _Window([start], [0], [0], [], [])
        for paragraph in paragraphs:
            parts = zip(paragraph.ids, paragraph.shapes, paragraph.sides, paragraph.places, strict=True)
            for ids, shape, side, place in parts:
                known = ids[: self._limit // 4]  # a "word" without an end
                if len(window.ids) + len(known) + 1 > self._limit:
                    yield _closed(window, end)
                    window = _Window([start], [0], [0], [], [])
                _add(window, known, shape=shape, side=side, place=place)
            _add(window, [separator], shape=0, side=0, place=(-1, -1))
        yield _closed(window, end)

    def decoded(self, batch: Sequence[_Window], tags: Floats, ends: Floats) -> Iterator[Tagged]:
        """The attributions in a batch of windows, from what the network answered."""
        for window, scores, vectors in zip(batch, tags, ends, strict=True):
            rows = vectors[window.firsts].reshape(len(window.firsts), -1, self._width)
            yield from self._quotes(window, scores[window.firsts].astype(np.float64), rows)

    def _quotes(self, window: _Window, scores: NDArray[np.float64], vectors: Floats) -> Iterator[Tagged]:
        scores[[n for n, place in enumerate(window.places) if place[0] < 0], 1:] = -1e4  # separators are outside
        found: dict[str, list[Labelled]] = {role: [] for role in ROLES}
        for span in self._chain.decode(scores):
            found[span.role].append(span)
        cues, lines = found["cue"], window.lines()
        chosen = [self._choice(0, content, cues, vectors, lines) for content in found["content"]]
        sources = [self._choice(1, cue, found["source"], vectors, lines) for cue in cues]
        for cue, pieces in _grouped(found["content"], chosen):
            which, sure = sources[cue] if cue is not None else (None, 0.0)
            parts = [found["content"][n] for n in pieces]
            signs = (
                _logit(min(part.probability for part in parts)),
                _logit(cues[cue].probability if cue is not None else 0.5),
                _logit(found["source"][which].probability if which is not None else 0.5),
                _logit(min([sure, *(chosen[n][1] for n in pieces)])),
            )
            yield Tagged(
                content=tuple(window.pair(part) for part in parts),
                cue=window.pair(cues[cue]) if cue is not None else None,
                source=window.pair(found["source"][which]) if which is not None else None,
                probability=self._probability(signs),
                signs=signs,
            )

    def _probability(self, signs: Sequence[float]) -> float:
        bias, *weights = self._certainty
        return 1 / (1 + math.exp(-bias - sum(w * s for w, s in zip(weights, signs, strict=True))))

    def _choice(
        self, kind: int, one: Labelled, others: Sequence[Labelled], vectors: Floats, lines: Sequence[int]
    ) -> tuple[int | None, float]:
        """Which of ``others`` belongs to ``one``, and how probable that is; kind 0: its cue, kind 1: its source.

        Only one in the same paragraph does: of 19,832 attributions in PolNeAR's training articles fewer than 1 % cross.
        """
        near = [n for n, other in enumerate(others) if lines[other.place[0]] == lines[one.place[0]]]
        if not near:
            return None, 1.0
        query = _ends(one, vectors, 4 * kind)
        scores = [
            float(query @ _ends(others[n], vectors, 4 * kind + 2)) / math.sqrt(self._width)
            + self._apart[kind][bucket(one.place, others[n].place)]
            for n in near
        ]
        if kind == 1:
            scores.append(self._none[kind])
        shares = np.exp(np.array(scores) - max(scores))
        best = int(shares.argmax())
        return near[best] if best < len(near) else None, float(shares[best] / shares.sum())


def _ends(span: Labelled, vectors: Floats, which: int) -> Floats:
    start, end = span.place
    total: Floats = vectors[start, which] + vectors[end - 1, which + 1]
    return total


def _grouped(
    contents: Sequence[Labelled], chosen: Sequence[tuple[int | None, float]]
) -> Iterator[tuple[int | None, list[int]]]:
    """Contents by their cue, in the order of their first piece; one without a cue stands alone."""
    groups: dict[int, list[int]] = {}
    alone = []
    for n, (cue, _) in enumerate(chosen):
        if cue is None:
            alone.append((None, [n]))
        else:
            groups.setdefault(cue, []).append(n)
    yield from sorted([*groups.items(), *alone], key=lambda group: contents[group[1][0]].place)


def _logit(share: float) -> float:
    """The share's logit, within what a float of 32 bits can tell from certainty."""
    share = min(max(share, SURE), 1 - SURE)
    return math.log(share / (1 - share))


def _add(window: _Window, ids: Sequence[int], *, shape: int, side: int, place: Pair) -> None:
    window.firsts.append(len(window.ids))
    window.places.append(place)
    window.ids.extend(ids)
    window.shapes.extend([shape] * len(ids))
    window.sides.extend([side] * len(ids))


def _closed(window: _Window, end: int) -> _Window:
    if window.places and window.places[-1][0] < 0:
        window.ids[-1] = end
    else:
        _add(window, [end], shape=0, side=0, place=(-1, -1))
    return window


def _chunks(windows: Iterable[_Window], size: int) -> Iterator[list[_Window]]:
    waiting: list[_Window] = []
    for window in windows:
        waiting.append(window)
        if len(waiting) == size:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _filled(lists: Sequence[Sequence[int]], width: int, blank: int) -> NDArray[np.int64]:
    rows = np.full((len(lists), width), blank, dtype=np.int64)
    for row, values in zip(rows, lists, strict=True):
        row[: len(values)] = values
    return rows
