"""A text comes in; its words as two wordings of one utterance are compared go out, each with where it stands.

Spelling, numerals, stammered words and what an editor puts in brackets are no wording: "colour" and "color", "twelve"
and "12", "we, uh, we" and "we" read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from claims.text.lexicon import FUNCTION_WORDS
from claims.text.numerals import SCALES, SMALL, digits, word_value
from claims.text.spans import Span
from claims.text.terms import WORD
from claims.text.variants import one_spelling
from claims.text.wordlist import wordlist

FILLERS = wordlist("uh uhm um umm erm er hmm hm mm mhm ah eh")
_NUMBER = frozenset(SMALL) | {word for word in SCALES if len(word) > 3}
_PLAIN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_JOINT = re.compile(r"[\s-]{1,3}")
_TOKEN = re.compile(rf"{WORD.pattern}|[%$€£]")
_MARKS = {"%": "percent", "$": "$", "€": "€", "£": "£"}
_BRACKETED = re.compile(r"\[(?P<inside>[^\[\]\n]{1,120})\]")
_LETTER = re.compile(r"[^\W\d_]")
# Said twice in one breath these are a stammer; "never, never" and "very, very" are not.
_WEIGHED = wordlist("no not never very all more most so same only too that had")
STAMMERED = FUNCTION_WORDS - _WEIGHED


class Word(NamedTuple):
    """One word as it is compared, and where it stands; a long text has many, so it is kept small.

    A number of several words ("two hundred and six") is one, by its value.
    """

    key: str
    start: int
    end: int


def words(text: str, *, within: Iterable[Span] | None = None) -> list[Word]:
    """Every word that counts, in order; only those inside the spans (sorted, apart) when some are given."""
    parts = within if within is not None else [Span(0, len(text))] if text else []
    return _unstammered(_numbered(text, list(_tokens(text, parts))))


def every_word(text: str, *, within: Iterable[Span] | None = None) -> list[Word]:
    """Every word as it stands, "uh" and all, but for letter case and the kind of apostrophe."""
    parts = within if within is not None else [Span(0, len(text))] if text else []
    found = (match for part in parts for match in WORD.finditer(text, part.start, part.end))
    return [Word(_lower(match.group()), *match.span()) for match in found]


def _lower(written: str) -> str:
    return written.replace("’", "'").replace("ʼ", "'").lower()


def quoted_words(text: str) -> list[Word]:
    """The words of a quotation; what stands in brackets is an editor's, save a letter of changed case ("[W]e")."""
    found: list[Word] = []
    brackets = insertions(text)
    for word in words(text):
        if any(bracket.start <= word.start < bracket.end for bracket in brackets):
            continue
        if found and _is_first_letter(text, found[-1], word):
            letter = found.pop()
            word = Word(one_spelling(text[letter.start : letter.end].lower() + word.key), letter.start, word.end)
        found.append(word)
    return found


def insertions(text: str) -> list[Span]:
    """What an editor put into a quotation, brackets and all; "[…]" and "[W]e" are none."""
    found = (match for match in _BRACKETED.finditer(text) if re.search(r"\w", match["inside"]))
    return [Span(*m.span()) for m in found if not (_LETTER.fullmatch(m["inside"]) and text[m.end() :][:1].isalpha())]


def _is_first_letter(text: str, letter: Word, word: Word) -> bool:
    bracketed = letter.end - letter.start == 1 and text[max(0, letter.start - 1) : letter.start] == "["
    return bracketed and word.start == letter.end + 1


def _tokens(text: str, parts: Iterable[Span]) -> Iterator[Word]:
    for part in parts:
        for found in _TOKEN.finditer(text, part.start, part.end):
            written = found.group()
            if written in _MARKS:
                yield Word(_MARKS[written], *found.span())
            else:
                lower = _lower(written)
                if lower not in FILLERS:
                    yield Word(lower, *found.span())


def _numbered(text: str, tokens: list[Word]) -> Iterator[Word]:
    """Number words as their value, "per cent" as "%", everything else in one spelling."""
    at = 0
    while at < len(tokens):
        end = _number_end(text, tokens, at)
        run = tokens[at : max(end, at + 1)]
        if end > at:
            yield Word(_value(run), run[0].start, run[-1].end)
        elif run[0].key == "per" and at + 1 < len(tokens) and tokens[at + 1].key in ("cent", "cents"):
            run = tokens[at : at + 2]
            yield Word("percent", run[0].start, run[-1].end)
        else:
            yield Word(one_spelling(run[0].key), run[0].start, run[0].end)
        at += len(run)


def _number_end(text: str, tokens: list[Word], at: int) -> int:
    """Past the last word of the number that begins here ("two hundred and six", "1.4 million"); ``at`` for none."""
    if not (tokens[at].key in _NUMBER or tokens[at].key[0].isdigit()):
        return at
    end = at + 1
    while end < len(tokens) and _JOINT.fullmatch(text, tokens[end - 1].end, tokens[end].start):
        if tokens[end].key in _NUMBER and not _restarts(tokens[end - 1].key, tokens[end].key):
            end += 1
        elif tokens[end].key == "and" and _goes_on(tokens, end):
            end += 2
        else:
            break
    return end if end > at + 1 or tokens[at].key not in SCALES else at


def _restarts(before: str, word: str) -> bool:
    """Whether a second number begins: "five six", "twenty thirty"; "twenty five" and "five hundred" go on."""
    if word in SCALES:
        return False
    ones = SMALL[word] < 10 and before in SMALL and SMALL[before] >= 20
    return not (ones or before in SCALES)


def _goes_on(tokens: list[Word], at: int) -> bool:
    return tokens[at - 1].key in SCALES and at + 1 < len(tokens) and tokens[at + 1].key in SMALL


def _value(run: list[Word]) -> str:
    first = run[0].key
    if not first[0].isdigit():
        return f"{word_value([word.key for word in run]) or 0.0:g}" if len(run) > 1 or first in SMALL else first
    if not _PLAIN.fullmatch(first):
        return first
    times = 1.0
    for word in run[1:]:
        times *= SCALES.get(word.key, 1.0)
    return f"{digits(first) * times:.15g}"


def _unstammered(found: Iterable[Word]) -> list[Word]:
    """Without the second of two small words, or two pairs of them, in a row: "we, we", "we have, we have"."""
    kept: list[Word] = []
    for word in found:
        if word.key in STAMMERED and kept:
            if kept[-1].key == word.key:
                continue
            if _is_second_pair(kept, word):
                kept.pop()
                continue
        kept.append(word)
    return kept


def _is_second_pair(kept: list[Word], word: Word) -> bool:
    if len(kept) < 3 or kept[-1].key not in STAMMERED:
        return False
    return kept[-3].key == kept[-1].key and kept[-2].key == word.key
