"""Tokens come in; where a noun phrase begins and ends goes out. Indexes are token places."""

from __future__ import annotations

from claims.extraction.amounts import past_hedge
from claims.extraction.finite import Tokens, first_finite, is_finite
from claims.extraction.times import skip_time
from claims.extraction.units import Token
from claims.text.cues import VERBS
from claims.text.wordlist import wordlist
from claims.text.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    is_adverb,
)

_TIGHT = wordlist("of for at from to with by in on under")
LONGEST = 30
"""No source phrase is longer than this many tokens."""


def starts_phrase(token: Token) -> bool:
    """Whether a noun phrase may begin with this token."""
    if not token.is_word:
        return False
    low = token.low
    return low in DETERMINERS or low in SUBJECT_PRONOUNS or not _is_small(token)


def _is_small(token: Token) -> bool:
    low = token.low
    if low in PREPOSITIONS or low in AUXILIARIES or low in CONJUNCTIONS or low in SUBORDINATORS:
        return True
    return is_adverb(low) and not token.is_name


def is_head(token: Token) -> bool:
    """Whether a noun phrase may end with this token."""
    if token.low == "()":
        return True
    if not token.is_word or token.is_possessive:
        return False
    low = token.low
    if low in ("this", "that", "some", "many", "others", "all", "both", "few", "several", "most", "who", "one"):
        return True
    return low not in DETERMINERS and not _is_small(token)


def is_boundary(token: Token) -> bool:
    """Whether no noun phrase crosses this token."""
    if token.quote is not None:
        return token.ends_clause or len(token.text.split()) > 3
    if token.is_word:
        return token.low in SUBORDINATORS and token.low != "who"
    return token.low != "()" and token.text not in "&.’'"


def skip_prepositional(tokens: Tokens, i: int, stop: int) -> int:
    """The place after one prepositional phrase at ``i`` (its noun phrase ends before a new one begins), or ``i``."""
    if i >= stop or tokens[i].low not in PREPOSITIONS or _is_infinitive(tokens, i, stop):
        return i
    k = i + 1
    while k < stop and (tokens[k].low in PREPOSITIONS and tokens[k].low != "that"):
        k += 1
    end = phrase_right(tokens, k, stop, tight=frozenset(("of",)))
    return end if end > k else i


def _is_infinitive(tokens: Tokens, i: int, stop: int) -> bool:
    """ "to block the bill" against "to the council", "to Oslo"."""
    if tokens[i].low != "to" or i + 1 >= stop:
        return False
    after = tokens[i + 1]
    return not (after.is_name or after.low in DETERMINERS or after.low in PRONOUNS or after.low in PREPOSITIONS)


def skip_adverbials(tokens: Tokens, i: int, stop: int) -> int:
    """The place after adverbs, expressions of time and prepositional phrases at ``i``."""
    while i < stop and past_hedge(tokens, i, stop) == i:
        k = skip_time(tokens, i, stop)
        if k == i and tokens[i].is_word and is_adverb(tokens[i].low):
            k = i + 1
        if k == i:
            k = skip_prepositional(tokens, i, stop)
        if k == i:
            return i
        i = k
    return i


def phrase_right(tokens: Tokens, i: int, stop: int, *, tight: frozenset[str] = _TIGHT) -> int:
    """The place after the noun phrase that begins at ``i``, or ``i``. ``tight``: the prepositions it may hold."""
    k = past_hedge(tokens, i, stop) if i < stop else i
    headed = False
    while k < min(stop, i + LONGEST):
        token = tokens[k]
        low = token.low
        if token.quote is not None or low == "()":
            if is_boundary(token):
                break
        elif not token.is_word:
            if not (token.text in "&." and k > i):
                break
        elif low in SUBJECT_PRONOUNS and low != "us":
            return k + 1 if k == i else k
        elif (headed and _stops(tokens, k, stop, tight)) or (
            not headed
            and (low in AUXILIARIES or low in SUBORDINATORS or (low in PREPOSITIONS and k > i) or (low in PREPOSITIONS))
        ):
            break
        headed = is_head(token) if low not in tight and low not in CONJUNCTIONS else False
        k += 1
    while k > i and not is_head(tokens[k - 1]):
        k -= 1
    return k


