"""The page that verifies a quotation: in a text, in an article found by its title, for everybody of a newsroom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Article, Flag, Newsroom, User
from tests.web.conftest import Desk, flag_between, store

RECORD = """HOLM: Good evening. We closed the harbour in 2019, and most of the boats stayed.
BRANDT: I did not say that we would sell the yard. We will keep it.
HOLM: That is what you said last week.
"""


@pytest.fixture
def ask(vito: User, sign_in: Callable[[User], Client]) -> Callable[..., Any]:
    """Send the form as a viewer."""

    def sent(**fields: object) -> Any:
        return sign_in(vito).post(reverse("quotation"), fields)

    return sent


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("That is what you said last week", ["Exact", "Every word stands there", "Turn 3, HOLM"]),
        (
            "I did say that we would sell the yard",
            ["Altered", "meaning changed", "“not” is left out", "Turn 2"],
        ),
        ("most of the boats stayed … We will keep it", ["Put together", "words of two speakers, HOLM and BRANDT"]),
        ("The zeppelin is full", ["Not there", "No passage of the text is close to it"]),
    ],
)
def test_what_was_found_is_said(ask: Any, quote: str, words: list[str]) -> None:
    response = ask(quote=quote, text=RECORD)
    assert response.status_code == 200
    for each in words:
        assert each in response.text
    assert not Article.objects.filter(text_sha256__gt="").exists()


def test_differing_words_are_marked_and_lie_word_under_word(ask: Any) -> None:
    text = ask(quote="I did say that we would sell the yard", text=RECORD).text
    assert "<b>not</b>" in text
    assert '<span class="differs telling"><span>not</span><span>–</span></span>' in text
    assert "The text: not. The quotation: nothing." in text


def test_who_said_it_is_answered(ask: Any) -> None:
    asked = {"quote": "We will keep it", "text": RECORD}
    assert "Said by Aldo Brandt, as you asked." in ask(**asked, speaker="Aldo Brandt").text
    assert "Not said by Ida Quist." in ask(**asked, speaker="Ida Quist").text


def test_an_article_is_found_by_its_title(ask: Any, newsroom: Newsroom) -> None:
    one = store(newsroom, RECORD, title="Harbour record of March")
    store(newsroom, RECORD.replace("2019", "2018"), title="Harbour record of April")
    only = ask(quote="We closed the harbour in 2019", title="record march")
    assert reverse("article", args=[one.pk]) in only.text
    both = ask(quote="We closed the harbour in 2019", title="harbour record")
    assert both.status_code == 400
    assert "Choose the one you mean." in both.text
    assert both.text.count('type="radio"') == 2
    chosen = ask(quote="We closed the harbour in 2019", title="harbour record", article=one.pk)
    assert (chosen.status_code, "Every word stands there" in chosen.text) == (200, True)
    assert "No article has these words in its title." in ask(quote="We closed", title="zeppelin").text


def test_what_cannot_be_looked_up_is_said_beside_its_field(ask: Any) -> None:
    assert "Name an article, or paste a text." in ask(quote="We closed the harbour").text
    assert ask(quote="", text=RECORD).status_code == 400
    assert ask(quote="x" * 5_001, text=RECORD).status_code == 400


def test_another_newsrooms_article_is_none(ask: Any, other_newsroom: Newsroom) -> None:
    theirs = store(other_newsroom, RECORD, title="Their record")
    assert "No article has these words" in ask(quote="We closed", title="their record").text
    assert ask(quote="We closed the harbour", article=theirs.pk).status_code == 400


def test_the_page_is_linked_and_takes_an_article_along(desk: Desk, vito: User, sign_in: Any) -> None:
    client = sign_in(vito)
    assert f'href="{reverse("quotation")}"' in client.get(reverse("queue")).text
    assert f"{reverse('quotation')}?article={desk.article.pk}" in client.get(desk_page(desk)).text
    page = client.get(reverse("quotation"), {"article": desk.article.pk}).text
    assert f'value="{desk.article.pk}"' in page
    assert "checked" in page
    for hostile in ("x", "0", "9" * 30):
        assert client.get(reverse("quotation"), {"article": hostile}).status_code == 200


def desk_page(desk: Desk) -> str:
    return reverse("article", args=[desk.article.pk])


def test_the_queue_is_filtered_by_what_was_done(desk: Desk, vito: User, sign_in: Any) -> None:
    flag = flag_between(desk.first, desk.second, kind=Flag.Kind.ALTERED_QUOTE)
    flag.spans = [
        {"claim": desk.first.pk, "start": 3, "end": 8, "label": "meaning_changed"},
        {"claim": desk.first.pk, "start": 9, "end": 12, "label": "trimmed"},
    ]
    flag.save()
    client = sign_in(vito)
    address = reverse("flag", args=[flag.pk])
    assert address in client.get(reverse("queue"), {"alteration": "meaning_changed"}).text
    assert "meaning changed" in client.get(reverse("queue"), {"alteration": "meaning_changed"}).text
    for other in ("trimmed", "paraphrased"):
        assert address not in client.get(reverse("queue"), {"alteration": other}).text
    assert address in client.get(reverse("queue"), {"alteration": "nonsense"}).text
    assert "meaning changed" in client.get(address).text
