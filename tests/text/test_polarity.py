"""Negation in every form, opposite words, and what undoes them."""

from __future__ import annotations

import pytest

from claims.text.commitment import denied_commitment
from claims.text.negation import negations
from claims.text.polarity import Stance, compare_polarity, mood

BRIDGE = "The bridge is safe for lorries"


@pytest.mark.parametrize(
    "denial",
    [
        "The bridge is not safe for lorries",
        "The bridge isn't safe for lorries",
        "The bridge isn’t safe for lorries",
        "The bridge is n't safe for lorries",
        "The bridge is no longer safe for lorries",
        "The bridge was never safe for lorries",
        "The bridge is hardly safe for lorries",
        "The bridge is by no means safe for lorries",
        "The bridge is far from safe for lorries",
        "The bridge is unsafe for lorries",
        "The bridge is dangerous for lorries",
        "It is false that the bridge is safe for lorries",
        "She denied that the bridge is safe for lorries",
        "Engineers dispute that the bridge is safe for lorries",
        "The claim that the bridge is safe for lorries is untrue",
        "No bridge is safe for lorries",
        "She ruled out that the bridge is safe for lorries",
    ],
)
def test_denials_oppose_what_they_deny(denial: str) -> None:
    assert compare_polarity(BRIDGE, denial).stance == Stance.OPPOSITE
    assert compare_polarity(denial, BRIDGE).stance == Stance.OPPOSITE


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The bridge is not open to traffic", "The bridge is closed to traffic"),
        ("They do not deny that the harbour is dirty", "The harbour is dirty"),
        ("There is no doubt that the dam leaks", "The dam leaks"),
        ("The best captains are not afraid to ask", "The best captains ask"),
        ("Nobody consulted the crew", "The crew was not consulted"),
    ],
)
def test_what_is_undone_denies_nothing(a: str, b: str) -> None:
    assert compare_polarity(a, b).stance == Stance.SAME


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("Fares rose by a tenth", "Fares fell by a tenth", ("rose", "fell")),
        ("I support the new fares", "I have always opposed the new fares", ("support", "opposed")),
        ("The council approved the plan", "The council rejected the plan", ("approved", "rejected")),
        ("The ward will stay open", "The ward will shut", ("open", "shut")),
        ("Parking there is legal", "Parking there is illegal", ("legal", "illegal")),
    ],
)
def test_opposite_words_show_themselves(a: str, b: str, words: tuple[str, str]) -> None:
    found = compare_polarity(a, b)
    assert (found.stance, found.by) == (Stance.OPPOSITE, "antonym")
    assert (found.a[0].of(a), found.b[0].of(b)) == words


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The ferry will close in March, but the mayor did not say why", "The ferry will close in March"),
        ("The council did not vote", "The harbour master spoke"),
    ],
)
def test_a_denial_of_something_else_opposes_nothing(a: str, b: str) -> None:
    assert compare_polarity(a, b).stance == Stance.UNKNOWN


@pytest.mark.parametrize(
    ("a", "b"),
    [("Not only did he win", "He won"), ("The ferry will not run until May", "The ferry will run in May")],
)
def test_an_idle_not_opposes_nothing_but_stays_a_doubt(a: str, b: str) -> None:
    assert compare_polarity(a, b).stance == Stance.UNKNOWN


def test_a_scope_ends_with_its_clause() -> None:
    text = "He did not resign, and the ferry runs"
    (negation,) = negations(text)
    assert (negation.cue.of(text), negation.scope.of(text)) == ("did not"[4:], "resign")


def test_without_reaches_its_noun_only() -> None:
    a, b = (
        "The fares are fair, because without them the routes die",
        "The fares are fair; the routes would die without them",
    )
    assert compare_polarity(a, b).stance != Stance.OPPOSITE


@pytest.mark.parametrize(
    ("text", "expected"),
    [("It may close", "possible"), ("It closed in May", "fact"), ("It should close", "ought"), ("It closed", "fact")],
)
def test_mood(text: str, expected: str) -> None:
    assert mood(text) == expected


def test_an_affirmed_and_a_denied_plan_oppose() -> None:
    found = denied_commitment('She agreed "in principle" to talks on the pier', "There are no firm plans for a meeting")
    assert found is not None
    assert found.by == "commitment"
    assert denied_commitment("She agreed to talks on the pier", "There are no plans for a new roof") is None
    assert denied_commitment("She has no plans for talks", "There are no plans for a meeting") is None
