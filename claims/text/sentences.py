"""A text comes in; the spans of its paragraphs and sentences go out. Linear in the text's length."""

from __future__ import annotations

import re
from itertools import pairwise

from claims.text.cues import REPORTING
from claims.text.spans import Span
from claims.text.wordlist import wordlist

_NEVER = wordlist("""
    mr mrs ms dr prof sen rep gov lt col gen sgt capt cpl adm maj cmdr rev hon st mt ft vs messrs mme pres det insp
    supt al cf ca e.g i.e viz
""")
# Only before a figure: "No. 5", "Jan. 5".
_NUMBERED = wordlist("no nos vol fig approx est jan feb mar apr jun jul aug sep sept oct nov dec")
# These may also end a sentence: then the next word tells.
_MAYBE = wordlist("""
    u.s u.k u.n e.u d.c a.m p.m sr inc ltd co corp jr etc ph.d bros dept ave blvd
""")
_STARTERS = wordlist("""
    the a an he she it they we i you in on at but and this that these those his her their its our my however
    meanwhile if when while after before as although though there what who why how no not for from with
    according by so then one some many
""")
_TERMINAL = re.compile(r"(?:[.!?…]+|[。！？])[\"'”’»)\]]*(?=\s|$)")
_NEXT = re.compile(r"\s+([\"'“‘«(\[—–-]*)(\S?[^\s,.;:!?\"”’]*)")
_CUED = re.compile(
    r"\s+(?:(?:[A-Z][\w’'.-]*|the|a)\s+){1,4}(?:"
    + "|".join(sorted(REPORTING))
    + r")\b(?!\s+that\b)[^.!?\n]{0,60}[.!?,]"
)
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_LAST_WORD = re.compile(r"[^\s\"'“”‘’«»(\[]*\Z")


def paragraphs(text: str) -> list[Span]:
    """The paragraphs: lines, or blocks between blank lines where the text is wrapped at a column."""
    lines = [s for m in _LINE.finditer(text) if (s := _trimmed(text, m.start(), m.end())) is not None]
    return _blocks(text, lines) if _is_wrapped(text, lines) else lines


def sentences(text: str) -> list[Span]:
    """The sentences; none crosses a paragraph, and a closing mark belongs to the sentence it closes."""
    return [sentence for paragraph in paragraphs(text) for sentence in sentences_of(text, paragraph)]


def sentences_of(text: str, paragraph: Span) -> list[Span]:
    """The sentences of one paragraph."""
    found: list[Span] = []
    start = paragraph.start
    for match in _TERMINAL.finditer(text, paragraph.start, paragraph.end):
        if match.end() >= paragraph.end or not _ends(text, start, match, paragraph.end):
            continue
        if (sentence := _trimmed(text, start, match.end())) is not None:
            found.append(sentence)
        start = match.end()
    last = _trimmed(text, start, paragraph.end)
    return [*found, last] if last is not None else found


def _ends(text: str, start: int, match: re.Match[str], stop: int) -> bool:
    following = _NEXT.match(text, match.end(), min(stop, match.end() + 80))
    if following is None:
        return True
    marks, word = following.groups()
    if not word:
        return True
    if word[0].islower() and not (marks and marks[-1] in "\"'“‘«"):
        return False
    if _is_abbreviation(text, start, match, word):
        return False
    closes = match.group()[-1] in "\"'”’»"
    # "Never!" Smith said. : one sentence, though the mark ends a sentence of its own.
    return not (closes and text[start : start + 20].lstrip()[:1] in "\"'“‘«„" and _CUED.match(text, match.end(), stop))


def _is_abbreviation(text: str, start: int, match: re.Match[str], following: str) -> bool:
    if match.group()[0] != "." or match.group().startswith(".."):
        return False
    found = _LAST_WORD.search(text, max(start, match.start() - 24), match.start())
    word = found.group() if found else ""
    low = word.lower()
    if low in _NEVER or low in _NUMBERED:
        return low in _NEVER or following[0].isdigit()
    initial = len(word) == 1 and word.isalpha() and word.isupper()
    return (low in _MAYBE or initial or _DOTTED.fullmatch(word) is not None) and following.lower() not in _STARTERS


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether most line ends fall inside sentences: the text was wrapped at a column of 40 to 120 characters."""
    inner = [a for a, b in pairwise(lines) if not _blank_between(text, a, b)]
    broken = sum(40 <= len(line) <= 120 and text[line.end - 1] not in '.!?:…"”’»' for line in inner)
    return len(inner) >= 3 and broken * 2 > len(inner)


def _blank_between(text: str, before: Span, after: Span) -> bool:
    return text.count("\n", before.end, after.start) > 1 or text.count("\r", before.end, after.start) > 1


def _blocks(text: str, lines: list[Span]) -> list[Span]:
    blocks: list[Span] = []
    for line in lines:
        if blocks and not _blank_between(text, blocks[-1], line):
            blocks[-1] = Span(blocks[-1].start, line.end)
        else:
            blocks.append(line)
    return blocks
