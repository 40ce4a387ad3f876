"""An article's units come in; the people that appear in it go out, with roles, aliases and where each is named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from claims.extraction.attribution import Mention
from claims.extraction.finite import Tokens
from claims.extraction.genders import learn, of_role
from claims.extraction.institutions import Institutions
from claims.extraction.roles import role_after, role_before, works_for
from claims.extraction.runs import Run, run_text, runs
from claims.extraction.units import Unit
from claims.text.bodies import BODY_NAMES, DEMONYMS, PERSON_WORDS, PLACES, SPEAKING
from claims.text.cues import REPORTING, VERBS
from claims.text.names import FIRST_NAMES, gender, surname
from claims.text.normalise import name_key, unaccented
from claims.text.words import DETERMINERS, TIMES

_MANY = 500
"""Surnames in an article above which none is looked up with a letter off: it would cost quadratic time."""


@dataclass(eq=False, slots=True)
class Person:
    """One person of the article.

    ``places``: code points where a form of the name begins, in order. ``company``: words of the body worked for.
    """

    name: str
    kind: str = "person"
    role: str = ""
    gender: str = ""
    sure: bool = False
    aliases: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    company: frozenset[str] = frozenset()

    def named_before(self, place: int) -> int:
        """The last place before ``place`` where the person is named, or -1."""
        found = bisect_left(self.places, place)
        return self.places[found - 1] if found else -1

    def often_before(self, place: int) -> int:
        """How often the person is named before ``place``."""
        return bisect_left(self.places, place)


class Cast:
    """The people of one article, by surname and by full name."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.by_key: dict[str, Person] = {}
        self.by_surname: dict[str, list[Person]] = {}
        self.by_part: dict[str, list[Person]] = {}
        self.bodies = Institutions(units)
        self._strangers: dict[str, Person] = {}
        self.misspelt: set[str] = set()  # keys of surnames that are another's but for one letter
        self._full(units)
        self._keep(units)
        self._short(units)
        self._index()
        learn(units, self.named)

    def find(self, name: str) -> list[Person]:
        """The people a name may mean: by full name, else by surname, else by a part of a longer name."""
        key = name_key(name)
        if key in self.by_key:
            return [self.by_key[key]]
        if " " in key and key not in self.by_surname:
            return self._variants(key)
        return self.by_surname.get(key) or self.by_part.get(key, [])

    def named(self, start: int, end: int) -> Iterator[Person]:
        """Who is named in ``[start, end)`` of the text, the last first."""
        first, last = bisect_left(self._places, start), bisect_left(self._places, end)
        return (self._named[k] for k in range(last - 1, first - 1, -1))

    def holding(self, word: str) -> list[Person]:
        """The people with this word in their role."""
        return self._holders.get(word, [])

    def serving(self, words: Iterable[str]) -> list[Person]:
        """The people whose role or body holds all these words."""
        wanted = set(words)
        people = dict.fromkeys(self.by_key.values())
        return [p for p in people if wanted <= p.company | set(re.findall(r"[^\W\d_]+", p.role.casefold()))]

    def stranger(self, mention: Mention, *, at: int) -> Person:
        """Who speaks at ``at`` by a name that no rule knew for a person's: one of the people from now on."""
        made = Person(mention.name, role=mention.role, gender=gender(mention.name))
        person = self._strangers.setdefault(name_key(mention.name), made)
        person.places.append(at)
        return person

    def _variants(self, key: str) -> list[Person]:
        """ "Joseph R. Biden" for "Joe Biden": one surname and one initial."""
        words = key.split(" ")
        return [p for p in self.by_surname.get(words[-1], []) if name_key(p.name)[:1] == key[:1]]

    def endings(self, mangled: str) -> list[Person]:
        """The people whose surname ends in a mangled scrap of at least four letters."""
        scrap = unaccented(mangled)
        return [p for p in self._endings.get(scrap[-4:], []) if self._ends(p, scrap)] if len(scrap) >= 4 else []

    def _ends(self, person: Person, scrap: str) -> bool:
        key = name_key(surname(person.name))
        return key.endswith(scrap) and key != scrap

    def _index(self) -> None:
        people = list(dict.fromkeys(self.by_key.values()))
        self._holders: dict[str, list[Person]] = {}
        self._endings: dict[str, list[Person]] = {}
        for person in people:
            person.places.sort()
            self._endings.setdefault(name_key(surname(person.name))[-4:], []).append(person)
            for word in dict.fromkeys(re.findall(r"[^\W\d_]+", person.role.casefold())):
                self._holders.setdefault(word, []).append(person)
        events = sorted(((place, k) for k, p in enumerate(people) for place in p.places))
        self._places = [place for place, _ in events]
        self._named = [people[k] for _, k in events]

    def _full(self, units: Sequence[Unit]) -> None:
        for unit in units:
            for run in runs(unit.tokens):
                if run.is_person and run.end - run.name >= 2 and (run.sure or not _is_determined(unit.tokens, run)):
                    self._meet(unit.tokens, run)

    def _keep(self, units: Sequence[Unit]) -> None:
        """Those with a title, a first name or a cue beside them, or whose surname stands alone somewhere."""
        alone = {
            name_key(run_text(u.tokens, r.start, r.end)) for u in units for r in runs(u.tokens) if r.end - r.start == 1
        }
        self.by_key = {k: p for k, p in self.by_key.items() if p.sure or name_key(surname(p.name)) in alone}
        self._merge()
        for person in dict.fromkeys(self.by_key.values()):
            for part in dict.fromkeys(name_key(person.name).split(" ")[:-1]):
                if part not in PLACES and len(part) > 1:
                    self.by_part.setdefault(part, []).append(person)
            key = name_key(surname(person.name))
            for form in dict.fromkeys((key, key.split(" ")[-1])):
                self.by_surname.setdefault(form, []).append(person)

    def _merge(self) -> None:
        """ "Elijah Eugene Cole" is "Elijah Cole": one first and last name, one person, named the shorter way."""
        ends: dict[tuple[str, str], Person] = {}
        for key, person in sorted(self.by_key.items(), key=lambda item: len(item[0])):
            words = key.split(" ")
            kept = ends.setdefault((words[0], name_key(surname(person.name))), person)
            if kept is not person:
                kept.places += person.places
                kept.aliases.add(person.name)
                kept.role = kept.role or person.role
                kept.company |= person.company
                self.by_key[key] = kept

    def _meet(self, tokens: Tokens, run: Run) -> None:
        name = run_text(tokens, run.name, run.end)
        person = self.by_key.setdefault(
            name_key(name), Person(name, gender=gender(run_text(tokens, run.start, run.end)))
        )
        person.company |= works_for(tokens, run.end)
        person.places.append(tokens[run.name].start)
        before, after = role_before(tokens, run), role_after(tokens, run.end)
        person.role = person.role or before or after
        person.gender = person.gender or of_role(person.role)
        known = run.sure or bool(person.company) or bool(after) or (bool(before) and _closes_aside(tokens, run))
        person.sure = person.sure or known or _has_age(tokens, run.end) or _beside_cue(tokens, run)

    def _short(self, units: Sequence[Unit]) -> None:
        """Surnames alone: they date the mentions, confirm unsure people, and make people of their own after a title."""
        for unit in units:
            for run in runs(unit.tokens):
                self._meet_short(unit.tokens, run)

    def _meet_short(self, tokens: Tokens, run: Run) -> None:
        start = run.name if run.is_person else run.start
        if run.is_person and run.end - run.name >= 2:
            return
        name = run_text(tokens, start, run.end)
        known = self.find(name)
        if self.bodies.full(name):
            return
        if not known and run.is_person:
            sex = gender(run_text(tokens, run.start, run.end))
            person = Person(name, role=role_before(tokens, run), gender=sex, sure=True)
            self.by_key[name_key(name)] = person
            self.by_surname[name_key(name)] = known = [person]
        if not known and _is_single_name(tokens, run) and _beside_cue(tokens, run):
            known = self._nearly(name)
        if not known and _is_single_name(tokens, run) and (_beside_cue(tokens, run) or _is_called(tokens, run.start)):
            # A person, or a firm: a pronoun may still mean it.
            self.by_key[name_key(name)] = person = Person(name, kind="unknown")
            person.kind = "person" if _is_called(tokens, run.start) else "unknown"
            self.by_surname[name_key(name)] = known = [person]
        if len(known) == 1:
            known[0].places.append(tokens[start].start)
            known[0].gender = known[0].gender or gender(run_text(tokens, run.start, run.end))
            if name != known[0].name:
                known[0].aliases.add(name)

    def _nearly(self, name: str) -> list[Person]:
        """ "Lundgrem" for "Bo Lundgren": the one person whose surname differs in one letter."""
        key = name_key(name)
        if len(self.by_surname) > _MANY:
            return []
        near = [p for k, people in self.by_surname.items() if _is_near(k, key) for p in people]
        if len(near) != 1:
            return []
        self.misspelt.add(key)
        self.by_surname[key] = near
        return near


