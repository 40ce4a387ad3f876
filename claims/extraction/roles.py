"""A person's name in its sentence comes in; the role that stands before or after it goes out."""

from __future__ import annotations

from claims.extraction.finite import Tokens
from claims.extraction.runs import Run, run_text
from claims.text.names import HONORIFICS, ROLE_WORDS, TITLES
from claims.text.words import DETERMINERS, PREPOSITIONS, SUBORDINATORS


def role_before(tokens: Tokens, run: Run) -> str:
    """ "US Ambassador to the UN" before the name; a role that ends at a comma ("Ukraine's President, NAME") too."""
    if run.name > run.start:
        start = _stretch(tokens, run.start)
        role = run_text(tokens, start, run.name)
        return "" if role.casefold().rstrip(".") in HONORIFICS else role
    before = run.start - 1
    if before >= 0 and tokens[before].is_comma and before >= 1 and tokens[before - 1].bare in TITLES:
        return run_text(tokens, _stretch(tokens, before - 1), before)
    if before >= 0 and (tokens[before].low in TITLES or tokens[before].low in ROLE_WORDS):
        return run_text(tokens, _stretch(tokens, before), run.start)
    return ""


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
    has_role = any(
        t.bare in TITLES or t.bare in ("director", "spokesman", "spokeswoman", "leader", "chief", "head")
        for t in tokens[start:k]
    )
    return run_text(tokens, start, k) if has_role and k < len(tokens) and not tokens[k].is_word else ""
