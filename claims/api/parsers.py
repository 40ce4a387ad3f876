"""A request's body comes in; plain values go out, or the reason why it cannot be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer

from claims import conf
from claims.api.problems import Malformed, TooLarge

NDJSON = "application/x-ndjson"
MAX_LINE_BYTES = 200_000  # the longest claim, every character escaped, with room for its other fields


class Json(BaseParser):
    """JSON in UTF-8, of a bounded size."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The value that the body spells.

        Raises:
            TooLarge, Malformed: when it does not.
        """
        limit = conf.max_body_bytes()
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise TooLarge(f"A body may have {limit} bytes.")
        return loads(body)


class Lines(BaseParser):
    """NDJSON. The view reads its lines one by one; nothing is held in memory here."""

    media_type = NDJSON

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """(line number from 1, the line) of every line that is not blank."""
        return lines(stream)


class LineRenderer(JSONRenderer):
    """NDJSON out; an error is one JSON object like everywhere."""

    media_type = NDJSON
    format = "ndjson"


def loads(body: bytes) -> Any:
    """The value that UTF-8 JSON spells.

    Raises:
        Malformed: with the place, when it spells none.
    """
    try:
        return json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise Malformed(f"Not valid UTF-8 at byte {error.start}.") from error
    except RecursionError as error:
        raise Malformed("Nested too deeply.") from error
    except ValueError as error:
        raise Malformed(f"Not valid JSON: {error}") from error


def lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """(line number from 1, the line) of every line that is not blank.

    Raises:
        TooLarge: at a line, or a whole, that is longer than is taken.
    """
    limit, read, number = conf.max_bulk_bytes(), 0, 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number, read = number + 1, read + len(line)
        if len(line) > MAX_LINE_BYTES:
            raise TooLarge(f"Line {number} is longer than {MAX_LINE_BYTES} bytes; the lines before it were taken.")
        if read > limit:
            raise TooLarge(f"Line {number} is past {limit} bytes; the lines before it were taken.")
        if line.strip():
            yield number, line


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
