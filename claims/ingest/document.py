"""What a door hands in: plain values, not yet checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Document:
    """One document: exactly one of ``text``, ``html``, ``raw`` (a file's bytes) or, with none of them, ``url``."""

    title: str = ""
    text: str = ""
    html: str = ""
    raw: bytes | None = None
    url: str = ""
    source_name: str = ""
    source_domain: str = ""
    source_kind: str = ""
    kind: str = "story"
    external_id: str = ""
    language: str = ""
    published_at: dt.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimEntry:
    """One claim by hand."""

    text: str
    speaker_name: str = ""
    speaker_id: int | None = None
    source_name: str = ""
    said_on: dt.date | None = None
    kind: str = "statement"
    external_id: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class SpeakerEntry:
    """One speaker, with the other names that mean them; an empty ``kind`` says nothing."""

    name: str
    kind: str = ""
    wikidata_id: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SourceEntry:
    """One source; an empty ``kind`` says nothing."""

    name: str
    domain: str = ""
    kind: str = ""
