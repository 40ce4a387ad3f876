"""What raised a flag is told from its kind and scores alone, and agrees with what the rules themselves found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from claims.matching.flags import flags
from claims.matching.scoring import Scores, score
from claims.matching.sides import Side
from claims.matching.signals import Signal, signals
from claims.matching.thresholds import Thresholds
from claims.text.trigrams import trigram_similarity

OPPOSED, ENTAILED, APART = (0.05, 0.05, 0.9), (0.9, 0.05, 0.05), (0.1, 0.85, 0.05)


def pair(one: str, two: str, *, cosine: float, kind: str = "indirect", days: int = 0, **more: str) -> tuple[Side, Side]:
    day = date(2026, 3, 1)
    return (
        Side(id=1, statement=one, kind=kind, speaker_id=7, said_on=day, fingerprint=one),
        Side(
            id=2,
            statement=two,
            kind=kind,
            speaker_id=7,
            said_on=date.fromordinal(day.toordinal() + days),
            fingerprint=two,
            **more,  # type: ignore[arg-type]
        ),
    )


@pytest.mark.parametrize(
    ("one", "two", "how", "read", "kind", "told"),
    [
        ("The pier is safe", "The pier is not safe", {}, (), "contradiction", "negation"),
        ("The pier is open to boats", "The pier is closed to boats", {}, (), "contradiction", "opposites"),
        ("The pier is safe", "The pier is safe", {"cue": "denied"}, (), "contradiction", "denial"),
        ("The tram cost 40 million euros", "The tram cost 50 million euros", {}, (), "contradiction", "figures"),
        ("12 homes are damaged so far", "31 homes are damaged so far", {"days": 2}, (), "update", "figures"),
        ("The mill was opened in 2014", "The mill was opened in 2016", {}, (), "contradiction", "dates"),
        ("The museum paid for the tram", "The museum was given the tram", {}, OPPOSED, "contradiction", "model"),
        ("The council approved the tram", "The tram was approved by the council", {}, (), "duplicate", "likeness"),
        (
            "The council approved the tram",
            "The tram got the go-ahead from the council",
            {"cosine": 0.55},
            ENTAILED,
            "duplicate",
            "entailment",
        ),
        ("The ferry will run again in May", "The ferry will run again in May", {}, (), "duplicate", "verbatim"),
        (
            "The old ferry will run again from the northern pier in May",
            "The old ferry will run again from the western pier in May",
            {"kind": "direct"},
            (),
            "altered_quote",
            "wording",
        ),
    ],
)
def test_the_signal_is_the_one_that_raised_the_flag(
    one: str, two: str, how: dict[str, object], read: tuple[float, ...], kind: str, told: str
) -> None:
    how = {"cosine": 0.85, **how}
    a, b = pair(one, two, **how)  # type: ignore[arg-type]
    scores = score(a, b, cosine=how["cosine"], trigram=trigram_similarity(one, two))  # type: ignore[arg-type]
    if read:
        scores = replace(scores, b_given_a=read, a_given_b=read, judged_by="some model")
    assert kind in [flag.kind for flag in flags(a, b, scores)]
    assert [signal.value for signal in signals(kind, scores)] == [told]


def test_several_that_would_each_have_done_are_all_told() -> None:
    scores = Scores(cosine=0.9, trigram=0.8, wording=0.8, b_given_a=ENTAILED, a_given_b=ENTAILED, judged_by="m")
    assert signals("duplicate", scores) == (Signal.LIKENESS, Signal.ENTAILMENT)
    assert signals("duplicate", scores, thresholds=Thresholds(entailed=0.95)) == (Signal.LIKENESS,)


def test_words_that_the_model_overruled_did_not_raise_it() -> None:
    a, b = pair("The pier is safe", "The pier is not safe", cosine=0.9)
    scores = replace(score(a, b, cosine=0.9, trigram=0.9), b_given_a=APART, a_given_b=APART, judged_by="m")
    assert signals("contradiction", scores) == (Signal.MODEL,)


def test_scores_that_tell_nothing_are_unknown() -> None:
    assert signals("contradiction", Scores(cosine=0.1, trigram=0.1)) == (Signal.UNKNOWN,)
    assert signals("duplicate", Scores(cosine=0.1, trigram=0.1)) == (Signal.UNKNOWN,)
