"""A file of articles or transcripts -> every flag that they raise among themselves, by the workers as for any desk."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from claims import pipeline
from claims.evaluation.gold import Row, rows
from claims.evaluation.judged import Place, Raised
from claims.ingest.document import Document
from claims.ingest.errors import Rejected
from claims.management.waiting import wait_for_articles
from claims.models import Article, Claim, Flag, Newsroom


def flagged(path: Path, *, skip: int = 0, limit: int | None = None) -> list[Raised]:
    """The flags between the documents of a file, read into a newsroom of the file's name.

    ``path``: lines with ``id`` and ``text``, or with ``turns`` of ``speaker`` and ``text``; ``title``, ``date`` and
    ``url`` where they are known. What the newsroom holds already is not read again, so a run that was broken off goes
    on; rules that changed since need a fresh store (FACTCHECK_VAR).

    Raises:
        GoldError: see ``gold.rows``.
        CommandError: when a document cannot be taken in.
    """
    listed = rows(path, limit=None if limit is None else skip + limit)[skip:]
    if not listed:
        raise CommandError(f"{path}: no document left after the first {skip}.")
    documents = [_document(row) for row in listed]
    if settings.EMBEDDED.database:
        call_command("migrate", verbosity=0, interactive=False)
    name = path.name.split(".")[0]
    room, _ = Newsroom.objects.get_or_create(slug=f"flags-{name}"[:50], defaults={"name": f"Flags of {name}"})
    ids = [_taken_in(room, document, place=row.place) for row, document in zip(listed, documents, strict=True)]
    with settings.EMBEDDED.worker(alive=pipeline.workers_alive(timeout=1.0), out=sys.stderr):
        wait_for_articles(ids, label="Screening")
    failed = Article.objects.filter(pk__in=ids, state=Article.State.FAILED).first()
    if failed is not None:
        raise CommandError(f"{path}: {failed.external_id}: {failed.state_reason}")
    return _raised(room, ids)


def _document(row: Row) -> Document:
    day = str(row.values.get("date") or "")
    moment = parse_datetime(day) if "T" in day else None
    if moment is None and (date := parse_date(day[:10])):
        moment = parse_datetime(f"{date}T12:00:00")
    return Document(
        external_id=row.id,
        title=str(row.values.get("title") or row.id.replace("_", " ")),
        url=str(row.values.get("url") or ""),
        published_at=timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment,
        kind=Article.Kind.TRANSCRIPT if row.has("turns") else Article.Kind.STORY,
        text=_turns(row) if row.has("turns") else row.text("text"),
    )


def _taken_in(room: Newsroom, document: Document, *, place: str) -> int:
    try:
        return pipeline.take_in(newsroom=room, document=document).article.pk
    except Rejected as error:
        raise CommandError(f"{place}: {error.reason}") from error


def _turns(row: Row) -> str:
    turns = [Row(f"{row.place}, turn {n}", turn) for n, turn in enumerate(row.listed("turns"), start=1)]
    return "\n\n".join(f"{turn.text('speaker')}: {turn.text('text')}" for turn in turns if turn.has("text"))


def _raised(room: Newsroom, ids: Sequence[int]) -> list[Raised]:
    flags = Flag.objects.for_newsroom(room).standing().for_reading()
    flags = flags.filter(match__a__article__in=ids, match__b__article__in=ids)
    return [
        Raised(
            kind=flag.kind,
            score=flag.score,
            a=_place(flag.match.a),
            b=_place(flag.match.b),
            told={
                "kind": flag.kind,
                "score": round(flag.score, 4),
                "reason": flag.reason,
                "a": _told(flag.match.a),
                "b": _told(flag.match.b),
            },
        )
        for flag in flags.order_by("pk")
    ]


def _place(claim: Claim) -> Place:
    document = claim.article.external_id if claim.article else ""
    return Place(document=document, start=claim.start or 0, end=claim.end or 0)


def _told(claim: Claim) -> dict[str, object]:
    place = _place(claim)
    return {
        "document": place.document,
        "start": place.start,
        "end": place.end,
        "speaker": str(claim.speaker) if claim.speaker else claim.source_text,
        "cue": claim.cue,
        "said_on": claim.said_on.isoformat() if claim.said_on else None,
        "text": claim.statement,
    }
