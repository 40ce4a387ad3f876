"""Tokens come in; where the number of "about 900", "at least two", "up to a third" stands goes out."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.units import Token
from claims.text.wordlist import wordlist
from claims.text.words import TIMES

Tokens = Sequence[Token]
_NUMBERS = wordlist("""
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand half dozens hundreds
    thousands millions two-thirds three-quarters
""")
_FRACTIONS = wordlist("half third quarter fifth tenth dozen hundred thousand million")
_ALONE = wordlist("about around over under nearly almost roughly approximately only just some")
_PAIRS = {
    "at": ("least", "most"), "up": ("to",), "close": ("to",), "more": ("than",), "less": ("than",), "fewer": ("than",),
    "well": ("over", "under"), "just": ("over", "under"), "no": ("more", "fewer", "less"),
}  # fmt: skip


def past_hedge(tokens: Tokens, i: int, stop: int) -> int:
    """The place of the number when "about 900 people" begins at ``i``; else ``i``, as for "around 10 a.m."."""
    k = i + _hedge(tokens, i, stop)
    return k if k > i and is_number(tokens, k, stop) and not _is_time(tokens, k, stop) else i


def _hedge(tokens: Tokens, i: int, stop: int) -> int:
    """How many words stand before the number."""
    low = tokens[i].low
    after = tokens[i + 1].low if i + 1 < stop else ""
    if after in _PAIRS.get(low, ()):
        return 3 if low == "no" else 2
    if low == "as" and after in ("many", "much", "few", "little"):
        return 3
    return 1 if low in _ALONE else 0


def is_number(tokens: Tokens, i: int, stop: int) -> bool:
    """Whether a number begins at ``i``: "900", "€5m", "nine", "a third"."""
    if i >= stop:
        return False
    token = tokens[i]
    if token.low in _NUMBERS or (token.is_word and token.text.lstrip("$€£¥")[:1].isdigit()):
        return True
    return token.low in ("a", "an", "another") and i + 1 < stop and tokens[i + 1].low in _FRACTIONS


def _is_time(tokens: Tokens, i: int, stop: int) -> bool:
    """ "around 10 a.m.", "over three days": the number counts time."""
    return any(tokens[k].bare in TIMES for k in range(i, min(stop, i + 2))) or ":" in tokens[i].text
