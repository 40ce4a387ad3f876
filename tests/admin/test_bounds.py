"""Whatever is registered with the panel asks a bounded number of questions on a filled store, and counts no table.

Generated from the registry: a new list is covered by itself, once ``add_row`` makes a row of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.admin.navigation import sidebar
from claims.models import (
    Article,
    Claim,
    Cluster,
    ClusterMember,
    Evidence,
    Flag,
    Membership,
    Newsroom,
    Review,
    Speaker,
    SpeakerAlias,
    SpeakerRole,
    Transfer,
    TransferRow,
    User,
    Verdict,
)
from tests.admin.conftest import add_claim, add_row
from tests.admin.test_lists import LIST_QUERIES, MODELS, PAGE_QUERIES, list_of, owned_by, page_of

FILLED = 70  # rows of each list, more than a page; of claims and speakers hundreds
MANY = 120  # rows that hang on one row, where its page shows them
INDEX_QUERIES = 30


@pytest.fixture
def filled(harbour: Newsroom, edith: User) -> Newsroom:
    """Harbour Desk with hundreds of rows, and in each list one row on which a hundred others hang."""
    for number in range(3, FILLED):
        add_row(harbour, number)
    speaker, claim, flag = (model.objects.filter(newsroom=harbour).latest("pk") for model in (Speaker, Claim, Flag))
    article, cluster, verdict = (m.objects.filter(newsroom=harbour).latest("pk") for m in (Article, Cluster, Verdict))
    many = range(MANY)
    SpeakerAlias.objects.bulk_create(
        SpeakerAlias(newsroom=harbour, speaker=speaker, name=f"Brandt {n}", key=f"brandt {n}") for n in many
    )
    SpeakerRole.objects.bulk_create(SpeakerRole(speaker=speaker, title=f"Mayor {n}", article=article) for n in many)
    Review.objects.bulk_create(Review(flag=flag, reviewer=edith, decision="unsure", scores={}) for _ in many)
    Evidence.objects.bulk_create(Evidence(verdict=verdict, url=f"https://log.example/{n}") for n in many)
    rulings = {"newsroom": harbour, "claim": claim, "rating": verdict.rating, "explanation": "No.", "author": edith}
    Verdict.objects.bulk_create(Verdict(**rulings) for _ in many)
    said = [add_claim(harbour, text=f"The pier has {n} lamps.", speaker=speaker) for n in many]
    ClusterMember.objects.bulk_create(ClusterMember(cluster=cluster, claim=each) for each in said)
    transfer = Transfer.objects.filter(newsroom=harbour).latest("pk")
    TransferRow.objects.bulk_create(
        TransferRow(transfer=transfer, number=n, outcome="refused", reason="No text.") for n in many
    )
    guest = User.objects.filter(memberships__newsroom=harbour, username__startswith="guest").latest("pk")
    rooms = Newsroom.objects.bulk_create(Newsroom(name=f"Room {n}", slug=f"room-{n}") for n in range(30))
    Membership.objects.bulk_create(Membership(user=guest, newsroom=room) for room in rooms)
    return harbour


def asked_by(client: Client, url: str) -> list[str]:
    """What the page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200, url
    return [query["sql"] for query in asked]


def counts(asked: list[str]) -> Iterator[str]:
    """Countings that nothing stops."""
    return (sql for sql in asked if "COUNT(*)" in sql and "LIMIT" not in sql)


def test_every_list_and_page_is_bounded_on_a_filled_store(filled: Newsroom, panel: Client) -> None:
    too_dear: dict[str, int] = {}
    for model in MODELS:
        rows = owned_by(model, filled)
        assert rows, f"add_row makes no {model.__name__}"
        pages = [(list_of(model), LIST_QUERIES), (f"{list_of(model)}?p=2", LIST_QUERIES)]
        pages += [(page_of(row), PAGE_QUERIES) for row in (rows[0], max(rows, key=lambda row: row.pk))]
        for url, most in pages:
            asked = asked_by(panel, url)
            assert not list(counts(asked)), f"{url} counts without end"
            if len(asked) > most:
                too_dear[url] = len(asked)
    assert not too_dear


def test_every_search_and_filter_is_bounded(harbour: Newsroom, panel: Client, rf, edith: User) -> None:
    for model in MODELS:
        given = admin.site._registry[model]
        request = rf.get(list_of(model))
        request.user = edith
        queries = ["q=harbour"] if given.search_fields else []
        shown = panel.get(list_of(model)).context["cl"]
        for spec in shown.filter_specs:
            values = [choice["query_string"] for choice in spec.choices(shown) if choice.get("query_string")]
            queries += [value.lstrip("?") for value in values]
            queries += [
                f"{spec.parameter_name}={value}"
                for value, _words in getattr(spec, "lookup_choices", [])[:1]
                if isinstance(getattr(spec, "parameter_name", None), str)
            ]
        for query in queries:
            asked = asked_by(panel, f"{list_of(model)}?{query}")
            assert len(asked) <= LIST_QUERIES, (model, query)
            assert not list(counts(asked)), (model, query)


def test_the_first_page_is_bounded(filled: Newsroom, panel: Client) -> None:
    asked = asked_by(panel, reverse("admin:index"))
    assert len(asked) <= INDEX_QUERIES
    assert not list(counts(asked))


def test_no_form_draws_every_row_of_another_list(filled: Newsroom, panel: Client) -> None:
    for model in MODELS:
        page = panel.get(page_of(owned_by(model, filled)[0])).content.decode()
        for drawn in re.findall(r"<select.*?</select>", page, re.DOTALL):
            assert drawn.count("<option") <= 40, (model, re.search(r'name="([^"]*)"', drawn))


def test_the_side_bar_leads_to_every_list(rf, edith: User, newsroom: Newsroom) -> None:
    request = rf.get("/admin/")
    request.user = edith
    request.membership = edith.memberships.get()
    links = {item["link"].split("?")[0] for group in sidebar(request) for item in group["items"]}
    assert {list_of(model) for model in MODELS} <= links


@pytest.mark.parametrize("model", MODELS)
def test_a_list_is_sorted_by_no_column_that_does_not_offer_it(
    model: type[Model], harbour: Newsroom, panel: Client
) -> None:
    given = admin.site._registry[model]
    if given.sortable_by is None:
        pytest.skip("a small list, sorted by any column")
    plain = panel.get(list_of(model)).context["cl"].queryset.query.order_by
    for at, column in enumerate(given.list_display, 1):
        found = panel.get(list_of(model), {"o": at}).context["cl"].queryset.query.order_by
        assert set(found) <= {*plain, "-pk"} or column in given.sortable_by
