"""The short words of headings and lists."""

from __future__ import annotations

import datetime as dt

import pytest

from claims.models import Claim, Flag, Speaker
from claims.web.wording import age, apart, headline, kinds

NOW = dt.datetime(2026, 3, 14, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-5, "now"),
        (59, "now"),
        (60, "1 min"),
        (3_599, "59 min"),
        (3_600, "1 h"),
        (172_799, "47 h"),
        (172_800, "2 d"),
        (40_000_000, "462 d"),
    ],
)
def test_age(seconds: int, expected: str) -> None:
    assert age(NOW - dt.timedelta(seconds=seconds), now=NOW) == expected


@pytest.mark.parametrize(("days", "expected"), [(None, ""), (0, "same day"), (1, "1 day apart"), (11, "11 days apart")])
def test_apart(days: int | None, expected: str) -> None:
    assert apart(days) == expected


def said_by(name: str) -> Claim:
    return Claim(speaker=Speaker(name=name) if name else None)


@pytest.mark.parametrize("kind", Flag.Kind.values)
@pytest.mark.parametrize("same", [True, False])
def test_every_kind_has_its_heading_and_its_count(kind: str, same: bool) -> None:
    title = headline(Flag(kind=kind, same_speaker=same), said_by("Quist"), said_by("Quist" if same else ""))
    assert "Quist" in title
    assert ("Speaker not known" in title) is not same
    assert "%" not in title
    assert kinds(kind, 1) + "s" == kinds(kind, 2)
