"""What holds for every page: signing in, newsrooms, errors in the desk's own look, and nothing inline."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.defaults import server_error

from claims import pipeline
from claims.models import Membership, Speaker, SpeakerAlias, User, Verdict
from tests.conftest import person
from tests.web.conftest import Desk

PAGES = ("queue", "flag", "articles", "article", "submit", "claims", "claim", "speakers", "speaker", "login")


def test_sign_in_and_out(desk: Desk, rosa: User, client: Client) -> None:
    wrong = client.post(reverse("login"), {"username": "rosa", "password": "not it"})
    assert "Please enter a correct username and password." in wrong.text
    there = reverse("flag", args=[desk.flag.pk])
    signed: Any = client.post(reverse("login"), {"username": "rosa", "password": "rosa", "next": there})
    assert signed.url == there
    out: Any = client.post(reverse("logout"))
    assert out.url == reverse("login")
    assert client.get(there).status_code == 302


def test_signing_in_leads_nowhere_else(desk: Desk, rosa: User, client: Client) -> None:
    form = {"username": "rosa", "password": "rosa", "next": "https://elsewhere.example/"}
    signed: Any = client.post(reverse("login"), form)
    assert signed.url == reverse("queue")


def test_a_person_of_two_newsrooms_works_in_one_at_a_time(desk: Desk, otto: User, sign_in: Any) -> None:
    browser = sign_in(otto)
    assert 'name="newsroom"' not in browser.get(reverse("queue")).text
    Membership.objects.create(user=otto, newsroom=desk.newsroom, role=Membership.Role.VIEWER)
    flag = reverse("flag", args=[desk.flag.pk])
    assert browser.get(flag).status_code == 404
    browser.post(reverse("newsroom"), {"newsroom": "harbour"})
    page = browser.get(flag)
    assert page.status_code == 200
    assert 'name="decision"' not in page.text  # an editor there, a viewer here
    browser.post(reverse("newsroom"), {"newsroom": "nowhere"})
    assert browser.get(flag).status_code == 200


def test_a_lost_membership_is_lost_at_once(desk: Desk, rosa: User, sign_in: Any) -> None:
    browser = sign_in(rosa)
    assert browser.get(reverse("queue")).status_code == 200
    Membership.objects.filter(user=rosa).delete()
    assert browser.get(reverse("queue")).status_code == 403


@pytest.fixture
def pages(desk: Desk, edith: User, rosa: User, sign_in: Any) -> dict[str, str]:
    """Every page of the desk as an editor gets it, with all it can show."""
    desk.verdict(rosa)
    keys = {"flag": desk.flag.pk, "article": desk.article.pk, "claim": desk.first.pk, "speaker": desk.first.speaker_id}
    browser, stranger = sign_in(edith), Client()
    return {
        name: (stranger if name == "login" else browser)
        .get(reverse(name, args=[keys[name]] if name in keys else []))
        .text
        for name in PAGES
    }


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        assert not re.search(r"\son\w+=", html), name
        assert not re.search(r"\sstyle=|<style", html), name
        assert re.findall(r"<script(?![^>]*\bsrc=)", html) == [], name
        for address in re.findall(r'(?:src|href)="([^"]*)"[^>]*(?:defer|rel="stylesheet")', html):
            assert address.startswith("/static/"), name


def test_every_page_has_its_landmarks(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        assert html.count("<h1") == 1, name
        assert html.count("<main") == 1, name
        assert 'href="#main"' in html, name
        assert re.search(r"<html lang=\"\w", html), name
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), name


def test_every_field_has_a_label(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        labelled = set(re.findall(r'<label[^>]*\sfor="([^"]+)"', html))
        fields = re.findall(r"<(?:input|select|textarea)\b(?![^>]*type=\"hidden\")[^>]*>", html)
        for field in fields:
            if re.search(r'\saria-label="[^"]+"', field):
                continue
            found = re.search(r'\sid="([^"]+)"', field)
            assert found, (name, field)
            assert found[1] in labelled, (name, field)


def test_what_is_not_there_looks_like_the_desk(desk: Desk, edith: User, sign_in: Any, client: Client) -> None:
    for browser in (client, sign_in(edith)):
        response = browser.get("/nowhere/")
        assert response.status_code == 404
        assert "There is nothing at this address" in response.text


def test_a_page_that_broke_still_says_so() -> None:
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "This page could not be made." in response.content.decode()


def test_a_speaker_and_their_other_names(desk: Desk, edith: User, sign_in: Any) -> None:
    browser, speaker = sign_in(edith), desk.first.speaker
    assert speaker
    SpeakerAlias.objects.create(newsroom=desk.newsroom, speaker=speaker, name="the mayor", key="mayor")
    merged = Speaker.objects.create(newsroom=desk.newsroom, name="I. Quist", merged_into=speaker)
    assert browser.get(reverse("speaker", args=[merged.pk])).url == reverse("speaker", args=[speaker.pk])
    assert "Ida Quist" in browser.get(reverse("speakers"), {"q": "the mayor"}).text
    text = browser.get(reverse("speaker", args=[speaker.pk])).text
    assert "2 claims, 0 checked. 0 contradictions confirmed." in text
    listed = text[text.index('id="claims-title"') :]
    assert listed.index("9 Mar 2026") < listed.index("2 Mar 2026")
    assert listed.count(reverse("flag", args=[desk.flag.pk])) == 2
    assert "the mayor" in text


def test_the_search_finds_claims_by_their_words(desk: Desk, edith: User, sign_in: Any) -> None:
    browser = sign_in(edith)
    assert "in spring" in browser.get(reverse("claims"), {"q": "lighthouses spring"}).text
    assert "No claim holds these words." in browser.get(reverse("claims"), {"q": "submarine"}).text


def test_clock_times_are_the_newsrooms(desk: Desk, edith: User, sign_in: Any) -> None:
    desk.newsroom.time_zone = "Asia/Tokyo"
    desk.newsroom.save()
    review = pipeline.decide(flag=desk.flag, decision="dismiss", reviewer=edith)
    there = review.created_at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert f"{there:%H:%M} by edith" in sign_in(edith).get(reverse("queue")).text


def test_an_empty_desk_leads_on(newsroom: Any, sign_in: Any) -> None:
    browser = sign_in(person("ada", room=newsroom, role="editor"))
    assert "Nothing waits." in browser.get(reverse("queue")).text
    assert "Submit the first one" in browser.get(reverse("articles")).text
    assert not Verdict.objects.exists()
