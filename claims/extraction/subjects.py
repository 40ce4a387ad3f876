"""A unit and who was in focus come in; the person that the unit is about goes out."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.finite import first_finite
from claims.extraction.mentions import Resolved, Resolver
from claims.extraction.sites import group_start
from claims.extraction.sources import source_left
from claims.extraction.units import Token, Unit
from claims.text.words import is_adverb


def subject_of(unit: Unit, resolver: Resolver, *, floor: int = 0) -> Resolved | None:
    """A person who is the subject of the sentence, or of what stands from ``floor`` on: who the next "he" means."""
    verb = first_finite(unit.tokens, floor + 1, min(len(unit.tokens), 40))
    while verb is not None:
        place = source_left(unit.tokens, _before_adverbs(unit.tokens, group_start(unit.tokens, verb)), floor)
        if place is not None and unit.tokens[place[0]].low not in ("who", "which", "that"):
            return resolver.notice(unit.tokens, *place)
        verb = first_finite(unit.tokens, verb + 1, min(len(unit.tokens), 40))
    return None


def pronoun_of(unit: Unit, resolver: Resolver) -> Resolved | None:
    """The person whom the "he" or "she" that begins the sentence means."""
    tokens = unit.tokens
    return resolver.resolve(tokens, 0, 1) if tokens[0].low in ("he", "she") and len(tokens) > 1 else None


def _before_adverbs(tokens: Sequence[Token], place: int) -> int:
    while place > 1 and is_adverb(tokens[place - 1].low):
        place -= 1
    return place
