"""A CSV or NDJSON file's bytes -> one entry a row, or what is wrong with the row, by its number in the file.

A row of CSV counts as in a spreadsheet: the header is row 1, whatever line breaks stand inside the cells. A row of
NDJSON is its line. A column may be called by any name in its ``Table``; what else there is gets ignored, and told.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from claims.ingest.document import ClaimEntry
from claims.ingest.errors import Rejected
from claims.ingest.tables import CLAIMS, Entry, Table
from claims.ingest.text import BOMS, BOMS_BIG
from claims.text.cells import plain

DELIMITERS = ",;\t|"
FORMS = ("csv", "ndjson")

Cells = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: its entry, or the field and the reason why there is none."""

    number: int
    entry: Entry | None = None
    field: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A file's rows, how it was read, and the columns that mean nothing here."""

    rows: list[Row]
    encoding: str
    form: str
    ignored: list[str] = field(default_factory=list)


def read(raw: bytes, *, form: str = "", table: Table = CLAIMS) -> Sheet:
    """Every row of a file, good or bad. ``form`` is one of ``FORMS``; with none the first character tells.

    Raises:
        Rejected: when the file as a whole cannot be read: empty, its encoding, its header or its quotation marks.
    """
    text, encoding = decode(raw)
    if not text.strip():
        raise Rejected(field="file", reason="The file is empty.")
    form = form or ("ndjson" if text.lstrip()[0] in "{[" else "csv")
    rows: list[Row] = []
    ignored: set[str] = set()
    for number, cells in _ndjson(text) if form == "ndjson" else _csv(text, table):
        if isinstance(cells, Rejected):
            rows.append(_bad(number, cells))
            continue
        ignored |= cells.keys() - table.meant(cells).values()
        rows.append(_row(number, cells, table))
    if not rows:
        raise Rejected(field="file", reason="The file names its columns but has no row.")
    return Sheet(rows=_told_apart(rows), encoding=encoding, form=form, ignored=sorted(ignored))


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


def _csv(text: str, table: Table) -> Iterator[tuple[int, Cells | Rejected]]:
    first_line = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next((cells for cells in lines if any(cells)), [])
        if table.needed not in table.meant(header):
            names = ", ".join(table.columns[table.needed])
            raise Rejected(field="file", reason=f"The first row has to name the columns, one of them {names}.")
        for number, cells in enumerate(lines, 2):
            if any(cell.strip() for cell in cells):
                yield number, _named(header, cells)
    except csv.Error as error:
        raise Rejected(field="file", reason=f"Line {lines.line_num} is no CSV: {error}.") from error


def _named(header: list[str], cells: list[str]) -> Cells | Rejected:
    if len(cells) > len(header):
        reason = f"{len(cells)} cells under {len(header)} columns; is a quotation mark missing?"
        return Rejected(field="row", reason=reason)
    return {name: plain(cell) for name, cell in zip(header, cells, strict=False) if name.strip()}


def _ndjson(text: str) -> Iterator[tuple[int, Cells | Rejected]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _object(line)


def _object(line: str) -> Cells | Rejected:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Rejected(field="row", reason=f"This line is no JSON: {error}.")
    return value if isinstance(value, dict) else Rejected(field="row", reason="A line holds one JSON object.")


def _row(number: int, cells: Cells, table: Table) -> Row:
    try:
        words = {column: _words(column, cells[name]) for column, name in table.meant(cells).items()}
        return Row(number=number, entry=table.entry(words))
    except Rejected as error:
        return _bad(number, error)


def _bad(number: int, error: Rejected) -> Row:
    return Row(number=number, field=error.field, reason=error.reason)


def _words(column: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value).strip()
    if column == "names" and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "|".join(value).strip()
    raise Rejected(field=column, reason=f"{column} has to be text.")


def _told_apart(rows: list[Row]) -> list[Row]:
    """Refuses an external id that names two different claims in one file."""
    first: dict[str, Row] = {}
    return [_against(row, first) for row in rows]


def _against(row: Row, first: dict[str, Row]) -> Row:
    if not isinstance(row.entry, ClaimEntry) or not row.entry.external_id:
        return row
    known = first.setdefault(row.entry.external_id, row)
    if known.entry == row.entry:
        return row
    reason = f"“{row.entry.external_id}” already names another claim, in row {known.number}."
    return Row(number=row.number, field="external_id", reason=reason)
