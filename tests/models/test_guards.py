"""What the database itself refuses, whatever door is tried: each rule once, by raw ORM writes."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.utils import timezone

from claims.models import (
    Article,
    Claim,
    Flag,
    Match,
    Newsroom,
    Review,
    Revision,
    Source,
    Speaker,
    SpeakerMerge,
    SpeakerSplit,
    User,
    Verdict,
)

pytestmark = [pytest.mark.django_db, pytest.mark.services]

TEXT = "“The pier is safe,” Nils Brahe said. 🌊 The sea, he added, is not."


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    made = Article.objects.create(newsroom=newsroom, title="Pier")
    made.current = Revision.objects.create(
        article=made, number=1, text=TEXT, sha256=hashlib.sha256(TEXT.encode()).hexdigest()
    )
    made.save()
    return made


def claim(article: Article, /, **values: Any) -> Claim:
    """A claim on the article: by default the quotation in its first sentence."""
    row = {
        "newsroom": article.newsroom,
        "article": article,
        "revision": article.current,
        "text": "The pier is safe",
        "statement": "The pier is safe",
        "start": 1,
        "end": 17,
        "fingerprint": "x",
    }
    return Claim.objects.create(**{**row, **values})


def refused(write: Any, *, saying: str) -> None:
    with pytest.raises(Error, match=saying), transaction.atomic():
        write()


def test_a_claim_equals_its_span(article: Article) -> None:
    claim(article)
    refused(lambda: claim(article, start=2, end=18), saying="not what stands at 2 to 18")
    refused(lambda: claim(article, start=1, end=4000), saying="not what stands")
    refused(lambda: claim(article, start=1, end=None), saying="not what stands|claim_span_whole_or_none")
    refused(lambda: claim(article), saying="claim_span_once")


def test_offsets_are_code_points_not_bytes(article: Article) -> None:
    start = TEXT.index("The sea")
    assert claim(article, text="The sea", start=start, end=start + 7).pk


def test_a_claim_stays_in_its_newsroom_and_article(article: Article, other_newsroom: Newsroom) -> None:
    elsewhere = Article.objects.create(newsroom=article.newsroom)
    refused(lambda: claim(article, newsroom=other_newsroom), saying="not one of the claim's article")
    refused(lambda: claim(article, article=elsewhere), saying="not one of the claim's article")


def test_a_claim_may_not_be_moved_off_its_words_by_an_update(article: Article) -> None:
    row = claim(article)
    refused(lambda: Claim.objects.filter(pk=row.pk).update(text="The pier is sound"), saying="not what stands")


def test_a_revision_is_never_changed(article: Article) -> None:
    refused(lambda: Revision.objects.update(text="Other"), saying="never changed")
    refused(
        lambda: Revision.objects.create(article=article, number=2, text="New", sha256="0" * 64),
        saying="not that of the text",
    )


def test_an_article_without_text_is_not_stored(newsroom: Newsroom) -> None:
    refused(lambda: Article.objects.create(newsroom=newsroom, state="stored"), saying="article_has_text_once_stored")
    refused(lambda: Article.objects.create(newsroom=newsroom, state="failed"), saying="article_failed_says_why")


@pytest.fixture
def match(article: Article) -> Match:
    first, second = claim(article), claim(article, text="pier is safe", start=5, end=17)
    return Match.objects.create(newsroom=article.newsroom, a=first, b=second, scores={}, method="test")


def test_a_match_is_unordered_and_unique(match: Match) -> None:
    refused(lambda: _again(match, a=match.b, b=match.a), saying="match_unordered")
    refused(lambda: _again(match, a=match.a, b=match.a), saying="match_unordered")
    refused(lambda: _again(match, a=match.a, b=match.b), saying="match_once")


def test_a_match_stays_inside_one_newsroom(match: Match, other_newsroom: Newsroom) -> None:
    match.delete()
    refused(lambda: _again(match, a=match.a, b=match.b, newsroom=other_newsroom), saying="inside one newsroom")


def _again(match: Match, *, a: Claim, b: Claim, newsroom: Newsroom | None = None) -> Match:
    return Match.objects.create(newsroom=newsroom or match.newsroom, a=a, b=b, scores={}, method="test")


def test_a_review_is_never_edited(match: Match, rosa: User) -> None:
    flag = Flag.objects.create(newsroom=match.newsroom, match=match, kind="duplicate", score=1.0, reason="Same words")
    review = Review.objects.create(flag=flag, reviewer=rosa, decision="confirm", scores={})
    refused(lambda: Review.objects.update(note="changed my mind"), saying="never changed or deleted")
    refused(lambda: Review.objects.all().delete(), saying="never changed or deleted")
    refused(lambda: _raw("DELETE FROM claims_review"), saying="never changed or deleted")
    refused(lambda: Review.objects.create(flag=flag, decision="confirm", scores={}), saying="review_has_an_author")
    assert Review.objects.get() == review


def _raw(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def draft(article: Article, rosa: User) -> Verdict:
    rating = article.newsroom.scales.get().ratings.first()
    return Verdict.objects.create(
        newsroom=article.newsroom, claim=claim(article), rating=rating, explanation="Checked.", author=rosa
    )


@pytest.mark.parametrize(
    ("steps", "allowed"),
    [
        (["submitted"], True),
        (["submitted", "draft"], True),
        (["submitted", "published", "withdrawn"], True),
        (["submitted", "published", "outdated"], True),
        (["published"], False),
        (["withdrawn"], False),
        (["submitted", "published", "draft"], False),
        (["submitted", "published", "withdrawn", "published"], False),
        (["submitted", "withdrawn"], False),
    ],
)
def test_a_verdict_moves_only_along_its_edges(draft: Verdict, edith: User, steps: list[str], allowed: bool) -> None:
    def walk() -> None:
        for state in steps:
            Verdict.objects.filter(pk=draft.pk).update(state=state, approver=edith, published_at=timezone.now())

    if allowed:
        walk()
        assert Verdict.objects.get().state == steps[-1]
    else:
        refused(walk, saying="does not go from")


def test_a_published_verdict_has_an_approver_who_is_not_its_author(draft: Verdict, rosa: User) -> None:
    Verdict.objects.update(state="submitted")
    refused(lambda: Verdict.objects.update(state="published"), saying="verdict_published_has_approver")
    now = timezone.now()
    refused(
        lambda: Verdict.objects.update(state="published", approver=rosa, published_at=now), saying="does not approve"
    )
    Newsroom.objects.update(four_eyes=False)
    Verdict.objects.update(state="published", approver=rosa, published_at=now)


def test_a_stricter_rule_later_does_not_lock_a_verdict_in(draft: Verdict, rosa: User) -> None:
    Newsroom.objects.update(four_eyes=False)
    Verdict.objects.update(state="submitted")
    Verdict.objects.update(state="published", approver=rosa, published_at=timezone.now())
    Newsroom.objects.update(four_eyes=True)
    Verdict.objects.update(state="withdrawn")


def test_whoever_rewrote_a_draft_does_not_approve_it(draft: Verdict, edith: User) -> None:
    Verdict.objects.update(state="submitted", edited_by=edith)
    refused(
        lambda: Verdict.objects.update(state="published", approver=edith, published_at=timezone.now()),
        saying="does not approve",
    )


def test_a_published_verdict_is_not_rewritten(draft: Verdict, edith: User) -> None:
    Verdict.objects.update(state="submitted")
    Verdict.objects.update(state="published", approver=edith, published_at=timezone.now())
    refused(lambda: Verdict.objects.update(explanation="Quietly better."), saying="not rewritten")


def test_a_verdict_never_starts_published(draft: Verdict, edith: User) -> None:
    values = {"newsroom": draft.newsroom, "claim": draft.claim, "rating": draft.rating, "author": draft.author}
    refused(
        lambda: Verdict.objects.create(
            **values, explanation="x", state="published", approver=edith, published_at=timezone.now()
        ),
        saying="starts as a draft",
    )


def test_one_published_verdict_a_claim(draft: Verdict, edith: User) -> None:
    values = {"newsroom": draft.newsroom, "claim": draft.claim, "rating": draft.rating, "author": draft.author}
    Verdict.objects.create(**values, explanation="Another view.")
    Verdict.objects.update(state="submitted")
    with pytest.raises(IntegrityError, match="verdict_published_once_a_claim"):
        Verdict.objects.update(state="published", approver=edith, published_at=timezone.now())


def test_a_record_of_speakers_goes_with_its_newsroom_and_not_without(article: Article, edith: User) -> None:
    room = article.newsroom
    one, other = (Speaker.objects.create(newsroom=room, name=name) for name in ("Nils Brahe", "N. Brahe"))
    source = Source.objects.create(newsroom=room, name="Harbour Post")
    Article.objects.filter(pk=article.pk).update(source=source)
    row = claim(article, speaker=one, source=source)
    SpeakerMerge.objects.create(newsroom=room, kept=one, gone=other, by=edith)
    Speaker.objects.filter(pk=other.pk).update(merged_into=one)
    SpeakerSplit.objects.create(newsroom=room, origin=one, made=other, claims=[row.pk], by=edith)
    for records, what in ((SpeakerMerge.objects, "merge"), (SpeakerSplit.objects, "split")):
        refused(lambda rows=records: (rows.all().delete(), connection.check_constraints()), saying=f"a {what} is never")
    for needed in (one, source):
        refused(needed.delete, saying="restricted foreign keys")
    room.delete()
    connection.check_constraints()
    assert not Newsroom.objects.exists()
    assert not SpeakerMerge.objects.exists()
    assert not SpeakerSplit.objects.exists()
