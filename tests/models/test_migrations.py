"""Migrations on a store with data: what was decided before keeps its wording, and the way back is open."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from claims import pipeline
from claims.models import ClusterMember, Flag, Newsroom, User
from tests.clusters import duplicate, star, times
from tests.web.conftest import Desk, desk

__all__ = ["desk"]

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


def test_decisions_of_before_take_the_wording_of_today(newsroom: Newsroom) -> None:
    a, b, c = times(newsroom, 3)
    duplicate(a, b, state="dismissed")
    star(c, a)
    executor = MigrationExecutor(connection)
    node = ("claims", "0009_clusters")
    try:
        parents = [parent.key for parent in executor.loader.graph.node_map[node].parents]
        executor.migrate([key for key in parents if key[0] == "claims"])
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM claims_flag")
            assert cursor.fetchone() == (2,)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    decided, waiting = (Flag.objects.get(state=state) for state in ("dismissed", "open"))
    assert decided.decided_on == [a.statement, b.statement]
    assert waiting.decided_on == []
    assert (decided.note, newsroom.repeat_alert) == ("", 5)
    assert not ClusterMember.objects.exists()


def test_verdicts_of_before_keep_what_is_known_of_their_way(desk: Desk, rosa: User, edith: User, egon: User) -> None:
    verdict = desk.verdict(rosa, state="submitted")
    pipeline.publish_verdict(verdict=verdict, approver=edith)
    pipeline.withdraw_verdict(verdict=verdict, by=egon, reason="Minutes were misread.")
    executor = MigrationExecutor(connection)
    try:
        executor.migrate([("claims", "0012_approvals")])
        with connection.cursor() as cursor:
            cursor.execute("UPDATE claims_verdict SET about_statement = '', about_speaker = ''")
            cursor.execute("TRUNCATE claims_verdictstep")
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    verdict.refresh_from_db()
    assert (verdict.about_statement, verdict.about_speaker) == (desk.first.statement, "Ida Quist")
    steps = list(verdict.steps.values_list("action", "by__username", "reason"))
    assert steps == [
        ("draft", "rosa", ""),
        ("publish", "edith", ""),
        ("withdraw", None, "Minutes were misread."),
    ]
