"""A person's name in its sentence comes in; the role that stands before or after it goes out."""

from __future__ import annotations

from claims.extraction.finite import Tokens, first_finite
from claims.extraction.runs import Run, run_text
from claims.text.bodies import BODY_WORDS, PERSON_WORDS
from claims.text.cues import VERBS
from claims.text.names import HONORIFICS, ROLE_WORDS, TITLES
from claims.text.words import DETERMINERS, PREPOSITIONS, SUBORDINATORS

_SPELLED = {
    "sen": "Senator", "rep": "Representative", "gov": "Governor", "gen": "General", "prof": "Professor",
    "professor": "Professor", "col": "Colonel", "lt": "Lieutenant", "capt": "Captain", "sgt": "Sergeant",
    "adm": "Admiral", "det": "Detective", "king": "King", "queen": "Queen", "prince": "Prince", "princess": "Princess",
    "chairman": "Chairman",
}  # fmt: skip
_LONGEST = 8
_ENDS = DETERMINERS | SUBORDINATORS | VERBS.keys()
_SERVES = frozenset(("for", "of", "leads", "represents", "heads", "runs", "chairs"))


def role_before(tokens: Tokens, run: Run) -> str:
    """ "US Ambassador to the UN" before the name; a role that ends at a comma ("Ukraine's President, NAME") too."""
    if run.name > run.start:
        start = _stretch(tokens, run.start)
        role = run_text(tokens, start, run.name)
        alone = role.casefold().rstrip(".")
        return _SPELLED.get(alone, "") if alone in HONORIFICS else role
    before = run.start - 1
    if before > 1 and tokens[before].is_comma and (apart := _apart(tokens, before)):
        return apart
    if before >= 0 and tokens[before].is_comma and before >= 1 and tokens[before - 1].bare in TITLES:
        return run_text(tokens, _stretch(tokens, before - 1), before)
    if before >= 0 and (tokens[before].low in TITLES or tokens[before].low in ROLE_WORDS):
        return run_text(tokens, _stretch(tokens, before), run.start)
    return ""


def _apart(tokens: Tokens, comma: int) -> str:
    """ "mayor of Porth" of "the mayor of Porth, NAME"; "" where no office of one stands before the comma."""
    k = comma
    while k > 0 and comma - k < _LONGEST and tokens[k - 1].is_word and tokens[k - 1].low not in _ENDS:
        k -= 1
    if k == 0 or tokens[k - 1].low not in ("the", "a", "an", "its", "his", "her", "their"):
        return ""
    head = next((i for i in range(k, comma) if tokens[i].low in PREPOSITIONS), comma)
    return run_text(tokens, k, comma) if head > k and tokens[head - 1].bare in PERSON_WORDS else ""


def _stretch(tokens: Tokens, start: int) -> int:
    """Further left over the words of a role: capitals, "of", "to the", possessives."""
    k = start
    while k > 0 and start - k < 8:
        token = tokens[k - 1]
        if not (
            token.is_word
            and (
                token.is_name
                or token.low in ("of", "to", "for", "the", "and")
                or token.is_possessive
                or token.low in ROLE_WORDS
                or token.low in BODY_WORDS
            )
        ):
            break
        k -= 1
    while k < start and (
        tokens[k].low in PREPOSITIONS | SUBORDINATORS or tokens[k].low in ("the", "and", "a", "according")
    ):
        k += 1
    return k


def role_after(tokens: Tokens, end: int) -> str:
    """ "NAME, the mayor of X,": "mayor of X"."""
    if end + 2 >= len(tokens) or not tokens[end].is_comma:
        return ""
    k = end + 1
    start = k + 1 if tokens[k].low in DETERMINERS else k
    while k < len(tokens) and k - end < 14 and tokens[k].is_word:
        k += 1
    head = next((i for i in range(start, k) if tokens[i].low in PREPOSITIONS), k)
    has_role = any(t.bare in TITLES or t.bare == "head" for t in tokens[start:k])
    has_role = has_role or (head > start and tokens[head - 1].bare in PERSON_WORDS)
    has_role = has_role and first_finite(tokens, start, k) is None
    return run_text(tokens, start, k) if has_role and k < len(tokens) and not tokens[k].is_word else ""


def works_for(tokens: Tokens, end: int) -> frozenset[str]:
    """ "NAME of the Seafarers' Union", "NAME, who speaks for the union": the words of that body, lower case."""
    k = _to_body(tokens, end)
    if k is None:
        return frozenset()
    last = k
    while last < len(tokens) and last - k < 8 and (tokens[last].is_name or tokens[last].low in ("the", "of", "and")):
        last += 1
    named = tokens[k : max(last, k + 3)]
    return frozenset(t.bare for t in named if t.is_word) if any(t.bare in BODY_WORDS for t in named) else frozenset()


def _to_body(tokens: Tokens, end: int) -> int | None:
    if end < len(tokens) and tokens[end].low in ("of", "from", "with", "at"):
        return end + 1
    if end + 2 < len(tokens) and tokens[end].is_comma and tokens[end + 1].low == "who":
        return next((k + 1 for k in range(end + 2, min(len(tokens), end + 7)) if tokens[k].low in _SERVES), None)
    return None
