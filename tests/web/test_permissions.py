"""Who may open and do what: every address of the desk, for everybody of the cast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim, ClusterEdit, Correction, Retraction, Review, User, Verdict
from claims.web.urls import urlpatterns
from tests.web.addresses import keys_of, sent_to
from tests.web.conftest import Desk

# address: (method, viewer, reviewer, editor, an editor of another newsroom)
TABLE: dict[str, tuple[str, int, int, int, int]] = {
    "queue": ("get", 200, 200, 200, 200),
    "flag": ("get", 200, 200, 200, 404),
    "decide": ("post", 403, 302, 302, 404),
    "take": ("post", 403, 302, 302, 404),
    "release": ("post", 403, 302, 302, 404),
    "assign": ("post", 403, 302, 302, 404),
    "remark": ("post", 403, 302, 302, 404),
    "decide_many": ("post", 403, 302, 302, 302),
    "undo": ("post", 403, 302, 302, 404),
    "save_view": ("post", 302, 302, 302, 302),
    "delete_view": ("post", 404, 302, 404, 404),
    "inbox": ("get", 200, 200, 200, 200),
    "read_inbox": ("post", 302, 302, 302, 302),
    "dashboard": ("get", 200, 200, 200, 200),
    "search": ("get", 200, 200, 200, 200),
    "scorecard": ("get", 200, 200, 200, 200),
    "articles": ("get", 200, 200, 200, 200),
    "article": ("get", 200, 200, 200, 404),
    "progress": ("get", 200, 200, 200, 404),
    "retry": ("post", 403, 302, 302, 404),
    "submit": ("get", 403, 200, 200, 200),
    "new_attribution": ("get", 403, 302, 302, 404),
    "add_attribution": ("post", 403, 302, 302, 404),
    "complete_article": ("post", 403, 302, 302, 404),
    "attribution": ("get", 302, 302, 302, 404),
    "correct_attribution": ("post", 403, 302, 302, 404),
    "split_attribution": ("post", 403, 302, 302, 404),
    "delete_attribution": ("post", 403, 302, 302, 404),
    "confirm_attribution": ("post", 403, 302, 302, 404),
    "attributions": ("get", 200, 200, 200, 200),
    "claims": ("get", 200, 200, 200, 200),
    "claim": ("get", 200, 200, 200, 404),
    "merge_repeats": ("post", 403, 403, 302, 404),
    "repeats": ("get", 200, 200, 200, 200),
    "cluster": ("get", 200, 200, 200, 404),
    "choose_canonical": ("post", 403, 403, 302, 404),
    "split_repeats": ("post", 403, 403, 302, 404),
    "write_verdict": ("post", 403, 302, 302, 404),
    "preview_verdict": ("get", 200, 200, 200, 404),
    "submit_verdict": ("post", 403, 302, 302, 404),
    "approve_verdict": ("post", 403, 302, 302, 404),
    "take_back_approval": ("post", 403, 302, 302, 404),
    "send_back_verdict": ("post", 403, 302, 302, 404),
    "publish_verdict": ("post", 403, 403, 302, 404),
    "withdraw_verdict": ("post", 403, 403, 302, 404),
    "speakers": ("get", 200, 200, 200, 200),
    "speaker_names": ("get", 200, 200, 200, 200),
    "speaker": ("get", 200, 200, 200, 404),
    "suggestions": ("get", 200, 200, 200, 200),
    "accept_suggestion": ("post", 403, 403, 302, 404),
    "refuse_suggestion": ("post", 403, 403, 302, 404),
    "identify_speaker": ("post", 403, 403, 302, 404),
    "part_speaker": ("get", 403, 403, 200, 404),
    "split_speakers": ("get", 403, 403, 200, 404),
    "quotation": ("get", 200, 200, 200, 200),
    "newsroom": ("post", 302, 302, 302, 404),
}
ON_ATTRIBUTIONS = [
    name for name in TABLE if name.endswith(("_attribution", "complete_article")) and TABLE[name][0] == "post"
]
ON_CLUSTERS = ["merge_repeats", "choose_canonical", "split_repeats"]
WITHOUT_A_KEY = {"newsroom", "decide_many", "save_view", "read_inbox"}
OPEN = {"login", "logout", "set_language"}  # for those who are not signed in, too


def test_every_address_is_in_the_table() -> None:
    assert {pattern.name for pattern in urlpatterns} == TABLE.keys() | OPEN


@pytest.fixture
def call(desk: Desk, rosa: User) -> Callable[[Client, str], Any]:
    """Ask for an address by its name, with what a form on that page would send."""
    verdict = desk.verdict(rosa)
    keys, sent = keys_of(desk, verdict=verdict), sent_to(desk, verdict=verdict)

    def asked(client: Client, name: str) -> Any:
        address = reverse(name, args=[keys[name]] if name in keys else [])
        return getattr(client, TABLE[name][0])(address, sent.get(name, {}))

    return asked


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize(("who", "column"), [("vito", 1), ("rosa", 2), ("edith", 3), ("otto", 4)])
def test_members(
    name: str, who: str, column: int, call: Any, sign_in: Callable[[User], Client], request: pytest.FixtureRequest
) -> None:
    assert call(sign_in(request.getfixturevalue(who)), name).status_code == TABLE[name][column]


@pytest.mark.parametrize("name", TABLE)
def test_nobody_gets_past_the_sign_in(name: str, call: Any, client: Client) -> None:
    response = call(client, name)
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


@pytest.mark.parametrize("name", TABLE)
def test_a_person_of_no_newsroom_is_told_so(name: str, call: Any, sign_in: Callable[[User], Client]) -> None:
    response = call(sign_in(User.objects.create_user("nora")), name)
    assert response.status_code == 403
    assert "You belong to no newsroom yet" in response.text


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row[0] == "post"])
def test_what_writes_is_not_done_by_a_link(name: str, desk: Desk, edith: User, sign_in: Any) -> None:
    address = reverse(name, args=[] if name in WITHOUT_A_KEY else [1])
    assert sign_in(edith).get(address).status_code == 405


def test_a_forged_form_is_refused(desk: Desk, edith: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(edith)
    response = client.post(reverse("decide", args=[desk.flag.pk]), {"decision": "confirm"})
    assert response.status_code == 403
    assert "Go back, reload the page" in response.text
    assert not Review.objects.exists()


@pytest.mark.parametrize(("who", "sees"), [("vito", False), ("rosa", True), ("edith", True)])
def test_a_viewer_sees_no_controls(
    who: str, sees: bool, desk: Desk, sign_in: Any, request: pytest.FixtureRequest
) -> None:
    client = sign_in(request.getfixturevalue(who))
    assert ('name="decision"' in client.get(reverse("flag", args=[desk.flag.pk])).text) is sees
    assert ('name="explanation"' in client.get(reverse("claim", args=[desk.first.pk])).text) is sees
    assert (reverse("submit") in client.get(reverse("articles")).text) is sees
    article = client.get(reverse("article", args=[desk.article.pk]), {"claim": desk.first.pk}).text
    for name in ("correct_attribution", "split_attribution", "delete_attribution", "confirm_attribution"):
        assert (reverse(name, args=[desk.first.pk]) in article) is sees
    assert ('id="marker"' in article) is sees


def test_an_outsiders_lists_are_empty(desk: Desk, otto: User, sign_in: Any) -> None:
    client = sign_in(otto)
    Claim.objects.filter(pk=desk.first.pk).update(uncertain=True)
    desk.repeats()
    for name in ("queue", "articles", "claims", "speakers", "attributions", "repeats", "scorecard"):
        text = client.get(reverse(name)).text
        assert "lighthouse" not in text
        assert "Quist" not in text
        assert "Quiet pier" not in text
    assert "talked about" not in client.get(reverse("claims"), {"q": "lighthouse"}).text


def test_a_refused_write_writes_nothing(
    desk: Desk, vito: User, otto: User, rosa: User, call: Any, sign_in: Any
) -> None:
    for user in (vito, otto):
        for name in (
            "decide",
            "write_verdict",
            "submit_verdict",
            "publish_verdict",
            "take",
            "undo",
            *ON_ATTRIBUTIONS,
            *ON_CLUSTERS,
        ):
            call(sign_in(user), name)
    desk.flag.refresh_from_db()
    assert (desk.flag.state, desk.flag.holder) == ("open", None)
    assert Review.objects.get().decision == "unsure"  # the one that an undo is tried on
    assert not Retraction.objects.exists()
    assert not Correction.objects.exists()
    assert not ClusterEdit.objects.exists()
    assert Verdict.objects.get().state == Verdict.State.DRAFT
