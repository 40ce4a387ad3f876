"""What makes a day in the queue: undo, decisions on many rows, saved views, requests, remarks, the inbox."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims import pipeline
from claims.models import Flag, Notice, Review, SavedView, User
from tests.web.conftest import Desk, claim_in, flag_between, store

SignIn = Callable[[User], Client]


def seen(text: str) -> str:
    """The stamp that a flag's page sends along."""
    found = re.search(r'name="seen" value="([^"]*)"', text)
    assert found
    return found[1]


def rows(text: str) -> dict[int, str]:
    """What the checkboxes of the queue send, by flag."""
    return {int(value.split("|")[0]): value for value in re.findall(r'name="flag" form="bulk" value="([^"]+)"', text)}


def test_undo_from_the_message(desk: Desk, rosa: User, sign_in: SignIn) -> None:
    browser = sign_in(rosa)
    page = browser.post(reverse("decide", args=[desk.flag.pk]), {"decision": "confirm"}, follow=True)
    review = Review.objects.get()
    assert reverse("undo", args=[review.pk]) in page.text
    back = browser.post(reverse("undo", args=[review.pk]), follow=True)
    assert "Taken back: contradiction" in back.text
    assert "taken back" in back.text
    desk.flag.refresh_from_db()
    assert desk.flag.state == "open"
    assert reverse("undo", args=[review.pk]) not in back.text


def test_the_second_of_two_is_told_and_keeps_the_note(desk: Desk, rosa: User, edith: User, sign_in: SignIn) -> None:
    browser, url = sign_in(rosa), reverse("flag", args=[desk.flag.pk])
    stamp = seen(browser.get(url).text)
    pipeline.decide(flag=desk.flag, decision="dismiss", reviewer=edith)
    form = {"decision": "confirm", "note": "On tape", "seen": stamp}
    answer = browser.post(reverse("decide", args=[desk.flag.pk]), form)
    assert answer.status_code == 409
    assert "edith decided meanwhile: dismiss" in answer.text
    assert 'value="On tape"' in answer.text
    assert Review.objects.count() == 1
    again = browser.post(reverse("decide", args=[desk.flag.pk]), {**form, "seen": seen(answer.text)})
    assert again.status_code == 302
    assert Review.objects.count() == 2


def test_many_rows_at_once_and_what_was_decided_meanwhile_is_named(
    desk: Desk, rosa: User, edith: User, sign_in: SignIn
) -> None:
    desk.add_flags(3)
    browser = sign_in(rosa)
    chosen = rows(browser.get(reverse("queue")).text)
    pipeline.decide(flag=desk.more[0], decision="confirm", reviewer=edith)
    values = [chosen[flag.pk] for flag in desk.more]
    form = {"flag": values, "decision": "dismiss", "note": "wire copies"}
    page = browser.post(reverse("decide_many") + "?kind=duplicate", form, follow=True)
    assert "2 flags dismissed." in page.text
    assert f"Duplicate {desk.more[0].pk}: This flag was decided" in page.text
    assert page.redirect_chain[0][0] == reverse("queue") + "?kind=duplicate"
    made = Review.objects.filter(reviewer=rosa)
    assert {(review.flag_id, review.note) for review in made} == {(flag.pk, "wire copies") for flag in desk.more[1:]}
    assert "Select flags first." in browser.post(reverse("decide_many"), {"decision": "confirm"}, follow=True).text


def test_another_newsrooms_flags_are_not_decided(desk: Desk, otto: User, sign_in: SignIn) -> None:
    flag = Flag.objects.select_related("match__a", "match__b").get(pk=desk.flag.pk)
    sign_in(otto).post(reverse("decide_many"), {"flag": f"{flag.pk}|{flag.stamp}", "decision": "confirm"})
    assert not Review.objects.exists()


