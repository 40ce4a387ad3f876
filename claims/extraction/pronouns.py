"""A pronoun comes in; whom it means goes out, by gender, by who is the subject and by who spoke last."""

from __future__ import annotations

from collections.abc import Iterator

from claims.extraction.attribution import Mention
from claims.extraction.cast import Cast, Person
from claims.extraction.finite import Tokens, first_finite, is_finite
from claims.extraction.genders import GENDERS, of_role
from claims.extraction.nouns import head_of, kind_of
from claims.extraction.phrases import phrase_left
from claims.extraction.resolved import Resolved, as_resolved
from claims.extraction.runs import Run, run_text, runs
from claims.extraction.times import skip_time
from claims.text.bodies import SPEECH_NOUNS
from claims.text.cues import REPORTING
from claims.text.words import ARTICLES, CONJUNCTIONS, PREPOSITIONS, SUBORDINATORS, is_adverb

_SEVERAL = frozenset(("they", "them", "their", "theirs", "themselves"))
_THING = frozenset(("it", "its", "itself"))
_SELF = frozenset(("i", "me", "my", "mine", "we", "us", "our", "ours", "you", "your"))
OWN_VOICE = "the text speaks of itself; no speaker named"
_BOTH_REACH = 500
_LEAST = 0.5
_LONGEST = 8
PRONOUNS = frozenset(GENDERS) | _SEVERAL | _THING | _SELF | {"both"}


