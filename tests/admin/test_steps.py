"""What editors do from the panel goes through the flow, under their name, and is refused in words by its rules."""

from __future__ import annotations

import re

import pytest
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from claims import pipeline
from claims.admin.scales import faults
from claims.management import demo
from claims.models import (
    APIKey,
    Article,
    Claim,
    Flag,
    Membership,
    MergeSuggestion,
    Newsroom,
    Rating,
    RatingScale,
    Speaker,
    SpeakerAlias,
    SpeakerMerge,
    User,
    Verdict,
)
from tests.admin.conftest import signed_in


def act(client: Client, model: type[Model], action: str, *rows: Model, **more: object) -> HttpResponse:
    """Choose rows in a list and one of its actions."""
    url = reverse(f"admin:claims_{model._meta.model_name}_changelist")
    return client.post(url, {"action": action, "_selected_action": [row.pk for row in rows], **more}, follow=True)


def step(row: Model, name: str) -> str:
    """The page of a step on one row."""
    return reverse(f"admin:claims_{row._meta.model_name}_{name}", args=[row.pk])


def told(answer: HttpResponse) -> list[str]:
    return [str(message) for message in messages.get_messages(answer.wsgi_request)] or [
        str(message) for message in answer.context["messages"]
    ]


def inline(prefix: str, rows: list[dict[str, object]], *, initial: int = 0) -> dict[str, object]:
    """A formset as a browser posts it."""
    head = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    return head | {f"{prefix}-{at}-{name}": value for at, row in enumerate(rows) for name, value in row.items()}


@pytest.mark.parametrize(
    ("action", "state"), [("confirm_all", "confirmed"), ("dismiss_all", "dismissed"), ("unsure_all", "unsure")]
)
def test_decisions_on_chosen_flags(action: str, state: str, harbour: Newsroom, panel: Client, edith: User) -> None:
    one, two, other = Flag.objects.filter(newsroom=harbour)
    answer = act(panel, Flag, action, one, two)
    assert told(answer)[0].endswith(": 2")
    assert list(Flag.objects.order_by("-rank").values_list("state", flat=True)) == [state, state, other.state]
    assert one.reviews.first().reviewer == edith


def test_a_decision_on_one_flag_asks_first_and_keeps_the_note(harbour: Newsroom, panel: Client) -> None:
    flag = Flag.objects.first()
    assert panel.get(step(flag, "dismiss")).status_code == 200
    assert Flag.objects.get(pk=flag.pk).state == "open"
    panel.post(step(flag, "dismiss"), {"note": "Two piers."})
    flag.refresh_from_db()
    assert (flag.state, flag.reviews.first().note) == ("dismissed", "Two piers.")


def test_a_flag_that_is_no_longer_raised_is_refused_in_words(harbour: Newsroom, panel: Client) -> None:
    flag = Flag.objects.first()
    Flag.objects.filter(pk=flag.pk).update(state="withdrawn")
    page = panel.post(step(flag, "confirm"), {"note": ""})
    assert page.status_code == 200
    assert "no longer raises the flag" in page.content.decode()
    assert "no longer raises the flag" in told(act(panel, Flag, "confirm_all", flag))[0]


def test_a_verdict_goes_from_draft_to_published_by_two_people(
    harbour: Newsroom, panel: Client, edith: User, egon: User
) -> None:
    verdict = Verdict.objects.filter(newsroom=harbour).first()
    panel.post(step(verdict, "submit"))
    refused = panel.post(step(verdict, "publish"))
    assert refused.status_code == 200
    assert "Somebody other than its author" in refused.content.decode()
    assert "Somebody other than its author" in told(act(panel, Verdict, "publish_all", verdict))[0]
    signed_in(egon).post(step(verdict, "publish"))
    verdict.refresh_from_db()
    assert (verdict.state, verdict.author, verdict.approver) == ("published", edith, egon)
    assert Claim.objects.get(pk=verdict.claim_id).verdict == verdict


def test_withdrawing_takes_a_reason(harbour: Newsroom, panel: Client, egon: User) -> None:
    verdict = Verdict.objects.filter(newsroom=harbour).first()
    pipeline.submit_verdict(verdict=verdict, by=verdict.author)
    pipeline.publish_verdict(verdict=verdict, approver=egon)
    panel.post(step(verdict, "withdraw"), {"reason": " "})
    assert Verdict.objects.get(pk=verdict.pk).state == "published"
    panel.post(step(verdict, "withdraw"), {"reason": "The log was another ferry's."})
    verdict.refresh_from_db()
    assert (verdict.state, verdict.state_reason) == ("withdrawn", "The log was another ferry's.")