def test_views_are_saved_replaced_and_deleted(desk: Desk, rosa: User, edith: User, sign_in: SignIn) -> None:
    browser = sign_in(rosa)
    for query in ("?kind=update&after=3", "?kind=duplicate&x=1"):
        browser.post(reverse("save_view") + query, {"name": " Wire  copies "})
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("Wire copies", "kind=duplicate")
    assert 'href="/?kind=duplicate"' in browser.get(reverse("queue")).text
    assert sign_in(edith).post(reverse("delete_view", args=[view.pk])).status_code == 404
    browser.post(reverse("delete_view", args=[view.pk]))
    assert not SavedView.objects.exists()
    assert "Give the view a name" in browser.post(reverse("save_view"), {"name": " "}, follow=True).text


def test_a_request_reaches_the_inbox_and_is_read_on_opening(
    desk: Desk, rosa: User, edith: User, sign_in: SignIn
) -> None:
    day = timezone.localdate() - dt.timedelta(days=1)
    sign_in(edith).post(reverse("assign", args=[desk.flag.pk]), {"to": rosa.pk, "due_on": day.isoformat()})
    browser = sign_in(rosa)
    text = browser.get(reverse("queue"), {"mine": "on", "overdue": "on"}).text
    assert list(rows(text)) == [desk.flag.pk]
    assert "overdue since" in text
    assert "assigned to rosa" in text
    assert "Assigned to you: contradiction" in browser.get(reverse("inbox")).text
    url = reverse("flag", args=[desk.flag.pk])
    browser.get(url, headers={"Desk-Ahead": "fetch"})
    assert Notice.objects.unread().count() == 1
    browser.get(url)
    assert not Notice.objects.unread().exists()


def test_a_reviewer_assigns_to_themselves_only(desk: Desk, rosa: User, edith: User, sign_in: SignIn) -> None:
    browser, url = sign_in(rosa), reverse("assign", args=[desk.flag.pk])
    browser.post(url, {"to": edith.pk})
    desk.flag.refresh_from_db()
    assert desk.flag.assignee is None
    browser.post(url, {"to": rosa.pk})
    desk.flag.refresh_from_db()
    assert desk.flag.assignee == rosa
    assert not Notice.objects.exists()


def test_mentions_and_other_decisions_are_told(
    desk: Desk, rosa: User, edith: User, vito: User, otto: User, sign_in: SignIn
) -> None:
    pipeline.decide(flag=desk.flag, decision="confirm", reviewer=rosa)
    browser = sign_in(edith)
    words = "Ask @rosa, and @vito. Not @otto, x@edith nor <b>"
    page = browser.post(reverse("remark", args=[desk.flag.pk]), {"text": words}, follow=True)
    assert "nor &lt;b&gt;" in page.text
    browser.post(reverse("decide", args=[desk.flag.pk]), {"decision": "dismiss", "note": "A copy"})
    told = set(Notice.objects.values_list("user__username", "kind"))
    assert told == {("rosa", "mentioned"), ("vito", "mentioned"), ("rosa", "otherwise")}
    hers = sign_in(rosa)
    text = hers.get(reverse("inbox")).text
    assert "Decided otherwise: contradiction" in text
    assert '<strong class="unread">2' in text
    hers.post(reverse("read_inbox"))
    assert "unread" not in hers.get(reverse("inbox")).text


def test_who_was_silent_for_a_while_holds_no_flag(desk: Desk, rosa: User, edith: User, sign_in: SignIn) -> None:
    browser, url = sign_in(rosa), reverse("flag", args=[desk.flag.pk])
    pipeline.hold(flag=desk.flag, user=edith)
    assert "edith is on it" in browser.get(url).text
    Flag.objects.update(held_at=timezone.now() - dt.timedelta(minutes=16))
    assert "edith is on it" not in browser.get(url).text


def test_decided_pairs_around_a_flag_are_shown(desk: Desk, rosa: User, sign_in: SignIn) -> None:
    third = claim_in(store(desk.newsroom, '"Sold it is," Quist said.', title="Sold"), "Sold it is")
    other, waiting = flag_between(desk.first, third), flag_between(desk.second, third, kind="update")
    pipeline.decide(flag=other, decision="dismiss", reviewer=rosa)
    text = sign_in(rosa).get(reverse("flag", args=[desk.flag.pk])).text
    assert f"Contradiction {other.pk}</a> · dismissed" in text
    assert f"Update {waiting.pk}</a>" not in text
