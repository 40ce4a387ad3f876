"""An attribution comes in; the statements that it is made of go out, each an attribution of its own.

Who annotates quotations counts "X," she said. "Y." as one. To whoever checks it, X and Y are two claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from claims.extraction.attribution import Attribution
from claims.text.kinds import Kind
from claims.text.spans import Span
from claims.text.wordlist import wordlist

_ENDS = ".!?…"
_CLOSERS = "\"”“»'’*)] \t\n"
_OPENERS = "\"“”„«'‘([ \t\n"
_WORD = re.compile(r"[\w'’]+")
_EMPTY = wordlist("""
    a all an and as both did do does done each had has have he her him his how i is it its me my nothing one or our
    she so some such that the their them these they things this those to us was we were what which who why you your
    be comment comments elaborate identified named request
""")
_MARKS = '"“”„«»'


def parted(text: str, attribution: Attribution) -> list[Attribution]:
    """The attribution, or one for each run of its pieces that is a sentence of its own."""
    runs: list[list[Span]] = []
    for piece in attribution.content:
        if runs and not _begins_anew(text, runs[-1][-1], piece):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    if len(runs) == 1:
        return [attribution]
    return [replace(attribution, content=tuple(run), kind=_kind(text, run, attribution.kind)) for run in runs]


def says_something(statement: str) -> bool:
    """Whether there is a word that stands for something by itself: "that" and "to comment" state nothing."""
    return any(word not in _EMPTY for word in _WORD.findall(statement.casefold()))


def _begins_anew(text: str, before: Span, piece: Span) -> bool:
    """Whether a sentence ends between the two pieces and another one begins with the second."""
    start = piece.of(text).lstrip(_OPENERS)[:1]
    ends = any(_last(part) in _ENDS for part in (before.of(text), text[before.end : piece.start]) if _last(part))
    return ends and (start.isupper() or start.isdigit())


def _last(part: str) -> str:
    return part.rstrip(_CLOSERS)[-1:]


def _kind(text: str, run: list[Span], whole: Kind) -> Kind:
    """Of a mixed attribution, one part may be quoted throughout and another not at all."""
    if whole is not Kind.MIXED:
        return whole
    kinds = set(_kinds(text, run))
    return kinds.pop() if len(kinds) == 1 else Kind.MIXED


def _kinds(text: str, run: list[Span]) -> Iterator[Kind]:
    for span in run:
        piece = span.of(text).strip()
        if not any(mark in piece for mark in _MARKS):
            yield Kind.INDIRECT
        elif piece[0] in _MARKS and piece[-1] in _MARKS and not any(mark in piece[1:-1] for mark in _MARKS):
            yield Kind.DIRECT
        else:
            yield Kind.MIXED
