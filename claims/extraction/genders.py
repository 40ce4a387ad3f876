"""An article's units and its people come in; whom "he" and "she" show to be a man or a woman, goes out (in place)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from claims.extraction.units import Unit
from claims.text.wordlist import wordlist

GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_FEMALE = wordlist("""
    wife daughter sister mother girl woman actress spokeswoman businesswoman chairwoman congresswoman queen princess
    lady widow girlfriend grandmother aunt niece saleswoman policewoman waitress heroine duchess mistress
""")
_MALE = wordlist("""
    husband son brother father boy man actor spokesman businessman chairman congressman king prince widower boyfriend
    grandfather uncle nephew salesman policeman waiter fisherman pope duke
""")
_SUBJECTS = frozenset(("he", "she", "himself", "herself"))
_SURE = 3  # times as many pronouns of the one kind


class Named(Protocol):
    """A person of the article whose gender may be learned."""

    gender: str


def of_role(role: str) -> str:
    """ "m" for "brother of the singer", "f" for "actress", else ""."""
    words = role.casefold().replace(",", " ").split()
    head = next((k for k, word in enumerate(words) if word in ("of", "to", "for", "in", "at", "and")), len(words))
    word = words[head - 1] if head else ""
    return "f" if word in _FEMALE else "m" if word in _MALE else ""


def learn(units: Sequence[Unit], named: Callable[[int, int], Iterable[Named]]) -> None:
    """Gives those of unknown gender the one that most pronouns near them have.

    ``named(start, end)``: who is named there, the last first.
    """
    votes: dict[int, tuple[Named, Counter[str]]] = {}
    before: list[Named] = []
    for unit in units:
        for token in unit.tokens:
            sex = GENDERS.get(token.low)
            if sex is None:
                continue
            here = list(named(unit.span.start, token.start))[::-1]
            meant = next((one for one in (*here, *before) if one.gender in ("", sex)), None)
            if meant is not None and not meant.gender:
                votes.setdefault(id(meant), (meant, Counter()))[1][sex] += 1 + (token.low in _SUBJECTS)
        before = list(named(unit.span.start, unit.span.end))[::-1] or before
    for person, counted in votes.values():
        (sex, most), *rest = counted.most_common(2)
        if most > 1 and most >= _SURE * sum(count for _, count in rest):
            person.gender = sex
