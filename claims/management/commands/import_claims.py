"""`manage.py import_claims FILE`: claims from CSV or NDJSON, the whole file checked first, nothing half-done."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from claims import pipeline
from claims.ingest import rows
from claims.ingest.document import ClaimEntry
from claims.ingest.errors import Rejected
from claims.ingest.rows import Row, Sheet
from claims.ingest.tables import CLAIMS
from claims.management.progress import Progress
from claims.models import Newsroom

TOGETHER = 200  # rows between two signs of progress
FORM_OF = {".csv": "csv", ".tsv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson"}


class Command(BaseCommand):
    """Claims by hand, many at once."""

    help = "Import claims from CSV or NDJSON. The whole file is checked first; with a bad row nothing is written."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The contract's options."""
        columns = "; ".join(f"{names[0]} ({', '.join(names[1:])})" for names in CLAIMS.columns.values())
        parser.epilog = f"Columns, with their other names: {columns}. Known claims are found again, not doubled."
        parser.add_argument(
            "file", metavar="FILE", help="a .csv, .tsv, .ndjson or .jsonl file, or - for standard input"
        )
        parser.add_argument("--newsroom", default="desk", metavar="SLUG", help="whose claims they are (default: desk)")
        parser.add_argument("--create", action="store_true", help="make the newsroom if it is not there")
        parser.add_argument("--dry-run", action="store_true", help="report what would be done, write nothing")
        parser.add_argument("--skip-bad", action="store_true", help="import the good rows although others are bad")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *_args: object, **options: Any) -> None:
        """Check, then write all of it in one transaction; a dry run does the same and takes it back."""
        sheet = _sheet(options["file"])
        bad = [row for row in sheet.rows if row.entry is None]
        stored: list[tuple[Row, int, bool]] = []
        written = False
        if options["skip_bad"] or not bad or options["dry_run"]:
            with transaction.atomic():
                stored, refused = _store(_newsroom(options), [row for row in sheet.rows if row.entry])
                bad = sorted([*bad, *refused], key=lambda row: row.number)
                written = not options["dry_run"] and (options["skip_bad"] or not bad)
                transaction.set_rollback(not written)
        report = _report(sheet, bad=bad, stored=stored, written=written)
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _told(report))
        if bad and not options["skip_bad"]:
            raise CommandError(f"{len(bad)} of {len(sheet.rows)} rows cannot be taken in; nothing was written.")


def _sheet(name: str) -> Sheet:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return rows.read(raw, form=FORM_OF.get(Path(name).suffix.lower(), ""))
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}") from error
    except Rejected as error:
        raise CommandError(f"{name}: {error.reason}") from error


def _newsroom(options: dict[str, Any]) -> Newsroom:
    slug = options["newsroom"]
    found = Newsroom.objects.filter(slug=slug).first()
    if found is None and not options["create"]:
        known = ", ".join(Newsroom.objects.values_list("slug", flat=True)[:20]) or "none yet"
        raise CommandError(f"There is no newsroom {slug} (there is: {known}). --create makes it.")
    return found or Newsroom.objects.create(slug=slug, name=slug.replace("-", " ").title())


def _store(newsroom: Newsroom, good: Sequence[Row]) -> tuple[list[tuple[Row, int, bool]], list[Row]]:
    """Each good row with its claim's id and whether that is new, and the rows that the store refused."""
    stored: list[tuple[Row, int, bool]] = []
    refused: list[Row] = []
    with Progress("Importing", total=len(good)) as progress:
        for start in range(0, len(good), TOGETHER):
            some = good[start : start + TOGETHER]
            answers = pipeline.enter_claims(
                newsroom=newsroom, entries=[row.entry for row in some if isinstance(row.entry, ClaimEntry)]
            )
            for row, answer in zip(some, answers, strict=True):
                if isinstance(answer, Rejected):
                    refused.append(Row(number=row.number, field=answer.field, reason=answer.reason))
                else:
                    stored.append((row, answer[0].pk, answer[1]))
            progress.at(start + len(some))
    return stored, refused


def _report(
    sheet: Sheet, *, bad: Sequence[Row], stored: Sequence[tuple[Row, int, bool]], written: bool
) -> dict[str, Any]:
    new = sum(created for _row, _pk, created in stored)
    return {
        "rows": len(sheet.rows),
        "form": sheet.form,
        "encoding": sheet.encoding,
        "ignored_columns": sheet.ignored,
        "bad": [{"row": row.number, "field": row.field, "reason": row.reason} for row in bad],
        "new": new,
        "known": len(stored) - new,
        "written": written,
        "claims": [{"row": row.number, "id": pk, "created": made} for row, pk, made in stored] if written else [],
    }


def _told(report: dict[str, Any]) -> str:
    lines = [f"{report['rows']} rows of {report['form']}, read as {report['encoding']}."]
    if report["ignored_columns"]:
        lines.append(f"Ignored columns: {', '.join(report['ignored_columns'])}.")
    lines += [f"row {bad['row']}: {bad['field']}: {bad['reason']}" for bad in report["bad"]]
    lines.append(_outcome(report))
    return "\n".join(lines)


def _outcome(report: dict[str, Any]) -> str:
    if not report["written"] and not report["new"] + report["known"]:
        good = report["rows"] - len(report["bad"])
        return f"Nothing written: {len(report['bad'])} bad rows, {good} good ones. --skip-bad imports these."
    counts = f"{report['new']} new claims, {report['known']} known already, {len(report['bad'])} bad rows."
    return counts if report["written"] else f"Nothing written yet: {counts}"
