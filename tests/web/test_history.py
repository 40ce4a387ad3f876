"""The foot of a claim's page: who changed or decided what, when and why, with the words that went and came."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from claims import pipeline
from claims.models import Claim, ClusterEdit, Speaker, SpeakerMerge, User
from claims.review.holding import Seen
from claims.review.placing import Draft
from claims.text.spans import Span
from claims.web.changes import change, runs_of
from claims.web.history import history_of, moment
from tests.web.conftest import TEXT, Desk


def foot(client: Client, claim: Claim, query: str = "") -> str:
    text = client.get(reverse("claim", args=[claim.pk]) + query).text
    return re.sub(r"\s+", " ", text[text.index('id="history"') : text.index("</main>")])


def correct(desk: Desk, by: User, *, words: str, speaker: str = "Ida Quist", note: str = "") -> None:
    claim = Claim.objects.get(pk=desk.first.pk)
    start = TEXT.index(words)
    pipeline.correct_attribution(
        claim=claim,
        seen=Seen(revision_id=claim.revision_id or 0, version=claim.version),
        draft=Draft(content=(Span(start, start + len(words)),), source=None, cue=None, kind="", speaker=speaker),
        by=by,
        note=note,
    )


def test_nothing_happened_yet(desk: Desk, vito: User, sign_in: Any) -> None:
    assert "Nobody has changed or decided anything yet." in foot(sign_in(vito), desk.first)


def test_a_corrected_attribution_with_its_words(desk: Desk, rosa: User, vito: User, sign_in: Any) -> None:
    correct(desk, rosa, words="never talked about selling the lighthouse", speaker="Olaf Renn", note="A slip.")
    text = foot(sign_in(vito), desk.first)
    for words in ("Attribution corrected", "rosa", "A slip.", "<dt>Speaker</dt>", "<dt>Words</dt>"):
        assert words in text
    assert re.search(r"<del>.*?Ida Quist</del>.*<ins>.*?Olaf Renn</ins>", text)
    assert re.search(r"<del>.*?We</del> never talked about", text)


def test_a_verdict_step_by_step(desk: Desk, rosa: User, edith: User, sign_in: Any) -> None:
    words: dict[str, Any] = {"rating": desk.rating(), "evidence": []}
    verdict = pipeline.draft_verdict(claim=desk.first, author=rosa, explanation="The minutes of May say so.", **words)
    words["rating"] = desk.rating("Shaky")
    pipeline.edit_verdict(verdict=verdict, by=rosa, explanation="The minutes of June say so.", **words)
    pipeline.submit_verdict(verdict=verdict, by=rosa)
    pipeline.publish_verdict(verdict=verdict, approver=edith)
    pipeline.withdraw_verdict(verdict=verdict, by=edith, reason="Minutes were misread.")
    text = foot(sign_in(rosa), desk.first)
    order = ["withdrawn", "published", "approved", "handed in for approval", "draft rewritten", "draft written"]
    places = [text.index(f"Verdict: {step}") for step in order]
    assert places == sorted(places)
    assert "Minutes were misread." in text
    assert re.search(r"<del>.*?May</del> <ins>.*?June</ins>", text)
    assert re.search(r"<del>.*?Wrong</del> <ins>.*?Shaky</ins>", text)


def test_flags_clusters_and_speakers(desk: Desk, rosa: User, edith: User, sign_in: Any) -> None:
    pipeline.decide(flag=desk.flag, decision="dismiss", reviewer=rosa, note="Two lamps.")
    low, high = sorted((desk.first.pk, desk.second.pk))
    ClusterEdit.objects.create(newsroom=desk.newsroom, a_id=low, b_id=high, together=False, by=edith, note="No repeat")
    was = desk.first.speaker
    assert was
    keep = Speaker.objects.create(newsroom=desk.newsroom, name="Mayor Quist", kind="person")
    pipeline.merge_speakers(keep=keep, merge=[was], by=edith)
    pipeline.split_speakers(merged=SpeakerMerge.objects.get(), by=edith)
    pipeline.part_speaker(speaker=was, claims=[desk.first.pk], name="Ida Holm", by=edith)
    text = foot(sign_in(rosa), desk.first)
    for words in (
        "Contradiction dismissed",
        "Two lamps.",
        "Taken out of a cluster",
        "No repeat",
        "Speakers merged",
        "Speakers parted again",
        "Given to another speaker",
    ):
        assert words in text
    assert re.search(r"<del>.*?Ida</del> <ins>.*?Mayor</ins> Quist", text)


def test_older_entries_are_a_link_away(desk: Desk, rosa: User, sign_in: Any) -> None:
    for n in range(23):
        pipeline.decide(flag=desk.flag, decision="unsure", reviewer=rosa, note=f"Note {n}.")
    client = sign_in(rosa)
    latest = foot(client, desk.first)
    assert "Note 22." in latest
    assert "Note 3." in latest
    assert "Note 2." not in latest
    link = re.search(r'href="(\?before=[^"#]+)#history"', latest)
    assert link
    older = foot(client, desk.first, link[1])
    assert "Note 2." in older
    assert "Note 0." in older
    assert "Note 3." not in older


@pytest.mark.parametrize("asked", ["?before=yesterday", "?before=2026-13-45T99:99:99Z", "?before=2026-03-03T10:00:00"])
def test_a_moment_that_is_none_is_the_latest(desk: Desk, rosa: User, sign_in: Any, asked: str) -> None:
    pipeline.decide(flag=desk.flag, decision="unsure", reviewer=rosa, note="Look again.")
    assert "Look again." in foot(sign_in(rosa), desk.first, asked)


def test_a_moment_survives_its_way_through_an_address() -> None:
    now = timezone.now()
    assert moment(now.isoformat().replace("+", " ")) == now


def test_queries_do_not_grow_with_history(
    desk: Desk, rosa: User, edith: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(12):
        pipeline.decide(flag=desk.flag, decision="unsure", reviewer=rosa, note=f"Note {n}.")
    for n in range(12):
        correct(desk, rosa, words=("We never talked", "never talked about")[n % 2], speaker="Ida Quist")
        low, high = sorted((desk.first.pk, desk.second.pk))
        ClusterEdit.objects.create(newsroom=desk.newsroom, a_id=low, b_id=high, together=True, by=edith)
    with django_assert_max_num_queries(8):
        assert len(history_of(desk.first).entries) == 20


def test_words_that_stayed_are_told_shortly() -> None:
    long = " ".join(f"word{n}" for n in range(60))
    runs = runs_of(f"{long} ferry {long}", f"{long} pier {long}")
    assert [run.what for run in runs] == ["same", "gone", "new", "same"]
    assert runs[0].text.startswith("… word52")
    assert runs[-1].text.endswith("word7 …")
    assert change("x", "The pier.", "The pier") == [type(change("x", "a", "b")[0])(label="x", runs=[])]
    assert change("x", "The pier.", "The pier.") == []
