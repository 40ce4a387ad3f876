"""A text and the day it was said in; the days, periods and times of day it names out, with spans; and how two texts'
dates compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from claims.text import calendar
from claims.text.calendar import MONTHS, SEASONS, WEEKDAYS, Days
from claims.text.numerals import SMALL, small_number
from claims.text.periods import Period
from claims.text.spans import Span

_NAMES = sorted((m.capitalize() for m in MONTHS), key=len, reverse=True)
_MONTH = "(?P<month>" + "|".join(_NAMES) + r")\b(?:(?<=\b[A-Z][a-z][a-z])\.|(?<=\bSept)\.)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY = "|".join(d.capitalize() for d in WEEKDAYS)
_SMALL = rf"(?P<count>(?i:\d{{1,3}}|an?|{'|'.join(SMALL)}|few|couple of))"
_LAST = r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+"
_AROUND = r"(?P<which>[Ll]ast|[Pp]ast|[Pp]revious|[Tt]his|[Cc]urrent|[Nn]ext|[Cc]oming)\s+"
_OF_YEAR = rf"(?:\s+(?:of\s+)?{_YEAR}\b)?"
_NTH = r"(?P<nth>first|second|third|fourth|last)"
_TO_YEAR = r"(?:\s?[-–/]\s?(?P<to>\d\d(?:\d\d)?))?\b(?![.,]\d|\s?(?:%|per cent|percent))"
_UNIT = r"(?P<unit>day|week|month|year|decade|centur)(?:y|ies)?s?"
_EDGE = r"(?:(?P<edge>[Bb]y|[Uu]ntil|[Tt]ill|[Ss]ince|[Bb]efore|[Aa]fter|[Ff]rom)\s+(?:the\s+|about\s+)?)?"


Reader = Callable[[re.Match[str], date | None, str], tuple[str, str, Days | None] | None]
"""A match, the day of saying and the text in; unit, key and days out, or None when it is no date after all."""


def _full(found: re.Match[str], said: date | None, text: str) -> tuple[str, str, Days | None] | None:
    month, number = MONTHS[found["month"].lower()], int(found["day"])
    if found["year"]:
        return _known("day", calendar.day(int(found["year"]), month, number))
    days = calendar.day(calendar.nearest_year(said, month), month, number) if said else None
    return "day", f"{month:02}-{number:02}", days


def _iso(found: re.Match[str], said: date | None, text: str) -> tuple[str, str, Days | None] | None:
    return _known("day", calendar.day(int(found["year"]), int(found["number"]), int(found["day"])))


def _known(unit: str, days: Days | None) -> tuple[str, str, Days] | None:
    return (unit, days[0].isoformat(), days) if days else None


def _month(found: re.Match[str], said: date | None, text: str) -> tuple[str, str, Days | None] | None:
    number = MONTHS[found["month"].lower()]
    if found["year"]:
        return "month", f"{found['year']}-{number:02}", calendar.month(int(found["year"]), number)
    if not said:
        return "month", f"{found['which'] or ''} {number:02}".strip(), None
    year = calendar.nearest_year(said, number)
    if found["which"]:
        year = said.year + _WHICH[found["which"].lower()] - _turned(found["which"], number, said)
    return "month", f"{year}-{number:02}", calendar.month(year, number)


def _turned(which: str, number: int, said: date) -> int:
    """ "Last March", said in May, was this year's; "next March", said in January, is this year's."""
    return {"last": -1 if number < said.month else 0, "next": 1 if number > said.month else 0}.get(which.lower(), 0)


_WHICH = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


def _years(found: re.Match[str], said: date | None, text: str) -> tuple[str, str, Days | None] | None:
    first = int(found["year"])
    if found["decade"]:
        return "decade", f"{first}s", calendar.year(first, years=10)
    last = int(str(first)[: 4 - len(found["to"])] + found["to"]) if found["to"] else first
    return (
        ("year", found["year"] + (f"-{last}" if last != first else ""), calendar.year(first, years=last - first + 1))
        if last >= first
        else None
    )


def _short_year(found: re.Match[str], said: date | None, text: str) -> tuple[str, str, Days | None]:
    """ "In ’58", and "in 58" where nothing follows that it could count: of the century before the day of saying."""
    short = found["short"] or found["bare"]
    if not said:
        return "year", f"’{short}", None
    year = said.year // 100 * 100 + int(short)
    year -= 100 if year > said.year + _AHEAD else 0
    return "year", str(year), calendar.year(year)


_AHEAD = 10  # years that a short one may lie ahead: in 2026 "’35" is to come, "’58" is past


def _quarter(found: re.Match[str], said: date | None, text: str) -> tuple[str, str, Days | None] | None:
    names = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
    number = int(found["q"] or names[found["nth"].lower()])
    if not found["year"] and not said:
        return "quarter", f"Q{number}", None
    year = int(found["year"]) if found["year"] else said.year  # type: ignore[union-attr]
    return "quarter", f"{year}-Q{number}", calendar.month(year, number * 3 - 2, months=3)


def _season(found: re.Match[str], said: date | None, text: str) -> tuple[str, str, Days | None] | None:
    name = found["season"].lower()
    if not found["year"] and not said:
        return "season", f"{found['which'] or ''} {name}".strip().lower(), None
    month = SEASONS[name]
    year = int(found["year"]) if found["year"] else said.year + _WHICH.get((found["which"] or "this").lower(), 0)  # type: ignore[union-attr]
    return "season", f"{year} {name}", calendar.month(year, month, months=3)


def _weekday(found: re.Match[str], said: date | None, text: str) -> tuple[str, str, Days | None] | None:
    name, which = found["weekday"].lower(), (found["which"] or "").lower()
    if not said:
        return "day", f"{which} {name}".strip(), None
    ahead = which in ("next", "coming") or (not which and bool(_FUTURE.search(text)))
    days = calendar.weekday(said + timedelta(days=_START.get(which, 0)), WEEKDAYS[name], ahead=ahead)
    return _known("day", days)


_FUTURE = re.compile(r"\b(?:will|shall|to be|going to|due to|plans? to|won't)\b|['’]ll\b")
_START = {"last": -1, "next": 1}
_TODAY = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
}


def _today(found: re.Match[str], said: date | None, text: str) -> tuple[str, str, Days | None] | None:
    word = " ".join(found["word"].lower().split())
    return _known("day", calendar.spell(said, "day", _TODAY[word])) if said else ("day", word, None)


def _spell(found: re.Match[str], said: date | None, text: str) -> tuple[str, str, Days | None] | None:
    which, unit = found["which"].lower(), _unit(found["unit"])
    if not said:
        return unit, f"{which} {unit}", None
    days = calendar.spell(said, unit, _WHICH[which])
    return (unit, f"{unit} {days[0]}", days) if days else None


def _ago(found: re.Match[str], said: date | None, text: str) -> tuple[str, str, Days | None] | None:
    count, unit = small_number(found["count"]), _unit(found["unit"])
    days = calendar.spell(said, unit, -count) if said and count else None
    return unit, f"{count or found['count']} {unit} ago", days


def _running(found: re.Match[str], said: date | None, text: str) -> tuple[str, str, Days | None] | None:
    count, unit, which = small_number(found["count"]) or 1, _unit(found["unit"]), found["which"].lower()
    step = _WHICH[which] or -1
    edge = calendar.spell(said, unit, step * count) if said else None
    days = (min(edge[0], said), max(edge[0], said)) if edge and said else None
    return "running", f"{which} {count} {unit}", days


def _unit(found: str) -> str:
    return "century" if found.startswith("centur") else found


def _clock(found: re.Match[str], said: date | None, text: str) -> tuple[str, str, Days | None] | None:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").lower().replace(".", "")
    if hour > 24 or minute > 59 or (half and hour > 12):
        return None
    return "clock", f"{hour % 12 + 12 if half == 'pm' else hour % 12 if half else hour:02}:{minute:02}", None


def _noon(found: re.Match[str], said: date | None, text: str) -> tuple[str, str, Days | None] | None:
    return "clock", {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}[found["word"].lower()], None


_PATTERNS: tuple[tuple[str, Reader], ...] = (
    (r"(?P<year>\d{4})-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b", _iso),
    (rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR}\b)?", _full),
    (rf"{_MONTH}\s+(?:the\s+)?{_DAY}\b(?![.,]\d|\s*(?:%|per|people))(?:\s*,?\s+{_YEAR}\b)?", _full),
    (rf"(?:{_LAST})?{_MONTH}(?:\s*,?\s+(?:of\s+)?{_YEAR}\b)?", _month),
    (rf"(?:[Tt]he\s+)?(?:{_NTH}\s+quarter|Q(?P<q>[1-4])\b){_OF_YEAR}", _quarter),
    (rf"(?:{_LAST}|(?:in|the|since|by)\s+(?:the\s+)?)(?P<season>spring|summer|autumn|winter)\b{_OF_YEAR}", _season),
    (rf"(?:(?:[Ee]arly|[Ll]ate|[Mm]id|[Ff]iscal)[ -])?{_YEAR}(?:(?P<decade>s)\b|{_TO_YEAR})", _years),
    (r"(?:(?<![\w’'])['’‘](?P<short>\d\d)\b(?!\s*%)|(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince ))"
     r"(?P<bare>[2-9]\d)(?=\s*(?:[,;:!?)]|\.(?!\d)|$)))",
     _short_year),
    (rf"(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Cc]oming)\s+)?\b(?P<weekday>{_WEEKDAY})\b", _weekday),
    (r"(?P<word>\b(?:[Tt]o(?:day|night|morrow)|[Yy]esterday|[Tt]his\s+(?:morning|afternoon|evening)|[Ll]ast\s+night)\b)",
    _today),
    (rf"(?:[Tt]he\s+)?\b{_AROUND}{_UNIT}\b", _spell),
    (rf"\b{_SMALL}\s+{_UNIT}\s+(?:ago|earlier)\b", _ago),
    (rf"(?:[Tt]he\s+)?\b(?P<which>[Ll]ast|[Pp]ast|[Pp]revious|[Nn]ext|[Cc]oming)\s+{_SMALL}\s+{_UNIT}\b", _running),
    (r"\b(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[AaPp]\.?[Mm]\b\.?)", _clock),
    (r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?P<half>(?!))?(?![\d:])", _clock),
    (r"\b(?P<word>[Nn]oon|[Mm]idday|[Mm]idnight)\b", _noon),
)  # fmt: skip
_COMPILED = tuple((re.compile(_EDGE + (r"\b" if p[:3] == "(?P" else "") + p), reader) for p, reader in _PATTERNS)
# A bare "May", "March" or year-like number needs company to be a date.
_NEEDS_COMPANY = re.compile(r"(?:May|March)\.?$")
_COMPANY = re.compile(
    r"\b(?:in|by|since|until|till|of|from|during|before|after|last|next|this|late|early|mid|to|and|through)[ -]*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s+(?!in\b|on\b|and\b|or\b|but\b|to\b|at\b|for\b|with\b|was\b|were\b|is\b|has\b|as\b|his\b|its\b|this\b|us\b|elections?\b)(?:[a-z]{2,}s|people|men|women)\b"
)


@lru_cache(maxsize=2048)
def dates(text: str, said_on: date | None = None) -> tuple[Period, ...]:
    """Every date, period and time of day named in ``text``, in order, never overlapping.

    Relative ones ("on Monday", "last month") are reckoned from ``said_on``; a bare day or month is put in the year that
    brings it nearest to ``said_on``.
    """
    taken: list[Period] = []
    for pattern, reader in _COMPILED:
        for period in _read(pattern, reader, text, said_on):
            if not any(period.span.overlaps(other.span) for other in taken):
                taken.append(period)
    return tuple(sorted(taken, key=lambda p: p.span))


def _read(pattern: re.Pattern[str], reader: Reader, text: str, said_on: date | None) -> Iterator[Period]:
    for found in pattern.finditer(text):
        if _stands_alone(found, text):
            continue
        read = reader(found, said_on, text)
        if read:
            unit, key, days = read
            yield Period(
                span=Span(*found.span()),
                unit=unit,
                key=key,
                days=days,
                edge=(found["edge"] or "").lower().replace("till", "until"),
            )


def _stands_alone(found: re.Match[str], text: str) -> bool:
    """Whether it only looks like a date: "May" as a verb, "March" as a walk, "2000 people"."""
    if found["edge"]:
        return False
    if _NEEDS_COMPANY.fullmatch(found.group()):
        return not _COMPANY.search(text[: found.start()])
    bare_year = found.group().isdigit()
    return bare_year and bool(_COUNTED.match(text, found.end())) and not _COMPANY.search(text[: found.start()])
