"""A newsroom's desk with an article, two flagged claims and a verdict, and browsers for the cast."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.test import Client

from claims import pipeline
from claims.matching.group import group
from claims.models import (
    Article,
    Claim,
    Flag,
    Match,
    MergeSuggestion,
    Newsroom,
    Rating,
    Revision,
    Source,
    Speaker,
    SpeakerMerge,
    User,
    Verdict,
)
from tests.clusters import ids, said, star

TEXT = (
    'The pier was quiet. "We never talked about selling the lighthouse," Mayor Ida Quist said on Monday. '
    "She walked on.\n\nThe keeper, Olaf Renn, kept his lamp lit & his door shut."
)
LATER = 'A week on the wind had turned. "We talked about selling the lighthouse in spring," Quist told the council.'


def store(newsroom: Newsroom, text: str, *, title: str, source: str = "Harbour Post") -> Article:
    """A finished article of that text."""
    outlet, _created = Source.objects.get_or_create(newsroom=newsroom, name=source)
    article = Article.objects.create(newsroom=newsroom, title=title, source=outlet)
    sha = hashlib.sha256(text.encode()).hexdigest()
    article.current = Revision.objects.create(article=article, number=1, text=text, sha256=sha)
    article.text_sha256, article.state = sha, Article.State.READY
    article.save()
    return article


def claim_in(article: Article, words: str, *, speaker: str = "Ida Quist", day: int = 2, kind: str = "direct") -> Claim:
    """A claim that stands in the article with those words."""
    assert article.current
    start = article.text.index(words)
    person, _created = Speaker.objects.get_or_create(newsroom=article.newsroom, name=speaker)
    return Claim.objects.create(
        newsroom=article.newsroom,
        article=article,
        revision=article.current,
        source=article.source,
        speaker=person,
        kind=kind,
        text=words,
        statement=words,
        start=start,
        end=start + len(words),
        said_on=dt.date(2026, 3, day),
        fingerprint=words.lower()[:64],
    )


def flag_between(a: Claim, b: Claim, *, kind: str = "contradiction", rank: float = 1.0) -> Flag:
    """A flag on the pair, resting on the first word of each."""
    low, high = sorted((a, b), key=lambda claim: claim.pk)
    scores = {"cosine": 0.81}
    match, _created = Match.objects.get_or_create(newsroom=a.newsroom, a=low, b=high, defaults={"scores": scores})
    spans = [{"claim": side.pk, "start": 3, "end": 8, "label": "denies"} for side in (low, high)]
    return Flag.objects.create(
        newsroom=a.newsroom, match=match, kind=kind, score=0.9, rank=rank, reason="denies & affirms", spans=spans
    )


@dataclass
class Desk:
    """What lies on the desk."""

    newsroom: Newsroom
    article: Article
    first: Claim
    second: Claim
    flag: Flag
    more: list[Flag] = field(default_factory=list)

    def rating(self, label: str = "Wrong") -> Rating:
        """A step of the newsroom's scale."""
        return Rating.objects.get(scale__newsroom=self.newsroom, label=label)

    def verdict(self, author: User, *, state: str = "draft") -> Verdict:
        """A verdict on the first claim, moved as far as wanted along its way."""
        verdict = Verdict.objects.create(
            newsroom=self.newsroom,
            claim=self.first,
            rating=self.rating(),
            explanation="It was talked of.",
            author=author,
        )
        if state != "draft":
            verdict.state = Verdict.State.SUBMITTED
            verdict.save()
        return verdict

    def question(self) -> MergeSuggestion:
        """Whether a Quist without a given name is the mayor."""
        assert self.first.speaker
        quist = Speaker.objects.create(newsroom=self.newsroom, name="Quist", kind="person")
        values = {"article": self.article, "score": 0.65, "reasons": ["same surname", "both “mayor”, 2 days apart"]}
        return MergeSuggestion.objects.create(newsroom=self.newsroom, a=self.first.speaker, b=quist, **values)

    def merge(self) -> SpeakerMerge:
        """I. Quist, merged into the mayor."""
        assert self.first.speaker
        gone = Speaker.objects.create(newsroom=self.newsroom, name="I. Quist", kind="person")
        pipeline.merge_speakers(keep=self.first.speaker, merge=[gone])
        return SpeakerMerge.objects.get(gone=gone)

    def repeats(self) -> list[Claim]:
        """What the keeper says of his lamp, three times, as one cluster."""
        known = Claim.objects.filter(member__isnull=False).order_by("pk")
        if not known:
            claims = [
                said(self.newsroom, f"The lighthouse lamp burns, {n}.", speaker="Olaf Renn", day=n) for n in (3, 5, 9)
            ]
            star(*claims)
            group(ids(*claims))
        return list(known.all())

    def add_flags(self, count: int) -> None:
        """More flags of lower rank, each on a pair of its own."""
        for number in range(count):
            text = f'Note {number}. "The lamp burned {number} hours," Renn said.'
            article = store(self.newsroom, text, title=f"Note {number}", source=f"Outlet {number}")
            claim = claim_in(article, f"The lamp burned {number} hours", speaker=f"Keeper {number}")
            self.more.append(flag_between(self.first, claim, kind="duplicate", rank=0.5 - number / 1000))


@pytest.fixture
def desk(newsroom: Newsroom) -> Desk:
    """Harbour Desk's desk."""
    article = store(newsroom, TEXT, title="Quiet pier")
    later = store(newsroom, LATER, title="Wind turns", source="Radio Nord")
    first = claim_in(article, "We never talked about selling the lighthouse")
    second = claim_in(later, "We talked about selling the lighthouse in spring", day=9)
    return Desk(newsroom, article, first, second, flag_between(first, second))


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which that person is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
