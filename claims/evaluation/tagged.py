"""Penn Treebank tokens and BIO labels in; plain text with every token's place, and labelled token ranges, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Pair = tuple[int, int]
ROLES = ("source", "cue", "content")

_WRITTEN = {"``": "“", "''": "”", "`": "‘", "'": "’", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
_WRITTEN |= {"-LCB-": "{", "-RCB-": "}"}
_LEFT = frozenset(".,;:?!%)]}”’…") | {"...", "n't", "n’t", "N'T"}  # no blank before
_RIGHT = frozenset("([{“‘$£€#")  # no blank after


@dataclass(frozen=True, slots=True)
class Plain:
    """A text as a newspaper would set it, and where each token stands in it (code points, end exclusive)."""

    text: str
    places: tuple[Pair, ...]

    def tokens_of(self, start: int, end: int) -> Pair | None:
        """The range of tokens that a range of the text touches; None when it touches none."""
        touched = [index for index, (s, e) in enumerate(self.places) if s < end and e > start]
        return (touched[0], touched[-1] + 1) if touched else None


def plain(tokens: Sequence[str]) -> Plain:
    """The text that the tokens were cut from, as well as tokens tell: curly marks, no blank before a comma."""
    text, places, glued = "", [], True
    for token in tokens:
        word = _WRITTEN.get(token, token)
        if not glued and not _clings(word):
            text += " "
        places.append((len(text), len(text) + len(word)))
        text += word
        glued = word in _RIGHT
    return Plain(text, tuple(places))


def _clings(word: str) -> bool:
    return word in _LEFT or (len(word) > 1 and word[0] in "'’" and word[1:].isalpha())


def bio(labels: Sequence[str]) -> dict[str, set[Pair]]:
    """The token ranges of each role; an I- that continues nothing begins a range (as conlleval has it).

    Raises:
        ValueError: on a label that is neither O nor B- or I- of a role.
    """
    found: dict[str, set[Pair]] = {role: set() for role in ROLES}
    role, start = "", 0
    for index, label in enumerate([*labels, "O"]):
        prefix, _, named = label.partition("-")
        if label != "O" and (prefix not in ("B", "I") or named not in ROLES):
            raise ValueError(f"“{label}” is no label: O, or B- or I- of {', '.join(ROLES)}")
        if role and (prefix != "I" or named != role):
            found[role].add((start, index))
            role = ""
        if label != "O" and not role:
            role, start = named, index
    return found
