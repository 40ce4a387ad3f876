"""Articles: the text shown as text, attributions in place, the way they come, and what a bad submission is told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.models import Article, Claim, Flag, User
from tests.web.conftest import Desk, claim_in, store

NASTY = (
    '<script>alert("x")</script> "Rates <b>fell</b> & rose," Renn said.\n\n'
    '<img src=x onerror=alert(1)> {{ 7|add:7 }} {% debug %} "><svg onload=alert(2)>'
)


@pytest.fixture
def browser(desk: Desk, rosa: User, sign_in: Any) -> Client:
    """Rosa's browser."""
    client: Client = sign_in(rosa)
    return client


def page(browser: Client, article: Article) -> str:
    return str(browser.get(reverse("article", args=[article.pk])).text)


def plain(html: str) -> str:
    """What a reader sees of the article's paragraphs."""
    from html import unescape

    found = re.findall(r'<p dir="auto" data-start="\d+">(.*?)</p>', html, re.S)
    return "\n\n".join(unescape(re.sub(r"<[^>]*>", "", paragraph)) for paragraph in found)


def test_the_text_is_shown_as_published(desk: Desk, browser: Client) -> None:
    text = page(browser, desk.article)
    assert plain(text) == desk.article.text
    assert f'<span class="anchor" id="claim-{desk.first.pk}"></span><a class="said direct"' in text
    assert reverse("speaker", args=[desk.first.speaker_id]) in text


def test_an_article_of_markup_is_shown_and_not_run(desk: Desk, browser: Client) -> None:
    article = store(desk.newsroom, NASTY, title='<script>alert("title")</script>')
    claim = claim_in(article, "Rates <b>fell</b> & rose", speaker="<i>Renn</i>")
    Claim.objects.filter(pk=claim.pk).update(doubt="<u>who</u>")
    claim_page = browser.get(reverse("claim", args=[claim.pk])).text
    listed = browser.get(reverse("articles")).text + browser.get(reverse("claims")).text
    text = page(browser, article)
    assert plain(text) == NASTY
    for html in (text, claim_page, listed, browser.get(reverse("speaker", args=[claim.speaker_id])).text):
        for tag in ("<script>", "<img", "<svg onload", "<i>", "<u>", "<b>fell"):
            assert tag not in html


def test_nested_and_overlapping_claims_each_have_a_place(desk: Desk, browser: Client) -> None:
    article = store(desk.newsroom, 'She said that he said "it rains a lot here" and left.', title="Nested")
    outer = claim_in(article, 'he said "it rains a lot here"', kind="mixed")
    inner = claim_in(article, "it rains a lot here", speaker="Renn")
    across = claim_in(article, 'a lot here" and left', kind="indirect")
    text = page(browser, article)
    assert plain(text) == article.text
    for claim in (outer, inner, across):
        assert text.count(f'id="claim-{claim.pk}"') == 1
        assert f'href="?claim={claim.pk}#claim-{claim.pk}"' in text


def test_a_claim_of_two_pieces_leaves_what_stands_between_unmarked(desk: Desk, browser: Client) -> None:
    article = store(desk.newsroom, '"We will pay," Renn said, "by May."', title="Pieces")
    claim = claim_in(article, 'We will pay," Renn said, "by May')
    Claim.objects.filter(pk=claim.pk).update(statement="We will pay by May", pieces=[[1, 12], [27, 33]])
    text = page(browser, article)
    assert re.findall(r'class="said direct" href="[^>]*>([^<]*)<', text) == ["We will pay", "by May"]
    assert text.count(f'id="claim-{claim.pk}"') == 1


def test_a_failed_article_says_why_and_may_be_tried_again(
    desk: Desk, browser: Client, vito: User, sign_in: Any
) -> None:
    Article.objects.filter(pk=desk.article.pk).update(
        state="failed", state_reason="The page did not answer.", failed_stage="extracting"
    )
    retry = reverse("retry", args=[desk.article.pk])
    assert "The page did not answer." in page(browser, desk.article)
    assert retry in page(browser, desk.article)
    assert retry not in page(sign_in(vito), desk.article)
    browser.post(retry)
    desk.article.refresh_from_db()
    assert desk.article.state == "stored"
    assert "there is nothing to try again" in browser.post(retry, follow=True).text


