"""What leads through a meeting or is only polite, and what only nods to something said elsewhere."""

from __future__ import annotations

import pytest

from claims.text.courtesy import conducts, nods


@pytest.mark.parametrize(
    ("text", "led"),
    [
        ("Good evening and welcome to the second hearing on the pier.", True),
        ("The next question goes to the harbour master for a two-minute answer.", True),
        ("We come to the closing statements.", True),
        ("I'm Rhea Holm of the Harbour Post.", True),
        ("Mr. Lund with a question for Mayor Brandt.", True),
        ("Next, Mr. Lund's question to Vice President Holm.", True),
        ("Thank you, Mayor Brandt.", True),
        ("This is Rhea Holm, Radio Nord.", True),
        ("Let me add one thing on the pier.", True),
        ("Each candidate will be questioned in turn.", True),
        ("Questions will go to the candidates in turn.", True),
        ("The reporters are free to ask what they like.", True),
        ("The same question now to the harbour master.", True),
        ("We go into the second round of questions.", True),
        ("This is real trouble, for the pier and for us.", False),
        ("I'm very glad of the pier.", False),
        ("We let him point the way.", False),
        ("The candidate refused all questions.", False),
        ("The pier was closed for two minutes.", False),
        ("The pier question is settled.", False),
        ("I am against the pier.", False),
        ("We offer our condolences to the families of the crew", True),
    ],
)
def test_who_leads_through_a_meeting_says_nothing_of_it(text: str, led: bool) -> None:
    assert conducts(text) is led


@pytest.mark.parametrize(
    ("text", "nodded"),
    [
        ("I agree with the mayor completely on that score.", True),
        ("We disagree on this.", True),
        ("I have no disagreement with the mayor's position on that", True),
        ("We agreed to that sale in March", False),
        ("I disagree with the mayor on the sale of the pier", False),
        ("The council is in agreement as to its aims", False),
    ],
)
def test_who_agrees_on_that_says_nothing_of_his_own(text: str, nodded: bool) -> None:
    assert nods(text) is nodded
