"""Marking attributions on the article page, and those that wait: what is shown, what is taken, what is told."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Appearance, Article, Claim, Correction, Revision, Speaker, User
from tests.web.conftest import TEXT, Desk, claim_in, store

HX = {"hx-request": "true"}


@pytest.fixture
def browser(desk: Desk, rosa: User, sign_in: Any) -> Client:
    """Rosa's browser."""
    client: Client = sign_in(rosa)
    return client


def page(browser: Client, article: Article, **query: object) -> str:
    return str(browser.get(reverse("article", args=[article.pk]), query).text)


def post(browser: Client, name: str, row: Article | Claim, *, htmx: bool = False, **sent: object) -> Any:
    article = row if isinstance(row, Article) else row.article
    assert article
    version = row.version if isinstance(row, Claim) else 0
    form = {"revision": article.current_id, "version": version, **sent}
    return browser.post(reverse(name, args=[row.pk]), form, headers=HX if htmx else {})


def test_speaker_cue_confidence_and_doubt_are_told(desk: Desk, browser: Client) -> None:
    start = TEXT.index("said")
    Claim.objects.filter(pk=desk.first.pk).update(
        cue="said", cue_span=[start, start + 4], confidence=0.38, uncertain=True, doubt="who <was> it?"
    )
    text = page(browser, desk.article)
    told = "Ida Quist · “said” · direct quotation · confidence 0.38 · to be looked at · who &lt;was&gt; it?"
    assert f'title="{told}"' in text
    assert 'class="said direct uncertain"' in text
    assert f'<span class="telling" data-of="{desk.first.pk}">said</span>' in text
    assert "1 to be looked at" in text


def test_attributions_around_others_are_underlined_too(desk: Desk, browser: Client) -> None:
    outer = claim_in(
        desk.article, 'We never talked about selling the lighthouse," Mayor Ida Quist said', kind="indirect"
    )
    text = page(browser, desk.article)
    assert text.count('<span class="around indirect"><a class="said direct"') == 1
    assert f'data-claim="{outer.pk}"' in text


def test_the_panel_offers_what_stands_on_the_same_words(desk: Desk, browser: Client) -> None:
    inner = claim_in(desk.article, "selling the lighthouse", speaker="Olaf Renn")
    panel = browser.get(reverse("attribution", args=[desk.first.pk]), headers=HX).text
    assert "<html" not in panel
    assert reverse("attribution", args=[inner.pk]) in panel
    assert '<option value="Olaf Renn">' in panel
    assert f'name="content_at" value="{desk.first.start}-{desk.first.end}"' in panel


def test_a_copys_attribution_leads_to_where_it_is_kept(desk: Desk, browser: Client) -> None:
    copy = store(desk.newsroom, TEXT, title="Copy", source="Wire")
    first = desk.first
    Appearance.objects.create(
        claim=first, article=copy, revision=copy.current, text=first.text, start=first.start, end=first.end
    )
    text = page(browser, copy)
    assert f'href="{reverse("article", args=[desk.article.pk])}?claim={first.pk}#claim-{first.pk}"' in text
    assert f'data-claim="{first.pk}"' not in text


@pytest.mark.parametrize("htmx", [False, True])
def test_typed_words_are_found_nearest_to_the_claim(htmx: bool, desk: Desk, browser: Client) -> None:
    article = store(
        desk.newsroom, "The lamp is lit. 🪔\n\nRenn said the lamp is lit and\nthe lamp is lit.", title="Lit"
    )
    claim = claim_in(article, "lit and", kind="indirect")
    response = post(browser, "correct_attribution", claim, htmx=htmx, content="the lamp is lit and the lamp")
    assert response.status_code == (200 if htmx else 302)
    where = f"{reverse('article', args=[article.pk])}#claim-{claim.pk}"
    assert where in (response.headers["HX-Location"] if htmx else response.url)
    claim.refresh_from_db()
    assert claim.text == "the lamp is lit and\nthe lamp"
    assert claim.statement == "the lamp is lit and the lamp"


