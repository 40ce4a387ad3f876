"""From draft to published with one, two or three members: who may, in which order, and what voids an approval."""

from __future__ import annotations

import pytest

from claims import pipeline
from claims.models import Approval, Newsroom, User, Verdict
from claims.review.errors import Outdated, Refused
from claims.review.verdict import EvidenceEntry
from tests.conftest import person
from tests.web.conftest import Desk, desk

__all__ = ["desk"]
pytestmark = [pytest.mark.django_db, pytest.mark.services]


def drafted(desk: Desk, by: User, explanation: str = "The minutes name the sale.") -> Verdict:
    entry = EvidenceEntry(url="https://council.example/minutes", quote="Item 7", stance="refutes")
    return pipeline.draft_verdict(
        claim=desk.first, rating=desk.rating(), explanation=explanation, author=by, evidence=[entry]
    )


def handed_in(desk: Desk, by: User) -> Verdict:
    return pipeline.submit_verdict(verdict=drafted(desk, by), by=by)


def steps(verdict: Verdict) -> list[tuple[str, str]]:
    return [(step.action, step.by.username if step.by else "") for step in verdict.steps.select_related("by")]


def test_two_approve_and_the_second_editor_publishes(desk: Desk, rosa: User, edith: User, egon: User) -> None:
    Newsroom.objects.update(approvals_needed=2)
    verdict = handed_in(desk, rosa)
    with pytest.raises(Refused, match="wants 2 approvals of a verdict; with yours it has 1"):
        pipeline.publish_verdict(verdict=verdict, approver=edith)
    pipeline.approve_verdict(verdict=verdict, by=edith)
    pipeline.approve_verdict(verdict=verdict, by=edith)
    with pytest.raises(Refused, match="with yours it has 1"):
        pipeline.publish_verdict(verdict=verdict, approver=edith)
    published = pipeline.publish_verdict(verdict=verdict, approver=egon)
    assert published.state == "published"
    assert steps(verdict) == [
        ("draft", "rosa"),
        ("submit", "rosa"),
        ("approve", "edith"),
        ("approve", "egon"),
        ("publish", "egon"),
    ]


def test_a_reviewer_may_be_on_the_panel_but_an_editor_publishes(
    desk: Desk, newsroom: Newsroom, rosa: User, edith: User
) -> None:
    Newsroom.objects.update(approvals_needed=2)
    rolf = person("rolf", room=newsroom, role="reviewer")
    verdict = handed_in(desk, rosa)
    pipeline.approve_verdict(verdict=verdict, by=rolf)
    with pytest.raises(Refused, match="role of editor"):
        pipeline.publish_verdict(verdict=verdict, approver=rolf)
    assert pipeline.publish_verdict(verdict=verdict, approver=edith).state == "published"


def test_viewers_and_strangers_approve_nothing(desk: Desk, rosa: User, vito: User, otto: User) -> None:
    verdict = handed_in(desk, rosa)
    for nobody in (vito, otto):
        with pytest.raises(Refused, match="role of"):
            pipeline.approve_verdict(verdict=verdict, by=nobody)
    assert not Approval.objects.exists()


def test_neither_author_nor_whoever_wrote_in_it_approves(desk: Desk, rosa: User, edith: User, egon: User) -> None:
    verdict = drafted(desk, rosa)
    words = {"rating": desk.rating(), "evidence": []}
    pipeline.edit_verdict(verdict=verdict, explanation="Edith's words.", by=edith, **words)
    pipeline.edit_verdict(verdict=verdict, explanation="Rosa's words again.", by=rosa, **words)
    pipeline.submit_verdict(verdict=verdict, by=rosa)
    for writer in (rosa, edith):
        with pytest.raises(Refused, match="other than its author"):
            pipeline.approve_verdict(verdict=verdict, by=writer)
    with pytest.raises(Refused, match="other than its author"):
        pipeline.publish_verdict(verdict=verdict, approver=edith)
    assert pipeline.publish_verdict(verdict=verdict, approver=egon).approver == egon


