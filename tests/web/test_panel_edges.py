"""The panel, the list of doubts and the selection at their edges."""

from __future__ import annotations

from claims.models import Article, Claim, Newsroom
from claims.text.spans import Span
from claims.web.doubts import _next
from claims.web.panel import asked_for
from claims.web.selection import spans_of
from tests.web.conftest import TEXT, claim_in, store


def test_an_article_without_a_text_opens_no_claim_of_another_newsroom(rf, db) -> None:
    here = Newsroom.objects.create(name="Here", slug="here")
    there = Newsroom.objects.create(name="There", slug="there")
    words = "The quay was sold in May."
    by_hand = Claim.objects.create(newsroom=there, text=words, statement=words, fingerprint="quay")
    article = Article.objects.create(newsroom=here, title="Not fetched yet")
    assert asked_for(rf.get("/", {"claim": by_hand.pk}), article=article, may_decide=True) is None


def test_two_doubts_that_begin_alike_do_not_hide_the_third(db) -> None:
    article = store(Newsroom.objects.create(name="Here", slug="here"), TEXT, title="Pier")
    wide, narrow, last = (
        claim_in(article, words) for words in ("We never talked about selling", "We never talked", "She walked on.")
    )
    rows = Claim.objects.filter(article=article)
    assert _next(rows, after=str(wide.pk)) == narrow
    assert _next(rows, after=str(narrow.pk)) == last


def test_words_left_out_by_the_article_itself_are_one_piece() -> None:
    text = "She said: We will […] build it."
    words = "We will […] build it."
    given = {"content": words, "content_at": f"10-{10 + len(words)}"}
    assert spans_of(text, given, field="content", near=0) == (Span(10, 10 + len(words)),)
