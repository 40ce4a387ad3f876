"""A word or sign of measure in; its canonical unit and the scale to it out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """``name`` is canonical; a value in the written unit times ``scale`` is a value in the canonical one."""

    name: str
    scale: float = 1.0


COUNT = Unit("count")
PERCENT = Unit("percent")
_TABLE: dict[str, tuple[tuple[str, float, str], ...]] = {
    "percent": (("percent", 1, "% percent per-cent pct pc"),
    ("point", 1, "percentage-point percentage-points percentage")),
    "time": (
        ("days", 1 / 86400, "second seconds sec secs"), ("days", 1 / 1440, "minute minutes min mins"),
        ("days", 1 / 24, "hour hours hr hrs"),
        ("days", 1, "day days"), ("days", 7, "week weeks"), ("days", 30.4375, "month months"),
        ("days", 365.25, "year years yr yrs"),
        ("days", 3652.5, "decade decades"), ("days", 36525, "century centuries"),
    ),
    "length": (
        ("metre", 0.001, "mm millimetre millimetres millimeter millimeters"),
        ("metre", 0.01, "cm centimetre centimetres centimeter centimeters"),
        ("metre", 1, "metre metres meter meters"), ("metre", 1000, "km kms kilometre kilometres kilometer kilometers"),
        ("metre", 1609.344, "mile miles mi"), ("metre", 0.3048, "foot feet ft"), ("metre", 0.0254, "inch inches"),
        ("metre", 0.9144, "yard yards"),
    ),
    "area": (
        ("m2", 1, "m² m2 sqm square-metre square-metres square-meter square-meters"),
        ("m2", 1e4, "hectare hectares ha"),
        ("m2", 4046.86, "acre acres"),
        ("m2", 1e6, "km² km2 square-kilometre square-kilometres square-kilometer square-kilometers"),
        ("m2", 2589988, "square-mile square-miles"), ("m2", 0.0929, "square-foot square-feet"),
    ),
    "mass": (
        ("kg", 1e-6, "mg milligram milligrams"), ("kg", 0.001, "gram grams g"),
        ("kg", 1, "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes"),
        ("kg", 1000, "tonne tonnes ton tons"), ("kg", 0.4536, "lb lbs"),
    ),
    "volume": (("litre", 1, "litre litres liter liters"), ("litre", 3.785, "gallon gallons"),
    ("litre", 158.987, "barrel barrels")),
    "speed": (("km/h", 1, "km/h kph kmh kilometres-per-hour kilometers-per-hour km-per-hour"),
        ("km/h", 1.609344, "mph miles-per-hour"), ("km/h", 3.6, "metres-per-second meters-per-second"),
        ("km/h", 1.852, "knot knots")),
    "power": (("watt", 1, "watt watts"), ("watt", 1e3, "kw kilowatt kilowatts"),
    ("watt", 1e6, "mw megawatt megawatts"), ("watt", 1e9, "gw gigawatt gigawatts")),
    "energy": (("Wh", 1e3, "kwh"), ("Wh", 1e6, "mwh"), ("Wh", 1e9, "gwh")),
    "heat": (("degree", 1, "degree degrees ° °c celsius"), ("°F", 1, "°f fahrenheit")),
    "money": (
        ("USD", 1, "$ us$ usd dollar dollars"), ("GBP", 1, "£ gbp pound pounds sterling"),
        ("EUR", 1, "€ eur euro euros"), ("JPY", 1, "¥ jpy yen"),
        ("RUB", 1, "₽ rub rouble roubles ruble rubles"), ("CNY", 1, "cny rmb yuan"), ("AUD", 1, "a$ aud"),
        ("CAD", 1, "c$ cad"), ("INR", 1, "₹ inr rupee rupees"),
        ("CHF", 1, "chf franc francs"), ("UAH", 1, "uah hryvnia hryvnias"),
        ("crown", 1, "crown crowns krona kronor krone kroner"),
        ("GBP", 0.01, "pence"), ("cent", 1, "cent cents"),
    ),
}  # fmt: skip
UNITS = {word: Unit(name, scale) for rows in _TABLE.values() for name, scale, forms in rows for word in forms.split()}
"""Written form, lower case, inner blanks as hyphens -> unit."""

CURRENCIES = frozenset(name for name, _, _ in _TABLE["money"])
"""Canonical names of money."""


def unit_of(written: str) -> Unit | None:
    """The unit that a word or sign stands for, or None: "km", "per cent", "square miles", "$"."""
    return UNITS.get("-".join(written.lower().split()))
