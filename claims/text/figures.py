"""A text in, its quantities out: value, range, canonical unit and the words each one measures."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from claims.text.dates import dates
from claims.text.hedges import bound_before
from claims.text.lexicon import FUNCTION_WORDS
from claims.text.numerals import SCALES, SMALL, digits, word_value
from claims.text.spans import Span
from claims.text.units import COUNT, CURRENCIES, PERCENT, UNITS, Unit, unit_of
from claims.text.terms import Word, words

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+|\d+(?:\.\d+)?"
_NUMBER_WORD = "|".join(
    sorted((*SMALL, "hundred", "thousand", "million", "billion", "trillion", "dozen"), key=len, reverse=True)
)
_SCALE = r"hundred|thousand|million|billion|trillion|dozen|lakh|crore|mln|mn|bn|trn|tn|[km]|(?<=\d)\s?b"
_SIGN = r"(?:US|A|C)?\$|[£€¥₽₹]"
_UNIT_WORDS = "|".join(
    re.escape(u).replace(r"\-", r"[\s-]") for u in sorted(UNITS, key=len, reverse=True) if u[0].isalpha()
)

QUANTITY = re.compile(
    rf"""(?<![\w.,/:-])(?<!\d[-–])
    (?P<sign>{_SIGN})?\s?
    (?: (?P<part>\d{{1,3}}|{_NUMBER_WORD})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<whole>\d{{1,3}}|{_NUMBER_WORD})(?![\w,]|\.\d)
      | (?P<digits>{_DIGITS})
      | (?P<words>(?:(?:an?|half\s+an?)\s+(?=(?:hundred|thousand|million|billion|trillion|dozen)\b))?(?:{_NUMBER_WORD})\b(?:[\s-]+(?:and\s+(?=(?:{_NUMBER_WORD})\b))?(?:{_NUMBER_WORD})\b)*)
      | (?P<crowd>(?:(?:tens|hundreds)\s+of\s+)?(?:dozens|scores|hundreds|thousands|millions|billions)\b)
      | (?P<share>(?:an?|one|two|three|four)[\s-](?:half|halves|thirds?|quarters?|fifths?|tenths?)(?=\s+(?:of|the)\b)|(?<=by\s)(?:(?:an?|one|two|three)[\s-])?(?:half|thirds?|quarters?|fifths?|tenths?)\b|half(?=\s+(?:of|the|its|their|his|her|our|all)\b))
      | (?P<pair>a\s+(?:couple|pair)\s+of)
      | (?<=for\s)(?P<single>an?)(?=[\s-](?:second|minute|hour|day|week|month|year|decade|century)\b)
    )
    (?:[\s-]?(?P<scale>{_SCALE})\b(?!['’]))?
    (?P<half>\s+and\s+a\s+half(?:\s+(?P<late>{_SCALE})\b)?)?
    (?:\s?(?P<unit>%|°[CcFf]?|{_SIGN}|(?:(?<=\d)|(?<=[\s-])|\b)(?:{_UNIT_WORDS})(?![\w²])))?""",
    re.VERBOSE | re.IGNORECASE,
)
_HYPHEN_UNIT = re.compile(rf"-(?P<unit>{_UNIT_WORDS})(?:-(?P<tail>\w+))?\b", re.IGNORECASE)
_CROWD = {"dozens": (24, 200), "scores": (40, 400), "hundreds": (100, 2000), "thousands": (1000, 20000), "millions": (1e6, 2e7), "billions": (1e9, 2e10)}  # fmt: skip
_CROWD_TIMES = {"tens": 10, "hundreds": 100}
_SHARES = {"half": 50.0, "halv": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_TIMES = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}

# What a number only names: "Article 5", "phase two", "No 10", "COVID-19".
_LABEL = re.compile(
    r"\b(?:article|section|chapter|phase|stage|category|level|grade|page|number|no\.?|room|route|flight|figure|table|part|volume|act|"
    r"version|group\s+of|type|class|line|gate|platform|pier|berth|track|channel|exit|lot|ward|district|sector|zone|unit|block|clause|rule|item|step|day|week|round|game|season|episode)\s+$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<=[a-z,;:] )(?:[A-Z]\w+ )*[A-Z]\w+ $|^[A-Z]{2,} $")
_NOT_ONE = re.compile(r"\b(?:no|any|every|this|that|which|the|each|another|only)\s+$", re.IGNORECASE)
_TAIL = re.compile(r"(?:st|nd|rd|th)\b|[-/–]\d|:\d|\.\d", re.IGNORECASE)
_MAX_HEAD_WORDS = 3


# Units that the press converts, and rounds as it does.
_CONVERSION, _EXACTLY = 1e-2, 1e-6
_CONVERTED = frozenset({"metre", "m2", "kg", "litre", "km/h", "days"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One quantity of a text.

    ``value`` (``first`` to ``value`` for a range), ``low`` and ``high`` are in the canonical ``unit`` (see ``units``); ``low == high == value`` unless it is hedged or a range,
    ``high`` may be infinite. ``grain`` is the step it is rounded to ("1.2 million": 100,000), 0 when unknown; ``bound`` "+" (more than), "-" (less than), "~" (about) or ""; ``scale`` what a written
    1 stands for. ``measure`` holds the stems of the words it counts or measures, nearest first.
    """

    span: Span
    value: float
    first: float
    low: float
    high: float
    unit: str
    bound: str = ""
    grain: float = 0.0
    scale: float = 1.0
    measure: tuple[str, ...] = ()

    @property
    def is_money(self) -> bool:
        """Whether the unit is a currency."""
        return self.unit in CURRENCIES

    @property
    def is_exact(self) -> bool:
        """Whether it is one stated value, neither hedged nor a range."""
        return self.low == self.high

    def equals(self, other: Figure) -> bool:
        """Whether both state the same value, or range, and bound in the same unit; converted units may differ by 1 %."""
        if self.unit != other.unit or ({self.bound, other.bound} & {"+", "-"} and self.bound != other.bound):
            return False
        slack = _CONVERSION if self._is_converted(other) else _EXACTLY
        return math.isclose(self.value, other.value, rel_tol=slack) and math.isclose(self.first, other.first, rel_tol=slack)

    def rounds(self, other: Figure) -> bool:
        """Whether one is the other told more roughly: "1.2 million" and "1,213,450"; a range and a bound round nothing."""
        if self.unit != other.unit or self.bound in ("+", "-") or other.bound in ("+", "-"):
            return False
        coarse, fine = max(self.grain, other.grain), min(self.grain, other.grain)
        single = self.first == self.value and other.first == other.value
        return single and fine < coarse and abs(self.value - other.value) <= coarse / 2

    def fits(self, other: Figure) -> bool:
        """Whether both can be true of one thing: they are equal, their ranges meet, or one rounds to the other."""
        if self.unit != other.unit:
            return False
        return self.equals(other) or self.rounds(other) or (self.low <= other.high and other.low <= self.high)

    def _is_converted(self, other: Figure) -> bool:
        return self.scale != other.scale and self.unit in _CONVERTED


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """Every quantity in ``text``, in order. Years, days, times of day, ordinals, scores and labels ("Article 5") are none."""
    taken = [period.span for period in dates(text)]
    found = [f for f in _found(text) if not any(f.span.overlaps(span) for span in taken)]
    return tuple(_joined(found, text))


def _found(text: str) -> Iterator[Figure]:
    for match in QUANTITY.finditer(text):
        if match.group().strip() and not _is_label(match, text):
            yield _figure(match, text)


def _is_label(match: re.Match[str], text: str) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if match["sign"] or match["unit"] or match["part"]:
        return False
    if _TAIL.match(after) or _LABEL.search(before):
        return True
    if (match["words"] or "").lower() == "one":
        return bool(_NOT_ONE.search(before)) or not _counts(after)
    return bool(match["digits"]) and bool(_NAMED.search(before)) and not _counts(after)


def _counts(after: str) -> bool:
    """Whether a noun may follow at once."""
    following = re.match(r"[\s-]+([a-z]{2,})", after)
    return bool(following) and following[1] not in FUNCTION_WORDS  # type: ignore[index]


def _figure(match: re.Match[str], text: str) -> Figure:
    value, low, high = _values(match)
    unit, end, head = _unit(match, text)
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    bound = bound_before(text[:start])
    times, scale = _times(match), unit.scale
    return Figure(
        span=Span(start, end),
        value=value * scale,
        first=value * scale,
        low=low * scale * bound.low,
        high=high * scale * bound.high,
        bound=bound.sign,
        unit=unit.name,
        # "1.2 million" stands for anything that rounds to it; a bare number stands for itself.
        grain=times * scale / 10 ** _decimals(match["digits"] or ""),
        scale=times * scale,
        measure=(*head, *_measure(text, start=start, end=end)),
    )


def _values(match: re.Match[str]) -> tuple[float, float, float]:
    """Value and range, magnitude included, before any unit."""
    if match["crowd"]:
        return _crowd(match["crowd"].lower().split())
    if match["pair"] or match["single"]:
        return (2.0, 2.0, 3.0) if match["pair"] else (1.0, 1.0, 1.0)
    value = (_written(match) + (0.5 if match["half"] else 0.0)) * _times(match)
    return value, value, value


def _written(match: re.Match[str]) -> float:
    if match["part"]:
        return 100 * _plain(match["part"]) / (_plain(match["whole"]) or 1)
    if match["share"]:
        return _share(re.split(r"[\s-]", match["share"].lower()))
    return digits(match["digits"]) if match["digits"] else _spelt(match["words"].lower())


def _plain(written: str) -> float:
    return digits(written) if written[0].isdigit() else _spelt(written.lower())


def _times(match: re.Match[str]) -> float:
    scale = (match["scale"] or match["late"] or "").lower()
    return 1.0 if scale == "m" and not _is_million(match) else SCALES.get(scale, 1.0)


def _decimals(written: str) -> int:
    return len(written.partition(".")[2])


def _spelt(written: str) -> float:
    half = written.startswith("half")
    value = word_value(re.split(r"[\s-]+", re.sub(r"^half\s+an?\s+", "", written))) or 0.0
    return value / 2 if half else value


def _share(parts: list[str]) -> float:
    noun = parts[-1].rstrip("s").removesuffix("e")
    return _TIMES.get(parts[0], 1) * _SHARES[noun]


def _crowd(parts: list[str]) -> tuple[float, float, float]:
    low, high = _CROWD[parts[-1]]
    times = _CROWD_TIMES[parts[0]] if len(parts) > 1 else 1
    return low * times, low * times, high * times


def _is_million(match: re.Match[str]) -> bool:
    """Whether "m" is a million: with money, or before the plural noun it counts; else it is metres."""
    after = match.string[match.end() :]
    plural = re.match(r"\s+(?:[a-z]+\s+)?(?:[a-z]{2,}[^s\W]s|people|men|women|children)\b", after)
    return bool(match["sign"] or match["unit"] or plural)


def _unit(match: re.Match[str], text: str) -> tuple[Unit, int, tuple[str, ...]]:
    """The unit, where the figure ends, and stems that its unit phrase adds to the measure ("18-year-old" gives an age)."""
    if match["share"] or match["part"]:
        return PERCENT, match.end(), ()
    if match["sign"]:
        return unit_of(match["sign"]) or COUNT, match.end(), ()
    if match["unit"]:
        return unit_of(re.sub(r"[\s-]+", "-", match["unit"])) or COUNT, match.end(), ()
    if match["scale"] and match["scale"].lower() == "m" and not _is_million(match):
        return UNITS["metres"], match.end(), ()
    hyphen = _HYPHEN_UNIT.match(text, match.end())
    if hyphen:
        unit = unit_of(hyphen["unit"]) or COUNT
        return (Unit("age", unit.scale) if hyphen["tail"] == "old" else unit), hyphen.end(), ()
    return COUNT, match.end(), ()


_BREAK = re.compile(r"[.,;:!?()\"“”]")
_CROSSED = frozenset("of the a an in for its their his her our additional new more other extra".split())


def _measure(text: str, *, start: int, end: int) -> tuple[str, ...]:
    """Stems of the content words the figure stands with: those right behind it, else those right before."""
    all_words = words(text)
    behind = _run(text, [w for w in all_words if w.span.start >= end], at=end)
    if behind:
        return behind
    return _run(text, [w for w in reversed(all_words) if w.span.end <= start], at=start)


def _run(text: str, nearby: list[Word], *, at: int) -> tuple[str, ...]:
    stems: list[str] = []
    for word in nearby:
        gap = text[at : word.span.start] if word.span.start >= at else text[word.span.end : at]
        if _BREAK.search(gap) or len(stems) >= _MAX_HEAD_WORDS:
            break
        at = word.span.end if word.span.start >= at else word.span.start
        if word.is_content:
            stems.append(word.stem)
        elif stems or word.lower not in _CROSSED:
            break
    return tuple(stems)


_RANGE = re.compile(r"\s*(?:to|and|or|-|–|—)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)


def _joined(found: list[Figure], text: str) -> Iterator[Figure]:
    """Joins "30 to 40 boats" and "between 2% and 3%" into one range; a change "from 3 to 5 %" stays two figures of one unit."""
    pending = iter(found)
    current = next(pending, None)
    for following in pending:
        joint = current and _joint(current, following, text)
        if current and joint == "range":
            current = _range(_lifted(current, following), following)
            continue
        if current:
            yield _lifted(current, following) if joint else current
        current = following
    if current:
        yield current


def _joint(a: Figure, b: Figure, text: str) -> str:
    """How two neighbours hang together: "range", "change" or ""."""
    between, before = text[a.span.end : b.span.start], text[: a.span.start]
    if not _RANGE.fullmatch(between) or a.unit not in (b.unit, COUNT.name) or _lifted(a, b).value >= b.value:
        return ""
    if _FROM.search(before):
        return "change"
    return "range" if "and" not in between.lower() or _BETWEEN.search(before) else ""


def _lifted(a: Figure, b: Figure) -> Figure:
    """The "2" of "2 to 3 million dollars" as two million dollars."""
    if a.unit != COUNT.name or a.scale != 1.0 or (a.measure and a.measure[0] not in b.measure):
        return a
    times = b.scale
    return replace(
        a,
        value=a.value * times,
        first=a.first * times,
        low=a.low * times,
        high=a.high * times,
        unit=b.unit,
        scale=times,
        measure=a.measure or b.measure,
    )


def _range(a: Figure, b: Figure) -> Figure:
    return replace(b, span=Span(a.span.start, b.span.end), first=a.first, low=a.low, grain=0.0)
