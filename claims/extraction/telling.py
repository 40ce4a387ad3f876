"""How far the reading of a long text has come: said by whoever reads, heard by the stage that waits for it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import TypeVar

Hear = Callable[[int, int], None]
T = TypeVar("T")

_hearing: ContextVar[Hear | None] = ContextVar("hearing", default=None)


@contextlib.contextmanager
def heard_by(hear: Hear) -> Iterator[None]:
    """Whatever is told inside goes to ``hear`` (units done, units in all); what it raises ends the reading."""
    token = _hearing.set(hear)
    try:
        yield
    finally:
        _hearing.reset(token)


@contextlib.contextmanager
def share(first: int, last: int) -> Iterator[None]:
    """Whatever is told inside counts as the percent from ``first`` to ``last`` of the whole; its end is told, too."""
    hear = _hearing.get()
    if hear is None:
        yield
        return
    with heard_by(lambda done, total: hear(first + (last - first) * done // total, 100)):
        yield
    hear(last, 100)


def tell(done: int, total: int) -> None:
    """So many units of the text are read, of so many. Costs nothing where nobody listens."""
    if (hear := _hearing.get()) is not None:
        hear(done, total)


def told(units: Iterable[T], *, total: int) -> Iterator[T]:
    """The units, telling after each how many have gone."""
    for done, unit in enumerate(units):
        yield unit
        tell(done + 1, total)