def _stops(tokens: Tokens, k: int, stop: int, tight: frozenset[str]) -> bool:
    """Whether the phrase, with a head right before ``k``, ends there."""
    token, low = tokens[k], tokens[k].low
    after = tokens[k + 1] if k + 1 < stop else None
    if low in DETERMINERS or low in SUBORDINATORS or low in AUXILIARIES or (is_adverb(low) and not token.is_name):
        return True
    if low in PREPOSITIONS:
        if low not in tight or after is None or not (after.is_word and starts_phrase(after)):
            return True
        if _is_infinitive(tokens, k, stop):
            return True
        return low != "of" and (
            skip_time(tokens, k, stop) > k or (low in ("in", "on", "at", "with", "by") and not after.is_name)
        )
    if low in CONJUNCTIONS:
        return (
            low != "and"
            or after is None
            or not starts_phrase(after)
            or after.low in SUBJECT_PRONOUNS
            or _verb_after(tokens, k + 1, stop)
        )
    return (token.bare in DAYS or token.bare in ("early", "late", "earlier", "last")) or is_finite(tokens, k)


def _verb_after(tokens: Tokens, k: int, stop: int) -> bool:
    end = next((j for j in range(k, min(stop, k + 6)) if not tokens[j].is_word), min(stop, k + 6))
    return first_finite(tokens, k, end) is not None


def phrase_left(tokens: Tokens, end: int, floor: int = 0) -> int | None:
    """The place where the noun phrase that ends right before ``end`` begins; None when no phrase ends there."""
    if end <= floor or not is_head(tokens[end - 1]) or is_finite(tokens, end - 1):
        return None
    k = end
    while k > floor and end - k < LONGEST:
        token = tokens[k - 1]
        if token.low in ("who", "that") and k < end and is_finite(tokens, k):
            k -= 1
            continue
        if token.low in SUBJECT_PRONOUNS:
            k = k - 1 if k == end else k
            break
        if token.is_comma and _is_list(tokens, k - 1, floor):
            k -= 1
            continue
        if is_boundary(token) or token.low == "who":
            break
        if is_finite(tokens, k - 1):
            who = _relative(tokens, k - 1, floor)
            if who is None and not _is_modifier(tokens, k - 1, end):
                break
            k = k - 1 if who is None else who
            continue
        if token.low in CONJUNCTIONS and not _joins(tokens, k - 1, floor):
            break
        k -= 1
    return _without_lead(tokens, k, end)


def _is_modifier(tokens: Tokens, verb: int, end: int) -> bool:
    """ "a report published Wednesday said": between this participle and the verb there is no subject of its own."""
    return tokens[verb].low.endswith("ed") and verb + 1 < end and skip_adverbials(tokens, verb + 1, end) == end


def _relative(tokens: Tokens, verb: int, floor: int) -> int | None:
    """Where "who" or "that" begins the relative clause of this verb, without a comma."""
    for k in range(verb - 1, max(floor, verb - 4), -1):
        if tokens[k].low in ("who", "that") and k > floor and is_head(tokens[k - 1]) and tokens[k - 1].low not in VERBS:
            return k
        if not tokens[k].is_word:
            return None
    return None


def _joins(tokens: Tokens, conjunction: int, floor: int) -> bool:
    """Whether "and" at this place joins noun phrases and not clauses: no verb stands before it in its clause."""
    if conjunction <= floor:
        return False
    k = conjunction - 1
    if tokens[k].is_comma:
        return _is_list(tokens, k, floor)
    if not is_head(tokens[k]):
        return False
    while k >= floor and not is_boundary(tokens[k]):
        if is_finite(tokens, k):
            return False
        k -= 1
    return True


def _is_list(tokens: Tokens, comma: int, floor: int) -> bool:
    """Whether this comma is one of a list "A, B, and C" that ends before a verb: short parts, the last after "and"."""
    k = comma + 1
    while k < len(tokens) and k - comma <= 5 and tokens[k].low not in ("and", "or"):
        if not tokens[k].is_word or is_finite(tokens, k):
            return tokens[k].is_comma and k > comma + 1 and _is_list(tokens, k, floor)
        k += 1
    if k >= len(tokens) or tokens[k].low not in ("and", "or"):
        return False
    before = comma - 1
    while before >= floor and comma - before <= 5 and tokens[before].is_word and not is_finite(tokens, before):
        before -= 1
    return before < floor or tokens[before].is_comma or tokens[before].low in SUBORDINATORS


def _without_lead(tokens: Tokens, start: int, end: int) -> int | None:
    """Takes off what stands before the subject: conjunctions, adverbs, "On Monday", "In a statement"."""
    while start < end:
        low = tokens[start].low
        if (
            low in CONJUNCTIONS
            or low in SUBORDINATORS - {"who"}
            or not (tokens[start].is_word or tokens[start].low == "()")
        ):
            start += 1
            continue
        skipped = skip_adverbials(tokens, start, end)
        if skipped == start or (skipped >= end and tokens[start].bare in DAYS | MONTHS):
            break
        start = skipped
    if start >= end or not starts_phrase(tokens[start]):
        return None
    return start
