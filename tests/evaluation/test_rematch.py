"""`manage.py rematch`: flags follow thresholds and models; decisions stay; an interrupted run goes on."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from claims import pipeline
from claims.ingest.document import ClaimEntry
from claims.matching.match import match_claims
from claims.models import Claim, Flag, Match, Newsroom, User
from claims.pipeline import anew

TOLL = "The toll on the bridge rose by 12 percent in 2025."
SAME = "In 2025 the bridge toll rose by 12 percent."
OTHER = "The toll on the bridge rose by 21 percent in 2025."


def stored(room: Newsroom, *texts: str) -> list[int]:
    """Claims by hand, compared."""
    day = dt.date(2026, 1, 5)
    entries = [ClaimEntry(text=text, speaker_name=f"Speaker {n}", said_on=day) for n, text in enumerate(texts)]
    ids = [pipeline.enter_claim(newsroom=room, entry=entry)[0].pk for entry in entries]
    match_claims(ids)
    return ids


def rematch(*options: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("rematch", "--json", *options, stdout=out)
    figures: dict[str, Any] = json.loads(out.getvalue())
    return figures


def test_flags_follow_the_thresholds(newsroom: Newsroom, settings: Settings) -> None:
    stored(newsroom, TOLL, SAME)
    assert Flag.objects.standing().get().kind == "duplicate"
    settings.FACTCHECK_THRESHOLDS = {"duplicate": 0.99, "duplicate_reworded": 0.99, "entailed": 1.0}
    figures = rematch()
    assert figures["matches"] == 1
    assert (figures["flags"]["before"]["duplicate"], figures["flags"]["after"]["duplicate"]) == (1, 0)
    settings.FACTCHECK_THRESHOLDS = {}
    assert rematch()["flags"]["after"]["duplicate"] == 1


def test_a_decision_stays(newsroom: Newsroom, settings: Settings, edith: User) -> None:
    stored(newsroom, TOLL, SAME)
    pipeline.decide(flag=Flag.objects.get(), decision="confirm", reviewer=edith)
    settings.FACTCHECK_THRESHOLDS = {"duplicate": 0.99, "duplicate_reworded": 0.99, "entailed": 1.0}
    rematch()
    assert Flag.objects.get().state == Flag.State.CONFIRMED


def test_scores_of_an_older_method_are_made_anew(newsroom: Newsroom) -> None:
    stored(newsroom, TOLL, OTHER)
    flag = Flag.objects.standing().get()
    match = Match.objects.get()
    sound, worse = match.scores, {"cosine": 0.1, "overlap": 0.0, "figures": "none", "judged_by": ""}
    Match.objects.update(scores=sound | worse, method="older")
    rematch()
    assert Flag.objects.get(pk=flag.pk).state == Flag.State.WITHDRAWN
    figures = rematch("--rescore")
    match.refresh_from_db()
    assert figures["claims"] == 2
    assert (match.scores, match.method != "older") == (sound, True)
    assert Flag.objects.get(pk=flag.pk).state == Flag.State.OPEN


def test_a_pair_that_no_search_finds_any_more_is_scored_too(newsroom: Newsroom) -> None:
    ids = stored(newsroom, TOLL, "A heron nests in the reeds behind the mill.")
    assert not Match.objects.exists()
    alike = {"cosine": 0.99, "trigram": 0.9, "overlap": 1.0, "shared": 5}
    Match.objects.create(newsroom=newsroom, a_id=ids[0], b_id=ids[1], scores=alike, method="older")
    rematch()
    assert Flag.objects.standing().count() == 1
    rematch("--rescore")
    assert Match.objects.get().scores["cosine"] < 0.5
    assert not Flag.objects.standing().exists()


def test_only_one_newsroom(newsroom: Newsroom, other_newsroom: Newsroom, settings: Settings) -> None:
    stored(newsroom, TOLL, SAME)
    stored(other_newsroom, TOLL, SAME)
    settings.FACTCHECK_THRESHOLDS = {"duplicate": 0.99, "duplicate_reworded": 0.99, "entailed": 1.0}
    assert rematch("--newsroom", "other")["matches"] == 1
    assert Flag.objects.standing().get().newsroom == newsroom
    with pytest.raises(CommandError, match=r"no newsroom “nowhere” \(there are: harbour, other\)"):
        rematch("--newsroom", "nowhere")


def test_a_run_goes_on_after_the_last_batch(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anew, "DERIVE_TOGETHER", 1)
    stored(newsroom, TOLL, SAME, OTHER)
    ids = list(Match.objects.order_by("pk").values_list("pk", flat=True))
    reached, seen = pipeline.rederive(), []
    while reached is not None:
        seen.append(reached)
        reached = pipeline.rederive(after_id=reached)
    assert seen == ids
    assert rematch("--after", str(ids[0]))["matches"] == len(ids) - 1
    assert Claim.objects.unmatched().count() == 0
