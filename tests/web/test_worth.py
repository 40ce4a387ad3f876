"""What is worth checking, at the desk: marked in words, a choice of the claims' page and of the queue."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim, User
from tests.web.conftest import Desk, flag_between


@pytest.fixture
def browser(desk: Desk, edith: User, sign_in: Any) -> Client:
    """Edith's browser; the first claim is worth checking, the second is not, and a third was never weighed."""
    desk.add_flags(1)
    Claim.objects.filter(pk=desk.first.pk).update(worth=0.71, worth_reasons=["quantity", "comparison"])
    Claim.objects.filter(pk=desk.second.pk).update(worth=0.05, worth_reasons=["opinion"])
    client: Client = sign_in(edith)
    return client


def claims(browser: Client, **choices: str) -> list[int]:
    """The claims that the page shows, in order."""
    text = browser.get(reverse("claims"), choices).text
    return [int(pk) for pk in re.findall(r'class="open" href="/claims/(\d+)/', text)]


def test_claims_by_choice(desk: Desk, browser: Client) -> None:
    first, second, third = desk.first.pk, desk.second.pk, desk.more[0].match.b_id
    table: list[tuple[dict[str, str], list[int]]] = [
        ({}, [third, second, first]),
        ({"worth": "checking"}, [first]),
        ({"worth": "quantity"}, [first]),
        ({"worth": "opinion"}, [second]),
        ({"worth": "law"}, []),
        ({"order": "worth"}, [first, second]),
        ({"order": "worth", "worth": "opinion"}, [second]),
        ({"worth": "checking", "q": "lighthouse"}, [first]),
        ({"worth": "checking", "q": "lamp"}, []),
        ({"worth": "rumour", "order": "sideways"}, [third, second, first]),
    ]
    for choices, found in table:
        assert claims(browser, **choices) == found, choices


def test_the_worthiest_first_goes_on_where_it_stopped(desk: Desk, browser: Client) -> None:
    Claim.objects.update(worth=0.5)
    assert claims(browser, order="worth", after=str(desk.second.pk)) == [desk.first.pk]


def test_the_reason_stands_in_words(desk: Desk, browser: Client) -> None:
    listed = browser.get(reverse("claims")).text
    assert 'class="worth checking" title="Worth checking: 0.71, from 0 to 1">' in listed
    assert '<span class="unseen">worth checking: </span>states a figure, compares</span>' in listed
    assert 'class="worth" title="Worth checking: 0.05, from 0 to 1">opinion</span>' in listed
    page = browser.get(reverse("claim", args=[desk.first.pk])).text
    assert "<span>worth checking: </span>states a figure, compares</span>" in page
    assert 'class="worth' not in browser.get(reverse("claim", args=[desk.more[0].match.b_id])).text


def test_no_claim_fits_and_a_way_back(browser: Client) -> None:
    text = browser.get(reverse("claims"), {"worth": "law"}).text
    assert "No claim fits." in text
    assert "Show all" in text


def test_flags_by_choice(desk: Desk, browser: Client) -> None:
    Claim.objects.filter(pk=desk.first.pk).update(worth=0.1, worth_reasons=["courtesy"])
    apart = desk.more[0].match.b
    Claim.objects.filter(pk=apart.pk).update(worth=0.6, worth_reasons=["event"])
    other = flag_between(desk.second, apart, kind="update", rank=0.1)

    def shown(**choices: str) -> list[int]:
        text = browser.get(reverse("queue"), choices).text
        return [int(pk) for pk in re.findall(r'class="open" href="/flags/(\d+)/', text)]

    assert shown(worth="checking") == shown(worth="event") == [desk.more[0].pk, other.pk]
    assert shown(worth="courtesy") == [desk.flag.pk, desk.more[0].pk]
    assert shown(worth="opinion") == [desk.flag.pk, other.pk]
    assert shown(worth="law") == []
    assert shown(worth="rumour") == [desk.flag.pk, desk.more[0].pk, other.pk]
