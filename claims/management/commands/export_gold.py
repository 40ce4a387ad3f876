"""`manage.py export_gold [FILE]`: what people settled in the articles, as gold quotes, a line a text."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError

from claims.management.progress import Progress
from claims.models import Newsroom
from claims.review import gold


class Command(BaseCommand):
    """Corrections and confirmations, in the format that `evaluate extraction` and the training read."""

    help = (
        "Export attributions that people added, corrected, split, deleted or confirmed, as JSON lines of quotes. "
        "Articles that somebody called complete are whole; others are marked partial."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The contract's options."""
        parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="- for standard output; .gz is packed")
        parser.add_argument("--newsroom", metavar="SLUG", help="only this newsroom")
        parser.add_argument("--since", type=_moment, metavar="DATE", help="settled on this day (UTC) or later")
        parser.add_argument("--complete", action="store_true", help="leave out articles that nobody called complete")
        parser.add_argument("--json", action="store_true", help="tell what was written as one JSON object")

    def handle(self, *_args: object, **options: Any) -> None:
        """Write line by line; a file is only there once it is whole."""
        texts = gold.revisions(newsroom=_newsroom(options["newsroom"]), since=options["since"])
        texts = texts.filter(checked_at__isnull=False) if options["complete"] else texts
        counted: Counter[str] = Counter(articles=0, complete=0, quotes=0)
        try:
            with self._opened(options["file"]) as out, Progress("Exporting", total=texts.count()) as progress:
                for row in gold.rows(texts):
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")
                    counted.update(articles=1, complete="partial" not in row, quotes=len(row["quotes"]))
                    progress.at(counted["articles"])
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror or error}") from error
        told = "{articles} texts ({complete} complete), {quotes} quotes".format(**counted)
        stream = self.stderr if options["file"] == "-" else self.stdout
        stream.write(json.dumps(dict(counted)) if options["json"] else told)

    @contextlib.contextmanager
    def _opened(self, name: str) -> Iterator[TextIO]:
        if name == "-":
            yield cast(TextIO, self.stdout)
            return
        path, part = Path(name), Path(f"{name}.part")
        try:
            with _written(part, packed=path.suffix == ".gz") as out:
                yield out
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _written(part: Path, *, packed: bool) -> TextIO:
    return gzip.open(part, "wt", encoding="utf-8") if packed else part.open("w", encoding="utf-8")


def _moment(value: str) -> dt.datetime:
    try:
        return dt.datetime.combine(dt.date.fromisoformat(value), dt.time(), tzinfo=dt.UTC)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{value!r} is no date like 2026-03-17") from error


def _newsroom(slug: str | None) -> Newsroom | None:
    found = Newsroom.objects.filter(slug=slug).first() if slug else None
    if slug and found is None:
        raise CommandError(f"There is no newsroom “{slug}”.")
    return found
