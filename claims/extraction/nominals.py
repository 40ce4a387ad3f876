"""A source phrase that names no person comes in; the body, group, document or unnamed one that is meant goes out."""

from __future__ import annotations

from claims.extraction.attribution import Mention
from claims.extraction.authors import POSSESSIVES
from claims.extraction.cast import Cast
from claims.extraction.descriptions import described
from claims.extraction.finite import Tokens
from claims.extraction.genders import GENDERS
from claims.extraction.nouns import head_of, kind_of, name_end, named_apart, short_form
from claims.extraction.pronouns import Pronouns
from claims.extraction.referents import Referents
from claims.extraction.resolved import Resolved, as_resolved
from claims.extraction.runs import run_text, runs
from claims.text.normalise import name_key

_ARTICLES = frozenset(("the", "a", "an", "this", "that", "these", "those"))
_DEFINITE = _ARTICLES - {"a", "an"}
_COUNTED = frozenset(("one", "another", "some", "two", "three", "a", "an", "the", "several", "many"))


class Nominals:
    """Reads "the harbour board", "her publicist", "a senior official" of one article."""

    def __init__(self, cast: Cast, pronouns: Pronouns) -> None:
        self.cast = cast
        self.pronouns = pronouns
        self.referents = Referents(cast, pronouns.others)

    def read(self, tokens: Tokens, start: int, end: int) -> Resolved:
        """Who ``tokens[start:end]`` is: one who was called so before, a body by its short form, or somebody new."""
        owner = self._owner_name(tokens, start, end)
        start = named_apart(tokens, start, end)
        while start < end - 1 and tokens[start].low in _ARTICLES:
            start += 1
        head = head_of(tokens, start, end)
        definite = start > 0 and tokens[start - 1].low in _DEFINITE
        last = name_end(tokens, start, end)
        short = short_form(tokens, last)
        name = owner + run_text(tokens, start + bool(owner), last - len(short))
        kind = kind_of(tokens, start, head, end)
        words = [t.bare for t in tokens[start : head + 1]]
        full = self.cast.bodies.full(name)
        if (short or full) and kind in ("unknown", "anonymous"):
            kind = "body"
        again = None
        last -= len(short)
        if head in (end - 1, last - 1) and kind != "group" and not full and (definite or words == ["police"]):
            again = self.referents.again(words, kind, tokens[start])
        if again is not None:
            return again
        if definite and kind in ("unknown", "anonymous") and self.pronouns.somebody is None:
            again = self._described(tokens, start, head, end)
        if again is not None:
            return again
        if kind == "unknown":
            return self._unknown(tokens, start, end, name)
        certainty = {"body": 0.9, "document": 0.85, "group": 0.85}.get(kind, 0.8)
        aliases = tuple(dict.fromkeys((*short, *self.cast.bodies.short(full or name), *((name,) if full else ()))))
        return Resolved(Mention(name=full or name, kind=kind, aliases=aliases), certainty)

    def _described(self, tokens: Tokens, start: int, head: int, end: int) -> Resolved | None:
        """Whom "the retired diver", "the former secretary of state" describes, if nothing else is told of that one."""
        whole = head == end - 1 or [t.low for t in tokens[head + 1 : end]] == ["of", "state"]
        return described(self.cast, self.pronouns.focus, tokens, start, head) if whole else None

    def _owner_name(self, tokens: Tokens, start: int, end: int) -> str:
        """ "Falk's " for "her" in "her publicist", where it is sure who that is."""
        if tokens[start].low not in POSSESSIVES or end - start < 2:
            return ""
        owner = self._ahead(tokens, start, end) or self.pronouns.read(tokens, start)
        if owner.mention is None or owner.doubt or owner.certainty < 0.6 or not _is_title(owner.mention.name):
            return ""
        return owner.mention.name + ("’ " if owner.mention.name.endswith("s") else "’s ")

    def _ahead(self, tokens: Tokens, start: int, end: int) -> Resolved | None:
        """ "According to his agent, Falk …": he is Falk."""
        run = next(runs(tokens, end, min(len(tokens), end + 4)), None)
        if start > 2 or run is None or end >= len(tokens) or not tokens[end].is_comma:
            return None
        known = self.cast.find(run_text(tokens, run.name if run.is_person else run.start, run.end))
        fit = [p for p in known if p.gender in ("", GENDERS.get(tokens[start].low, "-"))]
        return as_resolved(fit[0], 0.75 if len(fit) == 1 else 0.5) if fit else None

    def _unknown(self, tokens: Tokens, start: int, end: int, name: str) -> Resolved:
        near = self.cast.endings(name) if end - start == 1 and name_key(name) else []
        if len(near) == 1:
            return as_resolved(near[0], 0.5, f"speaker unsure: the name is mangled (“{name}”), read as {near[0].name}")
        capital = any(t.is_name and t.low not in _COUNTED for t in tokens[start:end])
        return Resolved(Mention(name=name, kind="unknown" if capital else "anonymous"), 0.6 if capital else 0.35)


def _is_title(name: str) -> bool:
    """A name short enough, and with a capital, to be put for "his"."""
    return name[:1].isupper() and len(name.split()) <= 6
