"""What every evaluation answers with, and how it tells how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol


class Watch(Protocol):
    """Who is told how far a long evaluation is."""

    def __call__(self, label: str, *, done: int, total: int) -> None:
        """``done`` of ``total`` are done of what ``label`` says."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """``figures``: the JSON object, shares between 0 and 1; ``predictions``: one object an item, in the file's order;
    ``notes``: what a person has to know to read the figures."""

    figures: dict[str, Any]
    predictions: list[dict[str, Any]] = field(default_factory=list)
    notes: tuple[str, ...] = ()
