"""Gold quotes and found ones in; which belong together, and whether the right speaker has them, out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.evaluation.quoted import Document, Quote
from claims.text.normalise import name_key

_CLUSTER = re.compile(r"-\d+$")  # LitBank's speakers are numbered: "Alice-1"


def matched(gold: Sequence[Quote], found: Sequence[Quote], *, least: float) -> list[tuple[Quote, Quote]]:
    """Gold quotes with the found ones that cover at least the share ``least`` of them, each once, best first.

    The share is of the gold content, as the Gender Gap Tracker counts it. The tighter fit is better, so that of one
    statement within another each goes to its own.
    """
    covered, offered = [q.places() for q in gold], [q.places() for q in found]
    ranked = []
    for g, wanted in enumerate(covered):
        for f, given in enumerate(offered):
            both = len(wanted & given)
            if both and both >= least * len(wanted):
                ranked.append((-both / len(wanted | given), -both / len(wanted), g, f))
    pairs: dict[int, int] = {}
    for _tight, _share, g, f in sorted(ranked):
        if g not in pairs and f not in pairs.values():
            pairs[g] = f
    return [(gold[g], found[f]) for g, f in sorted(pairs.items())]


def has_its_speaker(gold: Quote, found: Quote, *, document: Document) -> bool:
    """Whether the found quote is given to (one of) the gold quote's speakers."""
    cast = {_key(name) for quote in document.gold_quotes for name in quote.names} - {_key(name) for name in gold.names}
    return any(is_speaker(name, found.names, cast=cast) for name in gold.names)


def is_speaker(gold: str, names: Sequence[str], *, cast: set[str]) -> bool:
    """Whether one of the names is the gold speaker's: the same, or one ends like the other ("Moreau", "Ada Moreau").

    A short form that would fit another of the article's gold speakers (``cast``, name keys) as well is nobody's.
    """
    wanted = _key(gold)
    for key in {name_key(name) for name in names} - {""}:
        if key == wanted or (_ends_alike(key, wanted) and not any(_ends_alike(key, o) for o in cast - {wanted})):
            return True
    return False


def _key(name: str) -> str:
    return name_key(_CLUSTER.sub("", name))


def _ends_alike(one: str, other: str) -> bool:
    return f" {one}".endswith(f" {other}") or f" {other}".endswith(f" {one}")