class Pronouns:
    """Reads the pronouns of one article in order, remembering who was in focus."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.focus: list[Person] = []
        self.others: list[Mention] = []
        self.somebody: Mention | None = None  # one without a name, who came up after the last one with a name
        self._sex = ""  # of that one, as a pronoun told

    def heed(self, person: Person) -> None:
        """Puts a person in focus."""
        self.focus.append(person)
        self.somebody = None

    def remember(self, other: Mention, *, certainty: float, new: bool) -> None:
        """Keeps who or what has no name, or is no person, for "they", "it" and "the official".

        ``new``: it came up as "a …" or "one of …".
        """
        if certainty < _LEAST:
            return
        self.others.append(other)
        if other.kind == "anonymous" and new:
            self._sex = self._sex if other == self.somebody else ""
            self.somebody = other

    def read(self, tokens: Tokens, place: int) -> Resolved:
        """Whom the pronoun at ``place`` means."""
        low = tokens[place].low
        if low in GENDERS:
            return self._one(tokens, place)
        if low == "both":
            return self._both(tokens[place].start)
        if low in _SELF:
            return Resolved(None, 0.3, OWN_VOICE)
        return self._subject_thing(tokens, place, plural=low in _SEVERAL) or self._thing(plural=low in _SEVERAL)

    def _one(self, tokens: Tokens, place: int) -> Resolved:
        sex, at = GENDERS[tokens[place].low], tokens[place].start
        found = self._owner(tokens, place) or self._subject(tokens, place, sex)
        found = found or self._nameless(tokens[place].text, sex)
        if found is not None:
            return found
        best = next((p for p in reversed(self.focus) if p.gender in ("", sex)), None)
        if best is None:
            return self._unfocused(tokens[place].text, sex, at)
        rival = next((p for p in self._since(best, at) if p.gender == sex or _may_be(p)), None)
        if rival is not None:
            doubt = f"speaker unsure: “{tokens[place].text}” may be {best.name} or {rival.name}"
            return as_resolved(best, 0.6 if best.gender else 0.45, doubt)
        return as_resolved(_known_as(best, sex), 0.85)

    def _nameless(self, pronoun: str, sex: str) -> Resolved | None:
        """ "A lifeguard waved. She said": she is the lifeguard, when nobody was named since."""
        if self.somebody is None or (self._sex or of_role(self.somebody.name)) not in ("", sex):
            return None
        self._sex = sex  # called "she" once, it is not who "he" is
        return Resolved(self.somebody, 0.65, f"speaker unsure: “{pronoun}” read as {self.somebody.name}")

    def _since(self, person: Person, at: int) -> Iterator[Person]:
        return (p for p in self.cast.named(person.named_before(at) + 1, at) if p is not person)

    def _unfocused(self, pronoun: str, sex: str, at: int) -> Resolved:
        """Nobody that fits was in focus: the one named last, if any, with a doubt."""
        last = next((p for p in self.cast.named(0, at) if p.gender in ("", sex)), None)
        if last is None:
            return Resolved(None, 0.3, f"speaker unsure: nobody found for “{pronoun}”")
        return as_resolved(last, 0.5, f"speaker unsure: “{pronoun}” read as {last.name}")

    def _subject(self, tokens: Tokens, place: int, sex: str) -> Resolved | None:
        """ "Falk rose, and she said": the first one named free in the sentence, unless the pronoun only closes it."""
        if _closes(tokens, place):
            return None
        named = [(p, free) for p, free in self._people(tokens, place) if p.gender in ("", sex)]
        subject = next((p for p, free in named if free), None)
        if subject is None:
            return None
        rival = next((p for p, _ in named if p is not subject and (p.gender or _may_be(p))), None)
        if rival is None:
            return as_resolved(_known_as(subject, sex), 0.85)
        doubt = f"speaker unsure: “{tokens[place].text}” may be {subject.name} or {rival.name}"
        return as_resolved(subject, 0.65 if subject.gender else 0.5, doubt)

    def _people(self, tokens: Tokens, place: int) -> Iterator[tuple[Person, bool]]:
        """Who is named before ``place``, and whether not as "X's" or after a preposition."""
        for run in runs(tokens, 0, place):
            start = run.name if run.is_person else run.start
            known = self.cast.find(run_text(tokens, start, run.end))
            if len(known) == 1:
                yield known[0], not tokens[run.end - 1].is_possessive and _leads(tokens, run)

    def _owner(self, tokens: Tokens, place: int) -> Resolved | None:
        """ "X's comments, in which he …": he is X."""
        for k in range(place - 1, max(0, place - 14), -1):
            if (
                tokens[k].bare in SPEECH_NOUNS
                and tokens[k - 1].is_possessive
                and any(t.low in ("which", "where") for t in tokens[k:place])
            ):
                return self._of_words(run_text(tokens, k - 1, k))
        return None

    def _of_words(self, name: str) -> Resolved | None:
        known = self.cast.find(name)
        if len(known) == 1:
            return as_resolved(known[0], 0.75)
        near = self.cast.endings(name)
        if len(near) == 1:
            doubt = f"speaker unsure: the name is mangled (“{name}”), read as {near[0].name}"
            return as_resolved(near[0], 0.75, doubt)
        return None

    def _subject_thing(self, tokens: Tokens, place: int, *, plural: bool) -> Resolved | None:
        """ "Prosecutors closed the pier, they said": the group, body or paper that the sentence is about."""
        verb = first_finite(tokens, 1, place)
        start = phrase_left(tokens, verb) if verb is not None else None
        if verb is None or start is None or verb - start > _LONGEST:
            return None
        kind = kind_of(tokens, start, head_of(tokens, start, verb), verb)
        if kind not in (("group", "body") if plural else ("body", "document")):
            return None
        start += tokens[start].low in ARTICLES and verb - start > 1
        name = run_text(tokens, start, verb)
        return Resolved(Mention(name=self.cast.bodies.full(name) or name, kind=kind), 0.75)

    def _thing(self, *, plural: bool) -> Resolved:
        kinds = ("group", "anonymous", "body", "document") if plural else ("body", "document")
        found = next((m for m in reversed(self.others[-4:]) if m.kind in kinds), None)
        if found is None:
            return Resolved(None, 0.3, "speaker unsure: nobody found for the pronoun")
        doubt = f"speaker unsure: pronoun read as {found.name}" if plural and found.kind != "group" else ""
        return Resolved(found, 0.6, doubt)

    def _both(self, at: int) -> Resolved:
        """The pair named last."""
        pair = next((m for m in reversed(self.others[-2:]) if m.kind == "group" and " and " in m.name), None)
        if pair is not None:
            return Resolved(pair, 0.7)
        two = list(dict.fromkeys(self.cast.named(max(0, at - _BOTH_REACH), at)))[:2]
        if len(two) < 2:
            return Resolved(Mention(name="both", kind="group"), 0.5)
        name = f"{two[1].name} and {two[0].name}"
        return Resolved(Mention(name=name, kind="group"), 0.5, f"speaker unsure: “both” read as {name}")


def _may_be(person: Person) -> bool:
    """Whether it may be a man or a woman: a person of unknown gender, not what may be a firm."""
    return not person.gender and person.kind == "person"


def _known_as(person: Person, sex: str) -> Person:
    """Who is surely meant by "she" is a person, and a woman."""
    person.gender = person.gender or sex
    person.kind = "person" if person.kind == "unknown" else person.kind
    return person


def _leads(tokens: Tokens, run: Run) -> bool:
    """Whether a verb follows the name, or an aside after a name that begins its clause."""
    before = tokens[run.start - 1].low if run.start else ""
    if before in PREPOSITIONS or before == "as":
        return False
    k = run.end
    while k < len(tokens) and is_adverb(tokens[k].low):
        k += 1
    aside = k < len(tokens) and tokens[k].is_comma and (not before or before in SUBORDINATORS | CONJUNCTIONS)
    return aside or (k < len(tokens) and is_finite(tokens, k))


def _closes(tokens: Tokens, place: int) -> bool:
    """ "…, he said on Monday.": what stands before is what he said, not who he is."""
    before = tokens[place - 1] if place else None
    if before is None or not (before.is_comma or before.quote is not None):
        return before is None
    k = place + 1
    while k < len(tokens) and is_adverb(tokens[k].low):
        k += 1
    if k >= len(tokens) or tokens[k].low not in REPORTING:
        return before.quote is not None
    after = skip_time(tokens, k + 1, len(tokens))
    return after >= len(tokens) or not tokens[after].is_word or tokens[after].low in PREPOSITIONS
