"""The scorecard over the API: what was decided, counted; what means nothing is refused."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from claims import pipeline
from claims.learning.scorecard import CUTS
from claims.models import Flag, Review, User
from tests.api.conftest import Case

ADDRESS = "/api/v1/scorecard/"


def test_what_was_decided_is_counted(api: APIClient, case: Case, edith: User) -> None:
    nothing = api.get(ADDRESS).json()
    assert nothing["total"] == {
        "confirmed": 0,
        "dismissed": 0,
        "unsure": 0,
        "precision": None,
        "low": 0.0,
        "high": 1.0,
    }
    assert (nothing["kinds"], nothing["months"], nothing["signals"], nothing["cuts"]) == ([], [], [], [])
    pipeline.decide(flag=case.flag, decision="confirm", reviewer=edith)
    told = api.get(ADDRESS).json()
    counted = {"confirmed": 1, "dismissed": 0, "unsure": 0, "precision": 1.0, "low": 0.2065, "high": 1.0}
    month = f"{Review.objects.get().created_at:%Y-%m}"
    assert told["total"] == counted
    assert told["kinds"] == [{"kind": "contradiction", **counted}]
    assert told["months"] == [{"month": month, **counted}]
    assert told["signals"] == [{"signal": "negation", **counted}]
    assert [cut["at"] for cut in told["cuts"]] == [0.0, *CUTS]
    top = Flag.objects.get(pk=case.flag.pk).score
    for cut in told["cuts"]:
        assert (cut["confirmed"], cut["lost"]) == ((1, 0) if cut["at"] <= top else (0, 1))


@pytest.mark.parametrize(
    ("query", "confirmed"),
    [
        ("kind=contradiction", 1),
        ("kind=duplicate", 0),
        ("first_month=2020-01", 1),
        ("last_month=2020-12", 0),
        ("first_month=2020-01&last_month=2999-12&kind=contradiction", 1),
    ],
)
def test_it_is_narrowed(api: APIClient, case: Case, edith: User, query: str, confirmed: int) -> None:
    pipeline.decide(flag=case.flag, decision="confirm", reviewer=edith)
    assert api.get(f"{ADDRESS}?{query}").json()["total"]["confirmed"] == confirmed


@pytest.mark.parametrize(
    ("query", "field"),
    [("kind=lie", "kind"), ("first_month=2026-13", "first_month"), ("last_month=March", "last_month"), ("q=x", "q")],
)
def test_what_means_nothing_is_refused_by_name(api: APIClient, query: str, field: str) -> None:
    response = api.get(f"{ADDRESS}?{query}")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_a_flag_tells_how_likely_it_is(api: APIClient, case: Case) -> None:
    address = f"/api/v1/flags/{case.flag.pk}/"
    assert api.get(address).json()["likelihood"] is None
    Flag.objects.filter(pk=case.flag.pk).update(likelihood=0.84)
    assert api.get(address).json()["likelihood"] == 0.84
