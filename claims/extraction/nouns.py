"""A source phrase comes in; its head noun, its kind and what its words may refer to go out."""

from __future__ import annotations

import re

from claims.extraction.finite import Tokens
from claims.extraction.institutions import is_outlet, is_place_name
from claims.extraction.units import Token
from claims.text.bodies import (
    ACRONYMS,
    BODY_NAMES,
    BODY_WORDS,
    DEMONYMS,
    DOCUMENT_WORDS,
    PEOPLE_WORDS,
    PERSON_WORDS,
    PLACES,
    SPEAKING,
)
from claims.text.names import ROLE_WORDS, TITLES
from claims.text.words import DETERMINERS, PREPOSITIONS, SUBORDINATORS

_HEADS_OF_STATE = frozenset(("president", "premier", "chancellor", "king", "queen"))
_ASIDES = frozenset(("which", "who", "whose", "whom", "where", "including", "a", "an", "also", "aged"))
_RELATIVE = frozenset(("which", "who", "whose", "whom", "where"))
_GENERAL = frozenset(("the", "one"))
_LONGEST_PLACE = 3
_DASHES = frozenset("—–")
_LESSER = frozenset(("vice", "deputy", "former", "ex", "assistant", "acting"))


def head_of(tokens: Tokens, start: int, end: int) -> int:
    """The head noun of a phrase: the last word before a preposition, a comma or a relative clause."""
    for k in range(start + 1, end):
        if (
            tokens[k].low in PREPOSITIONS
            or tokens[k].low in SUBORDINATORS
            or tokens[k].is_comma
            or tokens[k].low == "()"
        ):
            return k - 1
        if tokens[k].low.endswith("ed") and tokens[k - 1].bare in SPEAKING:
            return k - 1
    return end - 1


def head_word(name: str) -> str:
    """The head noun of a name without marks, in lower case: "author" of "author of a new study"."""
    words = name.casefold().split()
    close = next((k for k, word in enumerate(words) if k and word in PREPOSITIONS), len(words))
    return words[close - 1]


def kind_of(tokens: Tokens, start: int, head: int, end: int) -> str:
    """body, document, group, anonymous or unknown, by the head noun and its company."""
    token = tokens[head]
    word = token.bare
    phrase = tokens[start:end]
    several = any(t.low == "and" for t in phrase) and not any(t.low in PREPOSITIONS for t in phrase)
    if any(t.low == "and" for t in phrase[1:]) and phrase[0].low.rstrip("s") in TITLES and phrase[0].low.endswith("s"):
        return "group"
    if several and not _is_one_body(phrase) and (word in PEOPLE_WORDS or any(t.is_name for t in phrase)):
        return "group"
    if word == "one" and head + 1 < end and tokens[head + 1].low == "of":
        return "anonymous"
    if word in PEOPLE_WORDS and not (token.is_name and head > start):
        return "anonymous" if word in ("sources",) else "group"
    if word in PERSON_WORDS and not token.is_name:
        return "anonymous"
    if _is_body(tokens, start, head):
        return "body"
    if word in DOCUMENT_WORDS:
        return "document"
    if word.endswith(("ists", "ians", "crats")) or (not token.is_name and word.endswith(("ers", "ors", "ants", "ees"))):
        return "group"
    if word in PERSON_WORDS or (word in DEMONYMS and word.endswith("s")):
        return "anonymous"
    return "unknown"


def _is_one_body(phrase: Tokens) -> bool:
    """ "Search and Rescue Agency" against "Kyiv and the West", "US and Justice Department"."""
    joint = next(k for k, t in enumerate(phrase) if t.low == "and")
    parts = (*phrase[:joint], *phrase[joint + 1 : -1])
    capital = all(t.is_name for k, t in enumerate(phrase) if k != joint)
    known = any(t.bare in BODY_WORDS or t.bare in PLACES or t.low in ACRONYMS for t in parts)
    return 0 < joint < len(phrase) - 1 and capital and not known and phrase[-1].bare in BODY_WORDS


def _is_body(tokens: Tokens, start: int, head: int) -> bool:
    token: Token = tokens[head]
    word = token.bare
    if word in PLACES or token.low in ACRONYMS or (word == "west" and token.is_name):
        return True
    if (word in BODY_WORDS and word not in DOCUMENT_WORDS) or is_outlet(token):
        return True
    names = [t for t in tokens[start : head + 1] if t.is_name]
    if token.is_name and any(t.bare in BODY_WORDS or t.bare in BODY_NAMES or t.low in ACRONYMS for t in names):
        return True
    return token.text.isupper() and 2 <= len(token.text) <= 6 and token.text.isalpha() and bool(set(word) - DETERMINERS)


