"""Every list and page opens for an editor, shows the editor's rows alone, and asks a bounded number of questions."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Article, Claim, Flag, Newsroom, Speaker, User
from tests.admin.conftest import add_row, signed_in

MODELS = sorted(admin.site._registry, key=lambda model: model.__name__)
LIST_QUERIES = 16  # session, person, rights, count, rows, prefetches and filters; whatever the number of rows
PAGE_QUERIES = 20


def list_of(model: type[Model]) -> str:
    return reverse(f"admin:claims_{model._meta.model_name}_changelist")


def page_of(row: Model) -> str:
    return reverse(f"admin:claims_{row._meta.model_name}_change", args=[row.pk])


def owned_by(model: type[Model], room: Newsroom) -> list[Model]:
    path = admin.site._registry[model].newsroom_path
    if model is User:
        return list(User.objects.filter(memberships__newsroom=room))
    return list(model._default_manager.filter(**{path: room.pk}))


@pytest.mark.parametrize("model", MODELS)
def test_a_list_of_33_rows_costs_as_many_queries_as_one_of_3(
    model: type[Model], harbour: Newsroom, panel: Client
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert panel.get(list_of(model)).status_code == 200
        return len(asked)

    few = cost()
    for number in range(3, 33):
        add_row(harbour, number)
    assert cost() <= few <= LIST_QUERIES


@pytest.mark.parametrize("model", MODELS)
def test_an_editor_opens_every_page_of_the_own_newsroom(model: type[Model], harbour: Newsroom, panel: Client) -> None:
    rows = owned_by(model, harbour)
    assert rows
    for row in rows[:2]:
        with CaptureQueriesContext(connection) as asked:
            assert panel.get(page_of(row)).status_code == 200
        assert len(asked) <= PAGE_QUERIES


@pytest.mark.parametrize("model", MODELS)
def test_rows_of_another_newsroom_are_not_there(
    model: type[Model], harbour: Newsroom, elsewhere: Newsroom, panel: Client
) -> None:
    mine, theirs = owned_by(model, harbour), owned_by(model, elsewhere)
    assert theirs
    listed = {row.pk for row in panel.get(list_of(model)).context["cl"].result_list}
    assert listed == {row.pk for row in mine}
    for row in theirs[:2]:
        answer = panel.get(page_of(row))
        assert (answer.status_code, answer.headers["Location"]) == (302, reverse("admin:index"))


@pytest.mark.parametrize("model", MODELS)
def test_a_superuser_sees_every_newsroom(
    model: type[Model], harbour: Newsroom, elsewhere: Newsroom, root: User
) -> None:
    answer = signed_in(root).get(list_of(model))
    listed = {row.pk for row in answer.context["cl"].result_list}
    assert {row.pk for row in owned_by(model, harbour) + owned_by(model, elsewhere)} <= listed


@pytest.mark.parametrize("name", ["rosa", "vito", "edith"])
@pytest.mark.parametrize("where", ["admin:index", "admin:claims_flag_changelist", "admin:claims_apikey_add"])
def test_who_is_no_editor_or_no_staff_is_refused(
    name: str, where: str, harbour: Newsroom, rosa: User, vito: User, edith: User
) -> None:
    User.objects.filter(username="edith").update(is_staff=False)
    User.objects.filter(username__in=["rosa", "vito"]).update(is_staff=True)
    answer = signed_in(User.objects.get(username=name)).get(reverse(where))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("admin:login"))


def test_choices_and_filters_show_nothing_of_another_newsroom(
    harbour: Newsroom, elsewhere: Newsroom, panel: Client
) -> None:
    asked = {"app_label": "claims", "model_name": "claim", "field_name": "speaker", "term": "Speaker"}
    names = {row["text"] for row in panel.get(reverse("admin:autocomplete"), asked).json()["results"]}
    assert names == {f"Speaker harbour {number}" for number in range(3)}
    theirs = Speaker.objects.filter(newsroom=elsewhere).first()
    page = panel.get(list_of(Claim), {"speaker__id__exact": theirs.pk})
    assert theirs.name not in page.content.decode()
    assert "Other Desk" not in panel.get(list_of(Flag)).content.decode()


def test_the_first_page_counts_what_waits_here(harbour: Newsroom, elsewhere: Newsroom, panel: Client) -> None:
    waiting = {str(title): count for title, count, _link in panel.get(reverse("admin:index")).context["waiting"]}
    assert waiting["Contradiction"] == "3"
    assert waiting["Failed articles"] == "1"
    assert waiting["Duplicate"] == "0"


def test_a_long_list_is_counted_no_further_than_the_cap(
    harbour: Newsroom, panel: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.admin.paging.CAP", 2)
    with CaptureQueriesContext(connection) as asked:
        page = panel.get(list_of(Claim))
    counts = [query["sql"] for query in asked if "COUNT(*)" in query["sql"] and "claims_claim" in query["sql"]]
    assert counts
    assert all("LIMIT 2" in sql for sql in counts)
    assert "the first" in page.content.decode()


@pytest.mark.parametrize(
    ("model", "searched", "found"),
    [
        (Article, "Pier harbour 1", {"Pier harbour 1"}),
        (Claim, "stayed open", {f"The pier of harbour {n} stayed open." for n in range(3)}),
        (Speaker, "speaker harbour 2", {"Speaker harbour 2"}),
    ],
)
def test_search(model: type[Model], searched: str, found: set[str], harbour: Newsroom, panel: Client) -> None:
    rows = panel.get(list_of(model), {"q": searched}).context["cl"].result_list
    assert {getattr(row, "statement", str(row)) for row in rows} == found


def test_nothing_that_the_flow_writes_can_be_edited_or_deleted(harbour: Newsroom, panel: Client, root: User) -> None:
    for client in (panel, signed_in(root)):
        for model in (Claim, Article, Flag):
            row = owned_by(model, harbour)[0]
            assert client.post(page_of(row), {"text": "x", "state": "confirmed"}).status_code == 403
    for model in (Claim, Article):
        assert panel.post(
            reverse(f"admin:claims_{model._meta.model_name}_delete", args=[owned_by(model, harbour)[0].pk])
        )
        assert owned_by(model, harbour)
