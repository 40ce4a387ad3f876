"""Number words and digits in, values out."""

from __future__ import annotations

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_TENS = """twenty thirty forty fifty sixty seventy eighty ninety"""
SMALL = {word: float(value) for value, word in enumerate(_ONES.split())}
SMALL |= {word: 10.0 * tens for tens, word in enumerate(_TENS.split(), start=2)}
"""Number words below a hundred."""

SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0, "k": 1e3,
    "m": 1e6, "mn": 1e6,
    "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12, "lakh": 1e5, "crore": 1e7, "score": 20.0,
}  # fmt: skip
"""What stands behind a number and multiplies it."""

_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"""
ORDINALS = frozenset(_ORDINALS.split())
MULTIPLES = frozenset(("once", "twice", "thrice", "single", "twin", "double", "triple"))


def digits(text: str) -> float:
    """The value of "1,200.5", "1 200" (with a thin or no-break blank) or "12"."""
    return float("".join(c for c in text if c.isdigit() or c == "."))


def small_number(text: str) -> int:
    """The value of digits, a number word below a hundred, "a", "an" or "couple of"; 0 when it has none."""
    word = text.lower()
    if word.isdigit():
        return int(word)
    return {"a": 1, "an": 1, "couple of": 2}.get(word, int(SMALL.get(word, 0)))


def word_value(parts: list[str]) -> float | None:
    """The value of number words in a row, such as ["two", "hundred", "and", "fifty"]; None when they make none.

    "Hundred thousand" alone counts as one hundred thousand.
    """
    total, current = 0.0, 0.0
    for part in parts:
        if part in SMALL:
            current += SMALL[part]
        elif part == "hundred" or part == "dozen":
            current = (current or 1) * SCALES[part]
        elif part in SCALES:
            total, current = total + (current or 1) * SCALES[part], 0.0
    return total + current if any(p in SMALL or p in SCALES for p in parts) else None
