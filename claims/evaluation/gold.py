"""A file of JSON lines, plain or gzip'd, in; its rows, checked as they are read, out."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any


class GoldError(ValueError):
    """A gold file cannot be used; the message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a gold file. Reading a field that is not what it should be raises ``GoldError``."""

    place: str
    values: dict[str, Any]

    @property
    def id(self) -> str:
        """The row's name in its file."""
        return str(self.values["id"])

    def has(self, name: str) -> bool:
        """Whether the field is there and says something."""
        return self.values.get(name) not in (None, "", [])

    def text(self, name: str) -> str:
        """A field that holds words."""
        value = self.values.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f"“{name}” must be a text that is not blank, not {_shown(value)}")
        if not value.isprintable() and any("\ud800" <= c <= "\udfff" for c in value):
            raise self.wrong(f"“{name}” is not valid Unicode")
        return value

    def label(self, *allowed: str) -> str:
        """The gold label, one of ``allowed``."""
        value = self.values.get("label")
        if value not in allowed:
            raise self.wrong(f"“label” must be one of {', '.join(allowed)}, not {_shown(value)}")
        return str(value)

    def number(self, name: str) -> float:
        """A field that holds a number."""
        value = self.values.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(f"“{name}” must be a number, not {_shown(value)}")
        return float(value)

    def day(self, name: str) -> dt.date | None:
        """A date as YYYY-MM-DD; None when the field is not there."""
        if not self.has(name):
            return None
        try:
            return dt.date.fromisoformat(str(self.values[name])[:10])
        except ValueError as error:
            raise self.wrong(f"“{name}” must be a date like 2026-03-17, not {_shown(self.values[name])}") from error

    def listed(self, name: str) -> list[Any]:
        """A field that holds a list."""
        value = self.values.get(name)
        if not isinstance(value, list):
            raise self.wrong(f"“{name}” must be a list, not {_shown(value)}")
        return value

    def part(self, name: str) -> Row:
        """A field that is an object of its own."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            raise self.wrong(f"“{name}” must be an object, not {_shown(value)}")
        return Row(f"{self.place}, {name}", value)

    def wrong(self, what: str) -> GoldError:
        """The error that says what is wrong in this row."""
        return GoldError(f"{self.place}: {what}")


def rows(path: Path, *, limit: int | None = None) -> list[Row]:
    """The rows of a file in their order, the first ``limit`` of them.

    Raises:
        GoldError: when the file cannot be read, a line is no JSON object, has no ``id``, or there is no line at all.
    """
    try:
        with _opened(path) as lines:
            found = list(islice(_parsed(path, lines), limit))
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror or error}") from error
    except (EOFError, zlib.error) as error:
        raise GoldError(f"{path}: the file is cut off or damaged ({error})") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not UTF-8 ({error})") from error
    if not found:
        raise GoldError(f"{path}: there is no row in it")
    return found


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _parsed(path: Path, lines: Iterable[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        try:
            values = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"{place}: not JSON ({error})") from error
        if not isinstance(values, dict):
            raise GoldError(f"{place}: must be an object, not {_shown(values)}")
        if not isinstance(values.get("id"), str | int):
            raise GoldError(f"{place}: “id” is missing")
        yield Row(place, values)


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= 40 else f"{words[:39]}…"
