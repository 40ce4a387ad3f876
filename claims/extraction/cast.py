"""An article's units come in; the people that appear in it go out, with roles, aliases and where each is named."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.extraction.finite import Tokens
from claims.extraction.runs import Run, run_text, runs
from claims.extraction.units import Unit
from claims.text.bodies import DEMONYMS, PLACES, SPEAKING
from claims.text.cues import REPORTING
from claims.text.names import FIRST_NAMES, HONORIFICS, ROLE_WORDS, TITLES, gender, surname
from claims.text.normalise import name_key, unaccented
from claims.text.words import DETERMINERS, PREPOSITIONS, SUBORDINATORS, TIMES


@dataclass(eq=False, slots=True)
class Person:
    """One person of the article. ``places``: code points where a form of the name begins, in order."""

    name: str
    kind: str = "person"
    role: str = ""
    gender: str = ""
    sure: bool = False
    aliases: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)

    def named_before(self, place: int) -> int:
        """The last place before ``place`` where the person is named, or -1."""
        found = bisect_left(self.places, place)
        return self.places[found - 1] if found else -1


class Cast:
    """The people of one article, by surname and by full name."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.by_key: dict[str, Person] = {}
        self.by_surname: dict[str, list[Person]] = {}
        self._full(units)
        self._keep(units)
        self._short(units)

    @property
    def people(self) -> list[Person]:
        """Everybody."""
        return list(dict.fromkeys(self.by_key.values()))

    def find(self, name: str) -> list[Person]:
        """The people a name may mean: by full name, else by surname."""
        key = name_key(name)
        if key in self.by_key:
            return [self.by_key[key]]
        return (
            self.by_surname.get(key.split(" ")[-1] if key else "", [])
            if self._may_be_short(key)
            else self._variants(key)
        )

    def _may_be_short(self, key: str) -> bool:
        return " " not in key or key in self.by_surname

    def _variants(self, key: str) -> list[Person]:
        """ "Joseph R. Biden" for "Joe Biden": one surname and one initial."""
        words = key.split(" ")
        return [p for p in self.by_surname.get(words[-1], []) if name_key(p.name)[:1] == key[:1]]

    def endings(self, mangled: str) -> list[Person]:
        """The people whose surname ends in a mangled scrap of at least four letters."""
        scrap = unaccented(mangled)
        return [
            p
            for s, people in self.by_surname.items()
            if len(scrap) >= 4 and s.endswith(scrap) and s != scrap
            for p in people
        ]

    def _full(self, units: Sequence[Unit]) -> None:
        for unit in units:
            for run in runs(unit.tokens):
                if run.is_person and run.end - run.name >= 2:
                    self._meet(unit.tokens, run)

    def _keep(self, units: Sequence[Unit]) -> None:
        """Those with a title, a first name or a cue beside them, or whose surname stands alone somewhere."""
        alone = {
            name_key(run_text(u.tokens, r.start, r.end)) for u in units for r in runs(u.tokens) if r.end - r.start == 1
        }
        self.by_key = {k: p for k, p in self.by_key.items() if p.sure or name_key(surname(p.name)) in alone}
        self._merge()
        for person in self.people:
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
                self.by_key[key] = kept

    def _meet(self, tokens: Tokens, run: Run) -> None:
        name = run_text(tokens, run.name, run.end)
        person = self.by_key.setdefault(
            name_key(name), Person(name, gender=gender(run_text(tokens, run.start, run.end)))
        )
        person.sure = person.sure or run.sure or _beside_cue(tokens, run)
        person.places.append(tokens[run.name].start)
        person.role = person.role or _role_before(tokens, run) or _role_after(tokens, run.end)

    def _short(self, units: Sequence[Unit]) -> None:
        """Surnames alone: they date the mentions, confirm unsure people, and make people of their own after a title."""
        for unit in units:
            for run in runs(unit.tokens):
                self._meet_short(unit.tokens, run)
        for person in self.people:
            person.places.sort()

    def _meet_short(self, tokens: Tokens, run: Run) -> None:
        start = run.name if run.is_person else run.start
        if run.is_person and run.end - run.name >= 2:
            return
        name = run_text(tokens, start, run.end)
        known = self.find(name)
        if not known and run.is_person:
            sex = gender(run_text(tokens, run.start, run.end))
            person = Person(name, role=_role_before(tokens, run), gender=sex, sure=True)
            self.by_key[name_key(name)] = person
            self.by_surname[name_key(name)] = known = [person]
        if not known and _is_single_name(tokens, run) and _beside_cue(tokens, run):
            # A person, or a firm: a pronoun may still mean it.
            self.by_key[name_key(name)] = person = Person(name, kind="unknown")
            self.by_surname[name_key(name)] = known = [person]
        if len(known) == 1:
            known[0].places.append(tokens[start].start)
            known[0].gender = known[0].gender or gender(run_text(tokens, run.start, run.end))
            if name != known[0].name:
                known[0].aliases.add(name)


