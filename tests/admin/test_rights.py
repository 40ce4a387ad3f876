"""An editor of another newsroom (otto) sees and changes nothing here, by whatever page of the panel he tries.

Generated from the registry: every list, page, step, action and field of a list that is added later is tried, too.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch, reverse

from claims.models import Newsroom, User
from tests.admin.conftest import signed_in
from tests.admin.test_lists import MODELS, list_of, owned_by, page_of

OURS = re.compile(r"\bharbour \d|Harbour Desk|edith")
Snapshot = dict[str, list[dict[str, Any]]]


def snapshot(room: Newsroom) -> Snapshot:
    """Every row of the newsroom that the panel knows."""
    found = {}
    for model in MODELS:
        pks = [row.pk for row in owned_by(model, room)]
        found[model.__name__] = list(model._default_manager.filter(pk__in=pks).order_by("pk").values())
    return found


def steps_of(model: type[Model]) -> list[str]:
    """The names of the pages that do something to one row."""
    given = admin.site._registry[model]
    return [*given.actions_detail, *given.actions_row, *given.actions_submit_line]


@pytest.fixture
def outsider(elsewhere: Newsroom, otto: User) -> Client:
    """Otto at the panel."""
    return signed_in(otto)


@pytest.mark.parametrize("model", MODELS)
def test_no_list_shows_anything_of_ours(model: type[Model], harbour: Newsroom, outsider: Client) -> None:
    theirs = owned_by(model, harbour)
    tried = ["", f"newsroom={harbour.pk}", f"newsroom__id__exact={harbour.pk}", "q=harbour", f"q={theirs[0].pk}"]
    tried += [f"speaker__id__exact={harbour.speakers.first().pk}", f"source__id__exact={harbour.sources.first().pk}"]
    for query in tried:
        answer = outsider.get(f"{list_of(model)}?{query}", follow=True)
        assert answer.status_code == 200
        shown = re.sub(r'value="[^"]*"', "", answer.content.decode())
        assert not OURS.search(shown), query
        if "cl" in answer.context:
            assert not {row.pk for row in answer.context["cl"].result_list} & {row.pk for row in theirs}, query


@pytest.mark.parametrize("model", MODELS)
def test_no_page_of_a_row_of_ours_opens_or_writes(model: type[Model], harbour: Newsroom, outsider: Client) -> None:
    before = snapshot(harbour)
    row = owned_by(model, harbour)[0]
    for what in ("change", "delete", "history", *steps_of(model)):
        url = reverse(f"admin:claims_{model._meta.model_name}_{what}", args=[row.pk])
        for answer in (outsider.get(url), outsider.post(url, {"note": "x", "reason": "x", "post": "yes", "save": "1"})):
            assert answer.status_code in {302, 403, 404}, (url, answer.status_code)
            assert not OURS.search(answer.content.decode())
    assert snapshot(harbour) == before


@pytest.mark.parametrize("model", MODELS)
def test_no_action_of_a_list_reaches_a_row_of_ours(
    model: type[Model], harbour: Newsroom, outsider: Client, rf, otto: User
) -> None:
    request = rf.get("/")
    request.user = otto
    before = snapshot(harbour)
    chosen = [row.pk for row in owned_by(model, harbour)]
    for action in admin.site._registry[model].get_actions(request):
        given = {"action": action, "_selected_action": chosen, "post": "yes", "keep": chosen[0]}
        answer = outsider.post(list_of(model), given, follow=True)
        assert answer.status_code in {200, 403}
        assert not OURS.search(re.sub(r'value="[^"]*"', "", answer.content.decode())), action
    assert snapshot(harbour) == before


@pytest.mark.parametrize("model", MODELS)
def test_no_form_offers_anything_of_ours(model: type[Model], harbour: Newsroom, outsider: Client) -> None:
    try:
        answer = outsider.get(reverse(f"admin:claims_{model._meta.model_name}_add"))
    except NoReverseMatch:
        return
    assert answer.status_code in {200, 403}
    assert not OURS.search(answer.content.decode())


def chosen_by_typing() -> list[tuple[str, str]]:
    """Every field of a form or filter that is chosen by typing."""
    found = set()
    for model in MODELS:
        for field in model._meta.get_fields():
            if field.is_relation and field.many_to_one and field.related_model in MODELS:
                found.add((model._meta.model_name, field.name))
    return sorted(found)


@pytest.mark.parametrize(("model", "field"), chosen_by_typing())
def test_nothing_of_ours_is_offered_to_who_types(
    model: str, field: str, harbour: Newsroom, outsider: Client, panel: Client
) -> None:
    for term in ("", "harbour", "Speaker", "1"):
        asked = {"app_label": "claims", "model_name": model, "field_name": field, "term": term}
        answer = outsider.get(reverse("admin:autocomplete"), asked)
        assert answer.status_code in {200, 403, 404}
        assert not OURS.search(answer.content.decode())


@pytest.mark.parametrize("name", ["rosa", "vito"])
@pytest.mark.parametrize("model", MODELS)
def test_who_is_no_editor_opens_nothing(
    name: str, model: type[Model], harbour: Newsroom, rosa: User, vito: User
) -> None:
    User.objects.filter(username=name).update(is_staff=True)
    client = signed_in(User.objects.get(username=name))
    for url in (list_of(model), page_of(owned_by(model, harbour)[0])):
        assert client.get(url).status_code == 302


def test_an_editor_reads_what_was_done_here_and_nothing_of_elsewhere(
    harbour: Newsroom, panel: Client, outsider: Client
) -> None:
    source = harbour.sources.first()
    given = {"newsroom": harbour.pk, "name": "Quay Tribune", "domain": "", "kind": "other"}
    assert panel.post(page_of(source), given).status_code == 302
    key = harbour.api_keys.first()
    panel.post(reverse("admin:claims_apikey_revoke", args=[key.pk]))
    panel.post(reverse("admin:claims_source_add"), {**given, "name": "Radio Nord"})
    panel.post(reverse("admin:claims_source_delete", args=[harbour.sources.get(name="Radio Nord").pk]), {"post": "yes"})
    log = reverse("admin:claims_panelchange_changelist")
    ours = [row.entry for row in panel.get(log).context["cl"].result_list]
    told = [(e.get_action_flag_display(), e.object_repr, e.get_change_message()) for e in ours[:4]]
    assert told == [
        ("Deletion", "Radio Nord", ""),
        ("Addition", "Radio Nord", "Added."),
        ("Change", str(key), "Revoke"),
        ("Change", "Quay Tribune", "Changed Name."),
    ]
    assert all(entry.user.username == "edith" for entry in ours[:4])
    assert not {row.entry.object_repr for row in outsider.get(log).context["cl"].result_list} & {"Quay Tribune"}
