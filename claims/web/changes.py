"""Two texts come in; runs of words that stayed, went and came go out, as a template shows them."""

from __future__ import annotations

from dataclasses import dataclass

from claims.text.diff import Op, word_diff

AROUND = 8
"""Words shown on each side of a change; between two changes further apart stands an ellipsis."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed ("same"), went ("gone") or came ("new")."""

    what: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one text; ``runs`` is empty where only marks or capitals differ."""

    label: str
    runs: list[Run]


def change(label: str, before: str, after: str) -> list[Change]:
    """The change as a list of one; of none where nothing changed."""
    if before == after:
        return []
    runs = runs_of(before, after)
    return [Change(label=label, runs=runs if any(run.what != "same" for run in runs) else [])]


def runs_of(before: str, after: str) -> list[Run]:
    """The words of both texts in one line, those that differ told apart."""
    pieces = word_diff(before, after)
    found: list[Run] = []
    for number, piece in enumerate(pieces):
        gone, new = (piece.a.of(before) if piece.a else ""), (piece.b.of(after) if piece.b else "")
        if piece.op is Op.EQUAL:
            found.append(Run("same", _shortened(new, first=number == 0, last=number == len(pieces) - 1)))
        else:
            found += [Run(what, text) for what, text in (("gone", gone), ("new", new)) if text]
    return found


def _shortened(text: str, *, first: bool, last: bool) -> str:
    words = text.split()
    if len(words) <= (1 if first or last else 2) * AROUND + 1:
        return text
    head = [] if first else words[:AROUND]
    tail = [] if last else words[-AROUND:]
    return " ".join([*head, "…", *tail])
