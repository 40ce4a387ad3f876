"""A source phrase in an article comes in; who is meant goes out, with how sure that is and why a person should look."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.attribution import Mention
from claims.extraction.cast import Cast, Person
from claims.extraction.finite import Tokens
from claims.extraction.nouns import bears, head_of, is_list, kind_of, last_part, name_end, short_form
from claims.extraction.phrases import phrase_left
from claims.extraction.runs import Run, run_text, runs
from claims.text.bodies import (
    SPEECH_NOUNS,
)
from claims.text.normalise import name_key
from claims.text.words import DETERMINERS, PREPOSITIONS

_LONGEST_ASIDE = 20
_STATE_OFFICES = ("president", "premier", "chancellor", "prime", "king", "queen", "leader")
# What may be said of anybody, by gender: only with "union" before it does "man" mean one.
_PLAIN_PEOPLE = {"man": "m", "woman": "f", "boss": "", "member": "", "worker": "", "employee": "", "person": ""}
_COUNTED = frozenset(("one", "another", "some", "two", "three", "a", "an", "the", "several", "many"))
_GENDERS = {"he": "m", "she": "f", "him": "m", "her": "f", "his": "m"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """``mention`` is None when nobody could be named; ``certainty`` 0 to 1."""

    mention: Mention | None
    certainty: float
    doubt: str = ""
    person: Person | None = None


class Resolver:
    """Reads the sources of one article in order, remembering who was in focus."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.focus: list[Person] = []
        self.others: list[Mention] = []

    def heed(self, person: Person | None) -> None:
        """Puts a person in focus: the next "he" or "she" is likely this one."""
        if person is not None:
            self.focus.append(person)

    def notice(self, tokens: Tokens, start: int, end: int) -> Resolved | None:
        """The person that is the subject of a sentence; others are only remembered, for "the official"."""
        person = self.named(tokens, start, end)
        if person is None and end - start > 1 and not is_list(tokens, start, end):
            other = self._noun(tokens, start, end).mention
            if other is not None and other.kind in ("body", "anonymous", "document"):
                self.others.append(other)
        return person

    def resolve(self, tokens: Tokens, start: int, end: int) -> Resolved:
        """Who ``tokens[start:end]`` is."""
        found = self._resolve(tokens, start, end)
        if found.mention is not None and found.person is None and found.mention.kind != "unknown":
            self.others.append(found.mention)
        return found

    def _resolve(self, tokens: Tokens, start: int, end: int) -> Resolved:
        low = tokens[start].low
        if end - start == 1 and low in ("who", "which", "that"):
            return self._antecedent(tokens, start)
        if end - start == 1 and low in ("he", "she"):
            return self._pronoun(tokens, start)
        if end - start == 1 and low in ("they", "it"):
            return self._thing(plural=low == "they")
        if end - start == 1 and low in ("i", "we", "you"):
            return Resolved(None, 0.3, "the text speaks of itself; no speaker named")
        return self.named(tokens, start, end) or self._noun(tokens, start, end)

    def _antecedent(self, tokens: Tokens, who: int) -> Resolved:
        close = who - 1 if who and tokens[who - 1].is_comma else who
        described = self._described(tokens, close) if close < who else None
        if described is not None:
            return described
        before = last_part(tokens, phrase_left(tokens, close), close)
        if before is None:
            return Resolved(None, 0.3, "speaker unsure: nobody found for the relative pronoun")
        return self._resolve(tokens, before, close)

    def _described(self, tokens: Tokens, close: int) -> Resolved | None:
        """ "Falk, the harbour master, who …": the person before the apposition that ends at ``close``."""
        for k in range(close - 2, max(0, close - _LONGEST_ASIDE), -1):
            if not tokens[k].is_word and not tokens[k].is_comma and tokens[k].low != "()":
                return None
            if tokens[k].is_comma and tokens[k - 1].is_name and tokens[k + 1].low in DETERMINERS:
                run = list(runs(tokens, max(0, k - 6), k))[-1]
                return self.named(tokens, run.start, k)
        return None

    def _pronoun(self, tokens: Tokens, place: int) -> Resolved:
        sex, at = _GENDERS[tokens[place].low], tokens[place].start
        owner = self._owner(tokens, place)
        if owner is not None:
            return self._person(owner[0], 0.75, owner[1])
        best = next((p for p in reversed(self.focus) if p.gender in ("", sex)), None)
        if best is None:
            return self._unfocused(tokens[place].text, sex, at)
        rival = next(
            (p for p in self.cast.named(best.named_before(at) + 1, at) if p is not best and p.gender in ("", sex)), None
        )
        if rival is not None:
            doubt = f"speaker unsure: “{tokens[place].text}” may be {best.name} or {rival.name}"
            return self._person(best, 0.6 if best.gender else 0.45, doubt)
        best.gender = best.gender or sex
        return self._person(best, 0.85)

    def _unfocused(self, pronoun: str, sex: str, at: int) -> Resolved:
        """Nobody that fits was in focus: the one named last, if any, with a doubt."""
        last = next((p for p in self.cast.named(0, at) if p.gender in ("", sex)), None)
        if last is None:
            return Resolved(None, 0.3, f"speaker unsure: nobody found for “{pronoun}”")
        return self._person(last, 0.5, f"speaker unsure: “{pronoun}” read as {last.name}")

    def _owner(self, tokens: Tokens, place: int) -> tuple[Person, str] | None:
        """ "X's comments, in which he …": he is X."""
        for k in range(place - 1, max(0, place - 14), -1):
            if (
                tokens[k].bare in SPEECH_NOUNS
                and tokens[k - 1].is_possessive
                and any(t.low in ("which", "where") for t in tokens[k:place])
            ):
                name = run_text(tokens, k - 1, k)
                known = self.cast.find(name)
                if len(known) == 1:
                    return known[0], ""
                near = self.cast.endings(name)
                if len(near) == 1:
                    return near[0], f"speaker unsure: the name is mangled (“{name}”), read as {near[0].name}"
        return None

    def _thing(self, *, plural: bool) -> Resolved:
        kinds = ("group", "anonymous", "body", "document") if plural else ("body", "document")
        found = next((m for m in reversed(self.others[-4:]) if m.kind in kinds), None)
        if found is None:
            return Resolved(None, 0.3, "speaker unsure: nobody found for the pronoun")
        return Resolved(
            found, 0.6, f"speaker unsure: pronoun read as {found.name}" if plural and found.kind != "group" else ""
        )

    def named(self, tokens: Tokens, start: int, end: int) -> Resolved | None:
        """The person named in ``tokens[start:end]``, if one is."""
        head_end = next((k for k in range(start + 1, end) if tokens[k].is_comma), end)
        if is_list(tokens, start, end):
            return None
        for first, last in ((start, head_end), (head_end, end)):
            for run in reversed(list(runs(tokens, first, last))):
                found = self._run(tokens, run, first, last)
                if found is not None:
                    return found
        return None

    def _run(self, tokens: Tokens, run: Run, start: int, end: int) -> Resolved | None:
        if tokens[run.end - 1].is_possessive:
            return None
        at = run.name if run.is_person else run.start
        governed = at == run.start and at > start and tokens[at - 1].low in PREPOSITIONS
        if governed or (
            run.end < end and tokens[run.end].is_word and tokens[run.end].low not in PREPOSITIONS | {"who", "and"}
        ):
            return None
        name = run_text(tokens, at, run.end)
        known = self.cast.find(name)
        if len(known) == 1:
            return self._person(known[0], 0.95 if known[0].kind == "person" else 0.7)
        if known:
            return self._ambiguous(name, known, tokens[at].start)
        if run.is_person and run.sure:
            return Resolved(Mention(name=name, kind="person", role=run_text(tokens, run.start, run.name)), 0.9)
        if (
            run.is_person
            and run.end - run.name >= 2
            and not any(t.low in PREPOSITIONS for t in tokens[start : run.start])
        ):
            return Resolved(Mention(name=name, kind="person"), 0.75)
        return None

    def _ambiguous(self, name: str, known: list[Person], at: int) -> Resolved:
        recent = max(known, key=lambda p: p.named_before(at))
        others = ", ".join(p.name for p in known if p is not recent)
        return self._person(recent, 0.55, f"speaker unsure: “{name}” may be {recent.name} or {others}")

    def _person(self, person: Person, certainty: float, doubt: str = "") -> Resolved:
        aliases = tuple(sorted(person.aliases))
        mention = Mention(name=person.name, kind=person.kind, role=person.role, aliases=aliases, gender=person.gender)
        return Resolved(mention, certainty, doubt, person)

    def _noun(self, tokens: Tokens, start: int, end: int) -> Resolved:
        while start < end - 1 and tokens[start].low in ("the", "a", "an", "this", "that", "these", "those"):
            start += 1
        head = head_of(tokens, start, end)
        definite = start > 0 and tokens[start - 1].low in ("the", "this", "that", "these", "those")
        last = name_end(tokens, start, end)
        short = short_form(tokens, last)
        name = run_text(tokens, start, last - len(short))
        kind = kind_of(tokens, start, head, end)
        if definite and head == end - 1 and kind not in ("unknown", "group"):
            again = self._again([t.bare for t in tokens[start:end]], kind, tokens[start].start)
            if again is not None:
                return again
        if kind == "unknown":
            return self._unknown(tokens, start, end, name)
        certainty = {"body": 0.9, "document": 0.85, "group": 0.85}.get(kind, 0.8)
        return Resolved(Mention(name=name, kind=kind, aliases=short), certainty)

    def _again(self, words: list[str], kind: str, at: int) -> Resolved | None:
        """ "the official", "the ministry", "the harbour master": the one named before."""
        for other in reversed(self.others[-12:]):
            if set(words) <= set(other.name.casefold().split()) and other.name.casefold().split()[-1] == words[-1]:
                return Resolved(other, 0.8)
        if kind not in ("anonymous", "person"):
            return None
        if words[-1] in _PLAIN_PEOPLE:
            return self._plain(words, at)
        words_held = _STATE_OFFICES if words[-1] == "leader" else (words[-1],)
        holders = dict.fromkeys(p for word in words_held for p in self.cast.holding(word))
        bearers = [p for p in holders if p.named_before(at) >= 0 and bears(p.role, words)]
        if not bearers:
            return None
        best = max(bearers, key=lambda p: p.named_before(at))
        doubt = f"speaker unsure: “the {' '.join(words)}” read as {best.name}" if len(bearers) > 1 else ""
        return self._person(best, 0.5 if doubt else 0.8, doubt)

    def _plain(self, words: list[str], at: int) -> Resolved | None:
        """ "the union man": the one person of that body, if there is one; never "the man" alone."""
        sex = _PLAIN_PEOPLE[words[-1]]
        fit = [
            p for p in self.cast.serving(words[:-1]) if p.named_before(at) >= 0 and p.gender in ("", sex or p.gender)
        ]
        if len(words) < 2 or len(fit) != 1:
            return None
        return self._person(fit[0], 0.7, f"speaker unsure: “the {' '.join(words)}” read as {fit[0].name}")

    def _unknown(self, tokens: Tokens, start: int, end: int, name: str) -> Resolved:
        near = self.cast.endings(name) if end - start == 1 and name_key(name) else []
        if len(near) == 1:
            return self._person(near[0], 0.5, f"speaker unsure: the name is mangled (“{name}”), read as {near[0].name}")
        capital = any(t.is_name and t.low not in _COUNTED for t in tokens[start:end])
        return Resolved(Mention(name=name, kind="unknown" if capital else "anonymous"), 0.6 if capital else 0.35)
