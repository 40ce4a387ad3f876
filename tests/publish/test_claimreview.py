"""What a verdict says to machines, and what an editor is told before: no database, rows in memory."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from claims.models import Article, Claim, Evidence, Newsroom, Rating, Source, Speaker, Verdict
from claims.publish.claimreview import claim_review, rating_of
from claims.publish.doubts import doubts, states_verdict

SCALE = [
    Rating(position=n, label=label, normalized=value)
    for n, (label, value) in enumerate(
        [("Sunk", "false"), ("Adrift", "mixed"), ("In fog", "unproven"), ("Afloat", "true")], start=1
    )
]
WHEN = dt.datetime(2026, 3, 16, 9, 30, tzinfo=dt.UTC)
BRANDT = {"name": "Mayor Aldo Brandt", "kind": "person", "wikidata_id": "Q42"}
HARBOUR = Article(
    title="No talks",
    url="https://post.example/ferry",
    source=Source(name="Harbour Post"),
    published_at=WHEN,
)


def verdict(*, rating: int = 0, speaker: dict[str, Any] | None = BRANDT, **values: Any) -> Verdict:
    said = values.pop("said", "We never discussed closing the ferry.")
    claim = Claim(statement=said, speaker=Speaker(**speaker) if speaker else None, said_on=values.pop("said_on", None))
    room = Newsroom(name="Saltmere Desk")
    return Verdict(newsroom=room, claim=claim, rating=SCALE[rating], explanation="The minutes show it.", **values)


def test_a_published_verdict_in_full() -> None:
    minutes = Evidence(
        url="https://council.example/minutes", quote="Item 4", archive_url="https://archive.example/1", stance="refutes"
    )
    told = claim_review(
        verdict(said_on=dt.date(2026, 3, 3), published_at=WHEN, state="published"),
        scale=SCALE,
        evidence=[minutes],
        appearances=[HARBOUR, Article(kind="transcript", title="Council, 3 March"), Article()],
        url="https://desk.example/8",
    )
    newsroom = {"@type": "Organization", "name": "Saltmere Desk"}
    assert told == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://desk.example/8",
        "claimReviewed": "We never discussed closing the ferry.",
        "datePublished": "2026-03-16T09:30:00+00:00",
        "author": newsroom,
        "publisher": newsroom,
        "itemReviewed": {
            "@type": "Claim",
            "author": {
                "@type": "Person",
                "name": "Mayor Aldo Brandt",
                "sameAs": "https://www.wikidata.org/wiki/Q42",
            },
            "datePublished": "2026-03-03",
            "appearance": [
                {
                    "@type": "NewsArticle",
                    "url": "https://post.example/ferry",
                    "headline": "No talks",
                    "datePublished": "2026-03-16T09:30:00+00:00",
                    "publisher": {"@type": "Organization", "name": "Harbour Post"},
                },
                {"@type": "CreativeWork", "headline": "Council, 3 March"},
            ],
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Sunk",
            "ratingValue": 1,
            "bestRating": 4,
            "worstRating": 1,
        },
        "reviewBody": "The minutes show it.",
        "citation": [
            {
                "@type": "CreativeWork",
                "url": "https://council.example/minutes",
                "text": "Item 4",
                "archivedAt": "https://archive.example/1",
            }
        ],
    }


def test_what_is_not_known_is_left_out() -> None:
    told = claim_review(verdict(speaker=None), scale=SCALE)
    assert told["itemReviewed"] == {"@type": "Claim"}
    assert not {"url", "datePublished", "citation"} & set(told)


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("person", "Person"),
        ("anonymous", "Person"),
        ("body", "Organization"),
        ("group", "Organization"),
        ("document", "Thing"),
        ("unknown", "Thing"),
    ],
)
def test_a_speaker_is_a_person_or_a_body(kind: str, named: str) -> None:
    told = claim_review(verdict(speaker={"name": "The harbour office", "kind": kind}), scale=SCALE)
    assert told["itemReviewed"]["author"] == {"@type": named, "name": "The harbour office"}


@pytest.mark.parametrize(
    ("step", "scale", "numbers"),
    [
        (SCALE[1], SCALE, (2, 4, 1)),
        (SCALE[3], SCALE, (4, 4, 1)),
        (SCALE[2], SCALE, (None, None, None)),  # unproven is no place between false and true
        (SCALE[0], [*SCALE[:2], Rating(position=5, label="Unseen", normalized="unproven")], (1, 2, 1)),
        (SCALE[0], SCALE[:1], (None, None, None)),
    ],
)
def test_a_rating_is_a_number_between_the_ends_of_its_scale(
    step: Rating, scale: list[Rating], numbers: tuple[int | None, ...]
) -> None:
    told = rating_of(step, scale=scale)
    assert (told.get("ratingValue"), told.get("bestRating"), told.get("worstRating")) == numbers
    assert told["alternateName"] == step.label


@pytest.mark.parametrize(
    ("said", "telling"),
    [
        ("We never discussed closing the ferry.", ""),
        ("It is not true that the ferry closes.", "not true"),
        ("FAKE NEWS: the ferry closes.", "fake news"),
        ("The boat is sunk.", "sunk"),
        ("The sunken pier is falsework.", ""),
    ],
)
def test_a_claim_that_tells_its_verdict(said: str, telling: str) -> None:
    assert states_verdict(said, label="Sunk") == telling


@pytest.mark.parametrize(
    ("said", "evidence", "told"),
    [
        ("a" * 75, 1, []),
        ("a" * 76, 1, ["76 characters long; search engines cut it after about 75"]),
        ("The ferry stays.", 0, ["No evidence is given"]),
        ("That is a hoax.", 2, ["seems to state the verdict (“hoax”)"]),
        ("Untrue, " + "a" * 80, 0, ["88 characters", "state the verdict", "No evidence"]),
    ],
)
def test_what_an_editor_is_told_before(said: str, evidence: int, told: list[str]) -> None:
    found = doubts(verdict(said=said), evidence=evidence)
    assert len(found) == len(told)
    for words, part in zip(found, told, strict=True):
        assert part in words
