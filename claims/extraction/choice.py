"""A mention and the known speakers that it may be come in; which one it is, or that it is somebody new, goes out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from claims.extraction.attribution import Mention
from claims.extraction.identity import Likeness, is_short


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """``speaker_id`` None means a row of its own; ``here``: what was chosen holds for this article only."""

    speaker_id: int | None = None
    here: bool = False
    asked: bool = False
    doubt: str = ""


def choose(
    mention: Mention, *, known: int | None, fits: Sequence[Likeness], taken: Collection[int], names: int = 1
) -> Choice:
    """Who is meant, where that is sure: the only one whom the name fits, with the same role.

    ``known``: whom the name alone means in the newsroom; ``taken``: who goes by a fuller name in the same article;
    ``names``: how many speakers bear exactly this name.
    """
    free = [fit for fit in fits if fit.known.id not in taken]
    full = [fit for fit in free if fit.known.full]
    sure = [fit for fit in full if fit.sure]
    if names > 1:
        return _of_one_name(mention, known=known, sure=sure, full=full)
    if len(full) == 1 and sure:
        return Choice(speaker_id=sure[0].known.id, here=not sure[0].lasting)
    if len(full) > 1 and is_short(mention.name):
        return Choice(here=True, asked=True, doubt=_doubt(mention, full))
    if known is not None and any(fit.known.id == known for fit in fits):
        return Choice(speaker_id=known)
    return Choice(here=known is not None, asked=bool(free))


def _of_one_name(mention: Mention, *, known: int | None, sure: list[Likeness], full: list[Likeness]) -> Choice:
    """Two speakers of one name: the role tells which; else the one that had it first, with a doubt."""
    if len(sure) == 1:
        return Choice(speaker_id=sure[0].known.id, here=True)
    return Choice(speaker_id=known, doubt=f"speaker unsure: {max(len(full), 2)} speakers are called {mention.name}")


def _doubt(mention: Mention, full: Sequence[Likeness]) -> str:
    names = [fit.known.name for fit in full[:4]]
    return f"speaker unsure: “{mention.name}” may be {', '.join(names[:-1])} or {names[-1]}"
