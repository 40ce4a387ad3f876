"""Two wordings of one statement in; whether they differ in a word that matters out."""

from __future__ import annotations

from claims.text.normalise import fold

_IDLE = frozenset(("a", "an", "the", "that"))


def changed(before: str, after: str) -> bool:
    """Whether the words differ by more than marks, capitals, spaces, articles or a linking "that".

    Figures, signs, negations and names all matter.
    """
    return _telling(before) != _telling(after)


def _telling(statement: str) -> list[str]:
    return [word for word in fold(statement).split() if word not in _IDLE]
