"""One statement said again and again, through real workers: one cluster, one ruling for all, nothing doubled."""

from __future__ import annotations

import datetime as dt

import pytest

from claims import pipeline
from claims.ingest.document import ClaimEntry, Document
from claims.models import Claim, Cluster, ClusterMember, Flag, Newsroom, User
from claims.models.repeats import repeats_of
from tests.clusters import ruled
from tests.conftest import Crew, all_done, wait_until

pytestmark = pytest.mark.services

STORY = "Day {day} in Saltmere.\n\n“The harbour bridge is safe for lorries,” Nils Brahe told reporters on day {day}."
REPEATS = 8


def take_in(newsroom: Newsroom, *, day: int, source: str) -> None:
    at = dt.datetime(2026, 3, day, 12, tzinfo=dt.UTC)
    document = Document(text=STORY.format(day=day), title=f"Day {day}", source_name=source, published_at=at)
    pipeline.take_in(newsroom=newsroom, document=document)


def the_cluster() -> list[int]:
    """The claims of the only cluster, the canonical one first."""
    rows = Cluster.objects.get().members.order_by("-canonical", "claim__said_on")
    return list(rows.values_list("claim", flat=True))


def test_repeats_arrive_with_their_ruling_and_hear_of_its_end(
    crew: Crew, newsroom: Newsroom, edith: User, egon: User
) -> None:
    crew.start()
    for day in range(REPEATS, 0, -1):  # two workers at once, the earliest last
        take_in(newsroom, day=day, source=f"Outlet {day % 4}")
    wait_until(all_done)
    claims = list(Claim.objects.filter(statement__contains="bridge is safe").order_by("said_on"))
    assert len(claims) == REPEATS
    assert the_cluster() == [claim.pk for claim in claims]

    verdict = ruled(claims[3], author=edith, approver=egon)
    wait_until(all_done)
    assert the_cluster()[0] == claims[3].pk
    entry = ClaimEntry(text="The harbour bridge is safe for lorries.", speaker_name="Ada Holm")
    newcomer, _ = pipeline.enter_claim(newsroom=newsroom, entry=entry)
    wait_until(all_done)
    told = repeats_of(Claim.objects.get(pk=newcomer.pk))
    assert told
    assert told.ruling == verdict
    assert (told.times, told.outlets, told.by[0].times) == (REPEATS + 1, 4, REPEATS)

    pipeline.withdraw_verdict(verdict=verdict, by=egon, reason="The survey was wrong.")
    wait_until(all_done)
    told = repeats_of(Claim.objects.get(pk=newcomer.pk))
    assert told
    assert (told.ruling, [one.state_reason for one in told.taken_back]) == (None, ["The survey was wrong."])
    assert the_cluster()[0] == claims[0].pk


def test_a_killed_worker_loses_and_doubles_nothing(crew: Crew, newsroom: Newsroom) -> None:
    crew.start()
    for day in range(1, REPEATS + 1):
        take_in(newsroom, day=day, source=f"Outlet {day}")
    for done in (2, 5):
        wait_until(lambda done=done: Claim.objects.filter(matched_at__isnull=False).count() >= done)
        crew.kill()
        crew.start()
    wait_until(all_done)
    claims = Claim.objects.filter(statement__contains="bridge is safe")
    assert ClusterMember.objects.count() == REPEATS
    assert set(the_cluster()) == set(claims.values_list("pk", flat=True))
    assert ClusterMember.objects.filter(canonical=True).count() == 1


def test_a_dismissed_pair_parts_in_the_queue_and_stays_so(crew: Crew, newsroom: Newsroom, rosa: User) -> None:
    crew.start()
    for day in (1, 2):
        take_in(newsroom, day=day, source="Harbour Post")
    wait_until(all_done)
    assert len(the_cluster()) == 2
    pipeline.decide(flag=Flag.objects.get(kind="duplicate"), decision="dismiss", reviewer=rosa)
    assert not Cluster.objects.exists()
    take_in(newsroom, day=3, source="Radio Nord")
    wait_until(all_done)
    pipeline.rescore()
    assert len(the_cluster()) == 2
    assert Flag.objects.get(state="dismissed").kind == "duplicate"
