"""The demo newsroom end to end, with a real worker: its flags against the list of those it ought to raise."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import call_command

from claims.management import demo
from claims.models import Article, Cluster, ClusterMember, Newsroom, Verdict
from tests.conftest import Crew, all_done

pytestmark = pytest.mark.services

# A floor for each kind, a little under what is measured: (precision, recall).
FLOORS = {
    "contradiction": (0.93, 0.85),  # measured: 0.96, 0.88
    "altered_quote": (0.95, 0.80),  # measured: 1.00, 0.83
    "verdict_conflict": (1.0, 1.0),  # measured: 1.00, 1.00
    "duplicate": (0.78, 0.70),  # measured: 0.82, 0.74; what is one text in two outlets is no pair any more
    "update": (0.95, 0.75),  # measured: 1.00, 0.78
}


def test_the_demo_newsroom_raises_its_flags(crew: Crew) -> None:
    crew.start()
    out = io.StringIO()
    call_command("evaluate", "demo", "--json", stdout=out, stderr=io.StringIO())
    figures: dict[str, Any] = json.loads(out.getvalue())

    assert all_done()
    assert set(Article.objects.values_list("state", flat=True)) == {"ready"}
    assert figures["n"] == len(demo.load("expected_flags.json")["expected"])
    assert figures["forbidden"] == []
    assert figures["copies"] == {"expected": 19, "found": 19}
    for kind, (precision, recall) in FLOORS.items():
        found = figures["kinds"][kind]
        assert found["p"] >= precision, (kind, figures["false"])
        assert found["r"] >= recall, (kind, figures["missed"], figures["without_claim"])

    room = Newsroom.objects.get()
    plans = demo.load("verdicts.json")
    assert Verdict.objects.count() == len(plans)
    assert all(verdict is not None for _plan, verdict in demo.rule(room))

    again = io.StringIO()
    call_command("rematch", "--json", stdout=again)
    flags = json.loads(again.getvalue())["flags"]
    assert flags["before"] == flags["after"]

    alerts = Cluster.objects.counted().alerting()
    said = {row.claim.statement for row in ClusterMember.objects.filter(cluster__in=alerts, canonical=True)}
    assert said == {"We never discussed closing the ferry", "On housing, the council built 214 homes in 2025."}
