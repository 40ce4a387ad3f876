"""Decided pairs stay decided until a text changes in words that matter; nothing else opens them again."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.utils import timezone

from claims import pipeline
from claims.ingest.document import ClaimEntry
from claims.matching.rescore import again
from claims.models import Claim, ClusterMember, Flag, Newsroom, Speaker, User
from claims.review.settling import fingerprint
from claims.text.wording import changed

pytestmark = pytest.mark.services

SAID = "The harbour ferry carried 9,000 passengers in May 2025."
AGAIN = "The harbour ferry carried 9,000 passengers in the month of May 2025."
REWORDED = SAID.replace("in May", "already in May")


@pytest.fixture
def flag(newsroom: Newsroom, rosa: User) -> Flag:
    """A duplicate that the real engine raised and rosa dismissed."""
    for text, name in ((SAID, "Ada Holm"), (AGAIN, "Bo Lind")):
        pipeline.enter_claim(newsroom=newsroom, entry=ClaimEntry(text=text, speaker_name=name))
    again(list(Claim.objects.values_list("pk", flat=True)))
    raised = Flag.objects.get(kind="duplicate")
    pipeline.decide(flag=raised, decision="dismiss", reviewer=rosa)
    raised.refresh_from_db()
    return raised


def reword(claim: Claim, text: str) -> None:
    """What a correction leaves: other words, another fingerprint, to be compared again."""
    Claim.objects.filter(pk=claim.pk).update(
        text=text, statement=text, fingerprint=fingerprint(text), embedding=None, embedded_by="", matched_at=None
    )
    again([claim.pk])


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (SAID.upper().replace(" ", "  ").replace(".", " …"), "dismissed"),
        (SAID.replace("The harbour", "A harbour"), "dismissed"),
        (REWORDED, "open"),
        (SAID.replace("ferry", "ferry service"), "open"),
        (SAID.replace("9,000", "4,000"), "withdrawn"),
    ],
)
def test_only_another_wording_opens_a_dismissed_pair(flag: Flag, text: str, state: str) -> None:
    reword(flag.match.a, text)
    flag.refresh_from_db()
    assert flag.state == state
    assert bool(flag.note) == (state != "dismissed")


def test_the_note_tells_and_the_next_decision_answers_it(flag: Flag, rosa: User) -> None:
    day = flag.decided_at
    assert day
    reword(flag.match.a, REWORDED)
    flag.refresh_from_db()
    assert flag.note == f"Dismissed on {day.day} {day:%B %Y}; the wording has changed since."
    assert ClusterMember.objects.count() == 2  # nobody says any more that the two are apart
    pipeline.decide(flag=flag, decision="dismiss", reviewer=rosa)
    again([flag.match.a_id])
    flag.refresh_from_db()
    assert (flag.state, flag.note) == ("dismissed", "")
    assert not ClusterMember.objects.exists()


def test_nothing_else_opens_it(flag: Flag, settings: object) -> None:
    call_command("rematch", "--rescore", "--json")
    settings.FACTCHECK_THRESHOLDS = {"duplicate": 0.3, "duplicate_reworded": 0.3}  # type: ignore[attr-defined]
    call_command("rematch", "--json")
    keep, gone = Speaker.objects.order_by("pk")
    pipeline.merge_speakers(keep=keep, merge=[gone])
    again(list(Claim.objects.values_list("pk", flat=True)))
    Claim.objects.update(said_on=timezone.now().date(), matched_at=None)
    again(list(Claim.objects.values_list("pk", flat=True)))
    flag.refresh_from_db()
    assert (flag.state, flag.note) == ("dismissed", "")
    assert not ClusterMember.objects.exists()


def test_a_confirmed_pair_opens_alike(flag: Flag, rosa: User) -> None:
    pipeline.decide(flag=flag, decision="confirm", reviewer=rosa)
    reword(flag.match.b, AGAIN.replace("in the", "already in the"))
    flag.refresh_from_db()
    assert flag.state == "open"
    assert flag.note.startswith("Confirmed on ")


@pytest.mark.parametrize(
    ("before", "after", "matters"),
    [
        ("The quay is closed.", "the quay is CLOSED", False),
        ("“The quay” is closed", "A quay is closed", False),
        ("He said that it is closed", "He said it is closed", False),
        ("The quay is closed", "The quay is not closed", True),
        ("It fell 5 %", "It fell 5", True),
        ("It fell 5.1 %", "It fell 51 %", True),
        ("It fell 5 %", "It fell -5 %", True),
        ("The quay is closed", "Closed is the quay", True),
        ("порт закрито", "порт відкрито", True),
    ],
)
def test_what_matters_in_a_wording(before: str, after: str, matters: bool) -> None:
    assert changed(before, after) is changed(after, before) is matters
