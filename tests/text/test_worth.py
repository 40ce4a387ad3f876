"""What is worth checking: the reasons that a statement bears, claims above small talk, and the model's figures."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from claims.evaluation.figures import average_precision, roc_auc
from claims.text.worth import Reason, check_worthiness
from claims.text.worth.signs import signs
from claims.text.worth.weights import WEIGHTS

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"

REASONS = [
    ("The harbour lost 212 jobs in 2024.", {"quantity", "event"}),
    ("Fares rose from 3 to 5 euros.", {"quantity", "comparison"}),
    ("Two in five pilots are over sixty.", {"quantity"}),
    ("Promise me one thing.", {"thin"}),
    ("Rents in Saltmere are higher than in any other port.", {"comparison"}),
    ("It is the oldest lighthouse on the coast.", {"comparison"}),
    ("The closure led to a fall in visitors.", {"cause"}),
    ("Brandt voted against the budget in March.", {"record", "event"}),
    ("He opposes the tunnel.", {"record"}),
    ("The law requires every vessel to carry a pilot.", {"law"}),
    ("The council closed the lido on 3 March.", {"event"}),
    ("Radio Nord has dismissed its editor.", {"event"}),
    ("The ferry will be gone by 2031.", {"prediction"}),
    ("I think the pier is ugly.", {"opinion"}),
    ("We must work together for a better town.", {"opinion"}),
    ("When I was a boy my father took me to the pier.", {"personal"}),
    ("Is the ferry closing?", {"question"}),
    ("Why did Saltmere lose 40 % of its visitors last year?", {"quantity", "question"}),
    ("Thank you for having me.", {"courtesy"}),
    ("Good evening.", {"courtesy"}),
    ("Mayor Brandt.", {"thin"}),
    ("Not now.", {"thin"}),
]


@pytest.mark.parametrize(("statement", "expected"), REASONS, ids=[row[0] for row in REASONS])
def test_reasons(statement: str, expected: set[str]) -> None:
    """Each kind of statement by its readable signs."""
    assert {str(reason) for reason in check_worthiness(statement).reasons} == expected


CHECKABLE = [
    "The harbour lost 212 jobs in 2024.",
    "Brandt voted against the hospital's budget in March.",
    "Unemployment in Saltmere is higher than in any other port.",
    "The council has spent 1.2 million euros on the new pier.",
]
TALK = [
    "Thank you very much for having me.",
    "Good evening.",
    "Let me ask you about that.",
    "I think the pier is beautiful.",
    "We must work together for peace and a better future.",
    "Are you sure?",
    "Mr Brandt, you have two minutes.",
    "",
    "…",
]


@pytest.mark.parametrize("talk", TALK)
def test_what_states_something_ranks_above_small_talk(talk: str) -> None:
    """Whatever the pair."""
    assert (check_worthiness(talk).score or 0.0) < min(check_worthiness(claim).score or 0.0 for claim in CHECKABLE)


def test_an_editor_may_write_a_number_in_words() -> None:
    """A figure counts however it is spelt."""
    words, digits = check_worthiness("Nine hundred boats left."), check_worthiness("900 boats left.")
    assert Reason.QUANTITY in words.reasons
    assert words.score == pytest.approx(digits.score, abs=0.1)


@pytest.mark.parametrize(
    ("language", "known"), [("en", True), ("en-GB", True), ("", True), ("de", False), ("uk", False)]
)
def test_only_english_is_weighed(language: str, known: bool) -> None:
    """Another language's worth is not known, which is not the same as none."""
    worth = check_worthiness("The harbour lost 212 jobs.", language=language)
    assert (worth.score is not None) is known
    assert bool(worth.reasons) is known


@pytest.mark.parametrize("text", ["", " ", "\u200f", "“”", "7", "?" * 500, "a " * 5_000, "ЗАРАЗ 12 %", "\ud800"])
def test_anything_has_a_score(text: str) -> None:
    """Nothing that can be stored fails, and a score is a share."""
    score = check_worthiness(text).score
    assert score is not None
    assert 0.0 <= score <= 1.0


def test_the_weights_are_of_these_signs() -> None:
    """A sign that was renamed or added asks for a new training; so few of them cannot remember sentences."""
    assert set(WEIGHTS) == set(signs("."))
    assert len(WEIGHTS) < 60


def test_as_fields() -> None:
    """As the row of a claim keeps it."""
    assert check_worthiness("Not now.").as_fields()["worth_reasons"] == ["thin"]
    assert check_worthiness("Nein.", language="de").as_fields() == {"worth": None, "worth_reasons": []}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")
def test_the_held_out_half_is_ranked_as_told() -> None:
    """The hand-labelled sentences that no choice was made on: clearly above length and “has a figure”."""
    pytest.importorskip("numpy")
    from training.worthiness import labelled

    rows = labelled(SHARED, part="test")
    truths = [bool(row.label) for row in rows]
    scores = [check_worthiness(row.text).score or 0.0 for row in rows]
    assert len(rows) == 174
    assert (average_precision(scores=scores, truths=truths) or 0.0) > 0.62
    assert (roc_auc(scores=scores, truths=truths) or 0.0) > 0.8
    lengths = [float(len(re.findall(r"\w+", row.text))) for row in rows]
    assert (average_precision(scores=lengths, truths=truths) or 0.0) < 0.5


def test_the_labels_hold_places_only() -> None:
    """Ids, offsets and a label: no sentence of anybody's."""
    lines = (Path(__file__).resolve().parents[1] / "gold/worth/labels.jsonl").read_text().splitlines()
    allowed = {"file", "id", "turn", "start", "end", "label", "part"}
    assert all(json.loads(line).keys() == allowed for line in lines)
