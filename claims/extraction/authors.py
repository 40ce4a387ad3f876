"""A phrase like "the judge's statement" comes in; where the one who speaks by it stands goes out."""

from __future__ import annotations

from claims.extraction.finite import Tokens
from claims.extraction.nouns import head_of
from claims.text.wordlist import wordlist
from claims.text.words import DETERMINERS

Range = tuple[int, int]
# What is but the form of somebody's words; a report, a ruling or a poll stands as a document of its own.
_UTTERANCES = wordlist("""
    statement statements comment comments remark remarks tweet tweets letter post posts message messages speech words
    announcement testimony email emails e-mail interview account version claim claims allegation allegations
    assertion assertions warning demand demands request
""")
_PARTS = frozenset(("part", "parts", "half", "rest", "section", "excerpt", "excerpts", "copy", "much", "all"))
_FROM = frozenset(("by", "from", "of"))
POSSESSIVES = frozenset(("his", "her", "its", "their"))


def whole_of(tokens: Tokens, start: int, end: int) -> int:
    """Where the whole begins in "part of the judge's statement"; ``start`` where there is no part."""
    k = start + (tokens[start].low in DETERMINERS)
    return k + 2 if k + 2 < end and tokens[k].low in _PARTS and tokens[k + 1].low == "of" else start


def author(tokens: Tokens, start: int, end: int) -> Range | None:
    """ "Falk's" of "Falk's statement", "the ministry" of "a statement by the ministry"; None for other phrases."""
    head = head_of(tokens, start, end)
    if tokens[head].bare not in _UTTERANCES or tokens[head].is_possessive:
        return None
    owner = next((k for k in range(head - 1, start - 1, -1) if tokens[k].is_possessive), None)
    if owner is not None:
        return start, owner + 1
    if tokens[start].low in POSSESSIVES:
        return start, start + 1
    after = head + 1
    if after + 1 < end and tokens[after].low in _FROM and not tokens[after + 1].text[0].isdigit():
        return after + 1, end
    return None
