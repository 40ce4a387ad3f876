"""How many claims a store shall hold comes in; a newsroom with articles, claims, pairs, flags and people goes out.

Every sentence is made from lists of our own words by its number, so that the same number gives the same store. Vectors
are drawn (seed 7) around as many centres as there are topics: what an index meets in real stores, not what it means.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import numpy as np
from django.db import connection
from django.utils import timezone

from claims.conf import DIMENSIONS
from claims.models import Article, Claim, Flag, Match, Membership, Newsroom, Revision, Source, Speaker, User
from claims.text.normalise import fingerprint

SEED = 7
AN_ARTICLE = 20  # claims
CHUNK = 200  # articles stored at once
TODAY = date(2026, 11, 2)
WHO = [
    "The council",
    "The mayor",
    "The harbour board",
    "The ferry company",
    "The school board",
    "The hospital",
    "The port",
]
DID = [
    "closed",
    "opened",
    "sold",
    "bought",
    "repaired",
    "promised",
    "cancelled",
    "measured",
    "counted",
    "approved",
    "moved",
]
WHAT = ["boats", "homes", "school places", "buses", "bridges", "beds", "permits", "trees", "lamps", "jobs", "tickets"]
WHERE = [
    "in the north",
    "in the old town",
    "by the river",
    "at the pier",
    "near the market",
    "on the island",
    "downtown",
]
KINDS = ("duplicate", "duplicate", "duplicate", "contradiction", "update", "altered_quote")


def sentence(n: int) -> str:
    """The n-th sentence."""
    who, did, what, where = (n // step % len(each) for step, each in ((1, WHO), (7, DID), (5, WHAT), (3, WHERE)))
    return f"{WHO[who]} {DID[did]} {n % 997 + 3} {WHAT[what]} {WHERE[where]}, file {n}"


def newsroom(*, claims: int, flags: int) -> tuple[Newsroom, User]:
    """A newsroom with that many claims and open flags, and a quarter as many decided ones; and its editor."""
    room = Newsroom.objects.create(name="Large desk", slug="large")
    editor = User.objects.create_user("editor", password="benchmark", first_name="Edith", is_staff=True)
    Membership.objects.create(user=editor, newsroom=room, role="editor")
    _people_and_places(room)
    more(room, first=0, claims=claims, flags=flags)
    return room, editor


def more(room: Newsroom, *, first: int, claims: int, flags: int) -> None:
    """So many claims and flags more; ``first``: how many sentences were used up."""
    draw = np.random.default_rng(SEED + first)
    centres = draw.normal(size=(64, DIMENSIONS))
    for start in range(first, first + claims, AN_ARTICLE * CHUNK):
        _articles(room, start=start, stop=min(start + AN_ARTICLE * CHUNK, first + claims), draw=draw, centres=centres)
    _flags(room, flags=flags, draw=random.Random(SEED + first))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _people_and_places(room: Newsroom) -> None:
    Source.objects.bulk_create(Source(newsroom=room, name=f"Outlet {n}") for n in range(40))
    Speaker.objects.bulk_create(Speaker(newsroom=room, name=f"Speaker {n}", kind="person") for n in range(2000))


def _articles(room: Newsroom, *, start: int, stop: int, draw: np.random.Generator, centres: np.ndarray) -> None:
    outlets, speakers = (list(each.objects.filter(newsroom=room).order_by("pk")) for each in (Source, Speaker))
    parts = [range(at, min(at + AN_ARTICLE, stop)) for at in range(start, stop, AN_ARTICLE)]
    articles = [
        Article(
            newsroom=room,
            source=outlets[part.start % len(outlets)],
            title=f"Town news {part.start}",
            published_at=_moment(part.start),
        )
        for part in parts
    ]
    Article.objects.bulk_create(articles)
    revisions = [
        Revision(
            article=article, number=1, text=(text := _text(part)), sha256=hashlib.sha256(text.encode()).hexdigest()
        )
        for article, part in zip(articles, parts, strict=True)
    ]
    Revision.objects.bulk_create(revisions)
    for article, revision in zip(articles, revisions, strict=True):
        article.current, article.text_sha256, article.state = revision, revision.sha256, Article.State.READY
    Article.objects.bulk_update(articles, ["current", "text_sha256", "state"])
    Claim.objects.bulk_create(
        (
            claim
            for article, revision, part in zip(articles, revisions, parts, strict=True)
            for claim in _claims(article, revision, part, speakers=speakers, draw=draw, centres=centres)
        ),
        batch_size=2000,
    )


def _text(part: range) -> str:
    return "\n\n".join(f"“{sentence(n)},” said Speaker {n}." for n in part)


def _claims(
    article: Article,
    revision: Revision,
    part: range,
    *,
    speakers: list[Speaker],
    draw: np.random.Generator,
    centres: np.ndarray,
) -> Iterator[Claim]:
    at = 0
    for n in part:
        said = sentence(n)
        start = revision.text.index(said, at)
        at = start + len(said)
        yield Claim(
            newsroom_id=article.newsroom_id,
            article=article,
            revision=revision,
            source_id=article.source_id,
            speaker=speakers[n * n % len(speakers)],  # a few speak much more often than others
            kind="direct",
            text=said,
            statement=said,
            start=start,
            end=at,
            said_on=article.published_at.date() if article.published_at else None,
            fingerprint=fingerprint(said),
            worth=n % 100 / 100,
            embedding=centres[n % len(centres)] + draw.normal(size=DIMENSIONS),
            embedded_by="benchmark",
            matched_at=timezone.now(),
        )


def _moment(n: int) -> datetime:
    return timezone.make_aware(datetime.combine(TODAY - timedelta(days=n % 700), datetime.min.time()))


def _flags(room: Newsroom, *, flags: int, draw: random.Random) -> None:
    ids = list(Claim.objects.filter(newsroom=room).order_by("pk").values_list("pk", flat=True))
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < flags * 5 // 4:
        a, b = sorted(draw.sample(ids, k=2))
        pairs.add((a, b))
    matches = [
        Match(newsroom=room, a_id=a, b_id=b, scores={"cosine": 0.8}, method="benchmark") for a, b in sorted(pairs)
    ]
    Match.objects.bulk_create(matches, batch_size=2000)
    rows = [_flag(room, match, n, open_=n < flags, draw=draw) for n, match in enumerate(matches)]
    Flag.objects.bulk_create(rows, batch_size=2000)


def _flag(room: Newsroom, match: Match, n: int, *, open_: bool, draw: random.Random) -> Flag:
    return Flag(
        newsroom=room,
        match=match,
        kind=KINDS[n % len(KINDS)],
        score=0.5 + n % 50 / 100,
        rank=draw.random() * 3,
        reason="nine against four: same measure",
        spans=[{"claim": side, "start": 4, "end": 9, "label": "differs"} for side in (match.a_id, match.b_id)],
        same_speaker=n % 3 == 0,
        days_apart=n % 400,
        state=Flag.State.OPEN if open_ else Flag.State.CONFIRMED if n % 4 else Flag.State.DISMISSED,
        decided_at=None if open_ else timezone.now(),
    )
