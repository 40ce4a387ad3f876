"""An editor sets a claim right while somebody else decides or rules on it: both are told, and nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims import pipeline
from claims.models import Claim, Flag, Speaker, User, Verdict
from tests.web.conftest import Desk
from tests.web.test_history import correct
from tests.web.test_verdicts import opened, write


@pytest.fixture
def rosas(rosa: User, sign_in: Any) -> Client:
    """Rosa's browser."""
    client: Client = sign_in(rosa)
    return client


def seen(client: Client, flag: Flag) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', client.get(reverse("flag", args=[flag.pk])).text)
    assert found
    return found[1]


def decide(client: Client, flag: Flag, **sent: str) -> Any:
    return client.post(reverse("decide", args=[flag.pk]), {"decision": "confirm", **sent})


def test_a_decision_on_words_that_were_corrected_meanwhile(desk: Desk, rosas: Client, edith: User, egon: User) -> None:
    before = seen(rosas, desk.flag)
    correct(desk, edith, words="never talked about selling the lighthouse", note="Not the pronoun.")
    gone = decide(rosas, desk.flag, seen=before, note="They deny it twice.")
    assert gone.status_code == 409
    for words in ("Not decided", "Attribution corrected", "edith", "Not the pronoun.", "They deny it twice."):
        assert words in gone.text

    Flag.objects.update(state=Flag.State.OPEN)  # the new words raise it again
    late = decide(rosas, desk.flag, seen=before, note="They deny it twice.")
    assert late.status_code == 409
    assert "was changed after you opened this" in late.text
    assert 'value="They deny it twice."' in late.text
    assert not desk.flag.reviews.exists()

    now = re.search(r'name="seen" value="([^"]+)"', late.text)
    assert now
    assert decide(rosas, desk.flag, seen=now[1], note="They deny it twice.").status_code == 302
    assert desk.flag.reviews.get().note == "They deny it twice."


def test_a_decision_on_a_speaker_who_was_merged_meanwhile(desk: Desk, rosas: Client, edith: User) -> None:
    before = seen(rosas, desk.flag)
    keep = Speaker.objects.create(newsroom=desk.newsroom, name="Mayor Quist", kind="person")
    assert desk.first.speaker
    pipeline.merge_speakers(keep=keep, merge=[desk.first.speaker], by=edith)
    late = decide(rosas, desk.flag, seen=before)
    assert late.status_code == 409
    assert "Speakers merged" in late.text
    assert "Mayor" in late.text


def test_whoever_holds_a_withdrawn_flag_reads_what_changed(desk: Desk, rosas: Client, edith: User) -> None:
    rosas.post(reverse("take", args=[desk.flag.pk]))
    correct(desk, edith, words="never talked about selling the lighthouse")
    text = rosas.get(reverse("flag", args=[desk.flag.pk])).text
    assert "What has changed" in text
    assert "Attribution corrected" in text


def test_an_editor_is_told_who_is_at_work_on_the_claim(
    desk: Desk, rosa: User, rosas: Client, edith: User, sign_in: Any
) -> None:
    ediths = sign_in(edith)
    address = reverse("article", args=[desk.article.pk]) + f"?claim={desk.first.pk}"
    assert "is on a flag of this claim" not in ediths.get(address).text
    rosas.post(reverse("take", args=[desk.flag.pk]))
    desk.verdict(rosa)
    text = ediths.get(address).text
    assert "rosa is on a flag of this claim (contradiction)" in text
    assert "rosa is writing a verdict on it" in text
    Verdict.objects.update(state="submitted")
    assert "approvals given so far will not count" in ediths.get(address).text


def test_a_draft_on_words_that_were_corrected_meanwhile(desk: Desk, rosas: Client, edith: User) -> None:
    write(rosas, desk, explanation="They talked in May.")
    before = opened(rosas, desk)
    correct(desk, edith, words="never talked about selling the lighthouse", speaker="Olaf Renn")
    late = write(rosas, desk, explanation="They talked in May and June.", **before)
    assert late.status_code == 409
    for words in ("They talked in May and June.", "The claim was changed since this verdict was written", "Olaf Renn"):
        assert words in late.text
    assert re.search(r"<del>.*?We</del> never talked", late.text)

    write(rosas, desk, explanation="They talked in May and June.", **opened(rosas, desk))
    text = rosas.get(reverse("claim", args=[desk.first.pk])).text
    assert "The claim was changed since" not in text
    assert Verdict.objects.get().about_speaker == "Olaf Renn"


def test_whoever_publishes_reads_that_the_claim_was_changed(
    desk: Desk, rosa: User, edith: User, egon: User, sign_in: Any
) -> None:
    words = {"claim": desk.first, "rating": desk.rating(), "explanation": "They talked.", "author": rosa}
    verdict = pipeline.submit_verdict(verdict=pipeline.draft_verdict(**words), by=rosa)
    egons = sign_in(egon)
    correct(desk, edith, words="never talked about selling the lighthouse")
    publish = reverse("publish_verdict", args=[verdict.pk])
    late = egons.post(publish, {"version": verdict.version}, follow=True).text
    assert "after you opened it; look at it again" in late
    assert "Approvals given before do not count" in late
    verdict.refresh_from_db()
    egons.post(publish, {"version": verdict.version})
    assert Claim.objects.get(pk=desk.first.pk).verdict == verdict
