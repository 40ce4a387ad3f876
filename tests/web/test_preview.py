"""A verdict before it is published: the page, its ClaimReview, and what an editor is told to look at."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from claims import pipeline
from claims.models import Claim, Evidence, User, Verdict
from tests.web.conftest import Desk


def shown(client: Client, verdict: Verdict) -> tuple[str, dict[str, Any]]:
    text = client.get(reverse("preview_verdict", args=[verdict.pk])).text
    found = re.search(r"<code>(.*?)</code>", text, re.DOTALL)
    assert found
    return text, json.loads(html.unescape(found[1]))


def test_a_draft_as_readers_would_see_it(desk: Desk, rosa: User, vito: User, sign_in: Any) -> None:
    verdict = desk.verdict(rosa)
    Evidence.objects.create(
        verdict=verdict, url="https://council.example/minutes", quote="<b>Item 7</b>", archive_url="https://a.example/1"
    )
    text, review = shown(sign_in(vito), verdict)
    assert "As readers would see it" in text
    for words in (desk.first.statement, "Ida Quist", "Wrong", "It was talked of.", "https://a.example/1", "Quiet pier"):
        assert words in text
    assert "<b>Item 7</b>" not in text
    assert "Before it is published" not in text
    assert review["claimReviewed"] == desk.first.statement
    assert review["reviewRating"]["alternateName"] == "Wrong"
    assert review["itemReviewed"]["appearance"][0]["publisher"]["name"] == "Harbour Post"
    assert "datePublished" not in review
    assert not Verdict.objects.published().exists()


def test_what_to_look_at_is_said_before(desk: Desk, rosa: User, edith: User, sign_in: Any) -> None:
    verdict = desk.verdict(rosa)
    Claim.objects.filter(pk=desk.first.pk).update(statement="That we sell the lighthouse is a hoax, " + "a" * 60)
    text, _review = shown(sign_in(edith), verdict)
    for words in ("search engines cut it", "seems to state the verdict (“hoax”)", "No evidence is given"):
        assert words in text


def test_a_published_one_has_its_day(desk: Desk, rosa: User, edith: User, sign_in: Any) -> None:
    verdict = pipeline.publish_verdict(verdict=desk.verdict(rosa, state="submitted"), approver=edith)
    text, review = shown(sign_in(edith), verdict)
    assert "As readers see it" in text
    assert review["datePublished"][:10] == f"{verdict.published_at:%Y-%m-%d}"


def test_saving_may_lead_to_the_preview(desk: Desk, rosa: User, sign_in: Any) -> None:
    words = {"rating": desk.rating().pk, "explanation": "Minutes.", "preview": "1"}
    rows = {"evidence-TOTAL_FORMS": "0", "evidence-INITIAL_FORMS": "0"}
    answer = sign_in(rosa).post(reverse("write_verdict", args=[desk.first.pk]), words | rows)
    assert answer.url == reverse("preview_verdict", args=[Verdict.objects.get().pk])


def test_queries_do_not_grow_with_evidence(
    desk: Desk, rosa: User, sign_in: Any, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    verdict, client = desk.verdict(rosa), sign_in(rosa)
    for n in range(12):
        Evidence.objects.create(verdict=verdict, url=f"https://council.example/{n}")
    with django_assert_max_num_queries(9):
        client.get(reverse("preview_verdict", args=[verdict.pk]))


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_a_link_leads_there(desk: Desk, rosa: User, vito: User, sign_in: Any, state: str) -> None:
    verdict = desk.verdict(rosa, state=state)
    text = sign_in(vito).get(reverse("claim", args=[desk.first.pk])).text
    assert f'href="{reverse("preview_verdict", args=[verdict.pk])}"' in text
