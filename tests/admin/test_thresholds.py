"""The panel's pages of limits: a preview before the write, refusals by name, only one's own newsroom."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import engines, pipeline
from claims.admin import thresholds
from claims.limits import LIMITS
from claims.matching.thresholds import DEFAULT
from claims.models import Calibration, Claim, Flag, Match, Newsroom, User
from claims.pipeline import following
from tests.admin.conftest import signed_in
from tests.learning.conftest import Decide, decide, pair, scored

__all__ = ["decide"]
STRICT = {"duplicate": "0.9", "padding": "4"}


def page(name: str, *args: int) -> str:
    return reverse(f"admin:claims_{name}", args=args)


@pytest.fixture
def room(newsroom: Newsroom) -> Newsroom:
    """Two duplicates wait, a near one and a farther one."""
    pair(newsroom, 1, scored(0.95))
    pair(newsroom, 2, scored(0.7))
    return newsroom


@pytest.fixture
def browser(room: Newsroom, edith: User) -> Client:
    """Edith's, at the panel."""
    return signed_in(edith)


def test_every_limit_is_there_with_its_meaning_and_default(browser: Client, room: Newsroom) -> None:
    text = html.unescape(browser.get(page("newsroom_thresholds", room.pk)).content.decode())
    for name, limit in LIMITS.items():
        assert str(limit.meaning) in text
        assert f'name="{name}"' in text
        assert f"without a value {getattr(DEFAULT, name):g}." in text


def test_a_preview_tells_and_writes_nothing(browser: Client, room: Newsroom) -> None:
    answer = browser.post(page("newsroom_thresholds", room.pk), {**STRICT, "preview": ""})
    assert ["Duplicate", "1", "0", "1"] in answer.context["changes"]["rows"]
    text = answer.content.decode()
    assert "Would go" in text
    assert "The council approved the tram line 2 to the harbour" in text
    assert "tram line 1 to" not in text
    assert 'value="0.9"' in text
    room.refresh_from_db()
    assert (room.thresholds, room.followed_to) == ({}, None)
    assert Flag.objects.standing().count() == 2


def test_a_preview_of_part_says_so(browser: Client, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thresholds, "PREVIEWED", 1)
    text = browser.post(page("newsroom_thresholds", room.pk), {"preview": ""}).content.decode()
    assert "the newest 1 of 2 pairs" in text


def test_saved_they_are_in_force_and_flags_follow(
    browser: Client, room: Newsroom, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[int] = []
    monkeypatch.setattr(following.follow, "delay", sent.append)
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(page("newsroom_thresholds", room.pk), {**STRICT, "save": ""}, follow=True)
    assert "Flags follow in the background" in answer.content.decode()
    assert "duplicate 0.9, padding 4 (flags are being derived anew)" in answer.content.decode()
    assert sent == [room.pk]
    room.refresh_from_db()
    assert room.thresholds == {"duplicate": 0.9, "padding": 4}
    following.follow(room.pk)
    assert Flag.objects.standing().count() == 1
    assert 'value="0.9"' in browser.get(page("newsroom_thresholds", room.pk)).content.decode()
    browser.post(page("newsroom_thresholds", room.pk), {"save": ""})
    room.refresh_from_db()
    assert room.thresholds == {}


@pytest.mark.parametrize("values", [{"duplicate": "1.5"}, {"duplicate": "many"}, {"padding": "1.5"}, {"likely": "nan"}])
def test_a_bad_value_is_refused_beside_its_field(browser: Client, room: Newsroom, values: dict[str, str]) -> None:
    answer = browser.post(page("newsroom_thresholds", room.pk), {**values, "save": ""})
    assert set(answer.context["form"].errors) == set(values)
    room.refresh_from_db()
    assert room.thresholds == {}


def test_another_newsrooms_pages_are_not_there(room: Newsroom, otto: User, rosa: User) -> None:
    made = calibration(room)
    for who, status in ((otto, 404), (rosa, 302)):
        client = signed_in(who)
        for name, pk in (("newsroom_thresholds", room.pk), ("newsroom_versions", room.pk)):
            assert client.get(page(name, pk)).status_code == status
            assert client.post(page(name, pk), {**STRICT, "save": ""}).status_code == status
        assert client.post(page("calibration_undo", made.pk)).status_code == status
    room.refresh_from_db()
    made.refresh_from_db()
    assert (room.thresholds, made.undone_at) == ({}, None)


def calibration(room: Newsroom) -> Calibration:
    return Calibration.objects.create(
        newsroom=room,
        command="manage.py calibrate",
        decisions=72,
        seed=1,
        figures={"missing": {"altered": {"decided": 60}}, "thresholds": {}, "likelihoods": {}},
        old_thresholds={},
        new_thresholds={"duplicate": 0.8},
    )


def test_the_last_calibration_is_taken_back(browser: Client, room: Newsroom, edith: User) -> None:
    first, last = calibration(room), calibration(room)
    Newsroom.objects.filter(pk=room.pk).update(thresholds={"duplicate": 0.8})
    shown = browser.get(page("calibration_change", last.pk)).content.decode()
    assert "duplicate … → 0.8" in shown
    assert "too few decisions; missing: 60 decided" in shown
    assert page("calibration_undo", last.pk) in shown
    assert page("calibration_undo", first.pk) not in browser.get(page("calibration_change", first.pk)).content.decode()
    browser.post(page("calibration_undo", last.pk))
    room.refresh_from_db()
    last.refresh_from_db()
    assert room.thresholds == {}
    assert last.undone_by == edith


def test_models_in_use_are_counted(browser: Client, room: Newsroom) -> None:
    Claim.objects.filter(pk__in=Claim.objects.values("pk")[:3]).update(embedded_by="encoder-one")
    newest = Match.objects.latest("pk")
    newest.scores |= {"encoded_by": "encoder-one", "judged_by": "reader-one"}
    newest.save()
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(page("newsroom_versions", room.pk))
    assert len(asked) <= 8
    in_force, claims, pairs = (each["table"]["rows"] for each in answer.context["tables"])
    assert dict(in_force) == {"method": "match-2", **engines.versions()}
    assert claims == [["encoder-one", "3"], ["–", "1"]]
    assert sorted(pairs) == [["match-2", "encoder-one", "reader-one", "1"], ["match-2", "–", "–", "1"]]


def test_only_a_superuser_compares_newsrooms(
    browser: Client, room: Newsroom, other_newsroom: Newsroom, decide: Decide, edith: User
) -> None:
    [review] = decide([0.9], "dismiss")
    pipeline.decide(flag=review.flag, decision="confirm", reviewer=edith)
    decide([0.9, 0.8], "dismiss", room=other_newsroom)
    assert browser.get(page("newsroom_comparison")).status_code == 403
    assert page("newsroom_comparison") not in browser.get(page("newsroom_changelist")).content.decode()
    root = signed_in(User.objects.create(username="root", is_staff=True, is_superuser=True))
    assert page("newsroom_comparison") in root.get(page("newsroom_changelist")).content.decode()
    [told] = root.get(page("newsroom_comparison")).context["tables"]
    assert told["table"]["rows"] == [
        ["Harbour Desk", "Duplicate", "1", "0", "0", "100 (21–100)"],
        ["Other Desk", "Duplicate", "0", "2", "0", "0 (0–66)"],
    ]