def test_no_door_goes_round_the_panel(harbour: Newsroom, panel: Client, egon: User, rosa: User) -> None:
    Newsroom.objects.filter(pk=harbour.pk).update(approvals_needed=2)
    verdict = Verdict.objects.filter(newsroom=harbour).first()
    panel.post(step(verdict, "submit"))
    egons = signed_in(egon)
    assert "wants 2 approvals" in egons.post(step(verdict, "publish")).content.decode()
    assert "wants 2 approvals" in told(act(egons, Verdict, "publish_all", verdict))[0]
    assert "Somebody other than its author" in panel.post(step(verdict, "approve")).content.decode()
    pipeline.approve_verdict(verdict=verdict, by=rosa)
    egons.post(step(verdict, "publish"))
    verdict.refresh_from_db()
    assert (verdict.state, verdict.approver) == ("published", egon)
    assert verdict.approvals.count() == 2


def test_a_step_is_about_the_wording_that_was_shown(harbour: Newsroom, panel: Client, egon: User) -> None:
    verdict = Verdict.objects.filter(newsroom=harbour).first()
    panel.post(step(verdict, "submit"))
    egons = signed_in(egon)
    page = egons.get(step(verdict, "publish")).content.decode()
    seen = re.search(r'name="version" value="(\d+)"', page)
    assert seen
    Claim.objects.filter(pk=verdict.claim_id).update(statement="Quietly another sentence")
    late = egons.post(step(verdict, "publish"), {"version": seen[1]}).content.decode()
    assert "look at it again" in late
    assert "The claim was changed since this verdict was written" in late
    assert Verdict.objects.get(pk=verdict.pk).state == "submitted"


def test_an_editor_sends_back_with_a_reason(harbour: Newsroom, panel: Client, egon: User) -> None:
    verdict = Verdict.objects.filter(newsroom=harbour).first()
    panel.post(step(verdict, "submit"))
    egons = signed_in(egon)
    egons.post(step(verdict, "send_back"), {"reason": " "})
    assert Verdict.objects.get(pk=verdict.pk).state == "submitted"
    egons.post(step(verdict, "send_back"), {"reason": "Which log?"})
    verdict.refresh_from_db()
    assert (verdict.state, verdict.state_reason) == ("draft", "Which log?")


@pytest.mark.parametrize(
    ("needed", "four_eyes", "taken"),
    [("2", "on", True), ("3", "on", False), ("3", "", True), ("0", "on", False), ("10", "", False)],
)
def test_a_panel_has_to_be_filled(
    harbour: Newsroom, panel: Client, egon: User, rosa: User, needed: str, four_eyes: str, taken: bool
) -> None:
    url = reverse("admin:claims_newsroom_change", args=[harbour.pk])
    form = {"name": harbour.name, "time_zone": "UTC", "repeat_alert": "5", "approvals_needed": needed}
    answer = panel.post(url, {**form, **({"four_eyes": "on"} if four_eyes else {})})
    harbour.refresh_from_db()
    assert (harbour.approvals_needed == int(needed)) == taken
    if needed == "3" and not taken:
        assert "At most 2 members can approve" in answer.content.decode()


def test_a_verdict_offers_only_the_steps_of_its_state(harbour: Newsroom, panel: Client) -> None:
    verdict = Verdict.objects.filter(newsroom=harbour).first()
    page = panel.get(reverse("admin:claims_verdict_change", args=[verdict.pk])).content.decode()
    assert step(verdict, "submit") in page
    assert step(verdict, "publish") not in page


def test_failed_articles_go_again(harbour: Newsroom, panel: Client) -> None:
    failed = Article.objects.get(state="failed")
    ready = Article.objects.filter(state="ready").first()
    act(panel, Article, "retry_all", failed, ready)
    failed.refresh_from_db()
    ready.refresh_from_db()
    assert (failed.state, failed.state_reason, ready.state) == ("stored", "", "ready")


