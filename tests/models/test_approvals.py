"""What the database keeps of panels, steps and scales, whatever door is tried: raw writes, each refused once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from claims.models import (
    Approval,
    Claim,
    Evidence,
    Newsroom,
    Rating,
    RatingScale,
    Speaker,
    User,
    Verdict,
    VerdictStep,
)
from tests.web.conftest import Desk, desk

__all__ = ["desk"]
pytestmark = [pytest.mark.django_db, pytest.mark.services]


def refused(write: Any, *, saying: str) -> None:
    def whole() -> None:
        with transaction.atomic():
            write()
            connection.check_constraints()

    with pytest.raises(Error, match=saying):
        whole()


@pytest.fixture
def handed_in(desk: Desk, rosa: User) -> Verdict:
    return desk.verdict(rosa, state="submitted")


def approve(verdict: Verdict, *people: User) -> None:
    for person in people:
        Approval.objects.create(verdict=verdict, version=verdict.version, by=person)


def published(by: User) -> int:
    return Verdict.objects.update(state="published", approver=by, published_at=timezone.now())


def test_a_panel_of_two_is_two(handed_in: Verdict, edith: User, egon: User) -> None:
    Newsroom.objects.update(approvals_needed=2)
    refused(lambda: published(edith), saying="more approvals")
    approve(handed_in, edith)
    refused(lambda: published(edith), saying="more approvals")  # the same person twice is one
    approve(handed_in, egon)
    assert published(edith) == 1


def test_another_wording_leaves_approvals_behind(handed_in: Verdict, edith: User, egon: User) -> None:
    Newsroom.objects.update(approvals_needed=2)
    approve(handed_in, egon)
    Verdict.objects.update(explanation="Quietly otherwise.")
    refused(lambda: published(edith), saying="more approvals")


@pytest.mark.parametrize("change", ["evidence", "statement", "speaker", "sent back"])
def test_whatever_a_ruling_rests_on_counts_as_its_wording(
    handed_in: Verdict, edith: User, egon: User, change: str
) -> None:
    Newsroom.objects.update(approvals_needed=2)
    approve(handed_in, egon)
    claim = Claim.objects.filter(pk=handed_in.claim_id)
    if change == "evidence":
        Evidence.objects.create(verdict=handed_in, url="https://council.example/minutes")
    elif change == "statement":
        claim.update(statement="We never talked about the lighthouse")
    elif change == "speaker":
        claim.update(speaker=Speaker.objects.create(newsroom=handed_in.newsroom, name="Olaf Renn"))
    else:
        Verdict.objects.update(state="draft")
        Verdict.objects.update(state="submitted")
    refused(lambda: published(edith), saying="more approvals")
    assert Verdict.objects.get().version == 2


def test_a_claim_that_is_only_looked_at_again_changes_no_wording(handed_in: Verdict) -> None:
    claim = Claim.objects.get(pk=handed_in.claim_id)
    claim.queued_at = timezone.now()
    claim.save()
    assert Verdict.objects.get().version == 1


def test_an_approval_is_of_what_was_handed_in(desk: Desk, rosa: User, edith: User) -> None:
    verdict = desk.verdict(rosa)
    refused(lambda: approve(verdict, edith), saying="that was handed in")
    Verdict.objects.update(state="submitted", version=4)
    refused(lambda: approve(verdict, edith), saying="that was handed in")
    verdict.version = 4
    approve(verdict, edith)
    refused(lambda: approve(verdict, edith), saying="approval_once_a_wording")


def test_every_hand_that_wrote_is_no_second_pair_of_eyes(handed_in: Verdict, rosa: User, edith: User) -> None:
    VerdictStep.objects.create(verdict=handed_in, action="edit", by=edith)  # though somebody else wrote last
    for person in (rosa, edith):
        refused(lambda by=person: approve(handed_in, by), saying="four eyes")
        refused(lambda by=person: published(by), saying="four eyes")
    Newsroom.objects.update(four_eyes=False)
    approve(handed_in, rosa)
    assert published(edith) == 1


def test_approvals_of_writers_stop_counting_when_four_eyes_are_asked_for(
    handed_in: Verdict, rosa: User, edith: User
) -> None:
    Newsroom.objects.update(four_eyes=False, approvals_needed=2)
    approve(handed_in, rosa)
    Newsroom.objects.update(four_eyes=True)
    refused(lambda: published(edith), saying="more approvals")


def test_approvals_and_steps_stay_as_they_are(handed_in: Verdict, edith: User, egon: User) -> None:
    approve(handed_in, edith)
    step = VerdictStep.objects.create(verdict=handed_in, action="submit", by=edith)
    refused(lambda: Approval.objects.update(by=egon), saying="only taken back")
    refused(lambda: Approval.objects.all().delete(), saying="never deleted")
    refused(lambda: VerdictStep.objects.update(reason="x"), saying="never changed")
    refused(step.delete, saying="never deleted")
    Approval.objects.update(withdrawn_at=timezone.now())
    refused(lambda: Approval.objects.update(withdrawn_at=None), saying="only taken back")
    handed_in.delete()
    connection.check_constraints()
    assert not Approval.objects.exists()


def test_evidence_of_a_published_verdict_stays(handed_in: Verdict, edith: User) -> None:
    piece = Evidence.objects.create(verdict=handed_in, url="https://council.example/minutes")
    published(edith)
    refused(lambda: Evidence.objects.filter(pk=piece.pk).update(quote="Otherwise."), saying="not rewritten")
    refused(lambda: Evidence.objects.create(verdict=handed_in, url="https://x.example"), saying="not rewritten")


@pytest.mark.parametrize("needed", [0, 10])
def test_a_panel_has_one_to_nine_members(newsroom: Newsroom, needed: int) -> None:
    refused(lambda: Newsroom.objects.update(approvals_needed=needed), saying="newsroom_approvals_needed")


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ([("false", 1), ("unproven", 2), ("true", 3)], ""),
        ([("true", 1), ("false", 2)], "least to the most true"),
        ([("false", 1), ("true", 2), ("unproven", 3), ("mixed", 4)], "least to the most true"),
        ([("false", 1), ("true", 3)], "without a gap"),
        ([("false", 2), ("true", 3)], "without a gap"),
        ([("false", 0), ("true", 1)], "without a gap"),
    ],
)
def test_scales_run_upward_without_a_gap(newsroom: Newsroom, steps: list[tuple[str, int]], fault: str) -> None:
    def write() -> None:
        scale = RatingScale.objects.create(newsroom=newsroom, name="Tide")
        for value, position in steps:
            Rating.objects.create(scale=scale, label=f"{value} {position}", normalized=value, position=position)

    if fault:
        refused(write, saying=fault)
    else:
        write()
        connection.check_constraints()


def test_a_scale_is_turned_within_one_transaction(newsroom: Newsroom) -> None:
    scale = newsroom.scales.get()
    refused(lambda: scale.ratings.filter(label="Shaky").delete(), saying="without a gap")
    refused(lambda: scale.ratings.filter(label="Right").update(normalized="false"), saying="least to the most true")
    with transaction.atomic():
        scale.ratings.filter(label="Shaky").delete()
        scale.ratings.filter(label="Right").update(position=2)
        connection.check_constraints()
    scale.delete()
    connection.check_constraints()
