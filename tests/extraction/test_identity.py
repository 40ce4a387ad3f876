"""Whether a mention and a known speaker may be one: how alike, how surely, and why, in words."""

from __future__ import annotations

import datetime as dt

import pytest

from claims.extraction.attribution import Mention
from claims.extraction.held import Held
from claims.extraction.identity import Known, Likeness, likeness
from claims.text.spelling import initials, one_given, spelt_alike

DAY = dt.date(2026, 3, 10)


def alike(
    mention: str, name: str, *, role: str = "", held: str = "", kind: str = "person", sex: str = ""
) -> Likeness | None:
    """The answer for a mention on the tenth against a speaker who was called so on the first."""
    first = dt.date(2026, 3, 1)
    known = Known(id=1, name=name, kind=kind, roles=(Held(held, first, first),) if held else ())
    return likeness(Mention(name=mention, kind=kind, role=role, gender=sex), known, on=DAY)


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Luc Moreau", "Ada Moreau"),
        ("J. Moreau", "Ada Moreau"),
        ("Ada Brandt", "Ada Moreau"),
        ("George W. Falk", "George H. W. Falk"),
        ("Li Wen", "Lee Wen"),
        ("Ida Rode", "Ida Rodenbach"),
    ],
)
def test_two_people_are_two(mention: str, name: str) -> None:
    assert alike(mention, name) is None


@pytest.mark.parametrize(
    ("mention", "name", "reason"),
    [
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky", "two spellings"),
        ("Vladimir Zelensky", "Volodymyr Zelenskyy", "forms of one"),
        ("J. Moreau", "Jean Moreau", "only an initial"),
        ("Ada Moreau-Lind", "Ada Moreau", "one surname holds the other"),
        ("Ada Beth Moreau", "Ada Moreau", "same given name"),
        ("Moreau", "Ada Moreau", "without a given name"),
        ("Dr. Ada Moreau", "Ada Moreau", "same surname"),
    ],
)
def test_those_who_look_alike_are_asked_about(mention: str, name: str, reason: str) -> None:
    found = alike(mention, name)
    assert found is not None
    assert not found.sure
    assert reason in "; ".join(found.reasons)


def test_one_role_makes_it_sure_and_is_told_with_the_days() -> None:
    found = alike("Moreau", "Ada Moreau", role="finance minister", held="Finance Minister")
    assert found is not None
    assert found.sure
    assert found.reasons[-1] == "both “finance minister”, 9 days apart"


def test_no_role_makes_half_a_surname_sure() -> None:
    found = alike("Ada Moreau-Lind", "Ada Moreau", role="harbour master", held="harbour master")
    assert found is not None
    assert not found.sure


@pytest.mark.parametrize("sex", ["m"])
def test_what_speaks_against_it(sex: str) -> None:
    assert alike("Moreau", "Ada Moreau", sex=sex) is None
    assert alike("Moreau", "Ada Moreau", role="striker", held="finance minister") is None


def test_a_deputy_is_not_the_one_deputised_for() -> None:
    found = alike("Moreau", "Ada Moreau", role="deputy mayor", held="mayor")
    assert found is not None
    assert not found.sure


def test_a_role_of_long_ago_says_nothing() -> None:
    known = Known(
        id=1, name="Ada Moreau", kind="person", roles=(Held("striker", dt.date(2009, 1, 1), dt.date(2010, 1, 1)),)
    )
    found = likeness(Mention(name="Moreau", kind="person", role="finance minister"), known, on=DAY)
    assert found is not None
    assert not any("striker" in reason for reason in found.reasons)


def test_bodies_by_their_letters() -> None:
    found = alike("HPB", "Harbour Pilots' Board", kind="body")
    assert found is not None
    assert not found.sure
    assert alike("HPB", "Harbour Police", kind="body") is None


def test_a_person_is_no_body() -> None:
    known = Known(id=1, name="Jordan", kind="body")
    assert likeness(Mention(name="Jordan", kind="person"), known, on=DAY) is None


@pytest.mark.parametrize(
    ("a", "b"), [("Lavrov", "Lavroff"), ("Zelenskyi", "Zelenskij"), ("Medvedev", "Medvedyev"), ("Yermak", "Iermak")]
)
def test_spellings_that_sound_alike(a: str, b: str) -> None:
    assert spelt_alike(a, b)


@pytest.mark.parametrize(("a", "b"), [("Brandt", "Brand"), ("Falk", "Falke"), ("Li", "Lee"), ("Renn", "Rehn")])
def test_spellings_that_do_not(a: str, b: str) -> None:
    assert not spelt_alike(a, b)


def test_given_names_and_initials() -> None:
    assert one_given("serhiy", "sergei")
    assert one_given("alex", "alexandra")
    assert not one_given("ada", "ida")
    assert initials("the North Atlantic Treaty Organization") == "nato"
