"""A sentence in; the same with one thing changed that makes it another statement, or changes nothing, out."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from claims.text.calendar import MONTHS, WEEKDAYS
from claims.text.lexicon import FUNCTION_WORDS
from claims.text.names import TITLES

HARMLESS = "harmless"
"""The kind of a change after which it is the same statement."""

# Instead of the first of two words the other, and the other way round.
_EITHER = {
    "scale": "million/billion, thousand/million, hundreds/thousands",
    "unit": "percent/points, %/ points, km/miles, kilometers/miles, euros/dollars, $/£, hours/days, weeks/months, "
    "months/years, minutes/hours, meters/feet, metres/yards, tons/pounds, acres/square miles, €/$",
    "direction": "rose/fell, increased/decreased, more than/less than, before/after, won/lost, higher/lower, "
    "supports/opposes, supported/opposed, accepted/rejected, approved/blocked, largest/smallest, highest/lowest",
    HARMLESS: "percent/per cent, is not/isn't, was not/wasn't, did not/didn't, will not/won't, do not/don't, "
    "U.S./US, cannot/can't, have not/haven't, has not/hasn't, %/ percent",
}
_SWAPS = {kind: [pair.split("/") for pair in listed.split(", ")] for kind, listed in _EITHER.items()}
_AUXILIARY = r"\b(is|are|was|were|will|would|can|could|should|must|has|have|had)\b"
_AFFIRMS = re.compile(_AUXILIARY + r"(?! (?:not|to|never|no)\b)")
_DENIES = re.compile(_AUXILIARY + r" not\b")
_NEGATIVE = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,:/–-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w:/–-]|[.,]\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CALENDAR = [
    [name.title() for name in {number: name for name, number in reversed(listed.items())}.values()]
    for listed in (MONTHS, WEEKDAYS)
]
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*")
_LEAST, _MOST = 6, 45  # words of a sentence that is changed


def changes(text: str, *, names: Sequence[str], draw: random.Random) -> Iterator[tuple[str, str]]:
    """(kind, the changed sentence), at most one of each kind; ``names`` are those that its article speaks of."""
    if not _LEAST <= len(text.split()) <= _MOST or text[-1] != ".":
        return
    made = {
        "negation": _negated(text),
        "figure": _recounted(text, draw),
        "date": _redated(text, draw),
        "name": _renamed(text, names, draw),
        **{kind: _worded(text, pairs) for kind, pairs in _SWAPS.items()},
    }
    yield from ((kind, changed) for kind, changed in made.items() if changed and changed != text)


def named(text: str) -> list[str]:
    """What stands with capitals inside the sentences of ``text``: each once; no titles, days or months."""
    other = {name for listed in _CALENDAR for name in listed} | {word.title() for word in TITLES | FUNCTION_WORDS}
    return sorted({name for name in _NAME.findall(text) if not other & set(name.split())})


def _negated(text: str) -> str | None:
    if denied := _DENIES.search(text):
        return _put(text, denied, denied[1]) if len(_NEGATIVE.findall(text)) == 1 else None
    found = _AFFIRMS.search(text)
    return _put(text, found, f"{found[1]} not") if found and not _NEGATIVE.search(text) else None


def _recounted(text: str, draw: random.Random) -> str | None:
    """Another number of the same form, half to twice as large and at least a fifth away; years are dates."""
    found = next((m for m in _NUMBER.finditer(text) if not _YEAR.fullmatch(m[0])), None)
    if found is None:
        return None
    places = len(found[0].partition(".")[2])
    value = float(found[0].replace(",", ""))
    other = round(value * draw.choice((0.5, 0.6, 0.75, 1.3, 1.6, 2.0)), places)
    other = other if abs(other - value) >= 0.2 * value and other else value + 2
    return _put(text, found, f"{other:{',' if ',' in found[0] else ''}.{places}f}")


def _redated(text: str, draw: random.Random) -> str | None:
    for listed in _CALENDAR:
        either = rf"\b(?:{'|'.join(listed)})\b"
        if found := re.search(rf"{either}(?= \d| in\b|[,.]|$)|(?<=\d ){either}", text):
            return _put(text, found, draw.choice([name for name in listed if name != found[0]]))
    found = _YEAR.search(text)
    return _put(text, found, str(int(found[0]) - draw.choice((1, 2, 3, 5, 8)))) if found else None


def _renamed(text: str, names: Sequence[str], draw: random.Random) -> str | None:
    here = named(text)
    others = [name for name in names if not set(name.split()) & set(text.split())]
    fits = [(old, new) for old in here for new in others if len(old.split()) == len(new.split())]
    return re.sub(rf"\b{fits[0][0]}\b", draw.choice([n for o, n in fits if o == fits[0][0]]), text) if fits else None


def _worded(text: str, pairs: Sequence[Sequence[str]]) -> str | None:
    for old, new in [pair for one, two in pairs for pair in ((one, two), (two, one))]:
        begins = r"\b" if old[0].isalnum() else r"(?<=\d)" if old[0] in " %" else ""
        ends = r"\b" if old[-1].isalnum() else r"(?=\d)" if old in "$£€" else ""
        if found := re.search(begins + re.escape(old) + ends, text):
            return _put(text, found, new)
    return None


def _put(text: str, found: re.Match[str], new: str) -> str:
    return text[: found.start()] + new + text[found.end() :]
