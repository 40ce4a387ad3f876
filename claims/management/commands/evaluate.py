"""`manage.py evaluate`: a gold file in, or the demo newsroom; figures of quality out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from claims.evaluation import demo as expectations
from claims.evaluation import extraction, nli, pairs, paraphrase, retrieval, swaps
from claims.evaluation.demo import Raised, Statement
from claims.evaluation.gold import GoldError
from claims.evaluation.report import Report
from claims.management import demo
from claims.management.figures import as_text, demo_as_text
from claims.management.progress import Progress
from claims.models import Article, Claim, Flag, Newsroom
from claims.models.appearances import places_of, with_places

KINDS: dict[str, Callable[..., Report]] = {
    "extraction": extraction.evaluate,
    "nli": nli.evaluate,
    "paraphrase": paraphrase.evaluate,
    "retrieval": retrieval.evaluate,
    "pairs": pairs.evaluate,
    "swaps": swaps.evaluate,
}
DEMO = "demo"
ARTICLES = settings.BASE_DIR.parent / "shared" / "data" / "articles"  # where `make evaluate` looks for DATA


class Command(BaseCommand):
    """Measure the shipped engines on a gold file, or the whole flow on the demo newsroom."""

    help = "Figures of quality on a gold file (formats: tests/gold/README.md), or of the demo newsroom's flags."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The contract's options."""
        parser.add_argument("kind", choices=[*KINDS, DEMO])
        parser.add_argument("path", nargs="?", type=Path, help="the gold file; for retrieval its folder")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--predictions", type=Path, metavar="FILE", help="write a JSON line an item")
        parser.add_argument(
            "--articles",
            type=Path,
            default=ARTICLES,
            metavar="DIR",
            help="extraction: articles (JSON lines, plain or .gz) for rows that only name theirs; default %(default)s",
        )
        parser.add_argument("--limit", type=int, metavar="N", help="the first N rows; of a corpus, N texts")

    def handle(self, *_args: object, **options: Any) -> None:
        """Measure, print; a file that cannot be used, or Ctrl-C, ends in words."""
        if options["limit"] is not None and options["limit"] < 1:
            raise CommandError("--limit is a number from 1 on.")
        try:
            if options["kind"] == DEMO:
                self._demo(as_json=options["json"])
            else:
                self._file(options)
        except KeyboardInterrupt as error:
            raise CommandError("Stopped. What was encoded is kept; the next run goes on from there.") from error

    def _file(self, options: dict[str, Any]) -> None:
        if options["path"] is None:
            raise CommandError(f"evaluate {options['kind']} needs the PATH of a gold file.")
        watch = Watched()
        try:
            more = {"articles": options["articles"]} if options["kind"] == "extraction" else {}
            report = KINDS[options["kind"]](options["path"], watch=watch, limit=options["limit"], **more)
        except GoldError as error:
            raise CommandError(str(error)) from error
        finally:
            watch.close()
        if options["predictions"]:
            _write(options["predictions"], report=report)
        if options["json"]:
            self.stdout.write(json.dumps(report.figures, ensure_ascii=False))
            return
        self.stdout.write("\n".join([*report.notes, as_text(report.figures)]))

    def _demo(self, *, as_json: bool) -> None:
        with settings.EMBEDDED.running():
            room = self._demo_newsroom()
            claims, flags = _statements(room), _raised(room)
        figures = expectations.compare(demo.load("expected_flags.json"), claims=claims, raised=flags)
        self.stdout.write(json.dumps(figures, ensure_ascii=False) if as_json else demo_as_text(figures))

    def _demo_newsroom(self) -> Newsroom:
        """The demo newsroom, loaded where it is not there or its loading was broken off."""
        if settings.EMBEDDED.database:
            call_command("migrate", verbosity=0, interactive=False)
        slug, wanted = demo.load("newsroom.json")["slug"], len(list(demo.documents()))
        ready = Article.objects.filter(newsroom__slug=slug, state=Article.State.READY).count()
        if ready < wanted or Claim.objects.filter(newsroom__slug=slug).unmatched().exists():
            call_command("seed_demo", stdout=self.stderr)
        room = Newsroom.objects.get(slug=slug)
        failed = room.articles.filter(state=Article.State.FAILED).first()
        if failed is not None:
            raise CommandError(f"The demo newsroom could not be loaded: {failed}: {failed.state_reason}")
        return room


class Watched:
    """Progress on standard error, a bar for each thing that is done."""

    def __init__(self) -> None:
        self.progress: Progress | None = None

    def __call__(self, label: str, *, done: int, total: int) -> None:
        """``done`` of ``total`` are done of what ``label`` says."""
        if self.progress is None or self.progress.label != label:
            self.close()
            self.progress = Progress(label, total=total)
        self.progress.at(done)

    def close(self) -> None:
        """End the bar's line."""
        if self.progress is not None:
            self.progress.__exit__(None, None, None)
            self.progress = None


def _write(path: Path, *, report: Report) -> None:
    lines = [json.dumps(each, ensure_ascii=False) + "\n" for each in report.predictions]
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error


def _statements(room: Newsroom) -> list[Statement]:
    """The demo's claims in each article that they stand in."""
    claims = with_places(Claim.objects.for_newsroom(room).standing().for_reading())
    return [
        Statement(id=claim.pk, article=place.article.external_id, text=claim.statement)
        for claim in claims
        for place in places_of(claim)
        if place.lost_at is None
    ]


def _raised(room: Newsroom) -> list[Raised]:
    """The flags that stand between claims of the demo's articles."""
    known = {one.id: one for one in reversed(_statements(room))}
    flags = Flag.objects.for_newsroom(room).standing().select_related("match").order_by("pk")
    return [
        Raised(kind=flag.kind, a=known[flag.match.a_id], b=known[flag.match.b_id], reason=flag.reason)
        for flag in flags
        if flag.match.a_id in known and flag.match.b_id in known
    ]
