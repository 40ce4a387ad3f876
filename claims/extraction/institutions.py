"""An article's units come in; the bodies it names go out: what letters stand for, and which one "the court" is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from claims.extraction.finite import Tokens
from claims.extraction.runs import run_text
from claims.extraction.units import Token, Unit
from claims.text.bodies import ACRONYMS, BODY_WORDS, PLACES
from claims.text.wordlist import wordlist

_JOINTS = frozenset(("of", "for", "and", "the", "on", "to", "in", "&"))
_LONGEST = 10
_RECENT = 50  # names that "the court" may mean at most
# Bodies that one article names several of, or that "the" means without naming.
_COMMON = wordlist("""
    government state country nation city town county district region province side house party team company group
    states nations west east force forces international national media press media news regime white office campaign
    camp west security republic kingdom staff military army navy bank joint task market
""")


class Institutions:
    """The bodies named with capitals in one article."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._full: dict[str, str] = {}
        self._letters: dict[str, list[str]] = {}
        self._places: dict[str, list[tuple[int, str]]] = {}
        for unit in units:
            self._read(unit.tokens)

    def full(self, letters: str) -> str:
        """What "NHC" stands for, as the article tells in brackets; "" when it does not."""
        return self._full.get(letters, "")

    def short(self, name: str) -> tuple[str, ...]:
        """The letters for which ``name`` stands."""
        return tuple(self._letters.get(name, ()))

    def meant(self, word: str, at: int) -> list[str]:
        """The names that "the court" at ``at`` may mean, the one named last first."""
        if word in _COMMON:
            return []
        named = self._places.get(word, [])
        place = bisect_left(named, (at, ""))
        before = named[max(0, place - _RECENT) : place]
        return list(dict.fromkeys(name for _, name in reversed(before)))

    def _read(self, tokens: Tokens) -> None:
        for start, end in _stretches(tokens):
            if end < len(tokens) and (letters := _letters(tokens[end])):
                word = not letters.isupper() and _is_body(tokens, start, end)  # "(Tidolcs)"
                begin = start if word else _spelled(tokens, letters, end)
                if begin is not None and letters not in self._full:
                    self._full[letters] = run_text(tokens, begin, end)
                    self._letters.setdefault(self._full[letters], []).append(letters)
            self._note(tokens, start, end)

    def _note(self, tokens: Tokens, start: int, end: int) -> None:
        head = next((k - 1 for k in range(start + 1, end) if tokens[k].low in _JOINTS - {"and", "&"}), end - 1)
        word = tokens[head].bare
        if end - start > 1 and len(word) > 3 and not tokens[end - 1].is_possessive:
            self._places.setdefault(word, []).append((tokens[start].start, run_text(tokens, start, end)))


def _stretches(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The runs of capitals, over "of", "for the" and "and" between them, without an article before them."""
    k = 0
    while k < len(tokens):
        if not _is_capital(tokens[k]):
            k += 1
            continue
        end = k + 1
        while end < len(tokens) and end - k < _LONGEST:
            after = _next_capital(tokens, end)
            if after is None or tokens[end - 1].is_possessive:
                break
            end = after + 1
        yield k, end
        k = end


def _next_capital(tokens: Tokens, k: int) -> int | None:
    j = k
    while j < len(tokens) and j - k < 2 and tokens[j].low in _JOINTS and not tokens[j].is_name:
        j += 1
    return j if j < len(tokens) and _is_capital(tokens[j]) else None


def _is_capital(token: Token) -> bool:
    return token.is_name and token.low not in ("the", "a", "an", "in", "on", "at", "for", "and", "but", "of")


def _letters(token: Token) -> str:
    """ "NHC" of "(NHC)"."""
    inner = token.text[1:-1] if token.low == "()" else ""
    return inner if 2 <= len(inner) <= 10 and inner.isalpha() and inner[0].isupper() else ""


def _is_body(tokens: Tokens, start: int, end: int) -> bool:
    return end - start > 1 and any(t.bare in BODY_WORDS for t in tokens[start:end])


def _spelled(tokens: Tokens, letters: str, end: int) -> int | None:
    """Where the words begin whose capitals give the letters: the whole lot in order, small words left out."""
    wanted = [c for c in letters.upper() if c.isalpha()]
    k = end
    while k > 0 and wanted and end - k < _LONGEST:
        k -= 1
        token = tokens[k]
        if token.low in _JOINTS and not token.is_name:
            if token.low == "of" and wanted[-1] == "O" and len(wanted) > 1:
                wanted.pop()
            continue
        if not token.is_name or token.text[0].upper() not in wanted:
            return None
        while wanted and wanted[-1] != token.text[0].upper():
            wanted.pop()  # letters inside a word: "UNICEF", "Europol"
        wanted.pop()
    return k if not wanted else None


def is_outlet(token: Token) -> bool:
    """ "UOL.com.br", "WSET-TV": the name of a site or a station."""
    parts = token.low.replace("-", ".").split(".")
    return (
        token.is_word
        and len(parts) > 1
        and all(parts)
        and (parts[-1] in ("tv", "fm", "com", "org", "net") or "com" in parts[1:])
    )


def is_place_name(tokens: Tokens, start: int, end: int) -> bool:
    """ "Los Angeles" in "University of California, Los Angeles"."""
    return start < end and all(t.is_name and t.bare in PLACES and t.low not in ACRONYMS for t in tokens[start:end])