def test_the_list_of_failures_tells_the_reason(harbour: Newsroom, panel: Client) -> None:
    page = panel.get(reverse("admin:claims_article_changelist"), {"state__exact": "failed"})
    assert [row.state for row in page.context["cl"].result_list] == ["failed"]
    assert "The page was empty." in page.content.decode()


def test_speakers_are_merged_after_asking_which_one_stays(harbour: Newsroom, panel: Client) -> None:
    one, two, three = Speaker.objects.filter(newsroom=harbour, name__startswith="Speaker")
    asked = act(panel, Speaker, "merge", one, two)
    assert "can be parted from it again" in asked.content.decode()
    assert not Speaker.objects.filter(merged_into__isnull=False).exists()
    act(panel, Speaker, "merge", one, two, keep=two.pk)
    one.refresh_from_db()
    assert one.merged_into == two
    assert Claim.objects.filter(speaker=two).count() == 4
    assert "merged before" in act(panel, Speaker, "merge", one, three, keep=three.pk).content.decode()


def test_a_merge_is_undone_and_a_question_answered_from_their_lists(
    harbour: Newsroom, panel: Client, edith: User
) -> None:
    one, two, _three = Speaker.objects.filter(newsroom=harbour, name__startswith="Speaker")
    act(panel, Speaker, "merge", one, two, keep=two.pk)
    record = SpeakerMerge.objects.get(gone=one)
    assert record.by == edith
    act(panel, SpeakerMerge, "part_each", record)
    one.refresh_from_db()
    assert one.merged_into is None
    yes, no, open_ = MergeSuggestion.objects.filter(newsroom=harbour)
    act(panel, MergeSuggestion, "merge_each", yes)
    act(panel, MergeSuggestion, "refuse_each", no)
    states = MergeSuggestion.objects.filter(newsroom=harbour).order_by("pk").values_list("state", flat=True)
    assert sorted(states) == ["accepted", "open", "refused"]
    assert act(panel, MergeSuggestion, "refuse_each", no, yes).status_code in {200, 302}
    open_.refresh_from_db()
    assert open_.state == "open"


def test_one_wikidata_id_means_one_speaker(harbour: Newsroom, elsewhere: Newsroom, panel: Client) -> None:
    one, two, _three = Speaker.objects.filter(newsroom=harbour, name__startswith="Speaker")

    def given(speaker: Speaker, **values: object) -> str:
        rows = [{"id": a.pk, "speaker": speaker.pk, "name": a.name} for a in speaker.aliases.all()]
        form = {"name": speaker.name, "kind": "person", "wikidata_id": "", **values}
        url = reverse("admin:claims_speaker_change", args=[speaker.pk])
        form |= inline("aliases", rows, initial=len(rows)) | inline("roles", [])
        return str(panel.post(url, form).content.decode())

    assert "as in Q42" in given(one, wikidata_id="42")
    assert given(one, wikidata_id="Q42") == ""
    assert f"{one} has this Wikidata id" in given(two, wikidata_id="Q42")
    assert given(two, speaks_for=one.pk) == ""
    theirs = Speaker.objects.filter(newsroom=elsewhere).first()
    assert "speaks_for" in given(two, speaks_for=theirs.pk)
    two.refresh_from_db()
    assert two.speaks_for == one


@pytest.mark.parametrize("keep", ["", "0", "nobody"])
def test_a_merge_keeps_one_of_the_chosen(keep: str, harbour: Newsroom, elsewhere: Newsroom, panel: Client) -> None:
    one, two, three = Speaker.objects.filter(newsroom=harbour, name__startswith="Speaker")
    theirs = Speaker.objects.filter(newsroom=elsewhere).first()
    for wrong in (keep, three.pk, theirs.pk):
        assert act(panel, Speaker, "merge", one, two, keep=wrong).status_code == 200
    act(panel, Speaker, "merge", one, theirs, keep=one.pk)
    assert not Speaker.objects.filter(merged_into__isnull=False).exists()


