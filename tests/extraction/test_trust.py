"""Attributions too doubtful to be trusted: stored, but compared with nothing until a person has looked."""

from __future__ import annotations

from typing import Any

import pytest

from claims import pipeline
from claims.extraction.attribution import Attribution
from claims.extraction.extract import extract
from claims.extraction.trust import is_uncertain
from claims.ingest.document import Document
from claims.matching.check import check
from claims.matching.match import match_article
from claims.models import Claim, Flag, Match, Newsroom, User
from claims.review.holding import Seen
from claims.text.kinds import Kind
from claims.text.quotation import MISPLACED, MISSING_CLOSE
from claims.text.spans import Span

SURE = '"The old pier is safe for everybody," Nils Brahe said.'
LOST = 'Nils Brahe said: "The old pier is safe for everybody.\n\nNobody else was asked.'


@pytest.mark.parametrize(
    ("confidence", "doubt", "uncertain"),
    [
        (0.9, "", False),
        (0.39, "", True),
        (0.44, "speaker unsure: “she” read as Edda Kjell", False),
        (0.9, MISSING_CLOSE, True),
        (0.9, f"{MISSING_CLOSE}; speaker unsure: “she”", True),
        (0.9, MISPLACED, False),
    ],
)
def test_low_confidence_and_guessed_ends_wait(confidence: float, doubt: str, uncertain: bool) -> None:
    found = Attribution(
        content=(Span(0, 5),),
        source=None,
        cue=None,
        kind=Kind.DIRECT,
        speaker=None,
        confidence=confidence,
        doubt=doubt,
    )
    assert is_uncertain(found) is uncertain


@pytest.fixture
def waiting(newsroom: Newsroom) -> Claim:
    """A claim whose quotation was never closed, beside a sure one on the same words."""
    for text in (SURE, LOST):
        article = pipeline.take_in(newsroom=newsroom, document=Document(text=text)).article
        extract(article.pk)
        match_article(article.pk)
    return Claim.objects.select_related("article").get(article__current__text=LOST)


@pytest.mark.django_db
@pytest.mark.services
def test_it_waits_until_a_person_confirms(waiting: Claim, newsroom: Newsroom, rosa: User) -> None:
    from claims.matching.rescore import again

    assert (waiting.uncertain, waiting.matched_at) == (True, None)
    assert waiting.article
    assert waiting.article.state == "ready"
    assert not Match.objects.exists()
    found = check(newsroom=newsroom, text="The old pier is safe for everybody")
    assert waiting not in [finding.claim for finding in found.duplicates]
    assert len(found.duplicates) == 1

    assert waiting.revision_id
    seen = Seen(revision_id=waiting.revision_id, version=0)
    confirmed = pipeline.confirm_attribution(claim=waiting, seen=seen, by=rosa)
    again([confirmed.pk])
    assert Flag.objects.get().kind == Flag.Kind.DUPLICATE


@pytest.mark.django_db
@pytest.mark.services
def test_what_turns_doubtful_is_no_longer_flagged(waiting: Claim, newsroom: Newsroom, rosa: User) -> None:
    from claims.matching.rescore import again

    Claim.objects.update(uncertain=False)
    again([waiting.pk])
    Claim.objects.filter(pk=waiting.pk).update(uncertain=True)
    pipeline.rederive(newsroom=newsroom)
    assert Flag.objects.get().state == Flag.State.WITHDRAWN


@pytest.mark.django_db
@pytest.mark.services
def test_the_threshold_is_a_setting(newsroom: Newsroom, settings: Any) -> None:
    settings.FACTCHECK_TRUSTED_CONFIDENCE = 0.99
    article = pipeline.take_in(newsroom=newsroom, document=Document(text=SURE)).article
    assert extract(article.pk) == 0
    assert Claim.objects.doubtful().count() == 1
