"""Lists that go out to a file or come in from one -> jobs that a worker does, and that outlive a dead one.

An export writes its file anew in each attempt. An import stores some rows, what came of them and how far it is in one
transaction, so that the next attempt goes on behind the last row that counts.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Mapping
from functools import partial
from uuid import uuid4

from celery import Task, shared_task
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from claims import conf
from claims.ingest.errors import Rejected
from claims.models import Newsroom, Transfer, User
from claims.models.articles import under
from claims.pipeline.importing import take_rows
from claims.pipeline.sending import on_commit
from claims.transfer.export import export
from claims.transfer.holding import Lost
from claims.transfer.lists import LISTS

logger = logging.getLogger(__name__)
State = Transfer.State
KEPT = dt.timedelta(days=30)  # how long a transfer and its file stay
PASSING = (OperationalError, InterfaceError)  # the database was away; the sweep sends the transfer again


def start_export(
    *, newsroom: Newsroom, what: str, form: str, filters: Mapping[str, str] | None = None, by: User | None = None
) -> Transfer:
    """Have a worker write a list of the newsroom to a file.

    Raises:
        Rejected: when the list knows no such filter, or its value means nothing.
    """
    chosen = dict(filters or {})
    try:
        LISTS[what].rows(newsroom, chosen)
    except (KeyError, ValueError, ValidationError) as error:
        raise Rejected(field="filters", reason=f"These rows cannot be chosen like that: {error}.") from error
    with transaction.atomic():
        made = Transfer.objects.create(
            newsroom=newsroom, direction=Transfer.Direction.OUT, what=what, form=form, filters=chosen, by=by
        )
        send_transfer(made.pk)
    return made


def start_import(
    *, newsroom: Newsroom, what: str, name: str, chunks: Iterable[bytes], form: str = "", by: User | None = None
) -> Transfer:
    """Keep a file and have a worker try its rows; nothing is stored before ``go_on``. Without a form the file tells.

    Raises:
        Rejected: when the file is too long.
    """
    file = f"import-{uuid4().hex}"
    _keep(file, chunks)
    with transaction.atomic():
        made = Transfer.objects.create(
            newsroom=newsroom,
            direction=Transfer.Direction.IN,
            what=what,
            form=form,
            trial=True,
            name=name[:200],
            file=file,
            by=by,
        )
        send_transfer(made.pk)
    return made


def _keep(file: str, chunks: Iterable[bytes]) -> None:
    path, size = conf.media_root() / file, 0
    with path.open("wb") as out:
        for chunk in chunks:
            size += out.write(chunk)
            if size > conf.max_import_bytes():
                path.unlink()
                most = f"{conf.max_import_bytes():,}"
                raise Rejected(field="file", reason=f"The file is too long: at most {most} bytes are taken in.")


def go_on(*, transfer: Transfer) -> bool:
    """After its trial an import is taken in. False when it is no trial, not through yet, or went in already."""
    with transaction.atomic():
        tried = Transfer.objects.filter(pk=transfer.pk, direction=Transfer.Direction.IN, trial=True, state=State.READY)
        started = tried.update(trial=False, state=State.WAITING, state_since=timezone.now(), done=0, tries=0)
        if started:
            transfer.rows.all().delete()
            send_transfer(transfer.pk)
    return bool(started)


def retry_transfer(*, transfer: Transfer) -> bool:
    """Send a failed one again; an import goes on where it stopped. False when it has not failed."""
    with transaction.atomic():
        failed = Transfer.objects.filter(pk=transfer.pk, state=State.FAILED)
        again = failed.update(state=State.WAITING, state_reason="", state_since=timezone.now(), tries=0)
        if again:
            send_transfer(transfer.pk)
    return bool(again)


def send_transfer(transfer_id: int) -> None:
    """Let a worker do it once what was written is committed."""
    on_commit(partial(carry.delay, transfer_id))


def _fail(transfer_id: int, *, attempt: int, reason: str) -> None:
    held = Transfer.objects.held(transfer_id=transfer_id, attempt=attempt)
    held.update(state=State.FAILED, state_reason=reason[:2000], state_since=timezone.now())


class Carrying(Task):
    """One transfer. What goes wrong ends in the state ``failed`` with a reason; the worker's log has the traceback."""

    abstract = True

    def on_failure(self, exc: Exception, task_id: str, args: tuple[int, ...], kwargs: object, einfo: object) -> None:
        """Put it down as failed, unless another attempt has it."""
        _fail(args[0], attempt=getattr(exc, "attempt", 0), reason=f"{type(exc).__name__}: {exc}")


@shared_task(bind=True, base=Carrying, ignore_result=True, name="claims.pipeline.carry")
def carry(self: Carrying, transfer_id: int) -> None:
    """Do one transfer that waits, or what is left of it."""
    attempt = Transfer.objects.take(transfer_id=transfer_id)
    if attempt is None:
        return
    transfer = Transfer.objects.select_related("newsroom").get(pk=transfer_id)
    try:
        with under(attempt):
            (export if transfer.direction == Transfer.Direction.OUT else take_rows)(transfer)
    except Rejected as error:
        _fail(transfer_id, attempt=attempt, reason=error.reason)
    except (Lost, *PASSING) as error:
        logger.warning("Transfer %s, attempt %s: %s", transfer_id, attempt, error)


def sweep_transfers(*, since: dt.datetime, at_most: int) -> None:
    """Send on what a dead worker or broker left; one on which workers died too often is put down as failed."""
    left = Transfer.objects.abandoned(since=since).order_by("state_since")
    for transfer in left[:at_most]:
        mine = Transfer.objects.abandoned(since=since).filter(pk=transfer.pk, attempt=transfer.attempt)
        held = transfer.state == State.WORKING
        if held and transfer.tries >= conf.max_attempts():
            reason = f"Given up after {transfer.tries + 1} tries: the worker died or hung each time."
            mine.update(state=State.FAILED, state_reason=reason, state_since=timezone.now())
        elif mine.update(state=State.WAITING, state_since=timezone.now(), tries=transfer.tries + held):
            send_transfer(transfer.pk)


def forget_transfers() -> None:
    """Drop transfers after ``KEPT``, and files that belong to none or that a broken attempt left."""
    long_ago = timezone.now() - KEPT
    Transfer.objects.filter(created_at__lt=long_ago).exclude(pk__in=Transfer.objects.unfinished()).delete()
    known = set(Transfer.objects.values_list("file", flat=True))
    for path in [*conf.media_root().glob("export-*"), *conf.media_root().glob("import-*")]:
        if path.name not in known and path.stat().st_mtime < (timezone.now() - dt.timedelta(days=1)).timestamp():
            path.unlink(missing_ok=True)
