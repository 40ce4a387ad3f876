"""Words that one of two wordings lacks, and the text that has them, in; whether the rest says something else, out."""

from __future__ import annotations

import re

from claims.matching.changes import Change
from claims.text.negation import negations
from claims.text.qualifiers import Sign, phrase_sign, sign_of
from claims.text.sentences import sentences
from claims.text.spans import Span
from claims.text.wordings import Word
from claims.text.wordlist import wordlist

# Whatever such a clause holds, it is added to what is said and does not turn it.
_JOINED = wordlist("and or so because since as which who whose where whereas while but then also plus")
_TURNING = re.compile(r"^(?:but|and|or) (?:only|not|no|never|if|unless)\b")
_AT_EDGE = frozenset((Sign.CONDITION, Sign.HEDGE, Sign.REPORT))
_HEAD = _AT_EDGE | {Sign.QUANTITY, Sign.MODALITY, Sign.ROLE}
_INSIDE = frozenset(Sign) - {Sign.NAME, Sign.NEGATION}
_PAUSE = re.compile(r"[,;:—–)…]|\s-\s|[.!?](?=\W)")
_PLACING = wordlist("of from in at on by for with to and or near during after before")
_COMMENT = re.compile(r"^(?:as|like) (?:i|we|you)\b|^let me\b|^(?:i|we) (?:can|want to|have to|must) (?:tell|say)\b")
_LONGEST_TAG = 4


def tells_left_out(change: Change, text: str) -> bool:
    """Whether leaving those words of ``text`` out makes the rest say something else."""
    words = _in_shared_sentences(change, text)
    if not words:
        return False
    if _denies_the_rest(words, text):
        return True
    signs = {sign_of(word, text=text) for word in words} | {phrase_sign(words)}
    if not change.before:
        return _tells_head(words, text, signs)
    if not change.after:
        return _tells_tail(words, text, signs)
    return _tells_inside(words, text, signs)


def _tells_head(words: list[Word], text: str, signs: set[Sign | None]) -> bool:
    """Words before all that is kept: a condition, or what the rest hangs on ("they say that …")."""
    if Sign.CONDITION in signs:
        return True
    joined = _joined(words)
    if _COMMENT.search(joined):
        return False
    if _PAUSE.match(text, words[-1].end):
        return bool(signs & {Sign.HEDGE}) and len(words) <= _LONGEST_TAG
    return words[-1].key not in _JOINED and bool(signs & _HEAD)


def _tells_tail(words: list[Word], text: str, signs: set[Sign | None]) -> bool:
    """Words after all that is kept: a condition, or a tag that takes back half of it (", I think")."""
    joined = _joined(words)
    if _TURNING.search(joined):
        return True
    if words[0].key in _JOINED:
        return False
    tag = len(words) <= _LONGEST_TAG and _is_after_pause(words[0], text)
    return Sign.CONDITION in signs or (tag and bool(signs & _AT_EDGE))


def _tells_inside(words: list[Word], text: str, signs: set[Sign | None]) -> bool:
    joined = _joined(words)
    if _TURNING.search(joined):
        return True
    apart = _is_after_pause(words[0], text) and bool(_PAUSE.match(text, words[-1].end))
    if apart or words[0].key in _JOINED or words[-1].key in _JOINED - {"so", "also", "then"}:
        return bool(signs & _AT_EDGE) and not _COMMENT.search(joined)
    named = Sign.NAME in signs and words[0].key not in _PLACING
    return named or bool(signs & _INSIDE)


def _denies_the_rest(words: list[Word], text: str) -> bool:
    """Whether a negation among them reaches words that are kept."""
    gone = Span(words[0].start, words[-1].end)
    return any(n.cue.overlaps(gone) and not gone.contains(n.scope) for n in negations(text))


def _in_shared_sentences(change: Change, text: str) -> list[Word]:
    """The words without whole sentences: one that is gone altogether says nothing else in its place."""
    gone = Span(change.words[0].start, change.words[-1].end)
    whole = [
        s for s in sentences(text) if gone.start <= _first_letter(text, s) and s.end <= gone.end + _tail(text, gone.end)
    ]
    return [w for w in change.words if not any(s.start <= w.start < s.end for s in whole)]


def _first_letter(text: str, span: Span) -> int:
    return next((n for n in range(span.start, span.end) if text[n].isalnum()), span.start)


def _tail(text: str, at: int) -> int:
    """How many marks follow before the next word."""
    end = at
    while end < len(text) and not text[end].isalnum():
        end += 1
    return end - at


def _is_after_pause(word: Word, text: str) -> bool:
    return bool(re.search(r"[,;:—–(…]\W*$|\s-\s$|[.!?]\W+$", text[: word.start]))


def _joined(words: list[Word]) -> str:
    return " ".join(word.key for word in words)