def test_an_approval_may_be_taken_back_and_given_again(desk: Desk, rosa: User, edith: User, egon: User) -> None:
    Newsroom.objects.update(approvals_needed=2)
    verdict = handed_in(desk, rosa)
    pipeline.approve_verdict(verdict=verdict, by=edith)
    pipeline.take_back_approval(verdict=verdict, by=edith)
    with pytest.raises(Refused, match="not approved"):
        pipeline.take_back_approval(verdict=verdict, by=edith)
    with pytest.raises(Refused, match="with yours it has 1"):
        pipeline.publish_verdict(verdict=verdict, approver=egon)
    pipeline.approve_verdict(verdict=verdict, by=edith)
    assert pipeline.publish_verdict(verdict=verdict, approver=egon).state == "published"


def test_what_is_sent_back_and_rewritten_is_approved_anew(desk: Desk, rosa: User, edith: User, egon: User) -> None:
    Newsroom.objects.update(approvals_needed=2)
    verdict = handed_in(desk, rosa)
    pipeline.approve_verdict(verdict=verdict, by=edith)
    with pytest.raises(Refused, match="Say why"):
        pipeline.send_back_verdict(verdict=verdict, by=edith)
    pipeline.send_back_verdict(verdict=verdict, by=edith, reason="Which minutes?")
    verdict.refresh_from_db()
    assert (verdict.state, verdict.state_reason) == ("draft", "Which minutes?")
    pipeline.edit_verdict(verdict=verdict, rating=desk.rating(), explanation="Those of 4 May.", evidence=[], by=rosa)
    pipeline.submit_verdict(verdict=verdict, by=rosa)
    with pytest.raises(Refused, match="with yours it has 1"):
        pipeline.publish_verdict(verdict=verdict, approver=egon)
    wordings = [step.wording["explanation"] for step in verdict.steps.exclude(wording=None)]
    assert wordings == ["The minutes name the sale.", "Those of 4 May."]


def test_the_author_takes_it_back_without_a_reason(desk: Desk, rosa: User) -> None:
    verdict = handed_in(desk, rosa)
    assert pipeline.send_back_verdict(verdict=verdict, by=rosa).state == "draft"


def test_a_draft_is_its_authors_and_the_editors(desk: Desk, newsroom: Newsroom, rosa: User, edith: User) -> None:
    rolf = person("rolf", room=newsroom, role="reviewer")
    verdict = drafted(desk, rosa)
    words = {"verdict": verdict, "rating": desk.rating(), "evidence": []}
    with pytest.raises(Refused, match="Only its author or an editor"):
        pipeline.edit_verdict(**words, explanation="Rolf knows better.", by=rolf)
    with pytest.raises(Refused, match="Only its author or an editor"):
        pipeline.submit_verdict(verdict=verdict, by=rolf)
    assert pipeline.edit_verdict(**words, explanation="Clearer.", by=edith).explanation == "Clearer."


def test_a_claim_has_one_verdict_on_its_way(desk: Desk, rosa: User, edith: User) -> None:
    drafted(desk, rosa)
    with pytest.raises(Outdated, match="begun a verdict"):
        drafted(desk, edith)


def test_a_step_taken_on_an_older_version_is_not_taken(desk: Desk, rosa: User, edith: User) -> None:
    verdict = drafted(desk, rosa)
    seen = verdict.version
    pipeline.edit_verdict(verdict=verdict, rating=desk.rating(), explanation="Newer.", evidence=[], by=rosa, seen=seen)
    for step in (
        lambda: pipeline.edit_verdict(
            verdict=verdict, rating=desk.rating(), explanation="Over it.", evidence=[], by=edith, seen=seen
        ),
        lambda: pipeline.submit_verdict(verdict=verdict, by=rosa, seen=seen),
    ):
        with pytest.raises(Outdated, match="look at it again"):
            step()
    verdict.refresh_from_db()
    assert (verdict.explanation, verdict.state) == ("Newer.", "draft")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "minutes.pdf", ""])
def test_evidence_has_a_web_address(desk: Desk, rosa: User, url: str) -> None:
    with pytest.raises(Refused, match="no web address"):
        pipeline.draft_verdict(
            claim=desk.first, rating=desk.rating(), explanation="x", author=rosa, evidence=[EvidenceEntry(url=url)]
        )


def test_a_newer_verdict_outdates_the_older_one_on_record(desk: Desk, rosa: User, edith: User) -> None:
    older = pipeline.publish_verdict(verdict=handed_in(desk, rosa), approver=edith)
    pipeline.publish_verdict(verdict=handed_in(desk, rosa), approver=edith)
    assert steps(older)[-1] == ("outdate", "edith")
