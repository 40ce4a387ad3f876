"""A newsroom's slug and scopes come in; an API key is printed, once."""

from __future__ import annotations

import datetime as dt
import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.models import APIKey, Newsroom
from claims.models.keys import SCOPES

MAX_DAYS = 36_500


class Command(BaseCommand):
    """Make an API key. Its text is kept nowhere: note it now."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the command takes."""
        parser.add_argument("--newsroom", required=True, metavar="SLUG")
        parser.add_argument("--create", action="store_true", help="make the newsroom if it is not there")
        parser.add_argument("--scopes", default="read", help=f"separated by commas, of: {', '.join(SCOPES)}")
        parser.add_argument("--name", default="", help="what the key is for")
        parser.add_argument("--expires-days", type=int, metavar="N", help="days it is good for; for ever without")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the key and print it."""
        newsroom = _newsroom(options["newsroom"], create=options["create"])
        expires = _expiry(options["expires_days"])
        scopes = [scope.strip() for scope in options["scopes"].split(",") if scope.strip()]
        try:
            row, key = APIKey.issue(newsroom=newsroom, scopes=scopes, name=options["name"][:100], expires_at=expires)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self._tell(row, key=key, as_json=options["json"])

    def _tell(self, row: APIKey, *, key: str, as_json: bool) -> None:
        expires = row.expires_at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z") if row.expires_at else None
        if as_json:
            told = {"key": key, "prefix": row.prefix, "newsroom": row.newsroom.slug, "scopes": row.scopes}
            self.stdout.write(json.dumps(told | {"expires": expires}))
            return
        self.stdout.write(f"{key}\n")
        scopes = ", ".join(row.scopes)
        self.stderr.write(
            f"For {row.newsroom}: {scopes}; good until {expires or 'it is revoked'}. It is not shown again."
        )


def _newsroom(slug: str, *, create: bool) -> Newsroom:
    found = Newsroom.objects.filter(slug=slug).first()
    if found is not None:
        return found
    if not create:
        known = ", ".join(Newsroom.objects.values_list("slug", flat=True)[:20]) or "none yet"
        raise CommandError(f"There is no newsroom “{slug}” (there are: {known}). Add --create to make it.")
    fresh = Newsroom(slug=slug, name=slug.replace("-", " ").title())
    try:
        fresh.full_clean()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    fresh.save()
    return fresh


def _expiry(days: int | None) -> dt.datetime | None:
    if days is None:
        return None
    if not 1 <= days <= MAX_DAYS:
        raise CommandError(f"--expires-days is a number from 1 to {MAX_DAYS}.")
    return timezone.now() + dt.timedelta(days=days)