def test_a_name_means_one_speaker(harbour: Newsroom, panel: Client) -> None:
    one, two, _three = Speaker.objects.filter(newsroom=harbour, name__startswith="Speaker")
    own = one.aliases.get()
    url = reverse("admin:claims_speaker_change", args=[one.pk])
    fields = {"name": one.name, "kind": "person", "wikidata_id": ""}
    kept = {"id": own.pk, "speaker": one.pk, "name": own.name}

    def names(*added: str) -> dict[str, object]:
        rows = [kept, *({"id": "", "speaker": one.pk, "name": name} for name in added)]
        return fields | inline("aliases", rows, initial=1) | inline("roles", [])

    assert f"already means {two}" in panel.post(url, names(two.name.upper())).content.decode()
    assert "stands here twice" in panel.post(url, names("Old Aldo", "old  ALDO")).content.decode()
    assert "no letter or digit" in panel.post(url, names("?!")).content.decode()
    assert panel.post(url, names("Old Aldo")).status_code == 302
    assert SpeakerAlias.objects.get(key="old aldo").speaker == one


def test_a_new_speaker_is_found_by_name_at_once(harbour: Newsroom, panel: Client) -> None:
    url = reverse("admin:claims_speaker_add")
    form = {"newsroom": harbour.pk, "name": "Ida Falk", "kind": "person"} | inline("aliases", []) | inline("roles", [])
    assert panel.post(url, form).status_code == 302
    assert SpeakerAlias.objects.get(newsroom=harbour, key="ida falk").speaker.name == "Ida Falk"
    assert "already means Ida Falk" in panel.post(url, form).content.decode()


def test_a_key_is_shown_once_and_can_be_revoked(harbour: Newsroom, panel: Client, edith: User) -> None:
    form = {
        "newsroom": harbour.pk,
        "name": "Archive",
        "scopes": ["read", "submit"],
        "expires_at_0": "",
        "expires_at_1": "",
    }
    page = panel.post(reverse("admin:claims_apikey_add"), form)
    key = page.context["key"]
    row = APIKey.objects.presented(key).get()
    assert (row.newsroom, row.scopes, row.created_by) == (harbour, ["read", "submit"], edith)
    assert page.content.decode().count(key) == 1
    assert "no-store" in page.headers["Cache-Control"]
    change = reverse("admin:claims_apikey_change", args=[row.pk])
    for later in (panel.get(change), panel.get(reverse("admin:claims_apikey_changelist"))):
        assert key not in later.content.decode()
        assert row.hash not in later.content.decode()
    panel.post(step(row, "revoke"))
    assert not APIKey.objects.usable().filter(pk=row.pk).exists()


def test_no_key_for_another_newsroom(harbour: Newsroom, elsewhere: Newsroom, panel: Client) -> None:
    before = APIKey.objects.count()
    form = {"newsroom": elsewhere.pk, "name": "Sly", "scopes": ["read"]}
    assert panel.post(reverse("admin:claims_apikey_add"), form).status_code == 200
    assert APIKey.objects.count() == before


@pytest.mark.parametrize(
    ("model", "name"), [(Flag, "confirm"), (Verdict, "submit"), (Article, "retry"), (APIKey, "revoke")]
)
def test_no_step_on_rows_of_another_newsroom(
    model: type[Model], name: str, harbour: Newsroom, elsewhere: Newsroom, panel: Client
) -> None:
    theirs = model._default_manager.filter(newsroom=elsewhere).first()
    assert panel.get(step(theirs, name)).status_code == 404
    assert panel.post(step(theirs, name), {"note": ""}).status_code == 404


@pytest.mark.parametrize("who", ["rosa", "vito"])
def test_no_step_for_who_is_no_editor(who: str, harbour: Newsroom, rosa: User, vito: User) -> None:
    User.objects.filter(username=who).update(is_staff=True)
    flag = Flag.objects.first()
    answer = signed_in(User.objects.get(username=who)).post(step(flag, "confirm"), {"note": ""})
    assert answer.headers["Location"].startswith(reverse("admin:login"))
    assert Flag.objects.get(pk=flag.pk).state == "open"


SCALES = [
    ([(1, "No", "false"), (2, "Half", "mixed"), (3, "Yes", "true")], ""),
    ([(1, "No", "false"), (2, "Open", "unproven"), (3, "Yes", "true")], ""),
    ([(1, "No", "false"), (2, "Open", "unproven"), (5, "Yes", "true")], "No rating stands at position 3"),
    ([(2, "No", "false"), (3, "Yes", "true")], "No rating stands at position 1"),
    ([(0, "No", "false"), (1, "Yes", "true")], "position 1 is the first"),
    ([(1, "Yes", "true"), (2, "No", "false")], "means something truer"),
    ([(1, "No", "false"), (1, "Yes", "true")], "duplicate data for position"),
    ([(2, "Shaky", "mixed"), (1, "Right", "mostly_true"), (3, "Yes", "true")], "means something truer"),
]