def test_progress_while_it_comes_and_a_fresh_page_at_the_end(desk: Desk, browser: Client) -> None:
    address = reverse("progress", args=[desk.article.pk])
    Article.objects.filter(pk=desk.article.pk).update(state="extracting", done=3, total=8)
    part = browser.get(address, headers={"hx-request": "true"})
    assert '<progress max="8" value="3">' in part.text
    assert "<html" not in part.text
    assert f'hx-get="{address}"' in page(browser, desk.article)
    Article.objects.filter(pk=desk.article.pk).update(state="ready")
    assert browser.get(address).headers["HX-Refresh"] == "true"
    assert address not in page(browser, desk.article)


def test_lists_by_state(desk: Desk, browser: Client) -> None:
    Article.objects.filter(pk=desk.article.pk).update(state="extracting")
    for state, there in (("", True), ("unfinished", True), ("failed", False), ("ready", False)):
        assert ("Quiet pier" in browser.get(reverse("articles"), {"state": state}).text) is there


def submit(browser: Client, **form: object) -> Any:
    return browser.post(reverse("submit"), {"kind": "story", **form})


def test_a_pasted_text_becomes_an_article(desk: Desk, browser: Client) -> None:
    response = submit(
        browser, text="Lamp news.\n\nIt burns.", title="Lamp", source="harbour post", published_on="2026-03-02"
    )
    article = Article.objects.get(title="Lamp")
    assert response.url == reverse("article", args=[article.pk])
    assert article.submitted_by
    assert article.published_at
    assert (article.source, article.submitted_by.username, article.state) == (desk.article.source, "rosa", "stored")
    assert article.published_at.date().isoformat() == "2026-03-02"
    again = submit(browser, text="Lamp news.\n\nIt burns.", source="Harbour Post")
    assert again.url == response.url


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", "Ein Fähre — “ruhig”.".encode(), "Ein Fähre — “ruhig”."),
        ("a.txt", "שלום עולם, \u202eabc\u202c".encode(), "שלום עולם"),
        ("a.txt", "Z̸̢̛a̷l̶g̸o̵ calls.".encode(), "calls."),
        ("a.txt", ('"' * 1_000 + "quiet").encode(), "quiet"),
    ],
)
def test_files_of_every_script_are_taken(name: str, content: bytes, expected: str, desk: Desk, browser: Client) -> None:
    response = submit(browser, file=SimpleUploadedFile(name, content))
    assert response.status_code == 302
    article = Article.objects.latest("pk")
    assert expected in article.text
    assert expected in plain(page(browser, article))


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "text"),
        ({"text": "   \n "}, "text"),
        ({"text": "a", "file": SimpleUploadedFile("a.txt", b"b")}, "file"),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "file"),
        ({"file": SimpleUploadedFile("a.bin", bytes(range(256)) * 40)}, "file"),
        ({"url": "ftp//x"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"text": "a", "published_on": "yesterday"}, "published_on"),
        ({"text": "a", "kind": "rumour"}, "kind"),
        ({"text": "a", "title": "x" * 501}, "title"),
        ({"text": "a", "source": "x" * 201}, "source"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field(
    form: dict[str, object], field: str, desk: Desk, browser: Client
) -> None:
    before = Article.objects.count()
    response = submit(browser, **form)
    assert response.status_code == 400
    assert f'id="id_{field}_error"' in response.text
    assert Article.objects.count() == before


def test_what_is_too_large_is_told_with_its_size(desk: Desk, browser: Client, settings: Any) -> None:
    settings.FACTCHECK_MAX_UPLOAD_BYTES = 2_000
    settings.FACTCHECK_MAX_ARTICLE_CHARS = 1_000
    file = submit(browser, file=SimpleUploadedFile("a.txt", b"word " * 500))
    assert "The file has 2,500 bytes; 2,000 are taken." in file.text
    text = submit(browser, text="word " * 300)
    assert text.status_code == 400
    assert 'id="id_text_error"' in text.text
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000
    form = submit(browser, text="word " * 600)
    assert form.status_code == 400
    assert "Nothing was stored." in form.text


def test_a_finished_article_leads_to_its_flags(desk: Desk, browser: Client) -> None:
    assert reverse("flag", args=[desk.flag.pk]) in page(browser, desk.article)
    desk.add_flags(4)
    text = page(browser, desk.article)
    assert len(re.findall(r'<li><a href="/flags/', text)) == 3
    assert f"{reverse('queue')}?source={desk.article.source_id}" in text
    Flag.objects.update(state="dismissed")
    assert "No flag waits on its claims." in page(browser, desk.article)
