"""What a file's columns may be called, list by list, and how a row's cells become an entry of that list."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from claims.ingest.document import ClaimEntry, SourceEntry, SpeakerEntry
from claims.ingest.enter import checked
from claims.ingest.errors import Rejected
from claims.ingest.text import clean_line
from claims.models import Source, Speaker
from claims.models.speakers import WIKIDATA
from claims.text.normalise import name_key

Entry = ClaimEntry | SpeakerEntry | SourceEntry
Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Table:
    """One list: the names of each column (where a file has several of them, the first counts) and the one it needs."""

    columns: Mapping[str, tuple[str, ...]]
    needed: str
    entry: Callable[[Words], Entry]

    def meant(self, names: Iterable[str]) -> dict[str, str]:
        """Which of the names in a file stands for which column."""
        folded = {"_".join(name.strip().lower().replace("-", " ").split()): name for name in names}
        found = {column: next((a for a in aliases if a in folded), "") for column, aliases in self.columns.items()}
        return {column: folded[alias] for column, alias in found.items() if alias}


def _claim(given: Words) -> ClaimEntry:
    entry = ClaimEntry(
        text=given.get("text", ""),
        speaker_name=given.get("speaker", ""),
        source_name=given.get("source", ""),
        said_on=_day(given.get("said_on", "")),
        kind=given.get("kind", "").lower() or "statement",
        external_id=given.get("external_id", ""),
        language=clean_line(given.get("language", ""), field="language", limit=35),
    )
    return checked(entry)


def _day(value: str) -> dt.date | None:
    if not value:
        return None
    try:
        return dt.datetime.fromisoformat(value).date()
    except ValueError as error:
        raise Rejected(field="said_on", reason=f"“{value[:40]}” is no date like 2026-03-14.") from error


def _speaker(given: Words) -> SpeakerEntry:
    wikidata_id = clean_line(given.get("wikidata_id", ""), field="wikidata_id", limit=20)
    if wikidata_id and not re.match(WIKIDATA, wikidata_id):
        raise Rejected(field="wikidata_id", reason="A Wikidata id is a Q and a number, as in Q42.")
    names = [clean_line(name, field="names", limit=300) for name in given.get("names", "").split("|")]
    return SpeakerEntry(
        name=_named(given.get("name", ""), limit=300),
        kind=_one_of(given.get("kind", ""), Speaker.Kind.values),
        wikidata_id=wikidata_id,
        names=tuple(name for name in names if name_key(name)),
    )


def _source(given: Words) -> SourceEntry:
    return SourceEntry(
        name=_named(given.get("name", ""), limit=200),
        domain=clean_line(given.get("domain", ""), field="domain", limit=253).lower(),
        kind=_one_of(given.get("kind", ""), Source.Kind.values),
    )


def _named(value: str, *, limit: int) -> str:
    name = clean_line(value, field="name", limit=limit)
    if not name_key(name):
        raise Rejected(field="name", reason="A name with a letter or digit in it is needed.")
    return name


def _one_of(value: str, known: list[str]) -> str:
    kind = value.lower()
    if kind and kind not in known:
        raise Rejected(field="kind", reason=f"kind is one of {', '.join(known)}.")
    return kind


CLAIMS = Table(
    needed="text",
    entry=_claim,
    columns={
        "text": ("text", "claim", "statement", "quote"),
        "speaker": ("speaker", "speaker_name", "claimant", "who"),
        "source": ("source", "source_name", "outlet", "publisher"),
        "said_on": ("said_on", "date", "said", "claim_date"),
        "kind": ("kind", "type"),
        "external_id": ("external_id", "id", "ref"),
        "language": ("language", "lang"),
    },
)
SPEAKERS = Table(
    needed="name",
    entry=_speaker,
    columns={
        "name": ("name", "speaker", "who"),
        "kind": ("kind", "type"),
        "wikidata_id": ("wikidata_id", "wikidata", "qid"),
        "names": ("names", "aliases", "also"),
    },
)
SOURCES = Table(
    needed="name",
    entry=_source,
    columns={
        "name": ("name", "source", "outlet", "publisher"),
        "domain": ("domain", "site"),
        "kind": ("kind", "type"),
    },
)
TABLES = {"claims": CLAIMS, "speakers": SPEAKERS, "sources": SOURCES}
