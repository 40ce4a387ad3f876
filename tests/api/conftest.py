"""Programs with keys: a reader, a sender, a decider, one that may all, one of another newsroom. And a stored case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from claims import pipeline
from claims.ingest.document import ClaimEntry, Document
from claims.matching.group import group
from claims.matching.match import match_claims
from claims.models import APIKey, Article, Claim, Cluster, Flag, Newsroom, Rating, User, Verdict
from tests.clusters import duplicate, said

DENIED = "We never discussed closing the ferry."
ADMITTED = "We discussed closing the ferry in January."
ARTICLE = f"The harbour was calm. “{DENIED}” the mayor said on Tuesday. She then left for the council."


def client(newsroom: Newsroom, *scopes: str) -> APIClient:
    """A program of the newsroom whose key has these scopes."""
    _, key = APIKey.issue(newsroom=newsroom, scopes=list(scopes), name="-".join(scopes))
    made = APIClient()
    made.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
    return made


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    cache.clear()


@pytest.fixture
def reader(newsroom: Newsroom) -> APIClient:
    """Only reads."""
    return client(newsroom, "read")


@pytest.fixture
def sender(newsroom: Newsroom) -> APIClient:
    """Only sends in."""
    return client(newsroom, "submit")


@pytest.fixture
def decider(newsroom: Newsroom) -> APIClient:
    """Only decides."""
    return client(newsroom, "review")


@pytest.fixture
def api(newsroom: Newsroom) -> APIClient:
    """May all that a key can."""
    return client(newsroom, "read", "submit", "review")


@pytest.fixture
def outsider(other_newsroom: Newsroom) -> APIClient:
    """May all, in another newsroom."""
    return client(other_newsroom, "read", "submit", "review")


@dataclass
class Case:
    """The mayor against herself, the denial ruled wrong, and an article."""

    newsroom: Newsroom
    article: Article
    denied: Claim
    admitted: Claim
    flag: Flag
    verdict: Verdict

    @property
    def cluster(self) -> Cluster:
        """The denial, said again in other words; made when first asked for."""
        known = Cluster.objects.first()
        if known is None:
            again = said(self.newsroom, "There was never any talk of closing the ferry.", day=5, speaker="Ida Quist")
            duplicate(self.denied, again)
            group([again.pk])
            known = Cluster.objects.get()
        return known


def enter(newsroom: Newsroom, text: str, *, speaker: str = "Ida Quist", day: int = 2, **more: str) -> Claim:
    """A claim by hand."""
    entry = ClaimEntry(text=text, speaker_name=speaker, said_on=dt.date(2026, 3, day), **more)  # type: ignore[arg-type]
    return pipeline.enter_claim(newsroom=newsroom, entry=entry)[0]


@pytest.fixture
def case(newsroom: Newsroom, edith: User, egon: User) -> Case:
    """Stored and compared by the real engine."""
    article = pipeline.take_in(newsroom=newsroom, document=Document(text=ARTICLE, source_name="Harbour Post")).article
    denied = enter(newsroom, DENIED, source_name="Harbour Post", kind="direct")
    admitted = enter(newsroom, ADMITTED, day=13, source_name="Radio Nord", kind="direct")
    rating = Rating.objects.get(scale__newsroom=newsroom, label="Wrong")
    verdict = pipeline.draft_verdict(claim=denied, rating=rating, explanation="The minutes show it.", author=edith)
    pipeline.submit_verdict(verdict=verdict, by=edith)
    verdict = pipeline.publish_verdict(verdict=verdict, approver=egon)
    match_claims([denied.pk, admitted.pk])
    denied.refresh_from_db()
    return Case(newsroom, article, denied, admitted, Flag.objects.get(kind="contradiction"), verdict)
