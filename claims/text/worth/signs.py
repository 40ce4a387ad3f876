"""A sentence in; the named signs that tell whether it states something checkable, each 0..1, out."""

from __future__ import annotations

import re
from functools import lru_cache
from math import log1p
from types import MappingProxyType

from claims.text.bodies import BODY_WORDS, DEMONYMS, PLACES
from claims.text.dates import dates
from claims.text.figures import Figure, figures
from claims.text.lexicon import FUNCTION_WORDS
from claims.text.tense import is_question
from claims.text.terms import Word, words
from claims.text.units import COUNT, PERCENT
from claims.text.wordlist import wordlist
from claims.text.words import AUXILIARIES, FINITE, TIMES
from claims.text.worth.patterns import ACRONYM, ADDRESS, IMPERATIVE, PATTERNS, POINTING
from claims.text.worth.reasons import Signs

_BIG = 1_000
_NO_PAST = wordlist("need indeed speed feed seed united hundred sacred so-called")
_TITLES = wordlist("mr mrs ms dr sir president vice senator governor madam i i'm i've i'd i'll")
_START = re.compile(r"(?:^|[.!?:]\s*|[\"“‘(\[]\s*)\W*$")
_HEADLINE = 0.7
LONGEST = 60
"""Words at which length tells no more."""


@lru_cache(maxsize=4096)
def signs(statement: str) -> Signs:
    """Every sign of ``statement`` by its name; all values lie in 0..1, most are 0 or 1."""
    tokens = words(statement)
    found = {name: float(bool(pattern.search(statement))) for name, pattern in PATTERNS.items()}
    found |= _amounts(figures(statement)) | _names(tokens, statement) | _verbs(tokens) | _shape(tokens, statement)
    found["date"] = float(bool(dates(statement)))
    return MappingProxyType(found)


def _amounts(every: tuple[Figure, ...]) -> dict[str, float]:
    found = [figure for figure in every if figure.unit != COUNT.name or figure.value != 1]  # "one thing"
    units = {figure.unit for figure in found}
    return {
        "figure": float(bool(found)),
        "two figures": float(len(found) > 1),
        "percent": float(PERCENT.name in units),
        "unit": float(bool(units - {PERCENT.name, COUNT.name})),
        "big figure": float(any(figure.value >= _BIG for figure in found)),
    }


def _names(tokens: tuple[Word, ...], statement: str) -> dict[str, float]:
    capital = [word for word in tokens if word.capital]
    headline = len(capital) > _HEADLINE * len(tokens)
    inner = [w for w in capital if not _START.search(statement[: w.span.start]) and w.lower not in _TITLES]
    lower = {word.lower.removesuffix("'s") for word in capital}
    acronym = bool(ACRONYM.search(statement)) and not headline
    return {
        "name": float(bool(inner) and not headline),
        "two names": float(_runs(inner) > 1 and not headline),
        "place": float(bool(lower & (PLACES | DEMONYMS))),
        "body": float(bool(lower & BODY_WORDS) or acronym),
    }


def _runs(names: list[Word]) -> int:
    """How many names: words that stand side by side are one."""
    return sum(1 for n, word in enumerate(names) if n == 0 or word.span.start - names[n - 1].span.end > 1)


def _verbs(tokens: tuple[Word, ...]) -> dict[str, float]:
    lower = [word.lower for word in tokens]
    past = any(w.endswith("ed") and len(w) > 4 and w not in _NO_PAST for w in lower) or _irregular(lower)
    present = any(w in FINITE and w.endswith("s") for w in lower)
    verb = past or present or any(w in AUXILIARIES or w in FINITE or "'" in w for w in lower)
    return {"past": float(past), "present": float(present), "no verb": float(not verb)}


def _irregular(lower: list[str]) -> bool:
    return any((w in FINITE and not w.endswith("s")) or w in ("was", "were", "had", "did", "said") for w in lower)


def _shape(tokens: tuple[Word, ...], statement: str) -> dict[str, float]:
    content = [w for w in tokens if w.lower not in FUNCTION_WORDS and w.lower not in TIMES]
    count = len(tokens)
    return {
        "under 5 words": float(count < 5),
        "5 to 9 words": float(5 <= count < 10),
        "over 40 words": float(count > 40),
        "length": min(1.0, log1p(count) / log1p(LONGEST)),
        "content": len(content) / count if count else 0.0,
        "asks": float(is_question(statement)),
        "points back": float(bool(POINTING.match(statement))),
        "addresses": float(bool(ADDRESS.match(statement))),
        "address alone": float(bool(ADDRESS.match(statement)) and count < 5),
        "bids": float(bool(IMPERATIVE.match(statement))),
    }
