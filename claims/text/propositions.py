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
_ALL_OR_NONE = frozenset(("no", "every", "all", "some", "most", "many", "few", "any", "each"))
_FULL = 8
"""Words from which on a text says enough to be compared, whatever verb it has."""


def is_proposition(text: str, *, in_doubt: bool = True) -> bool:
    """All but what only names a thing: "the decision", "his supporters", "responsibility for it".

    ``in_doubt``: what to say of a few words whose verb, if there is one, is not known: "Vaccines cause autism", "Lock
    him up", "For a grand opening"; and of more that begin with "a", like "an association between guns and …".
    """
    found = [word.lower for word in words(text)]
    if any(_reads_as_verb(found, place) for place in range(len(found))):
        return True
    if len(found) >= _FULL and (in_doubt or found[0] not in ("a", "an") or _has_unknown_verb(found)):
        return True
    if len(found) < 2 or not in_doubt:
        return False
    opened = found[0] in DETERMINERS and found[0] not in _ALL_OR_NONE
    return not opened and found[1] not in PREPOSITIONS


def _has_unknown_verb(found: list[str]) -> bool:
    """Whether a word could be a verb that no list knows: "a heron nests in the reeds", not "… and suicide rates"."""
    around = DETERMINERS | PREPOSITIONS
    return any(
        word.endswith("s") and not word.endswith("ss") and before not in around and after in around
        for before, word, after in zip(found[1:], found[2:], found[3:], strict=False)
    )


def _reads_as_verb(found: list[str], place: int) -> bool:
    word, before = found[place], found[place - 1] if place else ""
    if word in AUXILIARIES or (word in FINITE and before not in DETERMINERS):
        return True
    plain = word in _PLAIN or (word.endswith("s") and word[:-1] in _PLAIN)
    if before in _SUBJECTS or (plain and place > 0 and before not in DETERMINERS and before not in PREPOSITIONS):
        return True
    if before == "to":
        return word not in DETERMINERS and word not in PREPOSITIONS
    if before in DETERMINERS or before in PREPOSITIONS:
        return False
    known = VERBS.get(word)
    return (known is not None and known.form in ("past", "s")) or (bool(before) and word.endswith("ed"))
