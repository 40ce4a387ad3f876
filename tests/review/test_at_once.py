"""Two doors at once on the same speakers, articles and claims: nobody waits for ever, and no decision is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from claims import pipeline
from claims.extraction.attribution import Attribution, Mention, claim_span
from claims.extraction.extract import Found, write
from claims.ingest.document import ClaimEntry
from claims.models import (
    Article,
    Claim,
    Flag,
    MergeSuggestion,
    Newsroom,
    Rating,
    Speaker,
    SpeakerMerge,
    SpeakerRole,
    User,
    Verdict,
)
from claims.review.errors import Outdated, Refused
from claims.review.holding import Seen, hold_article
from claims.review.placing import Draft
from claims.review.speakers import locked_speakers
from claims.text.kinds import Kind
from claims.text.normalise import fingerprint
from claims.text.spans import Span
from claims.text.worth import check_worthiness
from tests.conftest import somebody_waits, wait_until
from tests.web.conftest import claim_in, flag_between, store

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

TEXT = "“The pier is safe,” Nils Brahe said. He left."
PATIENCE = 20.0  # seconds, after which what hangs is taken to hang for ever


def meanwhile(pool: ThreadPoolExecutor, act: Callable[[], Any]) -> Future[Any]:
    """Do it in a session of its own."""

    def run() -> Any:
        try:
            return act()
        finally:
            connection.close()

    return pool.submit(run)


def speaker(newsroom: Newsroom, name: str) -> Speaker:
    """Somebody with a claim by hand."""
    entry = ClaimEntry(text=f"{name} has no boat.", speaker_name=name, said_on=dt.date(2026, 3, 2), kind="direct")
    pipeline.enter_claim(newsroom=newsroom, entry=entry)
    return Speaker.objects.get(name=name)


def found(text: str, words: str, *, who: str) -> Found:
    """What extraction finds there."""
    start = text.index(words)
    attribution = Attribution(
        content=(Span(start, start + len(words)),),
        source=None,
        cue=None,
        kind=Kind.DIRECT,
        speaker=Mention(name=who, kind="person"),
        confidence=0.9,
    )
    place = claim_span(text, attribution)
    return Found(attribution=attribution, place=place, worth=check_worthiness(place.statement, language="en"))


def test_a_claim_parted_while_its_article_is_extracted_again_stays_where_it_was_put(newsroom: Newsroom) -> None:
    article = store(newsroom, TEXT, title="Pier")
    claim = claim_in(article, "The pier is safe", speaker="Nils Brahe")

    def extracted() -> int:
        with transaction.atomic():
            again = Article.objects.select_related("newsroom", "source", "current").get(pk=article.pk)
            return write(again, found=[found(TEXT, "The pier is safe", who="Nils Brahe")], copies=set())

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            pipeline.part_speaker(speaker=claim.speaker, claims=[claim.pk], name="Ada Holm")
            work = meanwhile(pool, extracted)
            wait_until(somebody_waits, what="extraction to wait for the claim")
        work.result(PATIENCE)
    claim.refresh_from_db()
    assert (str(claim.speaker), claim.version) == ("Ada Holm", 1)
    assert Claim.objects.get() == claim


def test_a_claim_parted_while_a_copy_tells_more_of_its_speaker_stays_where_it_was_put(newsroom: Newsroom) -> None:
    first, copy = (store(newsroom, TEXT, title=title, source=title) for title in ("First", "Copy"))
    claim = claim_in(first, "The pier is safe", speaker="Brahe")
    Claim.objects.filter(pk=claim.pk).update(fingerprint=fingerprint(claim.statement))

    def extracted() -> int:
        with transaction.atomic():
            again = Article.objects.select_related("newsroom", "source", "current").get(pk=copy.pk)
            return write(again, found=[found(TEXT, "The pier is safe", who="Nils Brahe")], copies={first.pk})

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            pipeline.part_speaker(speaker=claim.speaker, claims=[claim.pk], name="Ada Holm")
            work = meanwhile(pool, extracted)
            wait_until(somebody_waits, what="extraction to wait for the claim")
        work.result(PATIENCE)
    claim.refresh_from_db()
    assert (str(claim.speaker), claim.version) == ("Ada Holm", 1)
    assert claim.appearances.get().article == copy


def test_who_parts_speakers_does_not_wait_for_who_corrects_the_article(newsroom: Newsroom, rosa: User) -> None:
    article = store(newsroom, TEXT, title="Pier")
    claim = claim_in(article, "The pier is safe", speaker="Nils Brahe")
    SpeakerRole.objects.create(speaker=claim.speaker, title="warden", article=article)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        hold_article(article, by=rosa, revision_id=article.current_id)
        parting = {"speaker": claim.speaker, "claims": [claim.pk], "name": "Ada Holm"}
        made = meanwhile(pool, lambda: pipeline.part_speaker(**parting)).result(PATIENCE)
    assert made.roles.get().title == "warden"


def test_extraction_writes_under_speakers_that_are_being_merged(newsroom: Newsroom) -> None:
    article, one = store(newsroom, TEXT, title="Pier"), speaker(newsroom, "Nils Brahe")
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        locked_speakers([one.pk])
        write = meanwhile(pool, lambda: claim_in(article, "The pier is safe", speaker="Nils Brahe"))
        assert write.result(PATIENCE).speaker == one


@pytest.mark.parametrize("answer", [pipeline.accept_suggestion, pipeline.refuse_suggestion])
def test_an_answer_that_comes_while_the_two_are_merged(newsroom: Newsroom, answer: Callable[..., Any]) -> None:
    one, other = speaker(newsroom, "Ada Holm"), speaker(newsroom, "A. Holm")
    asked = MergeSuggestion.objects.create(newsroom=newsroom, a=one, b=other, score=0.5, reasons=["same surname"])
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            locked_speakers([one.pk, other.pk])
            work = meanwhile(pool, lambda: answer(suggestion=asked))
            wait_until(somebody_waits, what="the answer to wait for the speakers")
            pipeline.merge_speakers(keep=one, merge=[other])
        with pytest.raises(Refused, match="decided already"):
            work.result(PATIENCE)
    assert SpeakerMerge.objects.count() == 1


def test_an_answer_about_one_who_is_merged_with_a_third_is_asked_for_again(newsroom: Newsroom) -> None:
    one, other, third = (speaker(newsroom, name) for name in ("Ada Holm", "A. Holm", "Ada Holm-Lind"))
    asked = MergeSuggestion.objects.create(newsroom=newsroom, a=one, b=other, score=0.5, reasons=["same surname"])
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            pipeline.merge_speakers(keep=third, merge=[other])
            work = meanwhile(pool, lambda: pipeline.accept_suggestion(suggestion=asked))
            wait_until(somebody_waits, what="the answer to wait for the speakers")
        with pytest.raises(Outdated, match="look at them again"):
            work.result(PATIENCE)
    pipeline.accept_suggestion(suggestion=asked, keep=one)
    assert set(one.claims.all()) == set(Claim.objects.all())


def test_a_split_while_the_one_that_was_kept_is_merged_into_a_third(newsroom: Newsroom) -> None:
    keep, gone, third = (speaker(newsroom, name) for name in ("Ada Holm", "A. Holm", "Ada Holm-Lind"))
    theirs = gone.claims.get()
    pipeline.merge_speakers(keep=keep, merge=[gone])
    record = SpeakerMerge.objects.get()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            pipeline.merge_speakers(keep=third, merge=[keep])
            work = meanwhile(pool, lambda: pipeline.split_speakers(merged=record))
            wait_until(somebody_waits, what="the split to wait for the speakers")
        with pytest.raises(Outdated, match="look at it again"):
            work.result(PATIENCE)
    theirs.refresh_from_db()
    assert theirs.speaker == third
    pipeline.split_speakers(merged=record)
    theirs.refresh_from_db()
    assert theirs.speaker == gone


def ruled(claim: Claim, *, by: User, state: str = "draft") -> Verdict:
    """A verdict on its way."""
    rating = Rating.objects.get(scale__newsroom=claim.newsroom, label="Wrong")
    verdict = pipeline.draft_verdict(claim=claim, rating=rating, explanation="It gave way.", author=by)
    return pipeline.submit_verdict(verdict=verdict, by=by) if state == "submitted" else verdict


def corrected(claim: Claim, article: Article, *, by: User) -> Claim:
    seen = Seen(revision_id=article.current_id or 0, version=claim.version)
    draft = Draft(content=(Span(1, 9),), source=None, cue=None, kind="", speaker="Nils Brahe")
    return pipeline.correct_attribution(claim=claim, seen=seen, draft=draft, by=by)


def test_a_correction_waits_for_a_draft_that_is_being_saved_and_counts_its_wording_on(
    newsroom: Newsroom, rosa: User, edith: User
) -> None:
    article = store(newsroom, TEXT, title="Pier")
    claim = claim_in(article, "The pier is safe", speaker="Nils Brahe")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            verdict = ruled(claim, by=rosa)
            work = meanwhile(pool, lambda: corrected(claim, article, by=edith))
            wait_until(somebody_waits, what="the correction to wait for the claim")
        work.result(PATIENCE)
    verdict.refresh_from_db()
    assert (verdict.version, verdict.about_statement) == (2, "The pier is safe")
    with pytest.raises(Outdated, match="look at it again"):
        pipeline.submit_verdict(verdict=verdict, by=rosa, seen=1)
    pipeline.submit_verdict(verdict=verdict, by=rosa, seen=2)
    verdict.refresh_from_db()
    assert verdict.about_statement == "The pier"


def test_a_publication_that_waits_for_a_correction_is_not_of_the_words_before(
    newsroom: Newsroom, rosa: User, edith: User, egon: User
) -> None:
    article = store(newsroom, TEXT, title="Pier")
    claim = claim_in(article, "The pier is safe", speaker="Nils Brahe")
    verdict = ruled(claim, by=rosa, state="submitted")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            corrected(claim, article, by=edith)
            seen = verdict.version
            work = meanwhile(pool, lambda: pipeline.publish_verdict(verdict=verdict, approver=egon, seen=seen))
            wait_until(somebody_waits, what="the publication to wait for the claim")
        with pytest.raises(Outdated, match="look at it again"):
            work.result(PATIENCE)
    verdict.refresh_from_db()
    assert verdict.state == "submitted"


def test_a_correction_that_waits_for_the_publication_is_refused(newsroom: Newsroom, rosa: User, edith: User) -> None:
    article = store(newsroom, TEXT, title="Pier")
    claim = claim_in(article, "The pier is safe", speaker="Nils Brahe")
    verdict = ruled(claim, by=rosa, state="submitted")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            pipeline.publish_verdict(verdict=verdict, approver=edith)
            work = meanwhile(pool, lambda: corrected(claim, article, by=rosa))
            wait_until(somebody_waits, what="the correction to wait for the claim")
        with pytest.raises(Refused, match="withdraw the verdict first"):
            work.result(PATIENCE)


def test_speakers_merged_while_a_verdict_waits_leave_its_approvals_behind(
    newsroom: Newsroom, rosa: User, edith: User, egon: User
) -> None:
    Newsroom.objects.update(approvals_needed=2)
    keep = speaker(newsroom, "Ada Holm")
    claim = claim_in(store(newsroom, TEXT, title="Pier"), "The pier is safe", speaker="A. Holm")
    verdict = ruled(claim, by=rosa, state="submitted")
    pipeline.approve_verdict(verdict=verdict, by=egon)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            pipeline.merge_speakers(keep=keep, merge=[claim.speaker], by=edith)
            work = meanwhile(pool, lambda: pipeline.publish_verdict(verdict=verdict, approver=edith))
            wait_until(somebody_waits, what="the publication to wait for the claim")
        with pytest.raises(Refused, match="with yours it has 1"):
            work.result(PATIENCE)
    verdict.refresh_from_db()
    assert (verdict.about_speaker, verdict.version) == ("A. Holm", 2)


def test_two_publish_at_once_and_one_is_told(newsroom: Newsroom, rosa: User, edith: User, egon: User) -> None:
    claim = claim_in(store(newsroom, TEXT, title="Pier"), "The pier is safe", speaker="Nils Brahe")
    verdict = ruled(claim, by=rosa, state="submitted")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            pipeline.publish_verdict(verdict=verdict, approver=edith)
            work = meanwhile(pool, lambda: pipeline.publish_verdict(verdict=verdict, approver=egon))
            wait_until(somebody_waits, what="the second to wait for the first")
        with pytest.raises(Refused, match="is published"):
            work.result(PATIENCE)


def test_a_decision_that_waits_for_a_correction_is_not_taken(newsroom: Newsroom, rosa: User, edith: User) -> None:
    article = store(newsroom, TEXT, title="Pier")
    claim = claim_in(article, "The pier is safe", speaker="Nils Brahe")
    other = claim_in(store(newsroom, TEXT, title="Copy", source="Radio Nord"), "The pier is safe", speaker="Ada Holm")
    flag = flag_between(claim, other)
    seen = flag.stamp
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            corrected(claim, article, by=edith)
            act = {"flag": flag, "decision": "confirm", "reviewer": rosa}
            work = meanwhile(pool, lambda: pipeline.decide(**act, seen=seen))
            wait_until(somebody_waits, what="the decision to wait for the flag")
        with pytest.raises(Refused, match="one of its claims has changed"):
            work.result(PATIENCE)
    Flag.objects.update(state="open")  # raised again on the new words
    with pytest.raises(Outdated, match="Look at them again"):
        pipeline.decide(flag=flag, decision="confirm", reviewer=rosa, seen=seen)
    assert not flag.reviews.exists()


def test_a_decision_is_not_undone_by_a_correction_that_waited_for_it(
    newsroom: Newsroom, rosa: User, edith: User
) -> None:
    article = store(newsroom, TEXT, title="Pier")
    claim = claim_in(article, "The pier is safe", speaker="Nils Brahe")
    flag = flag_between(
        claim,
        claim_in(store(newsroom, TEXT, title="Copy", source="Radio Nord"), "The pier is safe", speaker="Ada Holm"),
    )
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            pipeline.decide(flag=flag, decision="dismiss", reviewer=rosa)
            work = meanwhile(pool, lambda: corrected(claim, article, by=edith))
            wait_until(somebody_waits, what="the correction to wait for the flag")
        work.result(PATIENCE)
    flag.refresh_from_db()
    assert flag.state == "dismissed"
