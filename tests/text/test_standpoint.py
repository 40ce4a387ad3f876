"""What a statement says of its own, of whom, and whether its speaker holds it to be so."""

from __future__ import annotations

import pytest

from claims.text.standpoint import reports_others, subject, supposes, telling, wishes


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Thank you very much.", set()),
        ("Two minutes, Senator Holm.", set()),
        ("Mr. President, the next question is for you.", set()),
        ("That's the wrong way to go.", set()),
        ("The ferry closed.", {"ferri", "clos"}),
        ("It lost 1.2 million euros", {"los"}),
    ],
)
def test_words_that_fit_anything_tell_nothing(text: str, stems: set[str]) -> None:
    assert telling(text) == stems


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("He says the pier is safe", True),
        ("And Governor Holm has always claimed that she paid", True),
        ("My opponent talks about the harbour", True),
        ("And yet he tells you he's for the pier", True),
        ("Critics say it is too dear", True),
        ("A study came out last week that said fares will rise", True),
        ("I said the pier is safe", False),
        ("The pier is safe", False),
        ("Nobody told the council about the leak", False),
        ("The mayor told the council about the leak", False),
    ],
)
def test_what_others_say_is_not_the_speakers_own(text: str, reported: bool) -> None:
    assert reports_others(text) is reported


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("If the pier closes, we lose the ferry", True),
        ("When she took office the pier was open", True),
        ("We would have closed the pier", True),
        ("and close the pier as a last resort", True),
        ("It does not mean -", True),
        ("The pier closed when the storm came", False),
        ("and the pier is closed", False),
    ],
)
def test_what_is_only_supposed_is_not_held_to_be_so(text: str, supposed: bool) -> None:
    assert supposes(text) is supposed


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("We need a new pier", True),
        ("The pier will close", True),
        ("The pier would shut on 1 July", True),
        ("We have 104 patients who need a bed", False),
        ("She opposed it because the route would die", False),
        ("The pier is closed", False),
        ("So I want the pier open", True),
    ],
)
def test_a_wish_is_no_fact(text: str, wished: bool) -> None:
    assert wishes(text) is wished


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("I met the crew", "self"),
        ("But on the pier, for the crew, he is cutting wages", "other"),
        ("You closed it", "you"),
        ("That's not my plan", "this"),
        ("It is not true that we closed it", "self"),
        ("This is a mayor who has met nobody", "other"),
        ("Governor Holm has ruled it out", "other"),
        ("The ferry, which we love, is safe", ""),
        ("Passenger numbers fell by 12 per cent, he said", ""),
    ],
)
def test_of_whom_a_statement_speaks_first(text: str, whose: str) -> None:
    assert subject(text) == whose
