"""Which flags a pair raises, and which it must never raise."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.matching.drafts import FlagDraft
from claims.matching.flags import flags
from claims.matching.scoring import METHOD, Scores, score
from claims.matching.sides import Side, VerdictSide
from claims.matching.thresholds import DEFAULT, Thresholds
from claims.text.trigrams import trigram_similarity

ROOF = "The roof of the harbour school is safe"


def side(statement: str, **other: object) -> Side:
    return replace(
        Side(id=1, statement=statement, kind="indirect", fingerprint=statement.casefold().strip(" .")), **other
    )  # type: ignore[arg-type]


def raised(a: Side, b: Side, *, cosine: float = 0.85) -> list[FlagDraft]:
    scores = score(a, b, cosine=cosine, trigram=trigram_similarity(a.statement, b.statement))
    return flags(a, b, scores, thresholds=DEFAULT)


def kinds(one: str, two: str, *, same: bool | None = True, days: int | None = None, cosine: float = 0.85) -> list[str]:
    speakers = {True: (7, 7), False: (7, 8), None: (None, None)}[same]
    dates = (
        (date(2026, 3, 1), date.fromordinal(date(2026, 3, 1).toordinal() + days)) if days is not None else (None, None)
    )
    a = side(one, id=1, speaker_id=speakers[0], said_on=dates[0], article_id=1)
    b = side(two, id=2, speaker_id=speakers[1], said_on=dates[1], article_id=2)
    return [flag.kind for flag in raised(a, b, cosine=cosine)]


@pytest.mark.parametrize(
    ("one", "two", "cosine"),
    [
        (ROOF, ROOF, 1.0),
        (ROOF, "the roof of the harbour school is safe.", 1.0),
        ("The detour is 40 kilometres", "The detour by road is 25 miles", 0.9),
        ("The crossing is not open to cars", "The crossing is closed to cars", 0.85),
        ("Nobody asked the crew before the closure", "The crew was not asked before the closure", 0.85),
        ("It lost 1.2 million euros", "It lost 1,213,450 euros", 0.95),
    ],
)
def test_one_proposition_is_a_duplicate_whoever_says_it(one: str, two: str, cosine: float) -> None:
    assert kinds(one, two, cosine=cosine) == ["duplicate"]
    assert kinds(one, two, same=False, cosine=cosine) == ["duplicate"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The roof of the harbour school is safe", "The roof of the harbour school is not safe"),
        ("Ticket sales fell by 12 per cent in 2025", "Ticket sales fell by 21 per cent in 2025"),
        ("The council built 214 homes in 2025", "The council built 87 homes in 2025"),
        ("I support the new fares", "I have always opposed the new fares"),
        ("No council homes will be sold this year", "Forty council homes will be sold this year"),
        ("We told the council of the leak on 4 November", "We told the council of the leak on 9 December"),
        ("The ward will stay open", "The ward will shut"),
    ],
)
def test_what_cannot_both_be_true_is_a_contradiction(one: str, two: str) -> None:
    assert kinds(one, two, days=60) == ["contradiction"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ticket sales fell by 8 per cent in 2024", "Ticket sales fell by 12 per cent in 2025"),
        ("The roof of North School is safe", "The roof of South School is not safe"),
        ("An adult ticket will cost 2.40 euros", "A child ticket will cost 1.20 euros"),
        ("The pier may close this spring", "The pier closed this spring"),
        ("Is the roof of the harbour school safe?", "The roof of the harbour school is not safe"),
        ("The law passed in its 2nd reading", "The law passed in its 3rd reading"),
        ("The wall is nine metres high", "The wall is nine feet thick"),
    ],
)
def test_other_times_places_things_and_questions_raise_nothing(one: str, two: str) -> None:
    assert kinds(one, two, same=False, days=2, cosine=0.9) == []


def test_a_passing_state_may_change_in_a_month_but_not_in_a_day() -> None:
    one, two = "The ferry is running", "The ferry is not running"
    assert kinds(one, two, days=30) == []
    assert kinds(one, two, days=1) == ["contradiction"]


def test_a_running_figure_is_an_update_later_and_a_contradiction_on_one_day() -> None:
    one, two = "Twelve homes have been damaged by the storm", "Seventeen homes have been damaged by the storm so far"
    assert kinds(one, two, days=1) == ["update"]
    assert kinds(one, two, same=False, days=0) == ["contradiction"]


@pytest.mark.parametrize("words", ["I will resign if the pier closes", "We never took a cent"])
def test_two_speakers_of_themselves_share_no_proposition(words: str) -> None:
    assert kinds(words, words, same=False) == []
    assert kinds(words, words, same=True) == ["duplicate"]


def test_a_cue_that_denies_turns_the_claim() -> None:
    a = side("the council had asked for a delay", cue="said", speaker_id=1)
    b = side("the council had asked for a delay", cue="denied that", speaker_id=2, id=2)
    assert [f.kind for f in raised(a, b, cosine=1.0)] == ["contradiction"]


def test_a_passage_that_stands_twice_says_so() -> None:
    a, b = side(ROOF, article_id=4), side(ROOF, article_id=4, id=2)
    assert raised(a, b)[0].reason == "This passage stands twice in the article"


def test_an_affirmed_and_a_denied_plan_contradict_in_the_same_days() -> None:
    one, two = 'The mayor agreed "in principle" to talks on the pier', "There were no firm plans for a meeting"
    assert kinds(one, two, same=False, days=1, cosine=0.3) == ["contradiction"]
    assert kinds(one, two, same=False, days=40, cosine=0.3) == []


QUOTE = "We cannot rule out a second closure this year"


@pytest.mark.parametrize(
    ("other", "expected", "meaning"),
    [
        ("We can rule out a second closure this year", ["altered_quote"], "Meaning changed"),
        ("We cannot rule out another second closure this year", ["altered_quote"], "Paraphrased"),
        ("cannot rule out a second closure", ["duplicate"], "Same statement, one is a shorter form"),
        (QUOTE, ["duplicate"], "Same statement, same wording"),
    ],
)
def test_quotations_of_one_utterance(other: str, expected: list[str], meaning: str) -> None:
    said = date(2026, 4, 24)
    a = side(QUOTE, kind="direct", speaker_id=3, said_on=said, article_id=1)
    b = side(other, kind="direct", speaker_id=3, said_on=said, article_id=2, id=2)
    found = raised(a, b, cosine=0.9)
    assert [f.kind for f in found] == expected
    assert found[0].reason.startswith(meaning)


def test_altered_quote_needs_one_speaker_marks_and_days() -> None:
    a = side(QUOTE, kind="direct", speaker_id=3, said_on=date(2026, 4, 24), article_id=1)
    b = replace(a, id=2, statement="We can rule out a second closure this year", article_id=2, fingerprint="x")
    assert raised(a, b)[0].kind == "altered_quote"
    for change in ({"speaker_id": 4}, {"kind": "indirect"}, {"said_on": date(2026, 6, 1)}):
        assert [f.kind for f in raised(a, replace(b, **change))] != ["altered_quote"]  # type: ignore[arg-type]


def test_duplicates_ruled_apart_are_a_verdict_conflict() -> None:
    ruled = [VerdictSide(label=label, value=value, published=True) for label, value in (("False", 0.0), ("True", 1.0))]
    a, b = side(ROOF, verdict=ruled[0]), side(ROOF, verdict=ruled[1], id=2)
    assert [f.kind for f in raised(a, b)] == ["duplicate", "verdict_conflict"]
    unpublished = replace(ruled[1], published=False)
    assert [f.kind for f in raised(a, replace(b, verdict=unpublished))] == ["duplicate"]
    assert [f.kind for f in raised(a, replace(b, verdict=ruled[0]))] == ["duplicate"]


def test_evidence_points_at_the_words_in_each_statement() -> None:
    a, b = (
        side("The council built 214 homes in 2025", speaker_id=1),
        side("The council built 87 homes in 2025", id=2, speaker_id=2),
    )
    (flag,) = raised(a, b)
    text = {"a": a.statement, "b": b.statement}
    assert {(e.claim, text[e.claim][e.start : e.end], e.label) for e in flag.spans} == {
        ("a", "214", "figure"),
        ("b", "87", "figure"),
    }
    assert flag.reason == "214 against 87: same measure, same period (two speakers)"


def test_scores_survive_json_and_carry_their_method() -> None:
    scores = score(side("It cost 5 euros in 2014"), side("It cost 6 euros in 2014", id=2), cosine=0.9, trigram=0.8)
    assert scores.method == METHOD
    assert Scores.from_json(json.loads(json.dumps(scores.as_json()))) == scores
    assert Scores.from_json({**scores.as_json(), "unheard_of": 1}) == scores


def test_thresholds_move_flags_without_new_scores() -> None:
    a, b = side("The pier loses money every winter"), side("Every winter the pier makes a loss", id=2)
    scores = score(a, b, cosine=0.8, trigram=0.5)
    assert [f.kind for f in flags(a, b, scores, thresholds=Thresholds(duplicate=0.5, duplicate_reworded=0.5))] == [
        "duplicate"
    ]
    assert flags(a, b, scores, thresholds=Thresholds(duplicate=0.99, duplicate_reworded=0.99)) == []


def test_what_lies_past_the_longest_statement_is_never_taken_for_equal() -> None:
    long = "The ferry has carried them home. " * 80
    a, b = side(long + "It is safe."), side(long + "It is not safe.", id=2)
    assert raised(a, b, cosine=1.0) == []
    assert [f.kind for f in raised(a, replace(a, id=2), cosine=1.0)] == ["duplicate"]


SUBJECTS = st.sampled_from(["The ferry", "The council", "Mayor Odell", "Our school", "The north pier"])
VERBS = st.sampled_from(["has lost", "will close after", "was sold for", "has built", "is paid"])
OBJECTS = st.sampled_from(
    ["12 boats", "30 homes in 2024", "5 per cent of its riders", "two million euros", "the old lights"]
)
SENTENCES = st.builds("{} {} {}".format, SUBJECTS, VERBS, OBJECTS)
COSINES = st.floats(min_value=-0.2, max_value=1.0)
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 3, 1))
KINDS = st.sampled_from(["direct", "indirect", "mixed", "statement"])
ANSWERS = st.sampled_from([(0.9, 0.06, 0.04), (0.05, 0.9, 0.05), (0.03, 0.05, 0.92), (0.4, 0.2, 0.4), (0.0, 0.0, 1.0)])
SIDES = st.builds(
    lambda statement, kind, speaker, said, cue: side(statement, kind=kind, speaker_id=speaker, said_on=said, cue=cue),
    SENTENCES, KINDS, st.none() | st.integers(1, 2), DAYS, st.sampled_from(["said", "denied that", ""]),
)  # fmt: skip


@settings(deadline=None)
@given(SIDES, SIDES, COSINES)
def test_the_order_of_a_pair_changes_nothing(a: Side, b: Side, cosine: float) -> None:
    a, b = replace(a, id=1), replace(b, id=2)
    there, back = raised(a, b, cosine=cosine), raised(b, a, cosine=cosine)
    assert [(f.kind, f.score, f.reason) for f in there] == [(f.kind, f.score, f.reason) for f in back]
    turned = [{("b" if e.claim == "a" else "a", e.start, e.end, e.label) for e in f.spans} for f in back]
    assert [{(e.claim, e.start, e.end, e.label) for e in f.spans} for f in there] == turned
    assert all(0 <= f.score <= 1 and f.reason for f in there)


@settings(deadline=None)
@given(SIDES, SIDES, COSINES, ANSWERS, ANSWERS)
def test_nor_does_it_change_what_the_model_says(
    a: Side, b: Side, cosine: float, forth: tuple[float, ...], back: tuple[float, ...]
) -> None:
    a, b = replace(a, id=1), replace(b, id=2)
    scores = replace(
        score(a, b, cosine=cosine, trigram=trigram_similarity(a.statement, b.statement)),
        b_given_a=forth, a_given_b=back, judged_by="some model",
    )  # fmt: skip
    there, other = flags(a, b, scores), flags(b, a, scores.mirrored())
    assert [(f.kind, f.score, f.reason) for f in there] == [(f.kind, f.score, f.reason) for f in other]
    turned = [{("b" if e.claim == "a" else "a", e.start, e.end, e.label) for e in f.spans} for f in other]
    assert [{(e.claim, e.start, e.end, e.label) for e in f.spans} for f in there] == turned


@settings(deadline=None)
@given(SENTENCES, st.sampled_from(["not", "never", "no longer"]), COSINES)
def test_a_negated_statement_is_never_a_duplicate(sentence: str, negation: str, cosine: float) -> None:
    first, auxiliary, rest = next(
        sentence.partition(f" {word} ") for word in ("has", "will", "was", "is") if f" {word} " in sentence
    )
    denied = f"{first}{auxiliary}{negation} {rest}"
    assert "duplicate" not in kinds(sentence, denied, cosine=cosine)


@settings(deadline=None)
@given(
    SUBJECTS, st.integers(2, 5000), st.integers(2, 5000), st.sampled_from(["boats", "per cent", "euros", "km"]), COSINES
)
def test_a_changed_figure_is_never_a_duplicate(subject: str, x: int, y: int, unit: str, cosine: float) -> None:
    found = kinds(f"{subject} has lost {x} {unit}", f"{subject} has lost {y} {unit}", cosine=cosine)
    assert ("duplicate" in found) <= (x == y)
