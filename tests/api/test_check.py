"""Asking about a sentence, and about a quotation: nothing is stored."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from claims.models import Article, Claim, Match, Speaker
from tests.api.conftest import ADMITTED, DENIED, Case

ABSENT = {"text": "Pigs can fly over the lighthouse at night."}


def test_a_repeat_arrives_with_its_ruling_and_its_opposite(api: APIClient, case: Case) -> None:
    told = api.post("/api/v1/check/", {"text": DENIED, "speaker": "Ida Quist", "said_on": "2026-04-01"}).json()
    assert [finding["claim"]["id"] for finding in told["verdicts"]] == [case.denied.pk]
    assert told["verdicts"][0]["verdict"]["rating"] == "Wrong"
    (against,) = told["contradictions"]
    assert against["claim"]["id"] == case.admitted.pk
    assert 0 < against["score"] <= 1
    assert against["reason"]
    for span in against["spans"]:
        whole = DENIED if span["claim"] is None else ADMITTED
        assert 0 <= span["start"] < span["end"] <= len(whole)


def test_a_speaker_by_id_is_the_same_speaker(api: APIClient, case: Case) -> None:
    by_id = api.post("/api/v1/check/", {"text": DENIED, "speaker": case.denied.speaker_id}).json()
    by_name = api.post("/api/v1/check/", {"text": DENIED, "speaker": "Ida Quist"}).json()
    assert by_id == by_name


def test_nothing_is_stored(reader: APIClient, case: Case) -> None:
    def stored() -> list[int]:
        return [model.objects.count() for model in (Article, Claim, Match, Speaker)]

    before = stored()
    assert reader.post("/api/v1/check/", {"text": DENIED, "speaker": "Somebody New"}).status_code == 200
    assert reader.post("/api/v1/check/quote/", {"quote": "ferry", "article": case.article.pk}).status_code == 200
    assert stored() == before


def test_what_nobody_said_finds_nothing(api: APIClient, case: Case) -> None:
    assert not any(api.post("/api/v1/check/", ABSENT).json().values())


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "…"}, "text"),
        ({"text": "a" * 10_001}, "text"),
        ({"text": "fine", "limit": 0}, "limit"),
        ({"text": "fine", "limit": 10**30}, "limit"),
        ({"text": "fine", "limit": "many"}, "limit"),
        ({"text": "fine", "speaker": 10**12}, "speaker"),
        ({"text": "fine", "said_on": "yesterday"}, "said_on"),
        ({"text": "fine", "kind": "x"}, "kind"),
    ],
)
def test_a_question_that_cannot_be_answered(api: APIClient, body: dict[str, object], field: str) -> None:
    response = api.post("/api/v1/check/", body)
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("quote", "standing"),
    [
        ("we never discussed closing the ferry", "exact"),
        ("We never discussed opening the ferry", "altered"),
        ("The harbour was calm … for the council", "spliced"),
        ("Pigs can fly", "absent"),
    ],
)
def test_a_quotation_in_an_article(api: APIClient, case: Case, quote: str, standing: str) -> None:
    told = api.post("/api/v1/check/quote/", {"quote": quote, "article": case.article.pk}).json()
    assert told["standing"] == standing
    for passage in told["passages"]:
        assert case.article.text[passage["start"] : passage["end"]] == passage["text"]


def test_a_quotation_in_a_text_says_what_differs(api: APIClient) -> None:
    body = {"quote": "“I will resign”", "text": "He told us: “I will not resign.”"}
    told = api.post("/api/v1/check/quote/", body).json()
    (difference,) = told["differences"]
    assert (told["standing"], difference["op"], difference["quote"]) == ("altered", "insert", None)
    assert difference["text"] == {"start": 20, "end": 23, "text": "not"}
    assert (told["speakers"], told["speaker_agrees"]) == ([], None)


RECORD = """HOLM: Good evening. We closed the harbour in 2019, and most of the boats stayed.
BRANDT (mayor): I did not say that we would sell the yard. We will keep it.
HOLM: That is what you said last week.
"""


def test_a_quotation_in_a_transcript_says_in_which_turn_and_by_whom(api: APIClient) -> None:
    asked = {"quote": "I did say that we would sell the yard", "text": RECORD, "speaker": "Aldo Brandt"}
    told = api.post("/api/v1/check/quote/", asked).json()
    (turn,) = told["turns"]
    assert (turn["number"], turn["name"], turn["role"]) == (2, "BRANDT", "mayor")
    assert RECORD[turn["start"] : turn["end"]].startswith("BRANDT (mayor): I did not say")
    assert (told["standing"], told["alteration"], told["speaker_agrees"]) == ("altered", "meaning_changed", True)


def test_a_quotation_of_two_speakers_says_so(api: APIClient) -> None:
    told = api.post("/api/v1/check/quote/", {"quote": "the boats stayed … we will keep it", "text": RECORD}).json()
    assert [turn["name"] for turn in told["turns"]] == ["HOLM", "BRANDT"]
    assert told["gaps"] == [{"words": 10, "sentences": 2, "turns": 1}]
    assert "two speakers, HOLM and BRANDT" in told["reason"]


def test_what_is_written_otherwise_is_no_difference(api: APIClient) -> None:
    told = api.post("/api/v1/check/quote/", {"quote": "twelve colored lamps", "text": "12 coloured lamps"}).json()
    assert (told["standing"], told["differences"], told["alteration"]) == ("exact", [], None)
    assert [(one["kind"], one["text"]["text"]) for one in told["variations"]] == [
        ("numeral", "12"),
        ("spelling", "coloured"),
    ]


def test_whose_words_they_are(api: APIClient, case: Case) -> None:
    assert case.article.current
    start = case.article.text.index(DENIED)
    Claim.objects.filter(pk=case.denied.pk).update(
        article=case.article, revision=case.article.current, start=start, end=start + len(DENIED)
    )
    asked = {"quote": DENIED, "article": case.article.pk}
    hers = api.post("/api/v1/check/quote/", {**asked, "speaker": "ida quist"}).json()
    his = api.post("/api/v1/check/quote/", {**asked, "speaker": "Olaf Renn"}).json()
    assert [speaker["name"] for speaker in hers["speakers"]] == ["Ida Quist"]
    assert (hers["speaker_agrees"], his["speaker_agrees"]) == (True, False)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": "a"}, "quote"),
        ({"quote": "a"}, "article"),
        ({"quote": "a", "text": "a", "article": 1}, "article"),
        ({"quote": "a", "article": 10**12}, "article"),
        ({"quote": "a", "article": 10**30}, "article"),
        ({"quote": "…", "text": "a"}, "quote"),
        ({"quote": "a" * 5_001, "text": "a"}, "quote"),
        ({"quote": "a", "text": "  "}, "text"),
        ({"quote": "a", "text": "a\x00"}, "text"),
    ],
)
def test_a_quotation_that_cannot_be_looked_for(api: APIClient, body: dict[str, object], field: str) -> None:
    response = api.post("/api/v1/check/quote/", body)
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]
