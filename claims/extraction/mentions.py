"""A source phrase in an article comes in; who is meant goes out, with how sure that is and why a person should look."""

from __future__ import annotations

from dataclasses import replace

from claims.extraction.attribution import Mention
from claims.extraction.authors import author, whole_of
from claims.extraction.cast import Cast, Person
from claims.extraction.finite import Tokens, is_finite
from claims.extraction.nominals import Nominals
from claims.extraction.nouns import head_of, head_word, is_list, kind_of, last_part, name_end
from claims.extraction.phrases import phrase_left
from claims.extraction.pronouns import PRONOUNS, Pronouns
from claims.extraction.resolved import Resolved, as_resolved
from claims.extraction.runs import Run, run_text, runs
from claims.text.bodies import ACRONYMS, PEOPLE_WORDS, PLACES
from claims.text.names import POST_NOMINALS, gender
from claims.text.normalise import name_key
from claims.text.words import DAYS, DETERMINERS, PREPOSITIONS, is_adverb

__all__ = ["Resolved", "Resolver"]

_LONGEST_ASIDE = 20
_LONGEST = 10
_FAR_MORE = 3
_NEW = frozenset(("a", "an", "one", "another"))
_AFTER_NAMES = PREPOSITIONS | POST_NOMINALS | {"who", "and"}
_RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
_LEADS = frozenset(("according", "to", "by", "from", "per", "and", "but", "while", "when", "as"))
_MARKS = frozenset(",;:.—–-")
_AUTHORS = ("person", "body", "group", "anonymous")


