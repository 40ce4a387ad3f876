"""Text and its tokens in; words with their places and surface features, and windows over paragraphs, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

SHAPES = 6  # how a word is written: see shape()
SIDES = 5  # where a word stands to quotation marks: see sides()

_ALIKE = str.maketrans("“”„«»＂‟‘’‚", '"""""""\'\'\'')  # the shape of a mark is told by sides(), not by its token
_OPENING, _CLOSING, _STRAIGHT = frozenset("“„«"), frozenset("”»"), frozenset('"＂‟')


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as a model reads it: word ``i`` stands at ``places[i]`` and has the tokens ``ids[i]``."""

    places: tuple[tuple[int, int], ...]  # code points of the whole text, end exclusive
    ids: tuple[tuple[int, ...], ...]
    shapes: tuple[int, ...]
    sides: tuple[int, ...]

    @property
    def length(self) -> int:
        """How many tokens the words have together."""
        return sum(map(len, self.ids))


def read(text: str, start: int, end: int, *, tokenizer: Tokenizer) -> Paragraph:
    """The paragraph ``text[start:end]``: words are what stands between blanks, each punctuation mark its own."""
    encoding = tokenizer.encode(text[start:end].translate(_ALIKE), add_special_tokens=False)
    places: list[tuple[int, int]] = []
    ids: list[list[int]] = []
    before = None
    for token, word, (s, e) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
        if word != before or not ids:
            places.append((start + s, start + e))
            ids.append([])
            before = word
        ids[-1].append(token)
        places[-1] = (places[-1][0], start + e)
    written = [text[s:e] for s, e in places]
    return Paragraph(tuple(places), tuple(map(tuple, ids)), tuple(map(shape, written)), tuple(sides(written)))


def shape(word: str) -> int:
    """0 no letter or digit, 1 lower case, 2 Capitalised, 3 CAPITALS, 4 miXed, 5 with a digit."""
    if any(c.isdigit() for c in word):
        return 5
    if not any(c.isalpha() for c in word):
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    return 2 if word[0].isupper() and word[1:].islower() else 4


def sides(words: Sequence[str]) -> Iterator[int]:
    """0 outside quotation marks, 1 inside, 2 an opening mark, 3 a closing one, 4 one that has no partner."""
    found = [0] * len(words)
    opened: int | None = None
    for index, word in enumerate(words):
        if word in _OPENING or (word in _STRAIGHT and opened is None):
            if opened is not None:
                found[opened] = 4
            opened = index
        elif word in _CLOSING or word in _STRAIGHT:
            if opened is None:
                found[index] = 4
                continue
            found[opened], found[index] = 2, 3
            found[opened + 1 : index] = [1] * (index - opened - 1)
            opened = None
    if opened is not None:
        found[opened] = 4
    yield from found


def windows(lengths: Sequence[int], *, limit: int, first: int | None = None) -> Iterator[range]:
    """Runs of whole paragraphs of at most ``limit`` tokens, a separator each (the first run: ``first``)."""
    start, room = 0, first or limit
    for index, length in enumerate(lengths):
        if length + 1 > room and index > start:
            yield range(start, index)
            start, room = index, limit
        room -= length + 1
    if start < len(lengths):
        yield range(start, len(lengths))
