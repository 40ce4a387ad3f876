"""The entailment model with its shipped weights: promises, plain cases, bad input."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from claims import conf
from claims.neural.entailer import BATCH, Entailer
from claims.neural.protocols import Judged
from claims.neural.weights import WeightsError

PAIRS = (
    ("The ferry has never run on Sundays.", "Last Sunday I took the ferry."),
    ("The pool is open.", "The swimming pool is open to bathers."),
    ("No.", "Yes."),
    ("Rents rose by eight percent.", "The council will plant lime trees along the quay."),
    ("“We never discussed closing the school,” the mayor said.", "The mayor has talked about closing the school."),
    ("Город утвердил бюджет.", "🚢"),
)


@pytest.fixture(scope="module")
def entailer() -> Entailer:
    return Entailer(conf.entailer_path())


def table(answers: list[Judged]) -> np.ndarray:
    return np.array([(each.entailment, each.neutral, each.contradiction) for each in answers])


def test_answers_are_probabilities(entailer: Entailer) -> None:
    found = table(entailer.judge(PAIRS))
    assert found.shape == (len(PAIRS), 3)
    assert ((found > 0) & (found < 1)).all()
    np.testing.assert_allclose(found.sum(1), 1, atol=1e-9)


def test_no_pairs_give_no_answers(entailer: Entailer) -> None:
    assert entailer.judge([]) == []


def test_version_names_the_weights(entailer: Entailer) -> None:
    assert entailer.version.startswith("entailment-mpnet9-w8.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We have no troops in the valley.", "Our units entered the valley on Monday."),
        ("I never met Mr Brahe.", "I had lunch with Mr Brahe in May."),
        ("The council will build 400 flats.", "The council will build 600 flats."),
        ("Taxes will not rise.", "Taxes will go up next year."),
        ("Nobody was hurt in the fire.", "Three people were injured in the fire."),
        ("The hospital lacks doctors.", "The hospital has enough doctors."),
        ("Crime has gone down for three years.", "There is more crime than ever."),
    ],
)
def test_opposites_in_quite_other_words(entailer: Entailer, one: str, other: str) -> None:
    forth, back = entailer.judge([(one, other), (other, one)])
    assert min(forth.contradiction, back.contradiction) > 0.75


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Unemployment is at 5 percent.", "Unemployment is at five per cent."),
        ("We are not discussing a merger.", "There are no talks about a merger."),
        ("The bridge was closed after the storm.", "After the storm they closed the bridge."),
    ],
)
def test_one_statement_in_other_words(entailer: Entailer, one: str, other: str) -> None:
    forth, back = entailer.judge([(one, other), (other, one)])
    assert min(forth.entailment, back.entailment) > 0.75


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mayor may resign.", "The mayor resigned."),
        ("Unemployment in Ohio fell last year.", "Unemployment in Iowa fell last year."),
        ("Rents rose by eight percent.", "The council will plant lime trees along the quay."),
    ],
)
def test_neither_follows_nor_contradicts(entailer: Entailer, one: str, other: str) -> None:
    [answer] = entailer.judge([(one, other)])
    assert answer.neutral > 0.6


def test_an_answer_does_not_depend_on_its_neighbours(entailer: Entailer) -> None:
    crowd = [(f"{a} Item {n}.", b) for n in range(BATCH) for a, b in PAIRS]
    together = table(entailer.judge([*PAIRS, *crowd]))[: len(PAIRS)]
    alone = np.concatenate([table(entailer.judge([pair])) for pair in PAIRS])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_threads_may_share_one(entailer: Entailer) -> None:
    expected = table(entailer.judge(PAIRS))
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(entailer.judge, [PAIRS] * 8):
            np.testing.assert_allclose(table(found), expected, atol=1e-5)


def test_what_it_cannot_read_whole_it_does_not_judge(entailer: Entailer) -> None:
    lead = "In the session of the harbour board on the second floor of the old customs house that night, " * 4
    whole = ("The ferry will run again.", "The ferry will not run again.")
    decided = (f"{lead} they decided to close the bridge", f"{lead} they decided not to close the bridge")
    book = ("The ferry will run again. " * 20_000, "The ferry will not run again.")
    found = entailer.judge([whole, decided, book])
    assert [each is None for each in found] == [False, True, True]
    assert all(entailer.judge([decided, book], cut=True))


@pytest.mark.parametrize(
    ("pair", "told"), [(("Yes.", " "), "pair 1 holds a blank"), (("a\ud83d", "b"), "pair 1 is not")]
)
def test_bad_text_is_refused_by_its_place(entailer: Entailer, pair: tuple[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        entailer.judge([PAIRS[0], pair])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"labels": ["yes", "no", "maybe"]}, "'entailment' is not in list"),
        ({"temperature": None}, "temperature"),
        ({"temperature": 0}, "temperature 0"),
        ({"pad": None}, "pad"),
        ({"max_tokens": "many"}, "many"),
    ],
)
def test_a_folder_that_states_too_little_is_refused(tmp_path: Path, change: dict[str, object], told: str) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(conf.entailer_path(), folder)
    config = json.loads((folder / "config.json").read_text()) | change
    (folder / "config.json").write_text(json.dumps({key: value for key, value in config.items() if value is not None}))
    with pytest.raises(WeightsError, match=told):
        Entailer(folder)


def test_labels_may_stand_in_any_order(tmp_path: Path, entailer: Entailer) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(conf.entailer_path(), folder)
    config = json.loads((folder / "config.json").read_text())
    config["labels"] = ["contradiction", "entailment", "neutral"]  # as other cross-encoders have it
    (folder / "config.json").write_text(json.dumps(config))
    turned, expected = table(Entailer(folder).judge(PAIRS)), table(entailer.judge(PAIRS))
    np.testing.assert_allclose(turned, expected[:, [1, 2, 0]], atol=1e-5)
