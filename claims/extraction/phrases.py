"""Tokens come in; where a noun phrase, an adverbial or a finite verb begins and ends goes out. Indexes are token places."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.units import CONTRACTED, Token
from claims.text.cues import AMBIGUOUS, VERBS
from claims.text.wordlist import wordlist
from claims.text.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    FINITE,
    MONTHS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME_LEADS,
    TIMES,
    is_adverb,
)

Tokens = Sequence[Token]
_NOT_FINITE = wordlist("be been being having")
_SHORTENED = ("'ll", "'d", "'ve", "'re", "'m")
_DASHES = frozenset(("—", "–", "-", "--", ";", ":", "(", ")", "…", "|", "/"))
_TIGHT = wordlist("of for at from to with by in on under")
LONGEST = 30
"""No source phrase is longer than this many tokens."""


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
    verb = VERBS.get(low)
    if verb is not None and verb.form in ("past", "s") and low not in AMBIGUOUS:
        return not _reads_as_participle(tokens, i)
    return low.endswith("ed") and len(low) > 4 and "-" not in low and not _reads_as_participle(tokens, i)


def _reads_as_participle(tokens: Tokens, i: int) -> bool:
    """ "orders issued by", "a so-called reformed party": not the verb of a clause."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1]
    if after is None or after.low == "by":
        return True
    return before.low in CONJUNCTIONS and not after.is_word


def first_finite(tokens: Tokens, start: int, stop: int) -> int | None:
    """The place of the first finite verb in ``[start, stop)``."""
    return next((i for i in range(max(start, 0), min(stop, len(tokens))) if is_finite(tokens, i)), None)


def starts_phrase(token: Token) -> bool:
    """Whether a noun phrase may begin with this token."""
    if not token.is_word:
        return False
    low = token.low
    if low in DETERMINERS or low in SUBJECT_PRONOUNS:
        return True
    return not (
        low in PREPOSITIONS
        or low in AUXILIARIES
        or low in CONJUNCTIONS
        or low in SUBORDINATORS
        or (is_adverb(low) and not token.is_name)
    )


def is_head(token: Token) -> bool:
    """Whether a noun phrase may end with this token."""
    if token.low == "()":
        return True
    if not token.is_word or token.is_possessive:
        return False
    low = token.low
    if low in ("this", "that", "some", "many", "others", "all", "both", "few", "several", "most", "who", "one"):
        return True
    return not (
        low in DETERMINERS
        or low in PREPOSITIONS
        or low in AUXILIARIES
        or low in CONJUNCTIONS
        or low in SUBORDINATORS
        or (is_adverb(low) and not token.is_name)
    )


def is_boundary(token: Token) -> bool:
    """Whether no noun phrase crosses this token."""
    if token.quote is not None:
        return token.ends_clause or len(token.text.split()) > 3
    if token.is_word:
        return token.low in SUBORDINATORS and token.low != "who"
    return token.low != "()" and token.text not in "&.’'"


def skip_time(tokens: Tokens, i: int, stop: int) -> int:
    """The place after one expression of time at ``i`` ("early Monday", "on 4 March", "last month"), or ``i``."""
    k = i
    seen = False
    while k < stop and k - i < 7:
        low = tokens[k].bare
        if low in TIMES and not (low in ("last", "next", "early", "late", "previous") and k + 1 >= stop):
            seen = seen or low not in ("last", "next", "early", "late", "previous", "earlier", "later") or k == i
        elif (
            low in TIME_LEADS
            or (tokens[k].text[0].isdigit() and len(low) <= 7)
            or (low in ("a", "one", "two", "few", "of") and k > i)
        ):
            if low in ("on", "in", "at", "during", "following") and k > i and not _time_follows(tokens, k, stop):
                break
        elif (low == "march" or low == "may") and tokens[k].is_name:
            seen = True
        elif (
            tokens[k].is_comma
            and seen
            and k + 1 < stop
            and tokens[k + 1].text.isdigit()
            and len(tokens[k + 1].text) == 4
        ):
            pass
        else:
            break
        k += 1
    while k > i and tokens[k - 1].low in TIME_LEADS and tokens[k - 1].low not in ("earlier", "later", "early", "late"):
        k -= 1
    return k if seen or _is_year(tokens, i, k) else i


def _time_follows(tokens: Tokens, k: int, stop: int) -> bool:
    return k + 1 < stop and (
        tokens[k + 1].bare in TIMES or tokens[k + 1].bare in TIME_LEADS or tokens[k + 1].text[0].isdigit()
    )


def _is_year(tokens: Tokens, i: int, k: int) -> bool:
    return (
        k - i == 2
        and tokens[i].low in ("in", "since", "during")
        and tokens[i + 1].text.isdigit()
        and len(tokens[i + 1].text) == 4
    )


def skip_prepositional(tokens: Tokens, i: int, stop: int) -> int:
    """The place after one prepositional phrase at ``i`` (its noun phrase ends before a new one begins), or ``i``."""
    if i >= stop or tokens[i].low not in PREPOSITIONS:
        return i
    k = i + 1
    while k < stop and (tokens[k].low in PREPOSITIONS and tokens[k].low != "that"):
        k += 1
    end = phrase_right(tokens, k, stop, tight=frozenset(("of",)))
    return end if end > k else i


def skip_adverbials(tokens: Tokens, i: int, stop: int) -> int:
    """The place after adverbs, expressions of time and prepositional phrases at ``i``."""
    while i < stop:
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
    """The place after the noun phrase that begins at ``i``, or ``i`` when none does. ``tight``: prepositions it may hold."""
    k = i
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
        if low == "to" and not (after.is_name or after.low in DETERMINERS):
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
    return first_finite(tokens, k, min(stop, k + 6)) is not None


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
    """Whether "and" at this place joins two noun phrases and not two clauses: no verb stands before it in its clause."""
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
