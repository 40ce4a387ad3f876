"""Two newsrooms with every kind of row in each, and people at the panel."""

from __future__ import annotations

import hashlib

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.test import Client

from claims.models import (
    APIKey,
    Article,
    Calibration,
    Claim,
    Cluster,
    ClusterEdit,
    ClusterMember,
    Correction,
    Evidence,
    Flag,
    Match,
    MergeSuggestion,
    Newsroom,
    PanelChange,
    Rating,
    RatingScale,
    Review,
    Revision,
    Source,
    Speaker,
    SpeakerAlias,
    SpeakerMerge,
    Transfer,
    User,
    Verdict,
)
from tests.conftest import person


def add_row(newsroom: Newsroom, number: int) -> None:
    """One of every kind of row: an article with one claim, a pair with a flag, a verdict, a key, a guest."""
    editor = newsroom.memberships.get(role="editor", user__is_staff=True).user
    name = f"{newsroom.slug} {number}"
    source = Source.objects.create(newsroom=newsroom, name=f"Courier {name}")
    speaker = Speaker.objects.create(newsroom=newsroom, name=f"Speaker {name}")
    SpeakerAlias.objects.create(newsroom=newsroom, speaker=speaker, name=speaker.name, key=f"speaker {name}")
    text = f"The pier of {name} was closed in May, {speaker.name} said."
    article = Article.objects.create(newsroom=newsroom, source=source, title=f"Pier {name}", submitted_by=editor)
    digest = hashlib.sha256(text.encode()).hexdigest()
    article.current = Revision.objects.create(article=article, number=1, text=text, sha256=digest)
    failed = number % 3 == 0
    article.state, article.state_reason = ("failed", "The page was empty.") if failed else ("ready", "")
    article.save()
    first = add_claim(newsroom, text=text[:37], speaker=speaker, source=source, article=article)
    second = add_claim(newsroom, text=f"The pier of {name} stayed open.", speaker=speaker, source=source)
    match = Match.objects.create(newsroom=newsroom, a=first, b=second, scores={"cosine": 0.9}, method="m1")
    flag = Flag.objects.create(
        newsroom=newsroom, match=match, kind="contradiction", score=0.9, rank=number, reason="closed / open"
    )
    Calibration.objects.create(
        newsroom=newsroom,
        command="manage.py calibrate",
        decisions=number,
        seed=1,
        figures={"thresholds": {}, "likelihoods": {}},
        old_thresholds={},
        new_thresholds={"related": 0.5},
    )
    Review.objects.create(flag=flag, reviewer=editor, decision="unsure", scores={})
    rating = Rating.objects.filter(scale__newsroom=newsroom).first()
    verdict = Verdict.objects.create(
        newsroom=newsroom, claim=first, rating=rating, explanation="It was June.", author=editor
    )
    Evidence.objects.create(verdict=verdict, url="https://harbour.example/log")
    voices = [Speaker.objects.create(newsroom=newsroom, name=f"{kind} of {name}") for kind in ("Voice", "Echo")]
    MergeSuggestion.objects.create(newsroom=newsroom, a=speaker, b=voices[0], score=0.5, reasons=["same surname"])
    SpeakerMerge.objects.create(newsroom=newsroom, kept=voices[0], gone=voices[1])
    cluster = Cluster.objects.create(newsroom=newsroom, chosen=first)
    for claim in (first, second):
        ClusterMember.objects.create(cluster=cluster, claim=claim, canonical=claim == first)
    ClusterEdit.objects.create(newsroom=newsroom, a=first, b=second, together=True, by=editor)
    Correction.objects.create(
        newsroom=newsroom, revision=article.current, claim=first, action="add", after={"speaker": name}, by=editor
    )
    entry = LogEntry.objects.log_actions(editor.pk, [speaker], CHANGE, single_object=True)
    PanelChange.objects.create(entry=entry, newsroom=newsroom)
    Transfer.objects.create(newsroom=newsroom, direction="export", what="claims", form="csv", by=editor)
    APIKey.issue(newsroom=newsroom, scopes=["read"], name=name, created_by=editor)
    person(f"guest {name}", room=newsroom, role="viewer")


def add_claim(newsroom: Newsroom, *, text: str, article: Article | None = None, **more: object) -> Claim:
    inside = {"article": article, "revision": article.current, "start": 0, "end": len(text)} if article else {}
    return Claim.objects.create(newsroom=newsroom, text=text, statement=text, fingerprint="f", **inside, **more)


@pytest.fixture
def harbour(newsroom: Newsroom, edith: User) -> Newsroom:
    """The newsroom that the tests work in, with three of every kind of row."""
    for number in range(3):
        add_row(newsroom, number)
    return newsroom


@pytest.fixture
def elsewhere(other_newsroom: Newsroom, otto: User) -> Newsroom:
    """Another newsroom, whose rows nobody of Harbour Desk may see."""
    scale = RatingScale.objects.create(newsroom=other_newsroom, name="Other scale")
    Rating.objects.create(scale=scale, label="No", normalized="false", position=1)
    for number in range(3):
        add_row(other_newsroom, number)
    return other_newsroom


@pytest.fixture
def root(db: None) -> User:
    """A superuser."""
    return User.objects.create(username="root", is_staff=True, is_superuser=True)


def signed_in(user: User) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def panel(harbour: Newsroom, edith: User) -> Client:
    """Edith, editor of Harbour Desk, at the panel."""
    return signed_in(edith)
