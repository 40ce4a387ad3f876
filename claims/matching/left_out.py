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
# Phrases that speakers begin or pause with, and that count, hedge or limit nothing.
_EMPTY = frozenset(("in all", "all in all", "after all", "above all", "first of all", "all right")) | frozenset(
    ("you know", "i mean", "you see", "i guess", "sort of", "kind of")
)
_LONGEST_TAG = 4
_NEAR, _ONE_CLAUSE = 6, 14  # words: what stands before that in a long run speaks of something else
# "At no cost", "in no time" turn nothing but their noun.
_PLACED_NO = re.compile(r"\b(?:at|in|of|with|by|for|under) no$", re.IGNORECASE)


def tells_left_out(change: Change, text: str) -> bool:
    """Whether leaving those words of ``text`` out makes the rest say something else."""
    words = _in_shared_sentences(change, text)
    if not words:
        return False
    if _denies_the_rest(words, text):
        return True
    if _joined(words) in _EMPTY:
        return False
    if not change.before:
        return _tells_head(words, text)
    signs = signs_of(words, text)
    if not change.after:
        return _tells_tail(words, text, signs)
    return _tells_inside(words, text, signs)


def _tells_head(words: list[Word], text: str) -> bool:
    """Words before all that is kept: a condition, or what the rest hangs on ("they say that …")."""
    near = signs_of(words[-_NEAR:], text)
    if Sign.CONDITION in (signs_of(words, text) if len(words) <= _ONE_CLAUSE else near):
        return True
    if _COMMENT.search(_joined(words)):
        return False
    if _PAUSE.match(text, words[-1].end):
        return Sign.HEDGE in near and len(words) <= _LONGEST_TAG
    return words[-1].key not in _JOINED and bool(near & _HEAD)


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


def turns_the_rest(change: Change, text: str) -> bool:
    """Whether what is left out at an edge takes the rest back: denies it, makes it hang on something, or has others
    say it. A fragment may begin and end where it likes; this is what it must not leave out."""
    words = _in_shared_sentences(change, text)
    near = words[-_NEAR:] if not change.before else words[:_NEAR]
    return bool(words) and (_denies_the_rest(words, text) or bool(signs_of(near, text) & _AT_EDGE))


def signs_of(words: list[Word], text: str) -> set[Sign | None]:
    """What the words do, each alone and all together."""
    return {sign_of(word, text=text) for word in words} | {phrase_sign(words)}


def _denies_the_rest(words: list[Word], text: str) -> bool:
    """Whether a negation among them reaches words that are kept."""
    gone = Span(words[0].start, words[-1].end)
    reaching = (n for n in negations(text) if n.cue.overlaps(gone) and not gone.contains(n.scope))
    return any(not _PLACED_NO.search(text[: n.cue.end]) for n in reaching)


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