def test_selected_words_count_where_they_were_selected(desk: Desk, browser: Client) -> None:
    article = store(desk.newsroom, "🌊 It is lit. It is lit. It is lit.", title="Lit")
    sent = {"content": "It is lit", "content_at": "24-33", "speaker": "Ada New", "cue": "is", "cue_at": "5-7"}
    assert post(browser, "add_attribution", article, **sent).status_code == 302
    claim = Claim.objects.get(article=article)
    assert (claim.start, claim.cue_span) == (24, [5, 7])
    assert claim.speaker == Speaker.objects.get(name="Ada New")
    post(browser, "add_attribution", article, content="It is lit", content_at="25-34")  # not what stands there
    assert Claim.objects.filter(article=article).latest("pk").start == 2


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "content"),
        ({"content": "nobody wrote this"}, "content"),
        ({"content": "She walked on", "cue": "nobody wrote this"}, "cue"),
        ({"content": "She walked on", "cue": "walked"}, "cue"),
        ({"content": "She walked on", "kind": "rumour"}, "kind"),
        ({"content": "She walked on", "speaker": "?!"}, "speaker"),
        ({"content": "She walked on", "content_at": "x-y 99999999999-3"}, None),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_wrong_is_told_beside_its_field(
    htmx: bool, sent: dict[str, str], field: str | None, desk: Desk, browser: Client
) -> None:
    response = post(browser, "add_attribution", desk.article, htmx=htmx, **sent)
    if field is None:
        assert Correction.objects.exists()
        return
    assert response.status_code == 400
    assert f'id="new-{field}_error"' in response.text
    assert ("<html" in response.text) is not htmx
    assert not Correction.objects.exists()


def test_an_older_text_is_not_written_over(desk: Desk, browser: Client) -> None:
    old = desk.article.current_id
    sha = hashlib.sha256(b"Another text.").hexdigest()
    newer = Revision.objects.create(article=desk.article, number=2, text="Another text.", sha256=sha)
    Article.objects.filter(pk=desk.article.pk).update(current=newer)
    desk.article.refresh_from_db()
    response = post(browser, "add_attribution", desk.article, revision=old, content="Another text")
    assert response.status_code == 409
    assert "newer text" in response.text
    response = browser.post(
        reverse("complete_article", args=[desk.article.pk]), {"revision": old, "checked": "yes"}, follow=True
    )
    assert "newer text" in response.text


def test_the_queue_goes_from_one_to_the_next(desk: Desk, browser: Client) -> None:
    address = reverse("attributions")
    assert "Nothing waits" in browser.get(address).text
    waiting = [claim_in(desk.article, words) for words in ("kept his lamp lit", "She walked on")]
    Claim.objects.filter(pk__in=[claim.pk for claim in waiting]).update(uncertain=True, doubt="who?")
    assert "2 wait" in browser.get(address).text
    shown = browser.get(address).text
    assert '<mark class="claimed">She walked on</mark>' in shown
    response = post(browser, "confirm_attribution", waiting[1], queue="1", note="heard it")
    assert response.url == f"{address}?after={waiting[1].pk}"
    assert '<mark class="claimed">kept his lamp lit</mark>' in browser.get(response.url).text
    again = post(browser, "delete_attribution", waiting[1], queue="1")
    assert "Somebody else has changed" in browser.get(again.url).text
    assert Correction.objects.get().note == "heard it"


def test_a_refused_decision_keeps_the_note(desk: Desk, browser: Client, rosa: User) -> None:
    claim, other = (claim_in(desk.article, words) for words in ("kept his lamp lit", "She walked on"))
    Claim.objects.filter(pk__in=[claim.pk, other.pk]).update(uncertain=True, doubt="who?", version=1)
    claim.refresh_from_db()
    typed = "heard <it> twice"
    old = post(browser, "confirm_attribution", claim, queue="1", version=0, note=typed)
    assert old.status_code == 409
    assert "Somebody else has changed" in old.text
    assert '<mark class="claimed">kept his lamp lit</mark>' in old.text
    assert 'value="heard &lt;it&gt; twice"' in old.text
    assert 'name="version" value="1"' in old.text
    long = post(browser, "confirm_attribution", claim, queue="1", note="a" * 2_001)
    assert (long.status_code, "a" * 2_001 in long.text) == (400, True)
    post(browser, "confirm_attribution", claim, queue="1", note=typed)
    late = post(browser, "delete_attribution", claim, queue="1", note="never said")
    shown = browser.get(late.url).text
    assert "Your note was: “never said”" in shown
    assert 'value="never said"' not in shown  # the next one's note is another


def test_names_are_offered(desk: Desk, browser: Client) -> None:
    Speaker.objects.create(newsroom=desk.newsroom, name="Olaf <Renn>")
    names = reverse("speaker_names")
    assert browser.get(names, {"speaker": "olaf"}).text.strip() == '<option value="Olaf &lt;Renn&gt;"></option>'
    assert browser.get(names).text.strip() == ""