class Resolver:
    """Reads the sources of one article in order, remembering who was in focus."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.pronouns = Pronouns(cast)
        self.nominals = Nominals(cast, self.pronouns)

    def heed(self, person: Person | None) -> None:
        """Puts a person in focus: the next "he" or "she" is likely this one."""
        if person is not None:
            self.pronouns.heed(person)

    def notice(self, tokens: Tokens, start: int, end: int) -> Resolved | None:
        """The person that is the subject of a sentence; others are only remembered, for "the official"."""
        person = self.named(tokens, start, end)
        told = end - start > 1 or tokens[start].low in ACRONYMS or tokens[start].bare in PEOPLE_WORDS | PLACES
        if person is None and told and end - start <= _LONGEST and not is_list(tokens, start, end):
            found = self.nominals.read(tokens, start, end)
            if found.mention is not None and found.mention.kind in ("body", "anonymous", "document", "group"):
                self.pronouns.remember(found.mention, certainty=found.certainty, new=_is_new(tokens, start))
        return person

    def resolve(self, tokens: Tokens, start: int, end: int) -> Resolved:
        """Who ``tokens[start:end]`` is."""
        start, end = _trimmed(tokens, start, end)
        found = self._resolve(tokens, start, end)
        if found.mention is not None and found.person is None and found.mention.kind != "unknown":
            spoke = found.mention.kind == "anonymous" and not head_word(found.mention.name).endswith("s")
            new = spoke or _is_new(tokens, start)  # whoever speaks without a name is whom "she" means next
            self.pronouns.remember(found.mention, certainty=found.certainty, new=new)
        return found

    def _resolve(self, tokens: Tokens, start: int, end: int) -> Resolved:
        low = tokens[start].low
        if end - start == 1 and low in _RELATIVES:
            return self._antecedent(tokens, start)
        if end - start == 1 and low in PRONOUNS:
            return self.pronouns.read(tokens, start)
        start = whole_of(tokens, start, end)
        known = self._author(tokens, start, end) or self.named(tokens, start, end)
        if known is not None and known.person is None and known.mention is not None and known.mention.kind == "person":
            return replace(known, person=self.cast.stranger(known.mention, at=tokens[start].start))
        return known or self.nominals.read(tokens, start, end)

    def _author(self, tokens: Tokens, start: int, end: int) -> Resolved | None:
        """Who speaks by "the judge's statement"; None where nobody is told or it is somebody unknown."""
        place = author(tokens, start, end)
        found = self._resolve(tokens, *place) if place is not None else None
        if found is None or found.mention is None or found.mention.kind not in _AUTHORS or found.certainty < 0.5:
            return None
        return Resolved(found.mention, round(found.certainty * 0.9, 2), found.doubt, found.person)

    def _antecedent(self, tokens: Tokens, who: int) -> Resolved:
        close = who - 1 if who and tokens[who - 1].is_comma else who
        if close > 2 and tokens[close - 1].text.isdigit() and tokens[close - 2].is_comma:
            close -= 2  # "Falk, 24, who"
        described = self._described(tokens, close) if close < who else None
        if described is not None:
            return described
        before = last_part(tokens, phrase_left(tokens, close), close)
        if before is None:
            before = _noun_before(tokens, close)
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

    def named(self, tokens: Tokens, start: int, end: int) -> Resolved | None:
        """The person named in ``tokens[start:end]``, if one is."""
        head_end = next((k for k in range(start + 1, end) if tokens[k].is_comma), end)
        if is_list(tokens, start, end):
            return None
        for first, last in ((start, head_end), (head_end, end)):
            if first == head_end and _is_closed(tokens, start, head_end, end):
                break
            for run in reversed(list(runs(tokens, first, last))):
                found = self._run(tokens, run, first, last)
                if found is not None:
                    return found
        return None

    def _run(self, tokens: Tokens, run: Run, start: int, end: int) -> Resolved | None:
        if tokens[run.end - 1].is_possessive and run.end < end:
            return None
        at = run.name if run.is_person else run.start
        if run.end < end and _owns(tokens, run.end, end):
            return None
        governed = at == run.start and at > start and tokens[at - 1].low in PREPOSITIONS
        if governed or (run.end < end and tokens[run.end].is_word and tokens[run.end].low not in _AFTER_NAMES):
            return None
        name = run_text(tokens, at, run.end)
        known = self.cast.find(name)
        if len(known) == 1 and name_key(name) in self.cast.misspelt:
            return as_resolved(known[0], 0.6, f"speaker unsure: “{name}” read as {known[0].name}")
        if len(known) == 1:
            return as_resolved(known[0], 0.95 if known[0].kind == "person" else 0.7)
        if known:
            return self._ambiguous(run_text(tokens, run.start, run.end), known, tokens[at].start)
        if run.is_person and run.sure:
            return Resolved(Mention(name=name, kind="person", role=run_text(tokens, run.start, run.name)), 0.9)
        if (
            run.is_person
            and run.end - run.name >= 2
            and not (start < run.start and tokens[run.start - 1].low in DETERMINERS)
            and not any(t.low in PREPOSITIONS for t in tokens[start : run.start])
        ):
            return Resolved(Mention(name=name, kind=_kind_told(tokens, run.end)), 0.75)
        return None

    def _ambiguous(self, name: str, known: list[Person], at: int) -> Resolved:
        """Of several with one surname: the only one named so far, or of that title, else the last, in doubt."""
        sex = gender(name)
        fit = [p for p in known if not sex or p.gender in ("", sex)] or known
        before = [p for p in fit if p.named_before(at) >= 0]
        if len(before) == 1:
            return as_resolved(before[0], 0.85)
        recent = self._likeliest(fit, at)
        others = ", ".join(p.name for p in fit if p is not recent)
        return as_resolved(recent, 0.55, f"speaker unsure: “{name}” may be {recent.name} or {others}")

    def _likeliest(self, fit: list[Person], at: int) -> Person:
        """Of several with one surname: who is named far more often, else who was in focus last, else named last."""
        ordered = sorted(fit, key=lambda p: (p.often_before(at), p.named_before(at)), reverse=True)
        here = next(
            (p for p in ordered if 0 < at - p.named_before(at) < len(p.name)), None
        )  # cut out of "Tessa Brandt"
        if here is not None or ordered[0].often_before(at) >= _FAR_MORE * ordered[1].often_before(at):
            return here or ordered[0]
        return next((p for p in reversed(self.pronouns.focus) if p in fit), ordered[0])


def _trimmed(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """The phrase without "according to", "meanwhile" and marks at its edges."""
    while start < end - 1 and (tokens[start].low in _LEADS or is_adverb(tokens[start].low) or _is_mark(tokens, start)):
        start += 1
    while end - 1 > start and _is_mark(tokens, end - 1):
        end -= 1
    dated = end - 3 >= start and tokens[end - 2].low == "on" and tokens[end - 1].bare in DAYS
    if dated and not tokens[end - 3].low.endswith("ed"):
        end -= 2
    return start, end


def _kind_told(tokens: Tokens, end: int) -> str:
    """ "body" for "Met Orrin, the national weather service,", else a person."""
    if end + 2 >= len(tokens) or not tokens[end].is_comma or tokens[end + 1].low not in DETERMINERS:
        return "person"
    close = next((k for k in range(end + 2, len(tokens)) if tokens[k].is_comma), end + 2)
    return "body" if kind_of(tokens, end + 2, head_of(tokens, end + 2, close), close) == "body" else "person"


def _noun_before(tokens: Tokens, close: int) -> int | None:
    """Where "mainland China" begins in "In mainland China, which …"."""
    k = close
    while k > 0 and tokens[k - 1].is_word and tokens[k - 1].low not in PREPOSITIONS and not is_finite(tokens, k - 1):
        k -= 1
    return k if k < close else None


def _is_closed(tokens: Tokens, start: int, comma: int, end: int) -> bool:
    """Whether no name of the one meant follows the comma: a relative clause, or "San Diego" of a university."""
    first = next(runs(tokens, comma, end), None)
    if any(t.low in _RELATIVES for t in tokens[comma : first.start if first else end]):
        return True
    return comma < end and name_end(tokens, start, end) > comma


def _is_new(tokens: Tokens, start: int) -> bool:
    return tokens[start].low in _NEW


def _is_mark(tokens: Tokens, place: int) -> bool:
    return tokens[place].text in _MARKS


def _owns(tokens: Tokens, place: int, end: int) -> bool:
    """Whether "and X's mother" follows: the one before "and" only owns, too."""
    owner = next((k for k in range(place, min(end, place + 5)) if tokens[k].is_possessive), end)
    return tokens[place].low == "and" and owner + 1 < end and tokens[owner + 1].is_word
