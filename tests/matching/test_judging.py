"""What the entailment model adds to a pair's flags: opposites that no list knows, and a veto where words mislead."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from claims import engines
from claims.matching.drafts import FlagDraft
from claims.matching.flags import flags
from claims.matching.judging import decides, judged, worth_judging
from claims.matching.scoring import Scores, score
from claims.matching.sides import Side
from claims.text.trigrams import trigram_similarity

NEWER = ("shared_names", "b_given_a", "a_given_b", "judged_by")
TROOPS = "We have no troops in the valley"
UNITS = "Our units entered the valley on Monday"
PAID = "The museum paid for the painting in full"
OWED = "The museum still owes half of the price of the painting"
OPPOSED, ENTAILED, APART = (0.05, 0.05, 0.9), (0.9, 0.05, 0.05), (0.1, 0.85, 0.05)


def pair(one: str, two: str, *, cosine: float = 0.7, same: bool = True, days: int = 0) -> tuple[Side, Side, Scores]:
    sides = (
        Side(id=1, statement=one, kind="indirect", speaker_id=7, said_on=date(2026, 3, 1), fingerprint=one),
        Side(
            id=2,
            statement=two,
            kind="indirect",
            speaker_id=7 if same else 8,
            said_on=date.fromordinal(date(2026, 3, 1).toordinal() + days),
            fingerprint=two,
        ),
    )
    return *sides, score(*sides, cosine=cosine, trigram=trigram_similarity(one, two))


def told(
    one: str, two: str, *, forth: tuple[float, ...], back: tuple[float, ...], **how: float | bool
) -> list[FlagDraft]:
    """The flags of a pair of which the model says so."""
    a, b, scores = pair(one, two, **how)  # type: ignore[arg-type]
    return flags(a, b, replace(scores, b_given_a=forth, a_given_b=back, judged_by="some model"))


def kinds(*args: str, **how: object) -> list[str]:
    return [flag.kind for flag in told(*args, **how)]  # type: ignore[arg-type]


def test_the_model_in_force_is_asked_both_ways() -> None:
    [scores] = judged([pair(TROOPS, UNITS)])
    assert scores.judged_by == engines.entailer().version
    assert min(scores.b_given_a[2], scores.a_given_b[2]) > 0.75
    assert (scores.contradiction or 0.0) > 0.75
    assert (scores.entailment or 1.0) < 0.2


def test_opposites_in_other_words_are_flagged() -> None:
    a, b, _ = pair(PAID, OWED)
    [scores] = judged([pair(PAID, OWED)])
    assert scores.stance == "same"
    [flag] = flags(a, b, scores)
    assert flag.kind == "contradiction"
    assert flag.score == pytest.approx(scores.contradiction, abs=1e-4)
    assert flag.reason.startswith("Cannot both be true: read as opposites, ")
    assert flag.reason.endswith("(same speaker, same day)")
    assert {span.claim for span in flag.spans} == {"a", "b"}


def test_one_way_is_not_enough() -> None:
    assert kinds(TROOPS, UNITS, forth=OPPOSED, back=APART) == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The school was opened by Falk", "The school was closed by Brandt"),  # two people
        ("The ferry ran aground in 2014", "The ferry was in port all through 2016"),  # two years
        ("The mayor may resign", "The mayor stays in office"),  # what may be
    ],
)
def test_what_rules_tell_apart_is_no_contradiction_whatever_the_model_says(one: str, two: str) -> None:
    assert "contradiction" not in kinds(one, two, forth=OPPOSED, back=OPPOSED)


def test_a_state_may_change_with_the_weeks() -> None:
    one, two = "The harbour mouth is now full of ice", "The harbour mouth is now as clear as in summer"
    assert kinds(one, two, forth=OPPOSED, back=OPPOSED) == ["contradiction"]
    assert kinds(one, two, forth=OPPOSED, back=OPPOSED, days=40) == []


def test_the_model_overrules_words_that_only_look_opposite() -> None:
    one, two = "The pier is safe", "The pier is not safe"
    assert kinds(one, two, forth=OPPOSED, back=OPPOSED) == ["contradiction"]
    assert kinds(one, two, forth=APART, back=APART) == []


def test_each_follows_from_the_other_makes_a_duplicate() -> None:
    one, two = "The council approved the tram", "The tram got the go-ahead from the council"
    assert kinds(one, two, forth=ENTAILED, back=ENTAILED, cosine=0.6) == ["duplicate"]
    assert kinds(one, two, forth=ENTAILED, back=APART, cosine=0.6) == []


def test_a_toll_that_rose_is_an_update_whatever_the_model_says() -> None:
    one, two = "The storm has damaged 12 homes so far", "The storm has damaged 31 homes so far"
    assert kinds(one, two, forth=APART, back=APART, days=2) == ["update"]


def test_what_is_too_long_to_be_read_is_left_to_the_rules() -> None:
    lead = "In the session of the harbour board on the second floor of the old customs house that night, " * 4
    long = pair(f"{lead} they decided to close the bridge", f"{lead} they decided not to close the bridge", cosine=0.99)
    [scores] = judged([long])
    assert scores.judged_by == ""
    assert [flag.kind for flag in flags(long[0], long[1], scores)] == ["contradiction"]


def test_scores_of_the_method_before_keep_their_flags() -> None:
    """Stored before names in common were counted: nobody knows that there are none."""
    a, b, scores = pair(
        "In Harbour the fire killed 9 people", "In Harbour the fire killed 20 people", same=False, days=40
    )
    older = {name: value for name, value in scores.as_json().items() if name not in NEWER}
    assert [flag.kind for flag in flags(a, b, Scores.from_json(older))] == [flag.kind for flag in flags(a, b, scores)]
    assert flags(a, b, scores)


def test_never_a_duplicate_where_the_model_reads_opposites() -> None:
    one, two = "The crew was asked before the closure", "Before the closure the crew was asked in vain"
    assert kinds(one, two, forth=APART, back=APART, cosine=0.95) == ["duplicate"]
    assert kinds(one, two, forth=OPPOSED, back=APART, cosine=0.95) == ["duplicate"]
    assert "duplicate" not in kinds(one, two, forth=OPPOSED, back=OPPOSED, cosine=0.95)


def test_never_a_duplicate_across_a_changed_figure_whatever_the_model_says() -> None:
    one, two = "The tram cost 40 million euros", "The tram cost 50 million euros"
    assert "duplicate" not in kinds(one, two, forth=ENTAILED, back=ENTAILED, cosine=0.98)


@pytest.mark.parametrize(
    ("one", "two", "how", "asked"),
    [
        (TROOPS, UNITS, {}, True),
        (TROOPS, UNITS, {"cosine": 0.5}, True),
        (TROOPS, UNITS, {"cosine": 0.5, "same": False}, False),
        ("We have no boats in the valley", UNITS, {"cosine": 0.3}, False),
        (TROOPS, TROOPS, {"cosine": 1.0}, False),
        (TROOPS, "Have our units entered the valley?", {}, False),
        (TROOPS, "No troops in the valley", {}, False),
    ],
)
def test_only_pairs_that_may_raise_something_are_asked_about(
    one: str, two: str, how: dict[str, float], asked: bool
) -> None:
    assert worth_judging(*pair(one, two, **how)) is asked  # type: ignore[arg-type]
    [scores] = judged([pair(one, two, **how)], spare=False)  # type: ignore[arg-type]
    assert bool(scores.judged_by) is asked


@pytest.mark.parametrize(
    ("one", "two", "asked"),
    [
        (PAID, OWED, True),
        ("The school was opened by Falk", "The school was closed by Brandt", False),
        ("The ferry ran aground in 2014", "The ferry was in port all through 2016", False),
    ],
)
def test_the_model_is_spared_pairs_that_no_answer_of_it_would_flag(one: str, two: str, asked: bool) -> None:
    assert worth_judging(*pair(one, two))
    assert decides(*pair(one, two)) is asked
    [scores] = judged([pair(one, two)])
    assert bool(scores.judged_by) is asked


def test_answers_turn_with_the_pair_and_survive_json() -> None:
    [scores] = judged([pair(TROOPS, UNITS)])
    assert scores.mirrored().b_given_a == scores.a_given_b
    assert scores.mirrored().mirrored() == scores
    assert Scores.from_json(json.loads(json.dumps(scores.as_json()))) == scores


def test_who_waits_has_only_the_most_related_pairs_read() -> None:
    far, near = pair(TROOPS, UNITS), pair("We have no troops in the valley", "We have troops in the valley", cosine=0.9)
    assert [bool(scores.judged_by) for scores in judged([far, near], most=1)] == [False, True]
    assert [bool(scores.judged_by) for scores in judged([far, near])] == [True, True]
