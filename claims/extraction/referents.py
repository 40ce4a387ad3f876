"""A definite phrase ("the court", "the senator") comes in; which one of those named before it is, goes out."""

from __future__ import annotations

from claims.extraction.attribution import Mention
from claims.extraction.cast import Cast, Person
from claims.extraction.nouns import bears, head_word
from claims.extraction.resolved import Resolved, as_resolved
from claims.extraction.units import Token

_STATE_OFFICES = ("president", "premier", "chancellor", "prime", "king", "queen", "leader")
# What may be said of anybody, by gender: only with "union" before it does "man" mean one.
_PLAIN_PEOPLE = {"man": "m", "woman": "f", "boss": "", "member": "", "worker": "", "employee": "", "person": ""}
_SPOKEN = ("spokesman", "spokeswoman", "spokesperson")
_CHAIRS = ("chairman", "chairwoman", "chairperson", "chair")
_ELECTED = ("representative", "senator", "mp", "congressman", "congresswoman")
_LIKE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_SPOKEN, _SPOKEN),
    **dict.fromkeys(_CHAIRS, _CHAIRS),
    **dict.fromkeys(("congressman", "congresswoman"), ("representative",)),
    **dict.fromkeys(("lawmaker", "legislator", "politician"), _ELECTED),
    "premier": ("minister",),
    "minister": ("secretary",),
    "secretary": ("minister",),
    "professor": ("prof",),
}


class Referents:
    """Finds again who was named before in one article. ``others``: bodies and people without a name, in order."""

    def __init__(self, cast: Cast, others: list[Mention]) -> None:
        self.cast = cast
        self.others = others

    def again(self, words: list[str], kind: str, token: Token) -> Resolved | None:
        """ "the official", "the ministry", "the harbour master": the one named before.

        ``words``: lower case, without the article; ``token``: the first of them.
        """
        at = token.start
        for other in reversed(self.others[-12:] if kind != "unknown" else ()):
            if token.is_name and other.name[:1].islower():
                continue
            folded = other.name.casefold().split()
            if set(words) <= set(folded) and folded[-1] == head_word(other.name) == words[-1]:
                return Resolved(other, 0.8)
        if kind in ("body", "unknown") and len(words) == 1 and (not token.is_name or words == ["police"]):
            institution = self._institution(words[0], at)
            if institution is not None or kind == "body":
                return institution
        if kind not in ("anonymous", "person") and not self.cast.holding(words[-1]):
            return None
        if words[-1] in _PLAIN_PEOPLE:
            return self._plain(words, at)
        bearers = self._bearers(words, at)
        if not bearers:
            return None
        best = max(bearers, key=lambda p: p.named_before(at))
        doubt = f"speaker unsure: “the {' '.join(words)}” read as {best.name}" if len(bearers) > 1 else ""
        return as_resolved(best, 0.5 if doubt else 0.8, doubt)

    def _bearers(self, words: list[str], at: int) -> list[Person]:
        """Who was named before with a role that "the senator", "the lawmaker", "the Norwegian leader" may mean."""
        titles = _STATE_OFFICES if words[-1] == "leader" else (words[-1], *_LIKE.get(words[-1], ()))
        holders = dict.fromkeys(p for title in titles for p in self.cast.holding(title))
        wordings = [words, *([*words[:-1], title] for title in titles if words[-1] != "leader")]
        return [p for p in holders if p.named_before(at) >= 0 and any(bears(p.role, wording) for wording in wordings)]

    def _institution(self, word: str, at: int) -> Resolved | None:
        named = self.cast.bodies.meant(word, at)
        if not named:
            return None
        short = self.cast.bodies.short(named[0])
        doubt = f"speaker unsure: “the {word}” may be {' or '.join(named[:3])}" if len(named) > 1 else ""
        return Resolved(Mention(name=named[0], kind="body", aliases=short), 0.55 if doubt else 0.8, doubt)

    def _plain(self, words: list[str], at: int) -> Resolved | None:
        """ "the union man": the one person of that body, if there is one; never "the man" alone."""
        sex = _PLAIN_PEOPLE[words[-1]]
        fit = [
            p for p in self.cast.serving(words[:-1]) if p.named_before(at) >= 0 and p.gender in ("", sex or p.gender)
        ]
        if len(words) < 2 or len(fit) != 1:
            return None
        return as_resolved(fit[0], 0.7, f"speaker unsure: “the {' '.join(words)}” read as {fit[0].name}")
