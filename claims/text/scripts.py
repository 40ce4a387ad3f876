"""A text in; its sentences in whatever script, and whether that script parts words by spaces or knows capitals, out."""

from __future__ import annotations

import re

from claims.text.sentences import sentences
from claims.text.spans import Span

# Han, kana, Thai, Lao, Tibetan, Burmese and Khmer are written without spaces between words.
_UNSPACED = re.compile(
    r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
)
# What ends a sentence elsewhere: full stops that need no space behind them, Arabic and Greek question marks, dandas.
_END = re.compile(r"[。！？｡]+[」』”’）)\]»]*|[؟۔।॥։።][»”’)\]]*(?=\s)")
LETTERS_A_WORD = 2  # of a script without spaces, roughly


def sentences_anywhere(text: str) -> list[Span]:
    """The sentences of ``text``; those that English punctuation does not end too."""
    return [part for sentence in sentences(text) for part in _parts(text, sentence)]


def _parts(text: str, sentence: Span) -> list[Span]:
    found: list[Span] = []
    start = sentence.start
    for end in [match.end() for match in _END.finditer(text, sentence.start, sentence.end)] + [sentence.end]:
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            found.append(Span(start, end))
        start = end
    return found


def is_unspaced(text: str) -> bool:
    """Whether the words of ``text`` are, mostly, not parted by spaces."""
    return 2 * len(_UNSPACED.findall(text)) > sum(character.isalpha() for character in text)


def word_count(text: str) -> int:
    """How many words ``text`` has; guessed from its letters where no spaces part them."""
    letters = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub("", text).split()) + letters // LETTERS_A_WORD


def has_capitals(text: str) -> bool:
    """Whether the script tells capitals from small letters at all."""
    return any(character.isupper() or character.islower() for character in text)


def is_english(language: str) -> bool:
    """Whether a language tag (BCP 47) means English, of whatever country; an empty one is taken for it."""
    return language.split("-")[0].split("_")[0].casefold() in ("en", "eng", "english", "")
