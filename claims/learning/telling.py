"""What a calibration measured, as its record keeps it, in; lines for a person out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claims.learning.tightening import GROUPS
from claims.models import Flag


def measured(figures: dict[str, Any]) -> Iterator[str]:
    """Group by group of kinds, then kind by kind; an empty line before each."""
    for group, lacking in figures.get("missing", {}).items():
        yield ""
        yield _kinds(group)
        if lacking:
            yield "  too few decisions; missing: " + ", ".join(f"{n} {what}" for what, n in lacking.items())
        else:
            yield from _group(figures["thresholds"][group])
    for kind, told in figures["likelihoods"].items():
        yield ""
        yield from _likelihood(kind, told)


def _kinds(group: str) -> str:
    return ", ".join(str(Flag.Kind(kind).label) for kind in GROUPS[group][0])


def _group(told: dict[str, Any]) -> Iterator[str]:
    before, after = told["before"], told["after"]
    yield f"  now:                   {_share(before)} on {told['decided']} decisions"
    yield f"  fitted, on unseen:     {_share(after)}"
    if not told["limits"]:
        yield "  thresholds stay: fitted ones are no better on decisions that the fit has not seen"
    for name, change in told["limits"].items():
        yield f"  {name:<20} {change['old']:g} → {change['new']:g}"


def _share(kept: dict[str, Any]) -> str:
    precision, recall = (_percent(kept[name]) for name in ("precision", "recall"))
    return f"precision {precision} ({_percent(kept['low'])}–{_percent(kept['high'])}), recall {recall}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _likelihood(kind: str, told: dict[str, Any]) -> Iterator[str]:
    yield f"How likely a {str(Flag.Kind(kind).label).lower()} is confirmed ({told['decided']} decisions)"
    yield f"  Brier score on unseen {told['brier']:.4f}, saying the same of all {told['brier_of_the_share']:.4f}"
    if not told["used"]:
        yield "  not used: it knows no more than the share of confirmed ones"
    for row in told["bins"]:
        yield f"  told {_percent(row['told']):>7}, confirmed {_percent(row['confirmed']):>7} of {row['n']}"
