"""The order of a search: what is asked about stands above what is merely near."""

from __future__ import annotations

from claims.matching.ranking import Found, relevances

ASKED = "Did the harbour board sell the lighthouse at Norholm to a hotel?"


def order(*found: Found) -> list[int]:
    ranks = relevances(ASKED, found)
    return sorted(range(len(found)), key=lambda place: -ranks[place])


def test_a_rare_word_outweighs_a_small_lead_in_cosine() -> None:
    told = [f"The harbour board met on day {day} at the quay." for day in range(8)]
    found = [Found(statement=each, cosine=0.60) for each in told]
    lighthouse = Found(statement="The lighthouse is to become a hotel.", cosine=0.58)
    assert order(*found, lighthouse)[0] == len(found)


def test_a_word_that_all_hold_tells_nothing() -> None:
    same = [Found(statement=f"The harbour is open {when}.", cosine=0.5) for when in ("early", "late")]
    ranks = relevances("harbour", same)
    assert ranks[0] == ranks[1]


def test_the_speaker_asked_about_comes_first() -> None:
    told = "The lighthouse will not be sold."
    assert order(Found(statement=told, cosine=0.6), Found(statement=told, cosine=0.55, same_speaker=True)) == [1, 0]


def test_nothing_found_is_nothing_to_rank() -> None:
    assert relevances(ASKED, []) == []
    assert len(relevances("?", [Found(statement="?", cosine=0.1)])) == 1
