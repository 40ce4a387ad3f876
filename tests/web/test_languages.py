"""The desk in its second language: all of it is translated, and a person chooses."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from claims.models import User
from tests.web.conftest import Desk

FOLDER = Path(settings.BASE_DIR, "claims", "locale", "de", "LC_MESSAGES")
NAMED = re.compile(r"%\((\w+)\)")


def catalog() -> Catalog:
    with (FOLDER / "django.po").open("rb") as file:
        return read_po(file, locale="de")


def forms(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def key(message: Message) -> tuple[str | None, tuple[str, ...]]:
    return message.context, forms(message.id)


def test_every_text_is_translated_with_the_same_names_in_it() -> None:
    messages = [message for message in catalog() if message.id]
    assert len(messages) > 600
    assert [message.id for message in messages if message.fuzzy or not all(forms(message.string))] == []
    several = {message.id: set(NAMED.findall(" ".join(forms(message.id)))) for message in messages}
    told = {message.id: set(NAMED.findall(" ".join(forms(message.string)))) for message in messages}
    assert {each for each in several if several[each] != told[each]} == set()


def test_what_is_served_is_what_was_translated() -> None:
    with (FOLDER / "django.mo").open("rb") as file:
        served = {key(message): forms(message.string) for message in read_mo(file) if message.id}
    assert served == {key(message): forms(message.string) for message in catalog() if message.id}


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="GNU gettext is not installed")
def test_no_text_was_added_since(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ignored = shutil.ignore_patterns("*.onnx", "__pycache__", "*.mo", "demo")
    shutil.copytree(Path(settings.BASE_DIR, "claims"), tmp_path / "claims", ignore=ignored)
    monkeypatch.chdir(tmp_path / "claims")
    monkeypatch.setattr(settings, "LOCALE_PATHS", [tmp_path / "claims" / "locale"])
    call_command("makemessages", locale=["de"], no_obsolete=True, verbosity=0)
    with (tmp_path / "claims" / "locale" / "de" / "LC_MESSAGES" / "django.po").open("rb") as file:
        now = {key(message) for message in read_po(file) if message.id}
    assert now == {key(message) for message in catalog() if message.id}


def test_a_person_chooses(desk: Desk, sign_in: Callable[[User], Client], rosa: User) -> None:
    browser = sign_in(rosa)
    assert 'lang="en"' in browser.get(reverse("queue")).content.decode()
    answer = browser.post(reverse("set_language"), {"language": "de", "next": reverse("queue")})
    assert (answer.status_code, answer["Location"]) == (302, reverse("queue"))
    page = browser.get(reverse("queue")).content.decode()
    assert '<html lang="de"' in page
    assert "Artikel" in page


def test_nobody_is_led_elsewhere_by_it(client: Client, db: None) -> None:
    answer = client.post(reverse("set_language"), {"language": "de", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
