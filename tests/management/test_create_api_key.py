"""Making an API key from the command line."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.models import APIKey, Newsroom


def made(*options: str) -> dict[str, object]:
    out = io.StringIO()
    call_command("create_api_key", *options, "--json", stdout=out)
    told: dict[str, object] = json.loads(out.getvalue())
    return told


def test_a_key_is_told_once_and_opens(newsroom: Newsroom) -> None:
    told = made("--newsroom", "harbour", "--scopes", "read,submit", "--name", "CMS")
    assert set(told) == {"key", "prefix", "newsroom", "scopes", "expires"}
    row = APIKey.objects.usable().presented(str(told["key"])).get()
    assert (row.newsroom, row.name, row.prefix) == (newsroom, "CMS", told["prefix"])
    assert (told["newsroom"], told["scopes"], told["expires"]) == ("harbour", ["read", "submit"], None)
    assert str(told["key"]) not in {row.hash, row.prefix}


def test_an_expiry_is_told_in_utc(newsroom: Newsroom) -> None:
    expires = str(made("--newsroom", "harbour", "--expires-days", "30")["expires"])
    assert expires.endswith("Z")
    assert dt.timedelta(days=29) < dt.datetime.fromisoformat(expires) - timezone.now() <= dt.timedelta(days=30)


def test_create_makes_the_newsroom_once(db: None) -> None:
    for _ in range(2):
        made("--newsroom", "north-desk", "--create")
    room = Newsroom.objects.get()
    assert (room.slug, room.name, room.api_keys.count()) == ("north-desk", "North Desk", 2)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--newsroom", "nowhere"), "harbour"),
        (("--newsroom", "no where", "--create"), "slug"),
        (("--newsroom", "n" * 60, "--create"), "50"),
        (("--newsroom", "harbour", "--scopes", "read,rule"), "rule"),
        (("--newsroom", "harbour", "--scopes", ""), "none"),
        (("--newsroom", "harbour", "--expires-days", "0"), "expires-days"),
    ],
)
def test_what_cannot_be_made_says_why(newsroom: Newsroom, options: tuple[str, ...], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        made(*options)
    assert not APIKey.objects.exists()


def test_without_json_the_key_alone_is_on_standard_output(newsroom: Newsroom) -> None:
    out, beside = io.StringIO(), io.StringIO()
    call_command("create_api_key", "--newsroom", "harbour", stdout=out, stderr=beside)
    assert APIKey.objects.presented(out.getvalue().strip()).exists()
    assert "read" in beside.getvalue()
