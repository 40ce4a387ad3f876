"""Words that stand in two wordings in each other's place in; whether that changes what is said, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claims.matching.changes import Change
from claims.text.antonyms import are_opposites
from claims.text.comparisons import Outcome, compare_figures
from claims.text.lexicon import FUNCTION_WORDS
from claims.text.qualifiers import Sign, is_measure, is_weighed, phrase_sign, sign_of, weight_of
from claims.text.spelling import spelt_alike
from claims.text.synonyms import are_alike, family
from claims.text.terms import stem
from claims.text.wordings import Word
from claims.text.wordlist import wordlist

_PRONOUNS = wordlist("he she they it him her them his hers their its this that these those who we us i you me")


def tells_replaced(change: Change, a: str, b: str) -> bool:
    """Whether one run in the other's place says something else."""
    if change.is_contracted:
        return False
    lone = _lone_signs(change, a, b)
    differing = {sign for sign, _ in lone}
    if differing - {Sign.NAME, Sign.FIGURE, Sign.UNIT, Sign.NEGATION}:
        return True
    if sum(sign is Sign.NEGATION for sign, _ in lone) % 2:
        return True
    if differing & {Sign.FIGURE, Sign.UNIT} and not _converts(a, b):
        return True
    if Sign.NAME in differing and _names_another(change, a, b):
        return True
    opposed = any(are_opposites(x, y) for x in _stems(change.a) for y in _stems(change.b))
    return opposed or phrase_sign(change.a) != phrase_sign(change.b)


def is_open(change: Change) -> bool:
    """Whether words with a meaning of their own stand in each other's place, and no list knows them as one."""
    if not (change.a and change.b) or change.is_contracted:
        return False
    left, right = _plain_stems(change.a), _plain_stems(change.b)
    lone = [x for x in left if not any(are_alike(x, y) for y in right)]
    other = [y for y in right if not any(are_alike(x, y) for x in left)]
    return bool(lone and other)


def _lone_signs(change: Change, a: str, b: str) -> list[tuple[Sign, str]]:
    """The signs, by what they weigh, that one side has and the other does not, nor the same word as a plain one."""
    left, right = _signs(change.a, a), _signs(change.b, b)
    lone = [pair for pair in (left - right).elements() if pair[1] not in _families(change.b)]
    return lone + [pair for pair in (right - left).elements() if pair[1] not in _families(change.a)]


def _signs(words: Sequence[Word], text: str) -> Counter[tuple[Sign, str]]:
    signs = ((word, sign_of(word, text=text)) for word in words)
    return Counter((sign, weight_of(word, sign)) for word, sign in signs if sign is not None)


def _families(words: Sequence[Word]) -> set[str]:
    return {family(stem(word.key)) for word in words}


def _stems(words: Sequence[Word]) -> list[str]:
    keys = (word.key.removesuffix("'s") for word in words if not is_measure(word))
    return [stem(key) for key in keys if key not in FUNCTION_WORDS and "'" not in key]


def _plain_stems(words: Sequence[Word]) -> list[str]:
    """Without the words that were weighed as signs already: "think" for "believe"."""
    return _stems([word for word in words if not is_weighed(word)])


def _converts(a: str, b: str) -> bool:
    """Whether figures that look different are one: 118 km/h and 73 mph."""
    return compare_figures(a, b).outcome in (Outcome.SAME, Outcome.CLOSE)


def _names_another(change: Change, a: str, b: str) -> bool:
    """Whether a name is another one, and not the same spelt otherwise or a word that stands for it."""
    left, right = _names(change.a, a), _names(change.b, b)
    lone = [x for x in left if not any(x == y or spelt_alike(x, y) for y in right)]
    other = [y for y in right if not any(x == y or spelt_alike(x, y) for x in left)]
    if lone and other:
        return True
    rest = change.b if lone else change.a
    return bool(lone or other) and not any(word.key in _PRONOUNS for word in rest)


def _names(words: Sequence[Word], text: str) -> list[str]:
    return [w.key for w in words if sign_of(w, text=text) is Sign.NAME]
