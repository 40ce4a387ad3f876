"""Words for days, months and spells in; the first and last day they cover out. Pure reckoning, no parsing."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
        "september sept sep",
         "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

Days = tuple[date, date]
"""First and last day, both included."""


def day(year: int, month: int, number: int) -> Days | None:
    """One day, or None when there is no such day."""
    try:
        return (date(year, month, number),) * 2
    except ValueError:
        return None


def month(year: int, number: int, *, months: int = 1) -> Days:
    """``months`` whole months from the first of month ``number`` (may run over 12, or under 1)."""
    first = _shifted(year, number)
    last = _shifted(year, number + months - 1)
    return first, last.replace(day=monthrange(last.year, last.month)[1])


def year(number: int, *, years: int = 1) -> Days:
    """``years`` whole years from 1 January of ``number``."""
    return date(number, 1, 1), date(number + years - 1, 12, 31)


def week(of: date, *, by: int = 0) -> Days:
    """The week (Monday to Sunday) of a day, ``by`` weeks on."""
    monday = of - timedelta(days=of.weekday()) + timedelta(weeks=by)
    return monday, monday + timedelta(days=6)


def weekday(of: date, number: int, *, ahead: bool) -> Days:
    """The last such weekday up to a day (that day included), or the next one from it."""
    gap = (number - of.weekday()) % 7 if ahead else -((of.weekday() - number) % 7)
    return (of + timedelta(days=gap),) * 2


def nearest_year(of: date, month_number: int) -> int:
    """The year that puts a bare month nearest to a day."""
    return min((of.year - 1, of.year, of.year + 1), key=lambda y: abs((y - of.year) * 12 + month_number - of.month))


def spell(of: date, unit: str, by: int) -> Days | None:
    """The day, week, month, year or decade ``by`` units from a day ("last month": -1); None outside the calendar."""
    try:
        if unit in ("day", "week"):
            return (of + timedelta(days=by),) * 2 if unit == "day" else week(of, by=by)
        if unit == "month":
            return month(of.year, of.month + by)
        span = {"year": 1, "decade": 10, "century": 100}[unit]
        return year((of.year // span + by) * span if span > 1 else of.year + by, years=span)
    except (ValueError, OverflowError):
        return None


def _shifted(of_year: int, of_month: int) -> date:
    return date(of_year + (of_month - 1) // 12, (of_month - 1) % 12 + 1, 1)