@pytest.mark.parametrize(("steps", "fault"), SCALES)
def test_scales_run_from_least_to_most_true(
    steps: list[tuple[int, str, str]], fault: str, harbour: Newsroom, panel: Client
) -> None:
    rows = [{"position": n, "label": label, "normalized": value} for n, label, value in steps]
    form = {"newsroom": harbour.pk, "name": "Fresh"} | inline("ratings", rows)
    answer = panel.post(reverse("admin:claims_ratingscale_add"), form)
    made = RatingScale.objects.filter(name="Fresh").first()
    assert (made is None) == bool(fault)
    if fault:
        assert fault in answer.content.decode()
    else:
        assert Rating.objects.filter(scale=made).count() == len(steps)


def test_an_editor_signs_up_a_colleague(harbour: Newsroom, panel: Client) -> None:
    url = reverse("admin:claims_user_add")
    form = {"username": "nils", "usable_password": "true", "password1": "pier-and-tide", "password2": "pier-and-tide"}
    nowhere = panel.post(url, form | inline("memberships", [{"newsroom": "", "role": "viewer"}]))
    assert nowhere.status_code == 200
    assert not User.objects.filter(username="nils").exists()
    answer = panel.post(url, form | inline("memberships", [{"newsroom": harbour.pk, "role": "reviewer"}]))
    nils = User.objects.get(username="nils")
    assert answer.headers["Location"] == reverse("admin:claims_user_change", args=[nils.pk])
    assert nils.memberships.get().role == "reviewer"
    assert not nils.is_staff


def test_an_editor_cannot_rise_nor_touch_people_of_other_newsrooms(
    harbour: Newsroom, elsewhere: Newsroom, panel: Client, edith: User, rosa: User, root: User
) -> None:
    def change(user: User) -> int:
        form = {"username": user.username, "is_active": "on", "is_staff": "on", "is_superuser": "on"}
        url = reverse("admin:claims_user_change", args=[user.pk])
        return panel.post(url, form | inline("memberships", [])).status_code

    assert change(edith) == 302
    edith.refresh_from_db()
    assert not edith.is_superuser
    Membership.objects.create(user=rosa, newsroom=elsewhere, role="reviewer")
    Membership.objects.create(user=root, newsroom=harbour, role="viewer")
    for user in (rosa, root):
        assert change(user) == 403
        assert panel.get(reverse("admin:auth_user_password_change", args=[user.pk])).status_code == 403
    theirs = elsewhere.memberships.first()
    assert panel.post(reverse("admin:claims_membership_delete", args=[theirs.pk]), {"post": "yes"}).status_code == 302
    assert elsewhere.memberships.filter(pk=theirs.pk).exists()


def test_newsrooms_are_made_by_superusers_and_ruled_by_their_editors(
    harbour: Newsroom, panel: Client, root: User
) -> None:
    form = {
        "name": "Quay",
        "slug": "quay",
        "time_zone": "UTC",
        "four_eyes": "on",
        "approvals_needed": "1",
        "repeat_alert": "5",
    }
    add = reverse("admin:claims_newsroom_add")
    assert panel.post(add, form).status_code == 403
    assert signed_in(root).post(add, form).status_code == 302
    change = reverse("admin:claims_newsroom_change", args=[harbour.pk])
    rules = {
        "name": "Harbour & Quay",
        "slug": "stolen",
        "repeat_alert": "0",
        "time_zone": "UTC",
        "approvals_needed": "1",
    }
    assert panel.post(change, rules).status_code == 302
    harbour.refresh_from_db()
    assert (harbour.name, harbour.slug, harbour.four_eyes) == ("Harbour & Quay", "harbour", False)
    assert harbour.repeat_alert == 0


def test_the_demo_newsroom_has_a_scale_that_the_panel_would_take() -> None:
    ratings = demo.load("newsroom.json")["rating_scale"]["ratings"]
    assert faults([(rating["position"], rating["label"], rating["normalized"]) for rating in ratings]) == []
