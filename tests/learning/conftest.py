"""A newsroom whose people decided on many pairs, so that something can be learned from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from claims import pipeline
from claims.matching.derive import derive
from claims.matching.scoring import METHOD, Scores
from claims.models import Claim, Flag, Match, Newsroom, Review, Speaker, User

ONE, OTHER = "The council approved the tram line {n} to the harbour", "The tram line {n} got the council's approval"


def claim(room: Newsroom, text: str, *, speaker: str) -> Claim:
    """A claim by hand that was compared."""
    who, _made = Speaker.objects.get_or_create(newsroom=room, name=speaker)
    told = {"text": text, "statement": text, "fingerprint": text[:64], "said_on": dt.date(2026, 3, 1)}
    return Claim.objects.create(newsroom=room, speaker=who, matched_at=timezone.now(), **told)


def scored(cosine: float, **more: Any) -> Scores:
    """Scores of a pair that is a duplicate where the cosine is high enough."""
    return Scores(cosine=cosine, trigram=cosine, wording=cosine, overlap=0.5, shared=3, shared_names=0, **more)


def pair(room: Newsroom, number: int, scores: Scores) -> Match:
    """Two claims with these scores, and the flags that follow."""
    texts = (ONE.format(n=number), OTHER.format(n=number))
    a, b = (claim(room, text, speaker=f"Speaker {n}") for n, text in enumerate(texts))
    match = Match.objects.create(newsroom=room, a=a, b=b, scores=scores.as_json(), method=METHOD)
    derive([match])
    return match


Decide = Callable[..., list[Review]]


@pytest.fixture
def decide(newsroom: Newsroom, rosa: User) -> Decide:
    """Flag pairs of these cosines and decide on each."""
    numbers = iter(range(100_000))

    def decided(cosines: list[float], decision: str, *, room: Newsroom = newsroom, **more: Any) -> list[Review]:
        found = []
        for cosine in cosines:
            pair(room, next(numbers), scored(cosine, **more))
            flag = Flag.objects.latest("pk")
            found.append(pipeline.decide(flag=flag, decision=decision, reviewer=rosa))
        return found

    return decided


def spread(low: float, high: float, count: int) -> list[float]:
    """So many values from low to high."""
    return [round(low + (high - low) * n / max(1, count - 1), 4) for n in range(count)]


@pytest.fixture
def learned(decide: Decide) -> None:
    """Near pairs were confirmed, farther ones dismissed, a few of each the other way round: something to learn."""
    decide(spread(0.84, 0.98, 40), "confirm")
    decide(spread(0.62, 0.78, 30), "dismiss")
    decide([0.7], "confirm")
    decide([0.9], "dismiss")
