"""A name's parts and the guess of a pronoun."""

from __future__ import annotations

import pytest

from claims.text.names import gender, surname


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ingrid Falk", "f"),
        ("Mr. Falk", "m"),
        ("Mrs Brandt", "f"),
        ("Aldo Brandt", "m"),
        ("Andrea Falk", ""),
        ("Falk", ""),
        ("Xq Petrova", "f"),
        ("Anna-Lena Falk", "f"),
    ],
)
def test_gender(name: str, expected: str) -> None:
    assert gender(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("Aldo Brandt Jr.", "Brandt"), ("Rhea Vance-Toller", "Vance-Toller"), ("Falk", "Falk")]
)
def test_surname(name: str, expected: str) -> None:
    assert surname(name) == expected
