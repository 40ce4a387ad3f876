"""`manage.py screen PATH|URL|- …`: store articles, find their claims, compare them, print what was found."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims import conf, pipeline
from claims.ingest.document import Document
from claims.ingest.errors import Rejected
from claims.management.printing import as_json, as_text
from claims.management.waiting import wait_for_articles
from claims.models import Article, Newsroom


class Command(BaseCommand):
    """The main job, from the terminal."""

    help = "Store each article, extract its claims, match them, and print the claims and the flags they raised."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The contract's options."""
        parser.add_argument(
            "article", nargs="+", metavar="PATH|URL|-", help="a file, an address, or - for standard input"
        )
        parser.add_argument(
            "--newsroom", default="desk", metavar="SLUG", help="where to store them (made if not there)"
        )
        parser.add_argument("--kind", default="story", choices=Article.Kind.values)
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *_args: object, **options: Any) -> None:
        """Take in all, wait for all, print; an article that failed is named and makes the command end with 1."""
        documents = [_document(name, kind=options["kind"]) for name in options["article"]]
        room, _ = Newsroom.objects.get_or_create(
            slug=options["newsroom"], defaults={"name": options["newsroom"].title()}
        )
        ids = [_take_in(room, document=document, name=name) for name, document in documents]
        alive = pipeline.workers_alive(timeout=1.0)
        with settings.EMBEDDED.worker(alive=alive, out=sys.stderr):
            wait_for_articles(ids, label="Screening")
        articles = Article.objects.filter(pk__in=ids).select_related("current", "source").order_by("pk")
        self.stdout.write(json.dumps(as_json(articles), ensure_ascii=False) if options["json"] else as_text(articles))
        failed = [article for article in articles if article.state == Article.State.FAILED]
        if failed:
            raise CommandError("; ".join(f"{article}: {article.state_reason}" for article in failed))


def _document(name: str, *, kind: str) -> tuple[str, Document]:
    """What a PATH, an address or - stands for.

    Raises:
        CommandError: when the file cannot be read.
    """
    if name.startswith(("http://", "https://")):
        return name, Document(url=name, kind=kind)
    limit = conf.max_upload_bytes() + 1
    if name == "-":
        return "standard input", Document(raw=sys.stdin.buffer.read(limit), kind=kind)
    try:
        with Path(name).open("rb") as file:
            return name, Document(raw=file.read(limit), kind=kind)
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}") from error


def _take_in(room: Newsroom, *, document: Document, name: str) -> int:
    try:
        return pipeline.take_in(newsroom=room, document=document).article.pk
    except Rejected as error:
        raise CommandError(f"{name}: {error.reason}") from error
