"""What is worth checking, in the store: weighed when it is found, when it is corrected, and afterwards."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from claims import pipeline
from claims.extraction.extract import extract
from claims.extraction.weigh import weigh
from claims.ingest.document import ClaimEntry
from claims.matching.match import match_claims
from claims.models import Article, Claim, Flag, Newsroom, User, WorthReason
from claims.models.worth import WORTH_CHECKING
from claims.review.holding import Seen
from claims.review.placing import Draft
from claims.text.spans import Span
from claims.text.worth import Reason
from tests.web.conftest import claim_in, store

TEXT = 'The pier was quiet. "The ferry lost 212 passengers in March," Mayor Ida Quist said. "Thank you," she added.'


def test_the_words_of_the_store_are_those_of_the_text() -> None:
    """Every code has an editor's words."""
    assert set(WorthReason.values) == {str(reason) for reason in Reason}
    assert all(str(label).islower() for label in WorthReason.labels)


def test_extraction_weighs_what_it_finds(newsroom: Newsroom) -> None:
    article = store(newsroom, TEXT, title="Quiet pier")
    Article.objects.filter(pk=article.pk).update(state=Article.State.STORED)
    extract(article.pk)
    claim = Claim.objects.get(statement__contains="212")
    assert claim.worth is not None
    assert claim.worth > WORTH_CHECKING
    assert claim.is_worth_checking
    assert claim.worth_words == ["states a figure", "reports an event"]
    assert list(Claim.objects.worth_checking()) == [claim]


def entered(newsroom: Newsroom, text: str, *, language: str = "en") -> Claim:
    """A claim by hand."""
    return pipeline.enter_claim(newsroom=newsroom, entry=ClaimEntry(text=text, language=language))[0]


def test_rows_from_before_are_weighed_by_rematch(newsroom: Newsroom, other_newsroom: Newsroom) -> None:
    figure = entered(newsroom, "The ferry lost 212 passengers in March.")
    german = entered(newsroom, "Die Fähre verlor 212 Fahrgäste.", language="de")
    elsewhere = entered(other_newsroom, "The ferry lost 212 passengers in March.")
    worth = figure.worth
    Claim.objects.update(worth=None, worth_reasons=[])
    out = io.StringIO()
    call_command("rematch", "--newsroom", newsroom.slug, "--json", stdout=out)
    assert json.loads(out.getvalue())["weighed"] == 2
    for claim in (figure, german, elsewhere):
        claim.refresh_from_db()
    assert (figure.worth, german.worth, elsewhere.worth) == (worth, None, None)
    assert figure.worth_reasons == ["quantity", "event"]


def test_rescoring_weighs_all_anew(newsroom: Newsroom) -> None:
    claim = entered(newsroom, "The ferry lost 212 passengers in March.")
    worth = claim.worth
    Claim.objects.update(worth=0.01, worth_reasons=["thin"])
    call_command("rematch", stdout=io.StringIO())
    claim.refresh_from_db()
    assert claim.worth == 0.01
    call_command("rematch", "--rescore", stdout=io.StringIO())
    claim.refresh_from_db()
    assert (claim.worth, claim.worth_reasons) == (worth, ["quantity", "event"])


def test_weighing_again_writes_nothing(newsroom: Newsroom) -> None:
    ids = [entered(newsroom, text).pk for text in ("Good evening.", "The council closed the lido.")]
    assert weigh(ids) == 0
    Claim.objects.filter(pk=ids[0]).update(statement="The council closed 12 schools in May.")
    assert weigh(ids) == 1


@pytest.mark.parametrize("worth", [-0.1, 1.1, float("nan")])
def test_the_database_takes_shares_only(newsroom: Newsroom, worth: float) -> None:
    claim = entered(newsroom, "Good evening.")
    with pytest.raises(IntegrityError, match="claim_worth_is_a_share"):
        Claim.objects.filter(pk=claim.pk).update(worth=worth)


def test_a_corrected_statement_is_weighed_anew(newsroom: Newsroom, rosa: User) -> None:
    """The words that a person cuts off no longer count."""
    text = "The ferry lost 212 passengers in March, and the weather was so nice."
    article = store(newsroom, text, title="Quiet pier")
    claim = claim_in(article, text[:-1], kind="statement")
    weigh([claim.pk])
    draft = Draft(content=(Span(text.index("the weather"), len(text) - 1),), speaker="Ida Quist")
    assert claim.revision_id
    seen = Seen(revision_id=claim.revision_id, version=claim.version)
    after = pipeline.correct_attribution(claim=claim, seen=seen, draft=draft, by=rosa)
    after.refresh_from_db()
    assert after.statement == "the weather was so nice"
    assert after.worth is not None
    assert after.worth < WORTH_CHECKING
    assert after.worth_reasons == ["opinion"]


def test_flags_are_ranked_by_what_is_worth_checking(newsroom: Newsroom) -> None:
    """Two duplicates alike in all but what they say."""
    said = [
        ("The ferry lost 212 passengers in March 2025.", "In March 2025 the ferry lost 212 passengers."),
        ("The dog barked at the moon last night.", "Last night the dog barked at the moon."),
    ]
    for number, pair in enumerate(said):
        entries = [ClaimEntry(text=t, speaker_name=f"Speaker {number}{n}") for n, t in enumerate(pair)]
        match_claims([pipeline.enter_claim(newsroom=newsroom, entry=entry)[0].pk for entry in entries])
    fact, talk = (Flag.objects.get(match__a__statement=pair[0]) for pair in said)
    assert fact.kind == talk.kind == "duplicate"
    assert fact.rank > talk.rank
    Claim.objects.update(worth=0.0)
    call_command("rematch", stdout=io.StringIO())
    fact.refresh_from_db()
    assert fact.rank == pytest.approx(1.0 + fact.score / 2)
