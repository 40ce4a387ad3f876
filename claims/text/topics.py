"""Statements with vectors in; topics out: the word that some share and lie close by in meaning, and who joins them.

Readable and repeatable: a topic is named by words of its statements, and the same input gives the same topics.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from claims.text.cues import VERBS
from claims.text.terms import Word, content_words, stem
from claims.text.wordlist import wordlist
from claims.text.words import PREPOSITIONS

MOST = 7
"""Topics; more rows than that are not read."""
CLOSER = 0.05
"""How much closer than statements in general those of a topic lie, as mean cosine."""
JOINS = 0.42
"""Cosine to a topic's middle from which on a statement without its word belongs to it."""
_WIDE = wordlist("""
    year month week day time today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january
    february march april june july august september october november december million billion thousand hundred percent
    cent per half never always nobody nothing anybody anything somebody something everybody everything thing people
    person way lot much many more most less least new old good bad big small long short first last next place part
    number figure make take give get go come keep put let want need know think see look talk say tell ask mean work
    start stop begin end stay leave use run open close find call try show happen become bring hold turn put set hear
    also again sir madam like even still only once hope mislead misled agree true false wrong right sure same other own
""")
# Nor do a preposition and a verb of saying say what about.
_STEMS = frozenset(stem(word) for word in _WIDE | PREPOSITIONS | frozenset(VERBS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """``members`` are places in the input, in order; ``label`` is empty for those that belong to no topic."""

    label: str
    members: tuple[int, ...]


def topics(
    statements: Sequence[str], vectors: Sequence[Sequence[float] | None], *, without: Collection[str] = ()
) -> list[Topic]:
    """The largest topic first, what belongs to none last.

    ``without`` are words that name no topic: the speaker's own name. A statement without a vector goes by its words.
    """
    held = [_telling(text, without) for text in statements]
    space = _unit(vectors)
    found = _grown(_seeds(held, space), space, total=len(statements))
    named = [Topic(label=_label(seed, [held[n] for n in group]), members=tuple(sorted(group))) for seed, group in found]
    named.sort(key=lambda topic: (-len(topic.members), topic.label))
    rest = sorted(set(range(len(statements))) - {n for topic in named for n in topic.members})
    return [*named, Topic(label="", members=tuple(rest))] if rest else named


def _telling(text: str, without: Collection[str]) -> list[Word]:
    barred = _STEMS | {stem(word.lower()) for word in without}
    return [w for w in content_words(text) if len(w.lower) > 2 and w.lower.isalpha() and w.stem not in barred]


def _unit(vectors: Sequence[Sequence[float] | None]) -> np.ndarray:
    """A row each, of length one; of zeros where there is no vector."""
    width = next((len(v) for v in vectors if v is not None), 1)
    space = np.array([[0.0] * width if v is None else list(v) for v in vectors], dtype=float).reshape(-1, width)
    lengths = np.linalg.norm(space, axis=1, keepdims=True)
    return np.asarray(space / np.where(lengths > 0, lengths, 1.0))


def _seeds(held: list[list[Word]], space: np.ndarray) -> list[tuple[str, set[int]]]:
    """Words with those that hold them, what binds most first; nobody is taken twice."""
    holders: dict[str, set[int]] = {}
    for number, words in enumerate(held):
        for word in words:
            holders.setdefault(word.stem, set()).add(number)
    near, left = _cohesion(range(len(held)), space) + CLOSER, set(range(len(held)))
    seeds: list[tuple[str, set[int]]] = []
    while len(seeds) < MOST:
        groups = {word: group & left for word, group in holders.items() if len(group & left) > 1}
        bound = {word: _bound(group, space, near=near) for word, group in groups.items()}
        best = min(bound, key=lambda word: (-bound[word], word), default=None)
        if best is None or bound[best] <= 0:
            break
        seeds.append((best, groups[best]))
        left -= groups[best]
    return seeds


def _bound(group: set[int], space: np.ndarray, *, near: float) -> float:
    """How many a word binds, times how much closer they lie than others do; by number alone without vectors."""
    if not space.any():
        return float(len(group))
    return round(len(group) * (_cohesion(group, space) - near), 6)


def _cohesion(group: Collection[int], space: np.ndarray) -> float:
    """The mean cosine of two of the group; 0 for fewer than two."""
    count = len(group)
    if count < 2:
        return 0.0
    total = space[sorted(group)].sum(axis=0)
    return float((total @ total - count) / (count * (count - 1)))


def _grown(seeds: list[tuple[str, set[int]]], space: np.ndarray, *, total: int) -> list[tuple[str, set[int]]]:
    """Each with those that no word took and that lie nearest to its middle, near enough."""
    if not seeds:
        return []
    middles = _unit([space[sorted(group)].sum(axis=0) for _word, group in seeds])
    for number in sorted(set(range(total)) - set().union(*(group for _word, group in seeds))):
        near = middles @ space[number]
        if near.max() >= JOINS:
            seeds[int(near.argmax())][1].add(number)
    return seeds


def _label(seed: str, held: list[list[Word]]) -> str:
    """The word itself, and another that at least half of them hold, each as it is mostly written."""
    counted = Counter(each for words in held for each in {word.stem for word in words})
    others = sorted((-n, other) for other, n in counted.items() if other != seed and 2 * n >= len(held) and n > 1)
    return ", ".join(_written(one, held) for one in (seed, *(other for _n, other in others[:1])))


def _written(wanted: str, held: list[list[Word]]) -> str:
    forms = [word for words in held for word in words if word.stem == wanted]
    written = Counter(word.lower for word in forms)
    form = min(written, key=lambda each: (-written[each], each))
    return form.capitalize() if all(word.capital for word in forms) else form
