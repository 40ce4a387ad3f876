"""What states something, and what only names it."""

from __future__ import annotations

import pytest

from claims.text.propositions import is_proposition


@pytest.mark.parametrize(
    "text",
    [
        "The pool is closed",
        "three people died",
        "residents to leave",
        "I support the new fares",
        "Farmers need water",
        "It rose",
        "Vaccines cause autism",
        "Masks save lives",
        "The pool opens Monday",
        "Schools reopen Monday",
        "Lock him up",
        "Build the wall",
        "No deal before Christmas",
        "the ward won't shut",
        "sold to the harbour board for twice of what it once cost",
        "a steady fall of rents in every street of the old town",
    ],
)
def test_states_something(text: str) -> None:
    assert is_proposition(text)


@pytest.mark.parametrize(
    "text",
    ["the decision", "his supporters", "a state of emergency", "Norway for the attack", "the closed pool", "Falk", "",
     "responsibility for all three fires", "her candidacy"],
)  # fmt: skip
def test_only_names_it(text: str) -> None:
    assert not is_proposition(text)


def test_a_thing_with_much_said_about_it_is_still_only_named() -> None:
    named = "a strong link between high rents and the mood in the old town"
    assert not is_proposition(named, in_doubt=False)
    assert is_proposition(f"The report found {named}", in_doubt=False)
    assert is_proposition("A heron nests in the reeds behind the mill", in_doubt=False)
