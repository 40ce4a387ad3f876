"""An import that a worker took -> its rows stored, some at a time, each with what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Model

from claims import conf
from claims.ingest import enter, rows
from claims.ingest.document import ClaimEntry, SourceEntry, SpeakerEntry
from claims.ingest.errors import Rejected
from claims.ingest.register import register_source, register_speaker
from claims.ingest.rows import Row, Sheet
from claims.ingest.tables import TABLES, Entry
from claims.models import Newsroom, Transfer, TransferRow
from claims.pipeline.sending import send_claims
from claims.transfer.holding import sign_of_life

TOGETHER = 200  # rows that one transaction stores and one sign of life covers
Outcome = TransferRow.Outcome
Answer = tuple[Model, bool] | Rejected


def take_rows(transfer: Transfer) -> None:
    """Store what is left of the file's rows, from the first that no attempt has stored. Refused rows stop no other.

    Raises:
        Lost: when another attempt took the transfer over; what that transaction stored is undone.
        Rejected: when the file cannot be read any more.
        OSError: when it is gone.
    """
    sheet = _sheet(transfer)
    seen = _before(sheet.rows[: transfer.done]) if transfer.trial else {}
    for start in range(transfer.done, len(sheet.rows), TOGETHER):
        some = sheet.rows[start : start + TOGETHER]
        with transaction.atomic():
            made = _tried(transfer, some, seen) if transfer.trial else _stored(transfer, some)
            _booked(transfer, made, done=start + len(some))
    sign_of_life(transfer, state=Transfer.State.READY, state_reason="")


def _sheet(transfer: Transfer) -> Sheet:
    raw = (conf.media_root() / transfer.file).read_bytes()
    sheet = rows.read(raw, form=transfer.form, table=TABLES[transfer.what])
    if len(sheet.rows) > conf.max_import_rows():
        reason = f"{len(sheet.rows):,} rows; one import has at most {conf.max_import_rows():,}."
        raise Rejected(field="file", reason=reason)
    sign_of_life(transfer, total=len(sheet.rows), form=sheet.form)
    return sheet


def _booked(transfer: Transfer, made: Sequence[TransferRow], *, done: int) -> None:
    """Write down what came of the rows, while the transfer is held; else nothing of it may stand."""
    sign_of_life(transfer, done=done)
    TransferRow.objects.bulk_create(made)


def _tried(transfer: Transfer, some: Sequence[Row], seen: dict[Entry, int]) -> list[TransferRow]:
    """What storing the rows would do: done and undone. An entry that stands in the file before is known then."""
    with transaction.atomic():
        made = _stored(transfer, some)
        transaction.set_rollback(True)
    for row, each in zip(some, made, strict=True):
        each.stored_id = each.stored_id if each.outcome == Outcome.KNOWN else None
        if (
            row.entry is not None
            and each.outcome == Outcome.NEW
            and seen.setdefault(row.entry, row.number) < row.number
        ):
            each.outcome = Outcome.KNOWN
    return made


def _before(some: Sequence[Row]) -> dict[Entry, int]:
    return {row.entry: row.number for row in reversed(some) if row.entry is not None}


def _stored(transfer: Transfer, some: Sequence[Row]) -> list[TransferRow]:
    enter.alone(transfer.newsroom)
    answers = [_answer(transfer.newsroom, row) for row in some]
    fresh = [answer[0].pk for answer in answers if not isinstance(answer, Rejected) and answer[1]]
    if transfer.what == Transfer.What.CLAIMS:
        send_claims(fresh)
    return [_row(transfer, row, answer) for row, answer in zip(some, answers, strict=True)]


def _answer(newsroom: Newsroom, row: Row) -> Answer:
    try:
        match row.entry:
            case ClaimEntry() as entry:
                return enter.enter(newsroom=newsroom, entry=entry, locked=True)
            case SpeakerEntry() as entry:
                return register_speaker(newsroom=newsroom, entry=entry)
            case SourceEntry() as entry:
                return register_source(newsroom=newsroom, entry=entry)
    except Rejected as error:
        return error
    return Rejected(field=row.field, reason=row.reason)


def _row(transfer: Transfer, row: Row, answer: Answer) -> TransferRow:
    made = TransferRow(transfer=transfer, number=row.number, outcome=Outcome.REFUSED)
    if isinstance(answer, Rejected):
        made.field, made.reason = answer.field[:100], answer.reason
    else:
        made.stored_id, made.outcome = answer[0].pk, Outcome.NEW if answer[1] else Outcome.KNOWN
    return made
