"""An article in, its claims and flags out: the whole flow with a real worker, broker, database and encoder."""

from __future__ import annotations

import pytest

from claims import pipeline
from claims.ingest.document import ClaimEntry, Document
from claims.models import Article, Claim, Flag, Match, Newsroom, Speaker, User
from claims.review.verdict import EvidenceEntry
from tests.conftest import Crew, all_done, wait_until

pytestmark = pytest.mark.services

MORNING = """Bridge toll stays, says mayor.

Mayor Lene Aagard said the council had never discussed a toll for the Vester bridge.

"We will keep the bridge free," Aagard told reporters on Monday.

According to the road office, 4,200 lorries crossed the bridge in March."""
EVENING = """Toll was on the table.

"We discussed a toll for the Vester bridge in January," Lene Aagard conceded on Thursday evening.

The road office said that 6,900 lorries crossed the bridge in March."""


def test_articles_become_claims_and_flags(crew: Crew, newsroom: Newsroom) -> None:
    crew.start()
    for title, text in (("Morning", MORNING), ("Evening", EVENING)):
        pipeline.take_in(newsroom=newsroom, document=Document(title=title, text=text, source_name=f"{title} Post"))
    wait_until(all_done, what=lambda: list(Article.objects.values_list("state", "state_reason")))

    assert set(Article.objects.values_list("state", flat=True)) == {"ready"}
    for claim in Claim.objects.select_related("revision"):
        assert claim.revision.text[claim.start : claim.end] == claim.text
        assert claim.embedding is not None
    assert Speaker.objects.filter(name="Lene Aagard").count() == 1
    contradictions = Flag.objects.filter(kind="contradiction").for_reading()
    statements = [f"{f.match.a.statement} / {f.match.b.statement}" for f in contradictions]  # whoever came first is a
    assert any("4,200" in both and "6,900" in both for both in statements)
    assert not Flag.objects.filter(kind="duplicate", match__in=[f.match_id for f in contradictions]).exists()


def test_the_same_article_twice_is_one(crew: Crew, newsroom: Newsroom) -> None:
    crew.start()
    first = pipeline.take_in(newsroom=newsroom, document=Document(text=MORNING))
    wait_until(all_done)
    before = set(Claim.objects.values_list("pk", flat=True))
    second = pipeline.take_in(newsroom=newsroom, document=Document(text=MORNING))
    assert (first.created, second.created) == (True, False)
    assert first.article == second.article
    wait_until(all_done)
    assert set(Claim.objects.values_list("pk", flat=True)) == before


def test_an_edited_article_keeps_the_claims_that_still_stand(crew: Crew, newsroom: Newsroom) -> None:
    crew.start()
    pipeline.take_in(newsroom=newsroom, document=Document(text=MORNING, external_id="bridge"))
    wait_until(all_done)
    quote = Claim.objects.get(statement="We will keep the bridge free")
    edited = "Corrected.\n\n" + MORNING.replace("4,200 lorries", "4,900 lorries")
    pipeline.take_in(newsroom=newsroom, document=Document(text=edited, external_id="bridge"))
    wait_until(all_done)
    moved = Claim.objects.get(pk=quote.pk)
    assert moved.start == quote.start + len("Corrected.\n\n")
    assert moved.revision.number == 2
    assert Claim.objects.get(statement__contains="4,200").lost_at is not None
    assert Claim.objects.get(statement__contains="4,900").lost_at is None


def test_an_edit_that_changes_the_speaker_changes_the_claim(crew: Crew, newsroom: Newsroom) -> None:
    crew.start()
    text = "Notes from the harbour.\n\n“The pier is closed to lorries,” {} said on Friday."
    for speaker in ("Ida Falk", "Nils Brahe"):
        document = Document(text=text.format(speaker), external_id="pier")
        pipeline.take_in(newsroom=newsroom, document=document)
        wait_until(all_done)
        claim = Claim.objects.get(statement="The pier is closed to lorries")
        assert claim.speaker is not None
        assert claim.speaker.name == speaker


def test_two_claims_at_once_find_each_other_once(crew: Crew, newsroom: Newsroom) -> None:
    crew.start()
    for number in range(10):
        for name, share in (("Ada Holm", 12), ("Bo Lind", 21)):
            text = f"Unemployment in district {number} stood at {share} percent in 2025."
            pipeline.enter_claim(newsroom=newsroom, entry=ClaimEntry(text=text, speaker_name=name))
    wait_until(all_done)
    for number in range(10):
        pairs = Match.objects.filter(
            a__statement__contains=f"district {number} ", b__statement__contains=f"district {number} "
        )
        assert pairs.count() == 1
        assert list(pairs.get().flags.values_list("kind", flat=True)) == ["contradiction"]


def test_rulings_that_conflict_are_flagged(crew: Crew, newsroom: Newsroom, edith: User, egon: User) -> None:
    crew.start()
    entries = [
        ClaimEntry(text="The ferry carried 9,000 people in May 2025.", speaker_name=n) for n in ("Ada Holm", "Bo Lind")
    ]
    claims = [pipeline.enter_claim(newsroom=newsroom, entry=entry)[0] for entry in entries]
    wait_until(all_done)
    for claim, label in zip(claims, ("Right", "Wrong"), strict=True):
        rating = newsroom.scales.get().ratings.get(label=label)
        evidence = [EvidenceEntry(url="https://port.example/may")]
        verdict = pipeline.draft_verdict(
            claim=claim, rating=rating, explanation="By the port's count.", author=edith, evidence=evidence
        )
        pipeline.submit_verdict(verdict=verdict, by=edith)
        pipeline.publish_verdict(verdict=verdict, approver=egon)
    wait_until(all_done)
    assert Flag.objects.filter(kind="verdict_conflict", state="open").count() == 1


def test_a_page_that_cannot_be_fetched_says_why(crew: Crew, newsroom: Newsroom) -> None:
    crew.start()
    taken = pipeline.take_in(newsroom=newsroom, document=Document(url="http://127.0.0.1:9/story"))
    wait_until(all_done)
    article = Article.objects.get(pk=taken.article.pk)
    assert (article.state, article.failed_stage) == ("failed", "fetching")
    assert "private address" in article.state_reason
    assert pipeline.retry(article=article)
