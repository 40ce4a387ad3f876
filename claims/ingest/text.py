"""Bytes or text as handed in -> clean text: decoded, newlines as ``\\n``, nothing that PostgreSQL cannot keep."""

from __future__ import annotations

import codecs
import hashlib
import re

from charset_normalizer import from_bytes

from claims import conf
from claims.ingest.errors import Rejected

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"))
BOMS_BIG = ((codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_BE, "utf-16"))
BINARY_SHARE = 0.05  # more control characters than this and it is no text
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def sha256(text: str) -> str:
    """The text's hash as stored: SHA-256 of its UTF-8, hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def decode(raw: bytes, *, field: str = "file") -> str:
    """The text in a file's bytes: by its byte-order mark, else UTF-8, else the likeliest legacy encoding.

    Raises:
        Rejected: when the file is too large, is not text, or its encoding cannot be told.
    """
    if len(raw) > conf.max_upload_bytes():
        raise Rejected(field=field, reason=f"{len(raw):,} bytes; at most {conf.max_upload_bytes():,} are taken in.")
    for mark, encoding in (*BOMS, *BOMS_BIG):
        if raw.startswith(mark):
            return _decode_as(raw, encoding, field=field)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(raw, field=field)


def _decode_as(raw: bytes, encoding: str, *, field: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Rejected(field=field, reason=f"The file says it is {encoding}, but byte {error.start} is not.") from error


def _guessed(raw: bytes, *, field: str) -> str:
    if b"\x00" in raw:
        raise Rejected(field=field, reason="This is a binary file, not text.")
    best = from_bytes(raw).best()
    if best is None:
        raise Rejected(field=field, reason="The file's encoding cannot be told. Save it as UTF-8.")
    return str(best)


def clean(text: str, *, field: str = "text") -> str:
    """The text as it is stored: the words untouched, newlines unified, stray control characters dropped.

    Raises:
        Rejected: when it is empty, too long, binary or holds half a surrogate pair.
    """
    if len(text) > conf.max_article_chars():
        raise Rejected(
            field=field, reason=f"{len(text):,} characters; at most {conf.max_article_chars():,} are taken in."
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    kept = CONTROLS.sub("", text)
    if len(text) - len(kept) > BINARY_SHARE * len(text):
        raise Rejected(field=field, reason="This is binary data, not text.")
    try:
        kept.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Rejected(field=field, reason=f"Character {error.start} is half a surrogate pair, no text.") from error
    kept = kept.strip()
    if not any(character.isalnum() for character in kept):
        raise Rejected(field=field, reason="There is no text in it.")
    return kept


def clean_line(value: str, *, field: str, limit: int) -> str:
    """A one-line value (title, name, id): spaces folded, checked for length.

    Raises:
        Rejected: when it is too long or cannot be stored.
    """
    line = " ".join(CONTROLS.sub("", value).split())
    if len(line) > limit:
        raise Rejected(field=field, reason=f"{len(line):,} characters; at most {limit:,} fit.")
    if any(0xD800 <= ord(character) <= 0xDFFF for character in line):
        raise Rejected(field=field, reason="It holds half a surrogate pair, no text.")
    return line
