"""An export that waits -> its file, a page of rows at a time. A worker that dies leaves nothing that counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet

from claims import conf
from claims.models import Transfer
from claims.transfer.holding import sign_of_life
from claims.transfer.lines import head, line
from claims.transfer.lists import LISTS

PAGE = 1_000  # rows that one query reads and one sign of life covers


def export(transfer: Transfer) -> None:
    """Write the whole file under the attempt's own name, then put it in its place.

    An attempt that was broken off starts anew in another file, so that no row stands twice.

    Raises:
        Lost: when another attempt took the transfer over.
        OSError: when the file cannot be written.
    """
    listing = LISTS[transfer.what]
    columns = {**listing.columns, **(listing.long if transfer.form == Transfer.Form.NDJSON else {})}
    rows = listing.rows(transfer.newsroom, transfer.filters)
    # Counted once, by a worker and for the bar alone: no page waits for it.
    sign_of_life(transfer, done=0, total=rows.count())
    name = f"export-{transfer.pk}-{transfer.attempt}.{transfer.form}"
    part = conf.media_root() / f"{name}.part"
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            out.write(head(list(columns), form=transfer.form))
            for done, values in _pages(rows, columns):
                out.writelines(line(dict(zip(columns, row, strict=True)), form=transfer.form) for row in values)
                sign_of_life(transfer, done=done)
        part.replace(conf.media_root() / name)
    finally:
        part.unlink(missing_ok=True)
    sign_of_life(transfer, done=F("done"), state=Transfer.State.READY, file=name, state_reason="")


def _pages(rows: QuerySet, columns: dict[str, Any]) -> Iterator[tuple[int, list[tuple[object, ...]]]]:
    """The rows in the order of their ids, ``PAGE`` at a time, each time with how many there were so far.

    By key and not by offset: the last page costs as much as the first, and rows that come meanwhile move none.
    """
    after, done = 0, 0
    while True:
        page = list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", *columns.values())[:PAGE])
        if not page:
            return
        after, done = page[-1][0], done + len(page)
        yield done, [row[1:] for row in page]
