"""A definite phrase that no role in the article fits comes in; the person in focus whom it describes goes out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.cast import Cast, Person
from claims.extraction.finite import Tokens
from claims.extraction.genders import of_role
from claims.extraction.resolved import Resolved, as_resolved
from claims.extraction.units import Token
from claims.text.bodies import DEMONYMS, PERSON_WORDS
from claims.text.names import ROLE_WORDS, TITLES
from claims.text.wordlist import wordlist

_AGE = re.compile(r"\d{1,3}-year-old")
_REACH = 700
"""Code points after which a description goes back to nobody: a few sentences."""
# Who speaks for others, saw it or wants no name: such a one stays without.
_NAMELESS = wordlist("""
    spokesman spokeswoman spokesperson source official insider witness eyewitness victim suspect judge author
    man woman person boy girl member boss head worker employee
""")
# What one may be besides the office one has.
_BESIDES = wordlist("""
    candidate nominee hopeful politician lawmaker leader democrat republican billionaire mogul businessman
    businesswoman entrepreneur investor veteran professor researcher scientist
""")


def described(cast: Cast, focus: Sequence[Person], tokens: Tokens, start: int, head: int) -> Resolved | None:
    """ "The retired diver", "the 46-year-old", "the investor" at ``[start, head]``: the one spoken of, in doubt."""
    at = tokens[start].start
    person = focus[-1] if focus else None
    if person is None or person.kind != "person" or at - person.named_before(at) > _REACH:
        return None
    if any(other is not person for other in cast.named(tokens[0].start, at)):
        return None
    words = [t.bare for t in tokens[start : head + 1]]
    sex = of_role(words[-1])
    if not _describes(tokens[head], words) or (sex and person.gender not in ("", sex)) or not _may_hold(person, words):
        return None
    return as_resolved(person, 0.55, f"speaker unsure: “the {' '.join(words)}” read as {person.name}")


def _describes(head: Token, words: list[str]) -> bool:
    word = words[-1]
    if word in _NAMELESS:
        return False
    alone = len(words) == 1
    return (
        word in ROLE_WORDS
        or (word in PERSON_WORDS and not alone)
        or _AGE.fullmatch(word) is not None
        or (alone and head.is_name and word in DEMONYMS)
    )


def _may_hold(person: Person, words: list[str]) -> bool:
    """Whether the words do not name another office than the person's own."""
    office = re.split(r"\b(?:of|for|to|at|in)\b", person.role.casefold())[0].split()
    if not office or words[-1] in _BESIDES or "former" in words or words[-1] not in ROLE_WORDS | TITLES:
        return True
    return words[-1] == office[-1].rstrip(".") or office[-1] not in ROLE_WORDS | TITLES
