"""`manage.py evaluate`: a gold file in, documents or the demo newsroom; figures of quality out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.evaluation import extraction, nli, pairs, paraphrase, retrieval, swaps
from claims.evaluation.gold import GoldError
from claims.evaluation.judged import Judged, Raised, compare, surest, verdict_on, wrongs
from claims.evaluation.judged import read as judgements
from claims.evaluation.report import Report
from claims.management.expected import demo_figures
from claims.management.figures import as_text, demo_as_text
from claims.management.flagged import flagged
from claims.management.progress import Progress

KINDS: dict[str, Callable[..., Report]] = {
    "extraction": extraction.evaluate,
    "nli": nli.evaluate,
    "paraphrase": paraphrase.evaluate,
    "retrieval": retrieval.evaluate,
    "pairs": pairs.evaluate,
    "swaps": swaps.evaluate,
}
DEMO = "demo"
FLAGS = "flags"
ARTICLES = settings.BASE_DIR.parent / "shared" / "data" / "articles"  # where `make evaluate` looks for DATA


class Command(BaseCommand):
    """Measure the shipped engines on a gold file, or the whole flow on documents or on the demo newsroom."""

    help = "Figures of quality on a gold file (formats: tests/gold/README.md), or of the flags that documents raise."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The contract's options."""
        parser.add_argument("kind", choices=[*KINDS, FLAGS, DEMO])
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
        parser.add_argument("--skip", type=int, default=0, metavar="N", help="flags: leave out the first N documents")
        parser.add_argument(
            "--judged",
            type=Path,
            nargs="+",
            default=[],
            metavar="FILE",
            help="flags: pairs that somebody has judged (tests/gold/flags)",
        )

    def handle(self, *_args: object, **options: Any) -> None:
        """Measure, print; a file that cannot be used, or Ctrl-C, ends in words."""
        if options["limit"] is not None and options["limit"] < 1:
            raise CommandError("--limit is a number from 1 on.")
        if options["skip"] < 0:
            raise CommandError("--skip is a number from 0 on.")
        try:
            if options["kind"] == DEMO:
                self._demo(as_json=options["json"])
            elif options["kind"] == FLAGS:
                self._flags(options)
            else:
                self._file(options)
        except GoldError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped. What was encoded is kept; the next run goes on from there.") from error

    def _file(self, options: dict[str, Any]) -> None:
        path, watch = _path(options), Watched()
        try:
            more = {"articles": options["articles"]} if options["kind"] == "extraction" else {}
            report = KINDS[options["kind"]](path, watch=watch, limit=options["limit"], **more)
        finally:
            watch.close()
        if options["predictions"]:
            _write(options["predictions"], lines=report.predictions)
        if options["json"]:
            self.stdout.write(json.dumps(report.figures, ensure_ascii=False))
            return
        self.stdout.write("\n".join([*report.notes, as_text(report.figures)]))

    def _demo(self, *, as_json: bool) -> None:
        with settings.EMBEDDED.running():
            figures = demo_figures(told=self.stderr)
        self.stdout.write(json.dumps(figures, ensure_ascii=False) if as_json else demo_as_text(figures))

    def _flags(self, options: dict[str, Any]) -> None:
        judged = _judged(options["judged"])
        with settings.EMBEDDED.running():
            raised = flagged(_path(options), skip=options["skip"], limit=options["limit"])
        if options["predictions"]:
            _write(options["predictions"], lines=_to_judge(raised, judged))
        figures = {"n": len(raised), "kinds": compare(raised, judged), "wrong": wrongs(surest(raised), judged)}
        self.stdout.write(json.dumps(figures, ensure_ascii=False) if options["json"] else as_text(figures))


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


def _path(options: dict[str, Any]) -> Path:
    if options["path"] is None:
        raise CommandError(f"evaluate {options['kind']} needs the PATH of a file.")
    return Path(options["path"])


def _judged(paths: Iterable[Path]) -> list[Judged]:
    return [each for path in paths for each in judgements(path)]


def _to_judge(raised: Sequence[Raised], judged: Sequence[Judged]) -> Iterator[dict[str, Any]]:
    """A line a flag, the surest of each kind first, with what was said of it so far."""
    for n, flag in enumerate(surest(raised, top=len(raised)), start=1):
        known = verdict_on(flag, judged)
        said = (
            {"verdict": "right" if known.right else "wrong", "why": known.why} if known else {"verdict": "", "why": ""}
        )
        yield {"id": n, **flag.told, **said}


def _write(path: Path, *, lines: Iterable[dict[str, Any]]) -> None:
    try:
        path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines), encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
