"""Migrations on a store with data: what was decided before keeps its wording, and the way back is open."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from claims.models import ClusterMember, Flag, Newsroom
from tests.clusters import duplicate, star, times

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
