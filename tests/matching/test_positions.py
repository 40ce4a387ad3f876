"""Whether two claims meet on one ground, so that one can deny the other."""

from __future__ import annotations

from datetime import date

import pytest

from claims.matching.positions import at_odds, repeatable
from claims.matching.scoring import score
from claims.matching.sides import Side


def met(
    one: str, two: str, *, same: bool = True, days: int = 0, article: int | None = None, kind: str = "direct"
) -> bool:
    first, later = date(2026, 3, 1), date.fromordinal(date(2026, 3, 1).toordinal() + days)
    a = Side(id=1, statement=one, kind=kind, speaker_id=7, said_on=first, article_id=article)
    b = Side(id=2, statement=two, kind=kind, speaker_id=7 if same else 8, said_on=later, article_id=article)
    return at_odds(a, b, score(a, b, cosine=0.7, trigram=0.3))


@pytest.mark.parametrize(
    ("one", "two", "how"),
    [
        ("The pier is open to lorries", "The pier is closed to lorries", {}),
        ("I have always opposed the new fares", "I support the new fares", {}),
        ("I will not raise the fares", "He is going to raise your fares", {"same": False}),
        ("he supported the new fares because they pay for the pier", "I have always opposed the new fares",
         {"kind": "indirect"}),
        ("The mayor promised 200 homes", "The mayor never promised 200 homes", {"same": False}),
        ("The mayor said the pier would close", "I never said the pier would close", {"same": False}),
        ("24 people are in hospital", "32 people are in hospital", {"same": False}),
    ],
)  # fmt: skip
def test_two_statements_on_one_thing_may_deny_each_other(one: str, two: str, how: dict[str, object]) -> None:
    assert met(one, two, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "two", "how"),
    [
        ("I would not join the fishing council", "My opponent is for joining the fishing council", {}),
        ("I will close the pier", "I will keep the pier open", {"same": False}),
        ("You closed the pier", "The pier is open", {}),
        ("He says the pier is closed", "The pier is open", {"same": False}),
        ("The pier is closed to lorries", "We want the pier to be open to lorries", {}),
        ("That is not the way to run the pier", "We run the pier well", {}),
        ("The pier was sold", "The crew was paid", {}),
        ("He kept the promise on the pier", "He broke the promise on the pier", {"same": False, "days": 400}),
        ("The harbour pier is old and made of wood", "The pier of the harbour was painted green by the crew",
         {"article": 3}),
        ("The old pier of the harbour is a danger to boats", "Boats are safe at the pier that the crew painted green",
         {"article": 3, "kind": "statement"}),
        ("Fourteen people died on the ferry", "Nine people were injured on the ferry", {"same": False}),
        ("I disagree with the mayor on this point", "The mayor and I are not in disagreement as to the fares", {}),
        ("Two minutes, Senator Holm.", "Ninety seconds, Senator Holm.", {}),
    ],
)  # fmt: skip
def test_other_people_wishes_pointers_and_reports_deny_nothing(one: str, two: str, how: dict[str, object]) -> None:
    assert not met(one, two, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind", "again"),
    [
        ("Ines Okafor as head of the port", "indirect", False),  # "named …"
        ("Okafor is head of the port", "indirect", True),
        ("Not one more ferry from this port", "direct", True),
        ("We offer our condolences to the families of the crew", "direct", False),
        ("The mayor of the port and I disagree on this question", "direct", False),
    ],
)
def test_what_says_nothing_of_its_own_is_not_said_again(text: str, kind: str, again: bool) -> None:
    a, b = (Side(id=n, statement=text, kind=kind, speaker_id=7, article_id=n) for n in (1, 2))
    assert repeatable(a, b, verbatim=True) is again


@pytest.mark.parametrize(
    ("second", "gap", "again"), [(8, 60, True), (7, 60, False), (7, 2000, True)], ids=["another", "at once", "later"]
)
def test_one_speaker_makes_two_points_in_one_breath(second: int, gap: int, again: bool) -> None:
    one, two = "We wanted to end the fighting in the harbour", "We wanted to keep the peace in the harbour"
    a = Side(id=1, statement=one, kind="direct", speaker_id=7, article_id=3, start=0, end=44)
    b = Side(id=2, statement=two, kind="direct", speaker_id=second, article_id=3, start=44 + gap, end=86 + gap)
    assert repeatable(a, b, verbatim=False) is again
    assert repeatable(b, a, verbatim=False) is again
    assert repeatable(a, b, verbatim=True)
