"""A source inside what somebody said comes in; who is meant goes out: "I" is who speaks, "he" somebody named before."""

from __future__ import annotations

from claims.extraction.attribution import Attribution, Mention
from claims.extraction.cast import Cast, Person
from claims.extraction.finite import Tokens
from claims.extraction.mentions import Resolved, Resolver

_SELF = frozenset(("i", "me", "myself"))
_SEXES = {"he": "m", "she": "f"}
_OPEN = frozenset(("they", "it", "you", "we", "this", "that", "which", "who", "these", "those"))


class Hearsay:
    """Resolves the sources inside the contents of one text."""

    def __init__(self, text: str, *, cast: Cast) -> None:
        self.text = text
        self.cast = cast

    def who(self, tokens: Tokens, start: int, end: int, *, outer: Attribution) -> Resolved | None:
        """Who is said to have said it; None for "they", "you" and whoever else a reader could not name either."""
        word = tokens[start].low if end - start == 1 else ""
        if word in _SELF:
            return self._speaker(tokens[start].text, outer=outer)
        if word in _SEXES:
            return self._named_before(tokens[start].text, outer=outer, sex=_SEXES[word])
        if word in _OPEN:
            return None
        return Resolver(self.cast).resolve(tokens, start, end)

    def _speaker(self, word: str, *, outer: Attribution) -> Resolved:
        if outer.speaker is None:
            return Resolved(None, 0.4, f"speaker unsure: who says “{word}” is not known")
        return Resolved(outer.speaker, 0.95, person=self._person(outer))

    def _named_before(self, word: str, *, outer: Attribution, sex: str) -> Resolved:
        """In reported speech "he" is mostly who reports; in quotation marks never: there it is the last other man."""
        speaker = self._person(outer)
        first = outer.content[0]
        if not self._is_quoted(outer) and speaker is not None and speaker.gender in ("", sex):
            return self._as(speaker, 0.7, "")
        before = [p for p in self.cast.named(0, first.start) if p is not speaker and p.gender in ("", sex)]
        if not before:
            return Resolved(None, 0.4, f"speaker unsure: nobody found for “{word}” in what was said")
        return self._as(before[0], 0.5, f"speaker unsure: “{word}” in what was said read as {before[0].name}")

    def _is_quoted(self, outer: Attribution) -> bool:
        return self.text[outer.content[0].start] in "\"“„«'‘"

    def _person(self, outer: Attribution) -> Person | None:
        known = self.cast.find(outer.speaker.name) if outer.speaker is not None else []
        return known[0] if len(known) == 1 else None

    def _as(self, person: Person, certainty: float, doubt: str) -> Resolved:
        aliases = tuple(sorted(person.aliases))
        mention = Mention(name=person.name, kind=person.kind, role=person.role, aliases=aliases, gender=person.gender)
        return Resolved(mention, certainty, doubt, person)
