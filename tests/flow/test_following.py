"""Limits that a newsroom sets reach its flags by a real worker, batch after batch, also past a power cut."""

from __future__ import annotations

import pytest

from claims import pipeline
from claims.models import Flag, Newsroom
from tests.conftest import Crew, wait_until
from tests.learning.conftest import pair, scored

pytestmark = pytest.mark.services


def test_flags_follow_in_the_background_and_past_a_power_cut(crew: Crew, newsroom: Newsroom) -> None:
    pairs = 1_200  # three batches
    for number in range(pairs):
        pair(newsroom, number, scored(0.8))
    assert Flag.objects.standing().count() == pairs
    crew.start()
    pipeline.set_thresholds(newsroom=newsroom, thresholds={"duplicate": 0.9})
    crew.kill()
    crew.start()
    wait_until(lambda: not Newsroom.objects.following().exists(), what="the flags to follow")
    assert not Flag.objects.standing().exists()
    pipeline.set_thresholds(newsroom=newsroom, thresholds={})
    wait_until(lambda: not Newsroom.objects.following().exists(), what="the flags to follow")
    assert Flag.objects.standing().count() == pairs
