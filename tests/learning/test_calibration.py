"""`manage.py calibrate`: refuses too few decisions, tells before it changes, keeps a record, takes it back."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from claims import pipeline
from claims.learning.fitting import MINIMUM, OF_EACH, fitted
from claims.learning.folds import FOLDS, folds
from claims.learning.logistic import fit
from claims.learning.preview import preview
from claims.learning.tightening import KEEP
from claims.matching.derive import derive
from claims.matching.inforce import rules_of, thresholds_over
from claims.matching.likelihood import FEATURES, Model, versions
from claims.models import Calibration, Flag, Match, Newsroom
from claims.pipeline import following
from claims.review.errors import Refused
from tests.learning.conftest import Decide, pair, scored, spread

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def calibrate(*options: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("calibrate", "--newsroom", "harbour", "--json", *options, stdout=out)
    figures: dict[str, Any] = json.loads(out.getvalue())
    return figures


def test_too_few_decisions_are_refused_with_what_is_missing(newsroom: Newsroom, decide: Decide) -> None:
    decide(spread(0.8, 0.95, 50), "confirm")
    decide([0.7] * 3, "dismiss")
    decide([0.7] * 9, "unsure")
    with pytest.raises(CommandError) as refused:
        calibrate("--apply")
    assert f"{MINIMUM} decisions on one group of flags, {OF_EACH} confirmed and {OF_EACH}" in str(refused.value)
    assert "duplicate, verdict conflict: 7 more decided, 12 more dismissed" in str(refused.value)
    assert "altered quote: 60 more decided, 15 more confirmed, 15 more dismissed" in str(refused.value)
    assert not Calibration.objects.exists()


def test_it_tells_and_changes_nothing(newsroom: Newsroom, learned: None) -> None:
    waiting = [pair(newsroom, 900 + n, scored(cosine)) for n, cosine in enumerate((0.95, 0.7))]
    before = list(Flag.objects.values())
    figures = calibrate()
    told = figures["thresholds"]["repeated"]
    assert figures["decisions"] == 72
    assert told["before"]["precision"] == pytest.approx(41 / 72, abs=1e-4)
    assert told["before"]["recall"] == 1.0
    assert told["after"]["precision"] > 0.9
    assert told["after"]["recall"] >= KEEP - 0.05
    limit = told["limits"]["duplicate"]
    assert limit["old"] == 0.6 < 0.78 <= limit["new"] <= 0.86
    assert figures["queue"]["duplicate"] == {"stay": 1, "new": 0, "gone": 1}
    assert figures["missing"]["repeated"] == {}
    assert figures["missing"]["altered"]["decided"] == MINIMUM
    assert figures["applied"] is None
    newsroom.refresh_from_db()
    assert newsroom.thresholds == {}
    assert not Calibration.objects.exists()
    assert list(Flag.objects.values()) == before
    assert waiting


def test_one_seed_gives_one_answer(newsroom: Newsroom, learned: None) -> None:
    one, same, other = calibrate(), calibrate(), calibrate("--seed", "7")
    assert one == same
    assert other["seed"] == 7
    assert other["likelihoods"]["duplicate"]["brier"] != one["likelihoods"]["duplicate"]["brier"]


def test_limits_stay_where_nothing_is_to_be_learned(newsroom: Newsroom, decide: Decide) -> None:
    for cosine in spread(0.7, 0.95, 40):
        decide([cosine], "confirm")
        decide([cosine], "dismiss")
    figures = calibrate("--apply")
    assert figures["thresholds"]["repeated"]["limits"] == {}
    assert not figures["likelihoods"]["duplicate"]["used"]
    assert (figures["old"], figures["new"], figures["applied"]) == ({}, {}, None)
    assert not Calibration.objects.exists()


def test_applied_it_is_kept_followed_and_taken_back(
    newsroom: Newsroom, learned: None, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following.follow, "delay", following.follow)
    newsroom.thresholds = {"verdict_gap": 0.5}
    newsroom.save()
    near, far = (pair(newsroom, 900 + n, scored(cosine)) for n, cosine in enumerate((0.95, 0.7)))
    with django_capture_on_commit_callbacks(execute=True):
        figures = calibrate("--apply")
    newsroom.refresh_from_db()
    record = Calibration.objects.get(pk=figures["applied"])
    assert newsroom.thresholds == record.new_thresholds == figures["new"]
    assert record.old_thresholds == {"verdict_gap": 0.5} != record.new_thresholds
    assert (record.decisions, record.seed, record.figures["thresholds"]) == (72, figures["seed"], figures["thresholds"])
    assert "calibrate --newsroom harbour" in record.command
    assert Flag.objects.get(match=far).state == "withdrawn"
    kept = Flag.objects.get(match=near)
    assert kept.state == "open"
    assert kept.likelihood is not None
    assert kept.likelihood > 0.9
    assert Flag.objects.filter(state="confirmed").count() == 41

    monkeypatch.setattr(newsroom, "thresholds", newsroom.thresholds)
    Newsroom.objects.filter(pk=newsroom.pk).update(thresholds={**newsroom.thresholds, "related": 0.6})
    with django_capture_on_commit_callbacks(execute=True):
        undone = calibrate("--undo")
    newsroom.refresh_from_db()
    assert undone["new"] == newsroom.thresholds == {"related": 0.6, "verdict_gap": 0.5}
    assert Flag.objects.get(match=far).state == "open"
    assert Flag.objects.get(match=near).likelihood is None
    with pytest.raises(CommandError, match="no calibration to take back"):
        calibrate("--undo")


def test_a_limit_that_somebody_set_since_is_left_when_it_is_taken_back(newsroom: Newsroom, learned: None) -> None:
    calibrate("--apply")
    Newsroom.objects.update(thresholds={"duplicate": 0.71})
    assert calibrate("--undo")["new"] == {"duplicate": 0.71}


def test_the_record_stands(newsroom: Newsroom, learned: None) -> None:
    calibrate("--apply")
    record = Calibration.objects.get()
    for change in ({"figures": {}}, {"new_thresholds": {}}, {"undone_at": record.made_at, "seed": 3}):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            Calibration.objects.update(**change)
    record.delete()
    with pytest.raises(IntegrityError, match="never deleted"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_thresholds_that_changed_meanwhile_are_not_overwritten(newsroom: Newsroom, learned: None) -> None:
    found = fitted(newsroom)
    Newsroom.objects.update(thresholds={"related": 0.6})
    with pytest.raises(Refused, match="meanwhile"):
        pipeline.apply_calibration(newsroom=newsroom, fit=found, command="x")
    newsroom.refresh_from_db()
    assert newsroom.thresholds == {"related": 0.6}


def test_decisions_on_scores_of_other_models_teach_nothing(newsroom: Newsroom, learned: None, decide: Decide) -> None:
    decide([0.9], "confirm", encoded_by="new encoder")
    assert fitted(newsroom).decisions == 73
    decide([0.9], "confirm", encoded_by="newer encoder")
    decide([0.9], "dismiss", encoded_by="new encoder")
    decide([0.9], "confirm", encoded_by="newer encoder")
    assert fitted(newsroom).decisions == 74


def test_people_are_told_in_words(newsroom: Newsroom, learned: None) -> None:
    out = io.StringIO()
    call_command("calibrate", "--newsroom", "harbour", stdout=out)
    text = out.getvalue()
    for words in ("72 decisions, seed", "duplicate            0.6 →", "on unseen", "Nothing was changed. --apply"):
        assert words in text


# The model ------------------------------------------------------------------------------------------------------------


def test_the_regression_finds_what_made_the_outcomes() -> None:
    chance = np.random.default_rng(1)
    rows = chance.normal(size=(4_000, 3))
    outcomes = (chance.random(4_000) < 1 / (1 + np.exp(-(0.5 + 2 * rows[:, 0] - rows[:, 1])))).astype(float)
    found = fit(rows, outcomes)
    assert np.abs(found.weights - [2, -1, 0]).max() < 0.15
    assert found.of(rows).mean() == pytest.approx(outcomes.mean(), abs=1e-6)
    constant = fit(np.hstack([rows, np.ones((4_000, 1))]), outcomes)
    assert constant.weights[3] == 0
    np.testing.assert_allclose(constant.of(np.hstack([rows, np.ones((4_000, 1))])), found.of(rows), atol=1e-6)


def test_outcomes_that_one_feature_tells_apart_leave_the_weights_finite() -> None:
    rows = np.arange(20.0)[:, None]
    found = fit(rows, (rows[:, 0] > 9).astype(float))
    assert 0 < found.weights[0] < 5


def test_a_pair_is_in_one_fold_and_outcomes_are_spread() -> None:
    keys = [n // 2 for n in range(200)]
    outcomes = [n % 8 < 2 for n in range(200)]
    placed = folds(keys, outcomes, seed=3)
    assert all(placed[n] == placed[n + 1] for n in range(0, 200, 2))
    assert [sum(outcomes[n] for n in range(200) if placed[n] == fold) for fold in range(FOLDS)] == [10] * FOLDS


def model(scores: Any, **weights: float) -> Model:
    return Model(intercept=0.0, weights=weights, made_for=(versions(scores),))


def test_a_likelihood_says_nothing_of_scores_that_other_models_made() -> None:
    read = {"b_given_a": (0.9, 0.05, 0.05), "a_given_b": (0.9, 0.05, 0.05), "judged_by": "reader"}
    scores = scored(0.9, encoded_by="one", **read)
    told = model(scores, cosine=1.0)
    assert told.of(scores) == pytest.approx(0.7109, abs=1e-3)
    assert told.of(scored(0.9, encoded_by="other", **read)) is None
    assert told.of(scored(0.9, encoded_by="one")) is None
    assert Model.from_json(json.loads(json.dumps(told.as_json()))) == told
    assert set(told.weights) <= set(FEATURES)


def test_it_orders_and_leaves_out_but_raises_nothing(newsroom: Newsroom) -> None:
    near, far = pair(newsroom, 1, scored(0.9)), pair(newsroom, 2, scored(0.75))
    forbidden = pair(newsroom, 3, scored(0.9, figures="different"))
    coefficients = {"duplicate": Model(intercept=4.0, weights={"cosine": -5.0}, made_for=(versions(scored(0)),))}
    Calibration.objects.create(
        newsroom=newsroom,
        command="test",
        decisions=1,
        seed=1,
        figures={},
        old_thresholds={},
        new_thresholds={},
        coefficients={kind: made.as_json() for kind, made in coefficients.items()},
    )
    matches = list(Match.objects.all())
    derive(matches)
    ranks = dict(Flag.objects.filter(kind="duplicate").values_list("match", "rank"))
    assert set(ranks) == {near.pk, far.pk}
    assert ranks[far.pk] > ranks[near.pk]
    cut = {"likely": 0.4}
    assert preview(newsroom, thresholds_over(cut)).changes["duplicate"].gone == 1
    Newsroom.objects.update(thresholds=cut)
    derive(matches)
    assert list(Flag.objects.filter(kind="duplicate", state="open").values_list("match", flat=True)) == [far.pk]
    assert not Flag.objects.filter(kind="duplicate", match=forbidden).exists()
    assert set(rules_of([newsroom.pk])[newsroom.pk].models) == {"duplicate"}
