"""A unit's tokens and the end of a cue come in; which tokens hold what was said goes out."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.phrases import (
    Tokens,
    first_finite,
    is_finite,
    phrase_right,
    skip_adverbials,
    skip_prepositional,
    skip_time,
    starts_phrase,
)
from claims.extraction.sites import Site
from claims.extraction.units import Token
from claims.text.cues import VERBS
from claims.text.wordlist import wordlist
from claims.text.words import AUXILIARIES, PREPOSITIONS, SUBORDINATORS

Range = tuple[int, int]
_THAT_LIKE = frozenset(("that", "how", "why", "whether", "what"))
_STRONG = wordlist("""
    say state claim argue insist announce assert declare allege contend tweet note tell believe think
""")


@dataclass(frozen=True, slots=True)
class Content:
    """Token ranges of what is said; ``how``: that, quote, clause, object, infinitive, before, around."""

    pieces: tuple[Range, ...]
    how: str


def forward(tokens: Tokens, site: Site, start: int, stop: int) -> Content | None:
    """What is said after the cue (or, inverted, after cue and source)."""
    frames = site.kind.frames
    for j in _openings(tokens, site, start, stop):
        if j >= stop:
            continue
        opened = _opened(tokens, site, j, stop)
        if opened is not None:
            return opened
    if "I" in frames and start < stop and tokens[start].low == "to" and site.end == start:
        return Content(((start, end_of(tokens, start, stop)),), "infinitive")
    bare = _bare_clause(tokens, site, start, stop)
    if bare is not None:
        return bare
    return _object(tokens, site, start, stop)


def _openings(tokens: Tokens, site: Site, start: int, stop: int) -> list[int]:
    """Where content may open: at once, after an addressee, after adverbials, after both."""
    found = [start]
    if site.kind.frames & {"T", "R"} or site.kind.form == "base":
        addressee = phrase_right(tokens, start, stop)
        found += [addressee, skip_adverbials(tokens, addressee, stop)] if addressee > start else []
    adverbial = skip_adverbials(tokens, start, stop)
    found.append(adverbial)
    return list(dict.fromkeys(found))


def _opened(tokens: Tokens, site: Site, j: int, stop: int) -> Content | None:
    token = tokens[j]
    if token.low == "that" or (token.low in _THAT_LIKE and site.kind.frames & {"S", "T", "W", "N"} and j + 2 < stop):
        return Content(((j, end_of(tokens, j, stop)),), "that")
    if token.is_comma and j + 1 < stop and tokens[j + 1].low == "that":
        return Content(((j + 1, end_of(tokens, j + 1, stop)),), "that")
    k = j
    while k < stop and tokens[k].text in (",", ":", "—", "–", "-"):
        k += 1
    if (
        k < stop
        and tokens[k].quote is not None
        and (k > j or site.kind.frames & {"S", "T", "W"} or site.kind.lemma == "ask")
    ):
        return _quoted(tokens, k, stop, after_mark=k > j)
    if k < stop and token.text == ":":
        return Content(((k, stop_mark(tokens, k, stop)),), "quote")
    if "R" in site.kind.frames and token.low == "to":
        first = min(max(site.end, 0), j)
        return Content(((first, end_of(tokens, j, stop)),), "infinitive")
    return None


def _quoted(tokens: Tokens, k: int, stop: int, *, after_mark: bool) -> Content:
    """From a quotation on: itself and those that follow directly; with its clause when it is only a part of one."""
    end = k + 1
    while end < stop and tokens[end].quote is not None:
        end += 1
    last = tokens[end - 1]
    if last.ends_clause or end >= stop or tokens[end].text in ",.;:!?" or (after_mark and last.text[1:2].isupper()):
        return Content(((k, end),), "quote")
    return Content(((k, end_of(tokens, k, stop)),), "quote")


def _bare_clause(tokens: Tokens, site: Site, start: int, stop: int) -> Content | None:
    frames = site.kind.frames
    if not frames & {"S", "T", "M"} and site.kind.lemma not in ("warn", "show", "find", "write", "predict"):
        return None
    if "T" in frames:
        start = max(start, phrase_right(tokens, start, stop))
    for j in dict.fromkeys((start, skip_time(tokens, start, stop), skip_adverbials(tokens, start, stop))):
        if j >= stop or not (
            starts_phrase(tokens[j]) or tokens[j].quote is not None or tokens[j].low in ("if", "in", "when", "after")
        ):
            continue
        end = end_of(tokens, j, stop)
        head = phrase_right(tokens, j, end)
        verb = first_finite(tokens, j + 1, min(end, j + 25))
        if verb is not None and (head > j or tokens[j].quote is not None or not starts_phrase(tokens[j])):
            return Content(((j, end),), "clause")
    return None


def _object(tokens: Tokens, site: Site, start: int, stop: int) -> Content | None:
    """The object of a verb that says something by it: "denied the charge", "accused X of Y", "called it a day of shame"."""
    if not site.kind.frames & {"N", "call", "as", "R"} or start >= stop:
        return None
    if "R" in site.kind.frames and "N" not in site.kind.frames and site.end == start:
        return None
    token = tokens[start]
    gerund = token.low.endswith("ing")
    if not (starts_phrase(token) or token.quote is not None or gerund) or token.low == "by":
        return None
    end = end_of(tokens, start, stop)
    return Content(((start, end),), "object") if end > start else None


def before(tokens: Tokens, source_start: int, floor: int) -> Content | None:
    """What was said before "…, SOURCE cue": the clause or quotation that ends there."""
    end = source_start
    if end > floor and tokens[end - 1].is_comma:
        end -= 1
    elif not (end > floor and tokens[end - 1].quote is not None):
        return None
    if end <= floor:
        return None
    start = floor
    while start < end and (tokens[start].text in ",;:—–-" or (tokens[start].low in ("and", "but") and start + 1 < end)):
        start += 1
    start = _from_quote(tokens, start, end)
    quoted = any(t.quote is not None for t in tokens[start:end])
    if start >= end or not (quoted or first_finite(tokens, start, end) is not None):
        return None
    return Content(((start, end),), "before")


def _from_quote(tokens: Tokens, start: int, end: int) -> int:
    """Where only quotations, the last part after a comma or colon, were said: the first of them."""
    k = end
    while k > start and tokens[k - 1].quote is not None:
        k -= 1
    if k == end or k == start:
        return start
    whole = tokens[k].text[1:2].isupper() and len(tokens[k].text.split()) >= 3
    return k if whole and tokens[k - 1].text in ",:." else start


def rest(tokens: Tokens, start: int, stop: int) -> Range | None:
    """What goes on after a cue in brackets of commas: "X, he said on Monday, was Y": the place of "was Y"."""
    j = skip_adverbials(tokens, start, stop)
    if j >= stop or not (tokens[j].is_comma or tokens[j].text in ":;—–"):
        return None
    j += 1
    if j < stop and tokens[j].quote is not None:
        return j, _quoted(tokens, j, stop, after_mark=True).pieces[0][1]
    k = j + 1 if j < stop and tokens[j].low in ("and", "but", "or") else j
    if k < stop and (tokens[k].low in AUXILIARIES or (k == j and is_finite(tokens, k))):
        return j, end_of(tokens, j, stop)
    return None


def ends_here(tokens: Tokens, start: int, stop: int) -> bool:
    """Whether only adverbials stand between ``start`` and the next comma or the end."""
    j = skip_adverbials(tokens, start, stop)
    return j >= stop or not (tokens[j].is_word or tokens[j].quote is not None)


def end_of(tokens: Tokens, start: int, stop: int) -> int:
    """The place after the last token of content that begins at ``start``."""
    k = start + 1
    while k < stop and not _closes(tokens, k, stop):
        k += 1
    while k > start + 1 and (tokens[k - 1].text in ".,;:!?…—–" or tokens[k - 1].low in ("and", "but")):
        k -= 1
    return k


def stop_mark(tokens: Tokens, start: int, stop: int) -> int:
    """``stop`` without the final mark."""
    while stop > start + 1 and tokens[stop - 1].text in ".;!?…":
        stop -= 1
    return stop


def _closes(tokens: Tokens, k: int, stop: int) -> bool:
    token = tokens[k]
    after = tokens[k + 1] if k + 1 < stop else None
    if token.text == ";" or after is None:
        return token.text in ".;!?…"
    if token.is_comma:
        verb = VERBS.get(after.low)
        if verb is not None and verb.form == "ing":
            return True
        return after.low in ("according", "while", "whereas", "although", "though") or _new_cue(tokens, k + 1, stop)
    return _new_cue(tokens, k, stop)


def _new_cue(tokens: Tokens, k: int, stop: int) -> bool:
    """ "… and added that", "… but said": the same subject goes on speaking in a new cue."""
    if tokens[k].low not in ("and", "but") or k + 1 >= stop:
        return False
    j = k + 1
    while j < stop and tokens[j].low in ("also", "then", "later", "has", "have", "had"):
        j += 1
    verb: Token | None = tokens[j] if j < stop else None
    kind = VERBS.get(verb.low) if verb is not None else None
    if kind is None or kind.form not in ("past", "ing", "s") or j + 1 >= stop:
        return False
    return (
        tokens[j + 1].low in PREPOSITIONS | SUBORDINATORS
        or starts_phrase(tokens[j + 1])
        or tokens[j + 1].text in ',:"'
        or (tokens[j + 1].quote is not None)
    )


def addressee_end(tokens: Tokens, site: Site, stop: int) -> int:
    """The place after the one who is told or asked."""
    return max(site.end, phrase_right(tokens, site.end, stop)) if site.kind.frames & {"T", "R"} else site.end


__all__ = [
    "Content",
    "Range",
    "addressee_end",
    "before",
    "end_of",
    "ends_here",
    "forward",
    "rest",
    "skip_prepositional",
    "stop_mark",
]