def _is_near(one: str, other: str) -> bool:
    """Whether two words of five letters or more differ in one letter, not in the first, and not in a last "s"."""
    if min(len(one), len(other)) < 5 or one[0] != other[0] or f"{one}s" == other or f"{other}s" == one:
        return False
    lead = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[lead + 1 :] == other[lead + 1 :] or one[lead + 1 :] == other[lead:] or one[lead:] == other[lead + 1 :]


def _is_single_name(tokens: Tokens, run: Run) -> bool:
    """One capitalised word that is no place, body, office or acronym."""
    token = tokens[run.start]
    if run.end - run.start != 1 or token.text.isupper() or token.is_possessive:
        return False
    if token.bare in TIMES or token.bare in FIRST_NAMES:
        return token.bare in FIRST_NAMES
    return not any(token.bare in words for words in (SPEAKING, PLACES, DEMONYMS, BODY_NAMES))


def _is_determined(tokens: Tokens, run: Run) -> bool:
    """ "the Due Process Clause": with an article no name of a person."""
    return run.start > 0 and tokens[run.start - 1].low in DETERMINERS


def _is_called(tokens: Tokens, start: int) -> bool:
    """ "a student named Wong", "her mother, Anwar": one word, yet a person's name."""
    before = tokens[start - 1] if start else None
    if before is None:
        return False
    return before.low in ("named", "called") or (
        before.is_comma and start > 1 and tokens[start - 2].low in PERSON_WORDS
    )


def _closes_aside(tokens: Tokens, run: Run) -> bool:
    """ "The pier's owner, NAME, said": a name between commas."""
    return run.start > 0 and tokens[run.start - 1].is_comma and run.end < len(tokens) and tokens[run.end].is_comma


def _has_age(tokens: Tokens, end: int) -> bool:
    """ "NAME, 34, …": only people have an age."""
    if end + 2 >= len(tokens) or not tokens[end].is_comma or not tokens[end + 2].is_comma:
        return False
    return tokens[end + 1].text.isdigit() and len(tokens[end + 1].text) == 2


def _beside_cue(tokens: Tokens, run: Run) -> bool:
    """Whether a reporting verb stands right after the name, or before it and does not name who is told."""
    before = tokens[run.start - 1].low if run.start else ""
    after = tokens[run.end].low if run.end < len(tokens) else ""
    told = before in VERBS and bool(VERBS[before].frames & {"T", "R"})
    return after in REPORTING or (before in REPORTING and not told)
