"""A CSV or NDJSON file's bytes -> one ClaimEntry a row, or what is wrong with the row, by its number in the file.

A row of CSV counts as in a spreadsheet: the header is row 1, whatever line breaks stand inside the cells. A row of
NDJSON is its line. Columns may be called by any name in ``COLUMNS``; others are ignored and told.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from claims.ingest.document import ClaimEntry
from claims.ingest.enter import checked
from claims.ingest.errors import Rejected
from claims.ingest.text import BOMS, BOMS_BIG

COLUMNS = {
    "text": ("text", "claim", "statement", "quote"),
    "speaker_name": ("speaker", "speaker_name", "claimant", "who"),
    "source_name": ("source", "source_name", "outlet", "publisher"),
    "said_on": ("said_on", "date", "said", "claim_date"),
    "kind": ("kind", "type"),
    "external_id": ("external_id", "id", "ref"),
    "language": ("language", "lang"),
}
FIELDS = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
DELIMITERS = ",;\t|"
csv.field_size_limit(1_000_000)  # a cell may hold a longer text than the module's default; the check tells it apart


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: its entry, or the field and the reason why there is none."""

    number: int
    entry: ClaimEntry | None = None
    field: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A file's rows, how it was read, and the columns that mean nothing here."""

    rows: list[Row]
    encoding: str
    form: str  # csv | ndjson
    ignored: list[str] = field(default_factory=list)


def read(raw: bytes, *, form: str = "") -> Sheet:
    """Every row of a file, good or bad. ``form`` is ``csv``, ``ndjson`` or empty: then the first character tells.

    Raises:
        Rejected: when the file as a whole cannot be read: its encoding, its header, or nothing in it.
    """
    text, encoding = decode(raw)
    if not text.strip():
        raise Rejected(field="file", reason="The file is empty.")
    form = form or ("ndjson" if text.lstrip()[0] == "{" else "csv")
    found = _ndjson(text) if form == "ndjson" else _csv(text)
    rows, ignored = [], set()
    for number, cells in found:
        if isinstance(cells, Rejected):
            rows.append(Row(number=number, field=cells.field, reason=cells.reason))
            continue
        ignored |= {name for name in cells if name and _folded(name) not in FIELDS}
        rows.append(_row(number, cells))
    return Sheet(rows=_once(rows), encoding=encoding, form=form, ignored=sorted(ignored))


def decode(raw: bytes) -> tuple[str, str]:
    """The file's text and its encoding: by its byte-order mark, else UTF-8, else Windows-1252.

    Raises:
        Rejected: when it is none of these.
    """
    marked = next((encoding for mark, encoding in (*BOMS, *BOMS_BIG) if raw.startswith(mark)), "")
    if b"\x00" in raw and not marked:
        raise Rejected(field="file", reason="This is a binary file (a spreadsheet?). Export it as CSV in UTF-8.")
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Rejected(field="file", reason="The encoding is neither UTF-8 nor Windows-1252. Save the file as UTF-8.")


Cells = Mapping[str, object]


def _csv(text: str) -> Iterator[tuple[int, Cells | Rejected]]:
    header_line = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header_line.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = next((cells for cells in lines if any(cells)), [])
    if "text" not in {FIELDS.get(_folded(name)) for name in header}:
        names = ", ".join(COLUMNS["text"])
        raise Rejected(field="file", reason=f"The first row has to name the columns, one of them {names}.")
    try:
        for number, cells in enumerate(lines, 2):
            if any(cell.strip() for cell in cells):
                yield number, _named(header, cells)
    except csv.Error as error:
        raise Rejected(field="file", reason=f"Line {lines.line_num} is no CSV: {error}.") from error


def _named(header: list[str], cells: list[str]) -> Cells | Rejected:
    if len(cells) > len(header):
        reason = f"{len(cells)} cells under {len(header)} columns; is a quotation mark missing?"
        return Rejected(field="row", reason=reason)
    return dict(zip(header, cells, strict=False))


def _ndjson(text: str) -> Iterator[tuple[int, Cells | Rejected]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, Rejected(field="row", reason=f"No JSON: {error}.")
            continue
        yield number, value if isinstance(value, dict) else Rejected(field="row", reason="Not a JSON object.")


def _folded(name: str) -> str:
    return "_".join(name.strip().lower().replace("-", " ").split())


def _row(number: int, cells: Cells) -> Row:
    try:
        return Row(number=number, entry=checked(_entry(cells)))
    except Rejected as error:
        return Row(number=number, field=error.field, reason=error.reason)


def _entry(cells: Cells) -> ClaimEntry:
    given = {FIELDS[_folded(name)]: _words(name, value) for name, value in cells.items() if _folded(name) in FIELDS}
    day = _day(given.pop("said_on", ""))
    kind = given.pop("kind", "").lower()
    return ClaimEntry(
        text=given.pop("text", ""),
        said_on=day,
        kind=kind or "statement",
        language=given.pop("language", "") or "en",
        **given,
    )


def _words(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value).strip()
    raise Rejected(field=_folded(name), reason=f"{name} has to be text.")


def _day(value: str) -> dt.date | None:
    if not value:
        return None
    try:
        return dt.datetime.fromisoformat(value).date()
    except ValueError as error:
        raise Rejected(field="said_on", reason=f"“{value[:40]}” is no date like 2026-03-14.") from error


def _once(rows: list[Row]) -> list[Row]:
    """Refuses an external id that names two different claims in one file."""
    first: dict[str, Row] = {}
    for at, row in enumerate(rows):
        if row.entry is None or not row.entry.external_id:
            continue
        known = first.setdefault(row.entry.external_id, row)
        if known.entry != row.entry:
            reason = f"“{row.entry.external_id}” already names the other claim of row {known.number}."
            rows[at] = Row(number=row.number, field="external_id", reason=reason)
    return rows
