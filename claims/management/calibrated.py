"""The object of figures that ``calibrate --json`` prints -> lines for a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claims.learning.telling import measured


def as_text(figures: dict[str, Any]) -> str:
    """What would change, what it is worth, and whether it was done."""
    return "\n".join(_undone(figures) if "undone" in figures else _lines(figures))


def _undone(figures: dict[str, Any]) -> Iterator[str]:
    yield f"Calibration {figures['undone']} of {figures['newsroom']} was taken back; flags follow in the background."
    for name in sorted(figures["old"].keys() | figures["new"].keys()):
        old, new = (figures[when].get(name, "as set up") for when in ("old", "new"))
        if old != new:
            yield f"  {name:<20} {old} → {new}"


def _lines(figures: dict[str, Any]) -> Iterator[str]:
    yield f"{figures['newsroom']}: {figures['decisions']} decisions, seed {figures['seed']}"
    yield from measured(figures)
    yield ""
    yield "What waits            stays     new    gone"
    for kind, change in figures["queue"].items():
        yield f"  {kind:<18} {change['stay']:>7} {change['new']:>7} {change['gone']:>7}"
    yield ""
    yield _end(figures)


def _end(figures: dict[str, Any]) -> str:
    if figures["applied"]:
        return f"Applied as calibration {figures['applied']}; flags follow in the background. --undo takes it back."
    if figures["old"] == figures["new"] and not any(told["used"] for told in figures["likelihoods"].values()):
        return "Nothing to change."
    return "Nothing was changed. --apply puts it in force."
