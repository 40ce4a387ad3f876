"""The object of figures that ``evaluate --json`` prints -> lines for a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

RATES = {"p": "precision", "r": "recall", "f1": "F1"}


def as_text(figures: dict[str, Any]) -> str:
    """Every figure of a report, tables where it has several of a sort."""
    return "\n".join(_lines(figures, indent=""))


def _lines(figures: dict[str, Any], *, indent: str) -> Iterator[str]:
    for name, value in figures.items():
        if isinstance(value, dict) and value and all(isinstance(inner, dict) for inner in value.values()):
            yield f"{indent}{name}"
            yield from _table(value, indent=indent + "  ")
        elif isinstance(value, list):
            if value:
                yield f"{indent}{name}"
                yield from _table(_ranges(value), indent=indent + "  ")
        elif isinstance(value, dict):
            if value:
                yield f"{indent}{name}"
                yield from _lines(value, indent=indent + "  ")
        else:
            yield f"{indent}{name:<20} {_shown(value):>8}"


def _ranges(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Rows of a table of ranges by what they range over."""
    return {f"{r['from']}–{r['to']}": {k: v for k, v in r.items() if k not in ("from", "to")} for r in rows}


def _table(rows: dict[str, dict[str, Any]], *, indent: str) -> Iterator[str]:
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    width = max(len(name) for name in rows)
    heads = [RATES.get(column, column) for column in columns]
    yield indent + " ".join([" " * width, *(f"{head:>{max(9, len(head))}}" for head in heads)])
    for name, row in rows.items():
        cells = [f"{_shown(row.get(c)):>{max(9, len(h))}}" for c, h in zip(columns, heads, strict=True)]
        yield indent + " ".join([f"{name:<{width}}", *cells])


def _shown(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def demo_as_text(figures: dict[str, Any]) -> str:
    """The demo newsroom's table, and every pair behind it."""
    lines = [as_text({name: figures[name] for name in ("n", "flags", "kinds")})]
    lines += ["", "One claim in two outlets: {found} of {expected}".format(**figures["copies"])]
    for name, title in (
        ("forbidden", "Raised although forbidden"),
        ("missed", "Missed by matching"),
        ("without_claim", "Missed because no claim holds the quotation"),
        ("false", "Raised although nobody expects it"),
    ):
        lines += ["", f"{title}: {len(figures[name])}", *(line for entry in figures[name] for line in _entry(entry))]
    return "\n".join(lines)


def _entry(entry: dict[str, Any]) -> Iterator[str]:
    told = [entry[name] for name in ("case", "why", "reason") if entry.get(name)]
    yield f"  {entry['kind']}: {' · '.join(told)}"
    lost = entry.get("lost", ())
    for side in (entry["a"], entry["b"]):
        mark = "✗" if side in lost else " "
        yield f"   {mark} {side['article']}: {side.get('quote') or side['statement']}"
