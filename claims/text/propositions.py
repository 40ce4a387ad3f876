"""A text in; whether it states or asks for something, rather than only naming it, out."""

from __future__ import annotations

from claims.text.cues import VERBS
from claims.text.terms import words
from claims.text.wordlist import wordlist
from claims.text.words import AUXILIARIES, DETERMINERS, FINITE, PREPOSITIONS

_SUBJECTS = frozenset(("i", "we", "you", "they", "he", "she", "it", "nobody", "everybody", "people", "who"))
_PLAIN = wordlist("""
    need want support oppose help live work pay use like love hate know have eat cost kill die rise fall grow start stop
    end open close come go leave stay remain make take give get keep lose win send spend build buy sell run
""")
_FULL = 8
"""Words from which on a text says enough to be compared, whatever verb it has."""


def is_proposition(text: str) -> bool:
    """ "The pool is closed", "residents to leave", but not "the decision", "a state of emergency": verb or length."""
    found = [word.lower for word in words(text)]
    return len(found) >= _FULL or any(_reads_as_verb(found, place) for place in range(len(found)))


def _reads_as_verb(found: list[str], place: int) -> bool:
    word, before = found[place], found[place - 1] if place else ""
    if word in AUXILIARIES or (word in FINITE and before not in DETERMINERS):
        return True
    if before in _SUBJECTS or (word in _PLAIN and before.endswith("s") and before not in DETERMINERS):
        return True
    if before == "to":
        return word not in DETERMINERS and word not in PREPOSITIONS
    if before in DETERMINERS or before in PREPOSITIONS:
        return False
    known = VERBS.get(word)
    return (known is not None and known.form in ("past", "s")) or (bool(before) and word.endswith("ed"))