def is_list(tokens: Tokens, start: int, end: int) -> bool:
    """ "Kyiv and the West", "Smith and Jones": several at once are one group."""
    last = name_end(tokens, start, end)
    joints = [
        k for k in range(start + 1, last - 1) if tokens[k].low == "and" and not _is_within(tokens, start, k, last)
    ]
    return bool(joints) and kind_of(tokens, start, head_of(tokens, start, last), last) == "group"


def _is_within(tokens: Tokens, start: int, joint: int, end: int) -> bool:
    """ "Falk and Brandt's mother", "co-founder and chief Ada Holm": one person, owned by two or of two roles."""
    if any(t.is_possessive for t in tokens[joint + 1 : joint + 4]) and not tokens[joint - 1].is_possessive:
        return tokens[joint - 1].is_name and not tokens[end - 1].is_possessive
    before, after = tokens[joint - 1], tokens[joint + 1]
    lower = not before.is_name and not after.is_name and after.low not in DETERMINERS
    if not lower and not any(before.bare in words for words in (PERSON_WORDS, ROLE_WORDS, TITLES)):
        return False
    office = any(t.bare in ROLE_WORDS | TITLES for t in tokens[joint + 1 : end - 1])
    offices = office and (before.is_name or tokens[start].low not in DETERMINERS)
    return tokens[end - 1].is_name and (offices or (lower and after.bare not in PEOPLE_WORDS))


def name_end(tokens: Tokens, start: int, end: int) -> int:
    """Where the name in a phrase ends: before its apposition, after a list, and after "Los Angeles" of a university."""
    comma = next((k for k in range(start + 1, end) if tokens[k].is_comma or tokens[k].text in _DASHES), end)
    if comma >= end or not tokens[comma].is_comma or _is_aside(tokens, comma, end):
        return _past_place(tokens, comma, end)
    who = next((k for k in range(comma, end - 1) if tokens[k].is_comma and tokens[k + 1].low in _RELATIVE), end)
    return who if any(t.low == "and" for t in tokens[comma:who]) else _past_place(tokens, comma, end)


def _is_aside(tokens: Tokens, comma: int, end: int) -> bool:
    """Whether after this comma comes an apposition or a relative clause, not the next one of a list."""
    if comma + 1 >= end or tokens[comma + 1].low in _ASIDES:
        return True
    before, after = tokens[comma - 1], tokens[comma + 1]
    named = (before.is_name and not after.is_name) or (before.bare in PERSON_WORDS and not before.is_name)
    return named and not any(t.is_comma for t in tokens[comma + 1 : end]) and after.low != "and"


def named_apart(tokens: Tokens, start: int, end: int) -> int:
    """Where the name begins in "the rowing club, the Porth Rowers' Union": ``start`` where there is none."""
    comma = next((k for k in range(start + 1, end) if tokens[k].is_comma), end)
    if comma + 2 >= end or any(t.is_name for t in tokens[start + 1 : comma]) or tokens[start].low not in _GENERAL:
        return start
    return comma + 1 if tokens[comma + 1].low == "the" and tokens[comma + 2].is_name else start


def _past_place(tokens: Tokens, comma: int, end: int) -> int:
    close = next((k for k in range(comma + 1, end) if tokens[k].is_comma), end)
    if comma >= end or not tokens[comma - 1].is_name:
        return comma
    campus = close - comma <= _LONGEST_PLACE and all(t.is_name for t in tokens[comma + 1 : close])
    campus = campus and any(t.bare == "university" for t in tokens[max(0, comma - 4) : comma])
    return close if campus or is_place_name(tokens, comma + 1, close) else comma


def bears(role: str, words: list[str]) -> bool:
    """Whether a role is meant by "the Norwegian leader", "the harbour master": one head, the other words held."""
    held = re.findall(r"[^\W\d_]+", role.casefold())
    office = re.split(r"\b(?:of|for|to|at|in)\b", role.casefold())[0].split()
    if not office or _LESSER & set(held) - set(words):
        return False
    leads = words[-1] == "leader" and len(words) > 1 and (office[-1] in _HEADS_OF_STATE or "prime" in office)
    return (office[-1] == words[-1] or leads) and all(_held(word, held) for word in words[:-1])


def _held(word: str, held: list[str]) -> bool:
    return word in held or (word in DEMONYMS and any(h[:4] == word[:4] for h in held))


def last_part(tokens: Tokens, start: int | None, end: int) -> int | None:
    """The part of a phrase that a relative clause after it describes: after the last "by", "with", "to"."""
    if start is None:
        return None
    places = [k + 1 for k in range(start, end - 1) if tokens[k].low in ("by", "with", "to", "from", "against", "like")]
    return places[-1] if places else start


def short_form(tokens: Tokens, end: int) -> tuple[str, ...]:
    """ "the Harbour Pilots' Board (HPB)": the letters in brackets that end a name."""
    short = tokens[end - 1].text[1:-1]
    return (
        (short,)
        if tokens[end - 1].low == "()" and short.isalpha() and short[0].isupper() and 1 < len(short) <= 10
        else ()
    )
