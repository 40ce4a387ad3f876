"""Tokens come in; whether and where a finite verb stands goes out, without a parser's help."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.amounts import is_number, past_hedge
from claims.extraction.units import CONTRACTED, Token
from claims.text.cues import AMBIGUOUS, VERBS
from claims.text.wordlist import wordlist
from claims.text.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, FINITE, PREPOSITIONS

Tokens = Sequence[Token]
_NOT_FINITE = frozenset(("be", "been", "being", "having"))
# "fell by a third": who or what did it does not follow.
_CHANGES = wordlist("""
    dropped increased decreased declined climbed jumped slipped plunged surged soared tumbled plummeted dipped edged
    slumped swelled expanded contracted narrowed widened shrunk improved worsened gained advanced slowed
""")
# After these a word in -s is a verb: "every storm now starts".
_BEFORE_VERBS = frozenset(("now", "still", "often", "always", "never", "usually", "rarely", "also"))
_SHORTENED = ("'ll", "'d", "'ve", "'re", "'m")


def is_finite(tokens: Tokens, i: int) -> bool:
    """Whether the word at ``i`` reads as a finite verb there."""
    token = tokens[i]
    low = token.low
    if not token.is_word or low in _NOT_FINITE:
        return False
    if low in AUXILIARIES or low in CONTRACTED or low.endswith(_SHORTENED):
        return not (i and tokens[i - 1].low == "to")
    if token.is_name and i and low not in FINITE:
        return False
    previous = tokens[i - 1] if i else None
    if previous is None or previous.low in DETERMINERS or previous.low in PREPOSITIONS or previous.is_possessive:
        return False
    if low in FINITE:
        return not token.is_name
    if previous.low in _BEFORE_VERBS and low.endswith("s") and not low.endswith(("ss", "'s", "us")) and len(low) > 3:
        return True
    verb = VERBS.get(low)
    if verb is not None and verb.form in ("past", "s") and low not in AMBIGUOUS:
        return not _reads_as_participle(tokens, i)
    return low.endswith("ed") and len(low) > 4 and "-" not in low and not _reads_as_participle(tokens, i)


def _reads_as_participle(tokens: Tokens, i: int) -> bool:
    """ "orders issued by", "a so-called reformed party": not the verb of a clause."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1]
    if after is None or (after.low == "by" and not _changes_by(tokens, i)):
        return True
    return before.low in CONJUNCTIONS and not after.is_word


def _changes_by(tokens: Tokens, i: int) -> bool:
    """ "dropped by one third", "increased by about 4 per cent"."""
    k = i + 2
    return (
        tokens[i].low in _CHANGES
        and k < len(tokens)
        and is_number(tokens, past_hedge(tokens, k, len(tokens)), len(tokens))
    )


def first_finite(tokens: Tokens, start: int, stop: int) -> int | None:
    """The place of the first finite verb in ``[start, stop)``."""
    return next((i for i in range(max(start, 0), min(stop, len(tokens))) if is_finite(tokens, i)), None)
