"""A text in; how it speaks of time and self, out: a question, a passing state, a running count, a single event."""

from __future__ import annotations

import re

from claims.text.terms import content_stems, stem, words

_SELF = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s|[Mm]ine|[Oo]urs|[Mm]yself|[Oo]urselves)\b(?!\.)|\bI['’]")
_PASSING = re.compile(
    r"\b(?:is|are|am|['’]s|['’]re)\s+(?:(?:not|now|currently|still|also)\s+|n['’]t\s+)*(?!going\b)\w+ing\b|"
    r"\b(?:now|currently|today|tonight|at\s+the\s+moment|right\s+now)\b",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"\b(?:so\s+far|now|to\s+date|as\s+of|currently|until\s+now|by\s+(?:now|\w+day|midday|noon|this)|r(?:ose|isen)\s+to|"
    r"(?:has|have)\s+(?:now\s+|already\s+|since\s+)?(?:\w+ed|been|risen|fallen|grown|reached|climbed)|"
    r"stands?\s+at|toll|is|are|has|have|remains?|costs?|employs?|carr(?:y|ies))\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:so\s+far|now|to\s+date|as\s+of|until\s+now|already|by\s+now|r(?:ose|isen)\s+to|stands?\s+at|toll)\b",
    re.IGNORECASE,
)
_TOLL_WORDS = """killed dead injured wounded missing displaced arrested infected cases evacuated homeless damaged
destroyed confirmed hospitalised detained"""
_ONCE_WORDS = """opened closed began started ended finished founded launched signed died born arrived resigned elected
married adopted invaded landed crashed sank announced published released introduced reported discovered completed built
appointed dismissed joined bought sold voted met first last final learned learnt told informed approved"""
_TOLL = frozenset(stem(word) for word in _TOLL_WORDS.split())
_ONCE = frozenset(stem(word) for word in _ONCE_WORDS.split())
_RECURRING = re.compile(
    r"\b(?:every|each|usually|often|always|annual(?:ly)?|daily|weekly|monthly|again)\b", re.IGNORECASE
)


def speaks_of_self(text: str) -> bool:
    """Whether it is said in the first person: the same words by another speaker are another statement."""
    return bool(_SELF.search(text))


def is_question(text: str) -> bool:
    """Whether it asks and so asserts nothing."""
    return text.rstrip(" \"'”’»)").endswith("?")


def is_passing(text: str) -> bool:
    """Whether it tells of a state on its day ("is running", "now") that may be over a week later."""
    return bool(_PASSING.search(text))


def is_running(text: str) -> bool:
    """Whether it gives a measure that may since have moved: "so far", "has risen to", "have", or a toll."""
    return bool(_RUNNING.search(text)) or bool(content_stems(text) & _TOLL)


def says_so_far(text: str) -> bool:
    """Whether it says outright that its figure is the newest state: "so far", "now", "has risen to"."""
    return bool(_MOVED.search(text))


def happens_once(text: str) -> bool:
    """Whether it tells of an event that has one date only."""
    return any(word.stem in _ONCE for word in words(text)) and not _RECURRING.search(text)