def _is_single_name(tokens: Tokens, run: Run) -> bool:
    """One capitalised word that is no place, body, office or acronym."""
    token = tokens[run.start]
    if run.end - run.start != 1 or token.text.isupper() or token.is_possessive:
        return False
    if token.bare in TIMES or token.bare in FIRST_NAMES:
        return token.bare in FIRST_NAMES
    return token.bare not in SPEAKING and token.bare not in PLACES and token.bare not in DEMONYMS


def _beside_cue(tokens: Tokens, run: Run) -> bool:
    """Whether a reporting verb stands right before or after the name."""
    beside = [tokens[k].low for k in (run.start - 1, run.end) if 0 <= k < len(tokens)]
    return any(low in REPORTING for low in beside)


def _role_before(tokens: Tokens, run: Run) -> str:
    """ "US Ambassador to the UN" before the name; a role that ends at a comma ("Ukraine's President, NAME") too."""
    if run.name > run.start:
        start = _stretch(tokens, run.start)
        role = run_text(tokens, start, run.name)
        return "" if role.casefold().rstrip(".") in HONORIFICS else role
    before = run.start - 1
    if before >= 0 and tokens[before].is_comma and before >= 1 and tokens[before - 1].bare in TITLES:
        return run_text(tokens, _stretch(tokens, before - 1), before)
    if before >= 0 and (tokens[before].low in TITLES or tokens[before].low in ROLE_WORDS):
        return run_text(tokens, _stretch(tokens, before), run.start)
    return ""


def _stretch(tokens: Tokens, start: int) -> int:
    """Further left over the words of a role: capitals, "of", "to the", possessives."""
    k = start
    while k > 0 and start - k < 8:
        token = tokens[k - 1]
        if not (
            token.is_word
            and (
                token.is_name
                or token.low in ("of", "to", "for", "the", "and")
                or token.is_possessive
                or token.low in ROLE_WORDS
            )
        ):
            break
        k -= 1
    while k < start and (
        tokens[k].low in PREPOSITIONS | SUBORDINATORS or tokens[k].low in ("the", "and", "a", "according")
    ):
        k += 1
    return k


def _role_after(tokens: Tokens, end: int) -> str:
    """ "NAME, the mayor of X,": "mayor of X"."""
    if end + 2 >= len(tokens) or not tokens[end].is_comma:
        return ""
    k = end + 1
    start = k + 1 if tokens[k].low in DETERMINERS else k
    while k < len(tokens) and k - end < 14 and tokens[k].is_word:
        k += 1
    has_role = any(
        t.bare in TITLES or t.bare in ("director", "spokesman", "spokeswoman", "leader", "chief", "head")
        for t in tokens[start:k]
    )
    return run_text(tokens, start, k) if has_role and k < len(tokens) and not tokens[k].is_word else ""
