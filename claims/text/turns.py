"""A text comes in; its turns go out, where it is a transcript ("NAME (role): text"): who, and what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.text.names import PARTICLES
from claims.text.sentences import paragraphs
from claims.text.spans import Span
from claims.text.wordlist import wordlist

LONGEST_TURN = 25
"""Paragraphs a turn has at most, on average, in what is still called a transcript."""

_TURN = re.compile(r"(?P<name>[^\W\d_][\w .,'’&-]{0,60}?)(?:\s*[(\[](?P<role>[^)\]\n]{1,80})[)\]])?\s*:(?=\s|\Z)\s*")
_ASKED = re.compile(r"\(\((?P<name>[^()\n]{1,40})(?P<role>)\)\)\s*")  # "((Wikinews)) What came next?"
_STAGE = re.compile(
    r"[(\[](?:[A-Z][A-Z ,.'’-]+|(?:crosstalk|applause|laughter|inaudible|interruption|pause|cheers)[^)\]\n]{0,40})"
    r"[)\]]"
)
NOBODY = wordlist("""
    q a question answer interviewer moderator audience speaker unknown unidentified announcer male female voice reporter
    crowd all host presenter chair wn wikinews
""")
_LABELS = wordlist("""
    note update photo video image source sources caption related editor's correction read watch date time place
    subject from to
""")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: who, as written, in which role, and the spans of what is said (one a paragraph)."""

    label: Span
    name: str
    role: str
    said: tuple[Span, ...]


def is_transcript(text: str) -> bool:
    """Whether most of the text stands in turns: three or more, with speakers who come back, over most of the text."""
    listed = list(turns(text))
    distinct = len({t.name.casefold().split()[-1] for t in listed})
    answers = sum(not text.startswith("((", max(0, t.label.start - 2)) for t in listed)
    if len(listed) < 3 or answers < 2 or distinct > max(2, len(listed) // 2 + 1):
        return False
    covered = sum(len(s) for t in listed for s in t.said)
    return covered * 2 > len(text.strip()) and len(listed) * LONGEST_TURN >= len(paragraphs(text))


def turns(text: str) -> Iterator[Turn]:
    """The turns in order; a paragraph without a name goes on with the turn before it."""
    label: tuple[Span, str, str] | None = None
    said: list[Span] = []
    for paragraph in paragraphs(text):
        match = _label(text, paragraph)
        if match is not None:
            if label is not None:
                yield Turn(*label, tuple(said))
            label = Span(*match.span("name")), match["name"].strip(" ,"), (match["role"] or "").strip()
            said = [Span(match.end(), paragraph.end)] if match.end() < paragraph.end else []
        elif label is not None:
            said.append(paragraph)
    if label is not None:
        yield Turn(*label, tuple(said))


def _label(text: str, paragraph: Span) -> re.Match[str] | None:
    match = _TURN.match(text, paragraph.start, min(paragraph.end, paragraph.start + 160))
    if match is None:
        return _ASKED.match(text, paragraph.start, paragraph.end)
    words = match["name"].replace(",", " ").split()
    named = all(
        w[0].isupper() or w.casefold() in PARTICLES or w in ("of", "the", "for", "and") for w in words if w[0].isalpha()
    )
    named = named or bool(words and len(words) <= 2 and words[0].casefold() in NOBODY)
    return match if named and words and len(words) <= 7 and words[0].casefold() not in _LABELS else None


def without_stage(text: str) -> str:
    """The text with stage directions blanked, so that places in it stay what they are."""
    return _STAGE.sub(lambda found: " " * len(found.group()), text)


def spoken(text: str, turn: Turn) -> list[Span]:
    """The spans of a turn's words, without stage directions such as "(APPLAUSE)"."""
    found: list[Span] = []
    for said in turn.said:
        edges = [said.start, *(edge for cut in _STAGE.finditer(text, said.start, said.end) for edge in cut.span())]
        pairs = zip(edges[::2], [*edges[1::2], said.end], strict=True)
        found += [Span(start, end) for start, end in pairs if start < end]
    return found
