"""A person of the article comes in; the answer to "who is meant" goes out."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.attribution import Mention
from claims.extraction.cast import Person


@dataclass(frozen=True, slots=True)
class Resolved:
    """``mention`` is None when nobody could be named; ``certainty`` 0 to 1."""

    mention: Mention | None
    certainty: float
    doubt: str = ""
    person: Person | None = None


def as_resolved(person: Person, certainty: float, doubt: str = "") -> Resolved:
    """The person, with role and aliases."""
    aliases = tuple(sorted(person.aliases))
    mention = Mention(name=person.name, kind=person.kind, role=person.role, aliases=aliases, gender=person.gender)
    return Resolved(mention, certainty, doubt, person)
