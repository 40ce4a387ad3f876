"""One match of the quantity pattern in; its value, range, magnitude and unit out."""

from __future__ import annotations

import re

from claims.text.numerals import SCALES, SMALL, digits, word_value
from claims.text.units import COUNT, PERCENT, UNITS, Unit, unit_of

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+|\d+(?:\.\d+)?"
_BIG = "hundred|thousand|million|billion|trillion|dozen"
_WORD = "|".join(sorted((*SMALL, *_BIG.split("|")), key=len, reverse=True))
_SCALE = rf"{_BIG}|lakh|crore|mln|mn|bn|trn|tn|[km]|(?<=\d)\s?b"
_SIGN = r"(?:US|A|C)?\$|[£€¥₽₹]"
_SPANS = "second|minute|hour|day|week|month|year|decade|century"
_SHARE = "half|halves|thirds?|quarters?|fifths?|tenths?"
_SPELT = rf"(?:{_WORD})\b(?:[\s-]+(?:and\s+(?=(?:{_WORD})\b))?(?:{_WORD})\b)*"
_UNITS = "|".join(re.escape(u).replace(r"\-", r"[\s-]") for u in sorted(UNITS, key=len, reverse=True) if u[0].isalpha())

QUANTITY = re.compile(
    rf"""(?<![\w.,/:-])(?<!\d[-–])
    (?P<sign>{_SIGN})?\s?
    (?: (?P<part>\d{{1,3}}|{_WORD})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<whole>\d{{1,3}}|{_WORD})(?![\w,]|\.\d)
      | (?P<digits>{_DIGITS})
      | (?P<words>(?:(?:an?|half\s+an?)\s+(?=(?:{_BIG})\b))?{_SPELT})
      | (?P<crowd>(?:(?:tens|hundreds)\s+of\s+)?(?:dozens|scores|hundreds|thousands|millions|billions)\b)
      | (?P<share>(?:an?|one|two|three|four)[\s-](?:{_SHARE})(?=\s+(?:of|the)\b)
          | (?<=by\s)(?:(?:an?|one|two|three)[\s-])?(?:{_SHARE})\b
          | half(?=\s+(?:of|the|its|their|his|her|our|all)\b))
      | (?P<pair>a\s+(?:couple|pair)\s+of)
      | (?<=for\s)(?P<single>an?)(?=[\s-](?:{_SPANS})\b)
    )
    (?:[\s-]?(?P<scale>{_SCALE})\b(?!['’]))?
    (?P<half>\s+and\s+a\s+half(?:\s+(?P<late>{_SCALE})\b)?)?
    (?:\s?(?P<unit>%|°[CcFf]?|{_SIGN}|(?:(?<=\d)|(?<=[\s-])|\b)(?:{_UNITS})(?![\w²])))?""",
    re.VERBOSE | re.IGNORECASE,
)
_HYPHEN_UNIT = re.compile(rf"-(?P<unit>{_UNITS})(?:-(?P<tail>\w+))?\b", re.IGNORECASE)
_CROWD = {
    "dozens": (24, 200), "scores": (40, 400), "hundreds": (100, 2e3), "thousands": (1e3, 2e4), "millions": (1e6, 2e7),
    "billions": (1e9, 2e10),
}  # fmt: skip
_CROWD_TIMES = {"tens": 10, "hundreds": 100}
_SHARES = {"half": 50.0, "halv": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_TIMES = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_PLURAL = re.compile(r"\s+(?:[a-z]+\s+)?(?:[a-z]{2,}[^s\W]s|people|men|women|children)\b")
# "Three yards" are as likely where ships are built.
_ODD_UNITS = frozenset({"yard", "yards"})


def values(match: re.Match[str]) -> tuple[float, float, float]:
    """Value and range, magnitude included, before any unit."""
    if match["crowd"]:
        return _crowd(match["crowd"].lower().split())
    if match["pair"] or match["single"]:
        return (2.0, 2.0, 3.0) if match["pair"] else (1.0, 1.0, 1.0)
    value = (_written(match) + (0.5 if match["half"] else 0.0)) * times(match)
    return value, value, value


def _written(match: re.Match[str]) -> float:
    if match["part"]:
        return 100 * _plain(match["part"]) / (_plain(match["whole"]) or 1)
    if match["share"]:
        return _share(re.split(r"[\s-]", match["share"].lower()))
    return digits(match["digits"]) if match["digits"] else _spelt(match["words"].lower())


def _plain(written: str) -> float:
    return digits(written) if written[0].isdigit() else _spelt(written.lower())


def times(match: re.Match[str]) -> float:
    """What its magnitude multiplies it by: 1,000,000 for "1.2 m passengers"."""
    scale = (match["scale"] or match["late"] or "").lower()
    return 1.0 if scale == "m" and not _is_million(match) else SCALES.get(scale, 1.0)


def grain(match: re.Match[str]) -> float:
    """The step it is rounded to, before any unit: 100,000 for "1.2 million", 1 for "37"."""
    return times(match) / 10.0 ** len((match["digits"] or "").partition(".")[2])


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
    return bool(match["sign"] or match["unit"] or _PLURAL.match(match.string, match.end()))


def unit(match: re.Match[str]) -> tuple[Unit, int]:
    """The unit, and where the figure ends in its text: "18-year-old" gives an age, "100 m long" metres."""
    if match["share"] or match["part"]:
        return PERCENT, match.end()
    if match["sign"]:
        return unit_of(match["sign"]) or COUNT, match.end()
    if match["unit"] and not (match["words"] and match["unit"].lower() in _ODD_UNITS):
        return unit_of(re.sub(r"[\s-]+", "-", match["unit"])) or COUNT, match.end()
    if match["scale"] and match["scale"].lower() == "m" and not _is_million(match):
        return UNITS["metres"], match.end()
    return _hyphenated(match)


def _hyphenated(match: re.Match[str]) -> tuple[Unit, int]:
    hyphen = _HYPHEN_UNIT.match(match.string, match.end())
    if not hyphen:
        return COUNT, match.end()
    found = unit_of(hyphen["unit"]) or COUNT
    return (Unit("age", found.scale) if hyphen["tail"] == "old" else found), hyphen.end()
