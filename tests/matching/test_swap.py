"""From one encoder and reader to the next while the desk works: nothing mixed, nothing lost, stopped and taken up."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from claims import engines, pipeline
from claims.matching.check import check
from claims.matching.match import match_claims
from claims.matching.meaning import nearest
from claims.matching.rescore import again
from claims.models import Claim, Flag, Match, Newsroom, User
from claims.neural.weights import WeightsError
from claims.pipeline import anew
from tests import tiny
from tests.evaluation.test_rematch import OTHER, SAME, TOLL, rematch, stored

pytestmark = [pytest.mark.django_db, pytest.mark.services]
REWORDED = "Motorists paid a higher bridge toll last year."  # near the toll for a model of meaning, for no bag of words
FAR = "A heron nests in the reeds behind the mill."


@pytest.fixture
def swap(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], None]:
    """Another encoder and another reader, by settings, as a process that starts anew would take them."""

    def swapped() -> None:
        settings.FACTCHECK_EMBEDDER = str(tiny.encoder(tmp_path / "encoder", seed=1))
        settings.FACTCHECK_ENTAILER = str(tiny.reader(tmp_path / "reader", seed=2))
        monkeypatch.setattr(engines, "_embedder", None)
        monkeypatch.setattr(engines, "_entailer", None)

    return swapped


def are_of_one_make(matches: list[Match]) -> None:
    """Each cosine is that of the two statements by the encoder in force, whose version stands beside it."""
    encoder = engines.embedder()
    for match in matches:
        one, other = encoder.encode([match.a.statement, match.b.statement])
        assert match.scores["encoded_by"] == encoder.version
        assert match.scores["cosine"] == pytest.approx(float(one @ other), abs=2e-3)


def test_settings_name_any_model_with_its_tokenizer(newsroom: Newsroom, swap: Callable[[], None]) -> None:
    swap()
    assert engines.embedder().version.startswith("tiny-encoder-1.")
    assert engines.versions()["encoder"] == engines.embedder().version
    assert engines.versions()["reader"] == engines.entailer().version
    vectors = engines.embedder().encode([TOLL, SAME, FAR])
    np.testing.assert_allclose((vectors**2).sum(1), 1, atol=1e-5)
    stored(newsroom, TOLL, SAME)
    match = Match.objects.get()
    are_of_one_make([match])
    assert match.scores["judged_by"].startswith("tiny-reader-2.")
    assert set(Claim.objects.values_list("embedded_by", flat=True)) == {engines.embedder().version}


def test_vectors_that_do_not_fit_the_store_are_refused_in_words(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.FACTCHECK_EMBEDDER = str(tiny.encoder(tmp_path / "encoder", seed=1, dimensions=8))
    monkeypatch.setattr(engines, "_embedder", None)
    with pytest.raises(WeightsError, match=r"tiny-encoder-1\.\w+ gives vectors of 8 numbers, the store keeps 384"):
        engines.embedder()


def test_the_versions_travel_with_every_score(newsroom: Newsroom, rosa: User) -> None:
    stored(newsroom, TOLL, SAME)
    flag = Flag.objects.get()
    versions = {"encoded_by": engines.embedder().version, "judged_by": engines.entailer().version}
    assert versions.items() <= flag.match.scores.items()
    review = pipeline.decide(flag=flag, decision="confirm", reviewer=rosa)
    assert versions.items() <= review.scores.items()


def test_what_comes_in_meanwhile_is_never_compared_across_two_encoders(
    newsroom: Newsroom, swap: Callable[[], None]
) -> None:
    old = stored(newsroom, TOLL, FAR, REWORDED)
    swap()
    [new] = stored(newsroom, SAME)
    [match] = Match.objects.filter(b=new)
    assert match.a_id == old[0]  # found by its letters, and given a vector of the same make
    are_of_one_make([match])
    assert Flag.objects.get(match=match).kind == "duplicate"
    left = Claim.objects.exclude(embedded_by=engines.embedder().version)
    assert FAR in left.values_list("statement", flat=True)


def test_a_claim_that_changed_meanwhile_takes_its_pairs_along(newsroom: Newsroom, swap: Callable[[], None]) -> None:
    ids = stored(newsroom, TOLL, FAR)
    scores = {"cosine": 0.99, "trigram": 0.9, "overlap": 1.0}
    match = Match.objects.create(newsroom=newsroom, a_id=ids[0], b_id=ids[1], scores=scores, method="older")
    swap()
    again([ids[1]])  # no search finds the pair any more
    match.refresh_from_db()
    are_of_one_make([match])


def test_a_check_meanwhile_compares_by_vectors_of_one_make_and_stores_nothing(
    newsroom: Newsroom, swap: Callable[[], None]
) -> None:
    stored(newsroom, TOLL, FAR)
    before = list(Claim.objects.order_by("pk").values("embedded_by", "embedding"))
    swap()
    found = check(newsroom=newsroom, text=SAME)
    assert [finding.claim.statement for finding in found.duplicates] == [TOLL]
    assert [str(row) for row in Claim.objects.order_by("pk").values("embedded_by", "embedding")] == list(
        map(str, before)
    )


def test_a_search_by_meaning_leaves_out_what_was_not_moved_yet(newsroom: Newsroom, swap: Callable[[], None]) -> None:
    stored(newsroom, TOLL, FAR)
    swap()
    [new] = stored(newsroom, "The toll on the bridge is a scandal.")
    claims = Claim.objects.for_newsroom(newsroom)
    moved = set(claims.filter(embedded_by=engines.embedder().version).values_list("pk", flat=True))
    assert new in moved
    assert (
        {claim.pk for claim in nearest(claims, question="The bridge", limit=10)}
        == moved
        < set(claims.values_list("pk", flat=True))
    )


def test_flags_stand_all_along_and_decisions_stay(
    newsroom: Newsroom, swap: Callable[[], None], monkeypatch: pytest.MonkeyPatch, rosa: User
) -> None:
    ids = stored(newsroom, TOLL, SAME, OTHER, FAR)
    kept = Flag.objects.get(kind="duplicate")
    [decided, *_] = Flag.objects.filter(kind="contradiction")
    pipeline.decide(flag=decided, decision="dismiss", reviewer=rosa)
    swap()
    monkeypatch.setattr(anew, "MATCH_TOGETHER", 1)
    reached, seen = pipeline.rescore(), 0
    while reached is not None:
        states = dict(Flag.objects.values_list("pk", "state"))
        assert (states[kept.pk], states[decided.pk]) == ("open", "dismissed")
        seen, reached = seen + 1, pipeline.rescore(after_id=reached)
    assert seen == len(ids)
    assert set(Claim.objects.values_list("embedded_by", flat=True)) == {engines.embedder().version}
    are_of_one_make(list(Match.objects.all()))
    assert Flag.objects.get(pk=decided.pk).reviews.count() == 1


def test_a_move_that_was_stopped_goes_on_where_it_was(
    newsroom: Newsroom, swap: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(newsroom, TOLL, SAME, OTHER, FAR)
    swap()
    monkeypatch.setattr(anew, "MATCH_TOGETHER", 1)
    whole, steps = pipeline.rescore, iter(range(2))

    def stopped(**how: object) -> int | None:
        if next(steps, None) is None:
            raise KeyboardInterrupt
        return whole(**how)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "rescore", stopped)
        with pytest.raises(CommandError, match="go on with") as told:
            call_command("rematch", "--rescore", stdout=io.StringIO())
    after = re.search(r"manage.py rematch --rescore --after (\d+)$", str(told.value))
    assert after
    figures = rematch("--rescore", "--after", after[1])
    assert figures["claims"] == Claim.objects.filter(pk__gt=int(after[1])).count() == 2
    assert set(Claim.objects.values_list("embedded_by", flat=True)) == {engines.embedder().version}
    are_of_one_make(list(Match.objects.all()))
    assert Flag.objects.standing().filter(kind="duplicate").count() == 1


def test_what_only_the_new_vectors_find_is_found_once_both_have_moved(
    newsroom: Newsroom, swap: Callable[[], None], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = engines.embedder(), engines.entailer()
    swap()
    ids = stored(newsroom, TOLL, REWORDED)
    assert not Match.objects.exists()
    monkeypatch.setattr(engines, "_embedder", shipped[0])
    monkeypatch.setattr(engines, "_entailer", shipped[1])
    Claim.objects.filter(pk=ids[1]).update(embedding=None, embedded_by="")
    match_claims([ids[1]])
    assert not Match.objects.exists()  # its like still has the vector of the encoder before
    rematch("--rescore")
    are_of_one_make([Match.objects.get()])
