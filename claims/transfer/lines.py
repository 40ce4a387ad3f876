"""One row's values -> one line of CSV or of NDJSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence

from claims.text.cells import neutral

BETWEEN = " | "  # several values in one cell
MARK = "\ufeff"  # without it a spreadsheet takes UTF-8 for Windows-1252


def head(columns: Sequence[str], *, form: str) -> str:
    """What the file begins with."""
    return MARK + _csv(columns) if form == "csv" else ""


def line(values: Mapping[str, object], *, form: str) -> str:
    """The row, with its line break."""
    if form == "csv":
        return _csv([_cell(value) for value in values.values()])
    return json.dumps({name: _plain(value) for name, value in values.items()}, ensure_ascii=False) + "\n"


def _csv(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return neutral(BETWEEN.join(str(each) for each in value))
    if isinstance(value, str):
        return neutral(value)
    return str(_plain(value)).lower() if isinstance(value, bool) else str(_plain(value))


def _plain(value: object) -> object:
    """Times in UTC as RFC 3339, days as they are."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, dt.date) else value
