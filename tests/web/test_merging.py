"""Who is who, on the desk: questions answered with one key, speakers parted, claims given away, roles along time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from claims.models import Article, MergeSuggestion, Speaker, SpeakerMerge, SpeakerRole, SpeakerSplit, User
from tests.web.conftest import Desk, claim_in, store


@pytest.fixture
def asked(desk: Desk) -> MergeSuggestion:
    return desk.question()


def test_a_question_tells_why_it_is_asked(desk: Desk, asked: MergeSuggestion, edith: User, sign_in: Any) -> None:
    client = sign_in(edith)
    assert reverse("suggestions") in client.get(reverse("speakers")).text
    assert reverse("suggestions") in client.get(reverse("speaker", args=[asked.b_id])).text
    text = client.get(reverse("suggestions")).text
    assert "both “mayor”, 2 days apart" in text
    assert 'data-key="c"' in text
    assert "We never talked about selling the lighthouse" in text


def test_reviewers_read_the_question_and_editors_answer_it(asked: MergeSuggestion, rosa: User, sign_in: Any) -> None:
    text = sign_in(rosa).get(reverse("suggestions")).text
    assert "both “mayor”" in text
    assert reverse("accept_suggestion", args=[asked.pk]) not in text


def test_one_key_merges_into_the_fuller_name(asked: MergeSuggestion, edith: User, sign_in: Any) -> None:
    client = sign_in(edith)
    client.post(reverse("accept_suggestion", args=[asked.pk]))
    quist = Speaker.objects.get(name="Quist")
    assert quist.merged_into is not None
    assert quist.merged_into.name == "Ida Quist"
    assert SpeakerMerge.objects.get().by == edith
    assert "Nothing waits" in client.get(reverse("suggestions")).text
    again = client.post(reverse("accept_suggestion", args=[asked.pk]), follow=True)
    assert "This was decided already" in again.text


def test_another_name_may_be_kept_but_not_a_third(asked: MergeSuggestion, edith: User, sign_in: Any) -> None:
    client = sign_in(edith)
    third = Speaker.objects.create(newsroom=asked.newsroom, name="Olaf Renn")
    client.post(reverse("accept_suggestion", args=[asked.pk]), {"keep": third.pk})
    assert not SpeakerMerge.objects.exists()
    client.post(reverse("accept_suggestion", args=[asked.pk]), {"keep": asked.b_id})
    assert SpeakerMerge.objects.get().kept.name == "Quist"


def test_kept_apart_is_not_asked_again(asked: MergeSuggestion, edith: User, sign_in: Any) -> None:
    sign_in(edith).post(reverse("refuse_suggestion", args=[asked.pk]))
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("refused", edith)
    assert not SpeakerMerge.objects.exists()


def test_a_question_left_for_later_makes_room_for_the_next(
    desk: Desk, asked: MergeSuggestion, edith: User, sign_in: Any
) -> None:
    other = Speaker.objects.create(newsroom=desk.newsroom, name="Ida Quist-Lind")
    MergeSuggestion.objects.create(
        newsroom=desk.newsroom, a=asked.a, b=other, score=0.5, reasons=["one surname holds the other"]
    )
    client = sign_in(edith)
    assert "one surname holds the other" not in client.get(reverse("suggestions")).text
    assert "one surname holds the other" in client.get(reverse("suggestions"), {"after": asked.pk}).text
    assert client.get(reverse("suggestions"), {"after": "9" * 30}).status_code == 200


def test_parted_with_a_claim_that_goes_along(desk: Desk, edith: User, sign_in: Any) -> None:
    merge, client = desk.merge(), sign_in(edith)
    assert reverse("split_speakers", args=[merge.pk]) in client.get(reverse("speaker", args=[merge.kept_id])).text
    assert desk.second.statement in client.get(reverse("split_speakers", args=[merge.pk])).text
    client.post(reverse("split_speakers", args=[merge.pk]), {"claims": [desk.second.pk]})
    assert set(merge.gone.claims.all()) == {desk.second}
    assert client.get(reverse("split_speakers", args=[merge.pk])).status_code == 404


def test_claims_are_given_away(desk: Desk, edith: User, sign_in: Any) -> None:
    client, mayor = sign_in(edith), desk.first.speaker
    address = reverse("part_speaker", args=[mayor.pk])  # type: ignore[union-attr]
    assert client.post(address, {"name": "Olaf Quist"}).status_code == 400
    stranger = claim_in(store(desk.newsroom, "Renn: the lamp is lit.", title="Lamp"), "the lamp is lit", speaker="Renn")
    assert client.post(address, {"name": "Olaf Quist", "claims": [stranger.pk]}).status_code == 400
    client.post(address, {"name": "Olaf Quist", "claims": [desk.second.pk]})
    assert SpeakerSplit.objects.get().made.name == "Olaf Quist"
    desk.second.refresh_from_db()
    assert str(desk.second.speaker) == "Olaf Quist"


def test_a_wikidata_id_is_shown_and_another_with_it_is_asked_about(desk: Desk, edith: User, sign_in: Any) -> None:
    client, other = sign_in(edith), Speaker.objects.create(newsroom=desk.newsroom, name="I. Quist")
    mayor = desk.first.speaker
    assert mayor
    client.post(reverse("identify_speaker", args=[mayor.pk]), {"wikidata_id": "Q42"})
    assert "https://www.wikidata.org/wiki/Q42" in client.get(reverse("speaker", args=[mayor.pk])).text
    for typed, told in (("42", "A Wikidata id is a Q and a number"), ("Q" + "4" * 30, "at most 20 characters")):
        bad = client.post(reverse("identify_speaker", args=[other.pk]), {"wikidata_id": typed})
        assert bad.status_code == 400
        assert told in bad.text.partition('id="id_wikidata_id_error"')[2]
        assert f'value="{typed}"' in bad.text
        assert '<details class="who-is-who" open>' in bad.text
    taken = client.post(reverse("identify_speaker", args=[other.pk]), {"wikidata_id": "Q42"}, follow=True)
    assert "both were given the Wikidata id Q42" in taken.text


def test_the_role_at_the_claims_date_is_shown(desk: Desk, edith: User, sign_in: Any) -> None:
    client, mayor = sign_in(edith), desk.first.speaker
    assert mayor
    spring = Article.objects.create(newsroom=desk.newsroom, title="Spring")
    for title, article, day in (
        ("councillor", spring, 1),
        ("mayor of Saltmere", spring, 5),
        ("keeper", desk.article, 2),
    ):
        SpeakerRole.objects.create(speaker=mayor, title=title, article=article, seen_on=dt.date(2026, 3, day))
    assert ", <span" in client.get(reverse("claim", args=[desk.first.pk])).text
    assert "keeper</span>" in client.get(reverse("claim", args=[desk.first.pk])).text  # its own article's
    assert "mayor of Saltmere</span>" in client.get(reverse("claim", args=[desk.second.pk])).text  # the latest before
    flag = client.get(reverse("flag", args=[desk.flag.pk])).text
    assert "keeper</span>" in flag
    assert "mayor of Saltmere</span>" in flag
    assert "5 Mar 2026" in client.get(reverse("speaker", args=[mayor.pk])).text


def test_by_whose_account_is_shown(desk: Desk, edith: User, sign_in: Any) -> None:
    article = store(desk.newsroom, "“Renn said the lamp was lit,” Quist said.", title="Hearsay")
    outer = claim_in(article, "Renn said the lamp was lit", speaker="Ida Quist")
    inner = claim_in(article, "the lamp was lit", speaker="Olaf Renn")
    inner.within = outer
    inner.save(update_fields=["within"])
    text = sign_in(edith).get(reverse("claim", args=[inner.pk])).text
    assert "by Ida Quist’s account" in text
    assert "account" not in sign_in(edith).get(reverse("claim", args=[outer.pk])).text
