"""A statement or a name comes in; the form that is compared goes out: folded text, its fingerprint, a name's key."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from claims.text.names import TITLES

_STRAIGHT = str.maketrans(dict.fromkeys("‘’‚‛′`´‹›", "'") | dict.fromkeys("“”„‟″«»", '"'))
_MINUS = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
# Letters that no decomposition opens.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})

# Kept: words with an inner apostrophe ("we're" is not "were"), figures with their point, comma and sign, %, currencies.
_KEPT = re.compile(r"(?:(?<!\S)-)?\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[%‰°$€£¥₽₴<>=+]")
_OF = frozenset(("of", "for", "to", "and"))


def fold(text: str) -> str:
    """``text`` as it is compared: NFKC, casefolded, marks straight, punctuation and white space folded to one space.

    What changes a meaning stays: digits, decimal points, a leading minus, percent, currency, inner apostrophes.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_STRAIGHT).translate(_MINUS)
    plain = unicodedata.normalize("NFKC", plain.casefold())
    return " ".join(_KEPT.findall("".join(c for c in plain if unicodedata.category(c) != "Cf")))


def fingerprint(statement: str) -> str:
    """SHA-256 (64 hex digits) of the folded statement: equal for the same words, whatever the marks and capitals."""
    return hashlib.sha256(fold(statement).encode("utf-8", "surrogatepass")).hexdigest()


def unaccented(text: str) -> str:
    """``text`` without accents, casefolded."""
    opened = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in opened if not unicodedata.combining(c)).translate(_PLAIN)


def name_key(name: str) -> str:
    """The key under which one speaker's spellings meet: no case, accents, dots, hyphens, article or leading titles.

    "Sen. José Núñez-Vega" and "jose nunez vega" share one; a title that is all there is stays ("the President").
    """
    bare = unaccented(name.translate(_STRAIGHT).translate(_MINUS)).replace(".", "").replace("'", "")
    words = re.findall(r"[^\W_]+", bare)
    while len(words) > 1 and (words[0] in TITLES or words[0] == "the") and words[1] not in _OF:
        words = words[1:]
    return " ".join(words)
