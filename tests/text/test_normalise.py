"""Folding, fingerprints and name keys: what must be equal, what must stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.normalise import fingerprint, fold, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“The quay is safe,”", '"The quay is SAFE"'),
        ("It’s over — for good.", "It's over: for good!"),
        ("the  quay\n is\tsafe", "The quay is safe."),
        ("ＱＵＡＹ", "quay"),
        ("fi\u200bsh", "fish"),
        ("a well-known pier", "a well known pier"),
        ("STRASSE", "Straße"),
    ],
)
def test_same_words_have_one_fingerprint(one: str, other: str) -> None:
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("costs rose 5%", "costs rose 50%"),
        ("costs rose 5%", "costs rose 5"),
        ("minus: -5 degrees", "minus: 5 degrees"),
        ("3.5 metres", "35 metres"),
        ("we're safe", "were safe"),
        ("$40 a ton", "€40 a ton"),
    ],
)
def test_other_figures_have_another_fingerprint(one: str, other: str) -> None:
    assert fingerprint(one) != fingerprint(other)


@given(st.text())
def test_fold_is_stable_and_fingerprint_hexadecimal(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fingerprint(fold(text)) == fingerprint(text)
    assert len(bytes.fromhex(fingerprint(text))) == 32


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Mayor Aldo Brandt", "aldo brandt"),
        ("Sen. José Núñez-Vega", "jose nunez vega"),
        ("Mr Søren Løkke", "soren lokke"),
        ("the Harbour Office", "harbour office"),
        ("The President", "president"),
        ("Minister of Fisheries", "minister of fisheries"),
        ("J. R. Okafor", "j r okafor"),
        ("Siobhán O’Dowd", "siobhan odowd"),
        ("Прохор Ёлкин", "прохор елкин"),
        ("", ""),
    ],
)
def test_name_key(name: str, key: str) -> None:
    assert name_key(name) == key


@given(st.text())
def test_name_key_is_stable(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name) or not name_key(name)
