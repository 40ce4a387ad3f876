"""A mention and a speaker the newsroom knows come in; whether they may be one, how surely and why, goes out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from claims.extraction.attribution import Mention
from claims.extraction.held import Held, compared
from claims.text.names import SUFFIXES, gender
from claims.text.normalise import unaccented
from claims.text.spelling import initials, name_words, one_given, spelt_alike, suffix

LEAST = 0.4
"""A lower score is not worth an editor's time."""
_BASE = {
    ("same", "same"): 0.8,
    ("same", "variant"): 0.7,
    ("same", "initial"): 0.55,
    ("same", "bare"): 0.45,
    ("spelt", "same"): 0.75,
    ("spelt", "variant"): 0.7,
    ("spelt", "initial"): 0.45,
    ("spelt", "bare"): 0.4,
    ("part", "same"): 0.6,
    ("part", "variant"): 0.5,
}
_ROLE_SAME, _ROLE_CLASH, _SUFFIX_DIFFERS = 0.2, -0.25, -0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A speaker of the newsroom as this module sees it."""

    id: int
    name: str
    kind: str
    names: tuple[str, ...] = ()
    roles: tuple[Held, ...] = ()

    @property
    def full(self) -> bool:
        """Whether it is known by more than a surname."""
        return not is_short(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """``sure``: nothing speaks against it and the role speaks for it; whether it is the only one, the caller asks.

    ``lasting``: the name by itself tells enough for other articles, too; an initial or a surname does not.
    """

    known: Known
    score: float
    sure: bool
    reasons: tuple[str, ...]
    lasting: bool = True


@dataclass(frozen=True, slots=True)
class _Name:
    given: tuple[str, ...]
    surname: str

    @property
    def parts(self) -> frozenset[str]:
        return frozenset(self.surname.split("-"))


def likeness(mention: Mention, known: Known, *, on: dt.date | None) -> Likeness | None:
    """How alike the two are on that day; None when they are two, or when too little says that they are one."""
    if {mention.kind, known.kind} <= {"person", "unknown"}:
        return _of_persons(mention, known, on=on)
    return _of_bodies(mention, known) if mention.kind == known.kind == "body" else None


def is_short(name: str) -> bool:
    """Whether a person's given name is missing or an initial."""
    given = _parted(name).given
    return not given or len(given[0]) == 1


def surname_of(name: str) -> str:
    """The folded surname, compound ones with their hyphen."""
    return _parted(name).surname


def _of_persons(mention: Mention, known: Known, *, on: dt.date | None) -> Likeness | None:
    found = [one for name in known.names or (known.name,) if (one := _names(mention, name)) is not None]
    if not found or _sexes_clash(mention, known):
        return None
    score, surname, words = max(found, key=lambda one: one[0])
    role, said = compared(mention.role, known.roles, on=on)
    score += {"same": _ROLE_SAME, "clash": _ROLE_CLASH}.get(role, 0.0)
    differs = suffix(mention.name) != suffix(known.name)
    score += _SUFFIX_DIFFERS if differs else 0.0
    if score < LEAST:
        return None
    sure = role == "same" and surname != "part" and not differs
    told = (*words, said) if said else words
    return Likeness(
        known=known, score=round(min(score, 1.0), 2), sure=sure, reasons=told, lasting=not is_short(mention.name)
    )


def _names(mention: Mention, name: str) -> tuple[float, str, tuple[str, ...]] | None:
    one, other = _parted(mention.name), _parted(name)
    surname, given = _surnames(one, other), _givens(one.given, other.given)
    base = _BASE.get((surname, given))
    if base is None:
        return None
    return (
        base,
        surname,
        (_SURNAMES[surname].format(a=_last(mention.name), b=_last(name)), *_told(given, mention.name, name)),
    )


_SURNAMES = {
    "same": "same surname",
    "spelt": "surname in two spellings, “{a}” and “{b}”",
    "part": "one surname holds the other, “{a}” and “{b}”",
}


def _told(given: str, one: str, other: str) -> tuple[str, ...]:
    words = {
        "same": "same given name",
        "variant": "given names that are forms of one",
        "initial": "one given name is only an initial",
        "bare": "one without a given name",
    }
    return (f"{words[given]} (“{one}”, “{other}”)",)


def _surnames(a: _Name, b: _Name) -> str:
    if a.surname == b.surname:
        return "same"
    if spelt_alike(a.surname, b.surname):
        return "spelt"
    return "part" if len(a.parts | b.parts) > 1 and (a.parts < b.parts or b.parts < a.parts) else ""


def _givens(a: tuple[str, ...], b: tuple[str, ...]) -> str:
    if not a or not b:
        return "bare"
    if any(x[0] != y[0] for x, y in zip(a[1:], b[1:], strict=False)):
        return ""  # "George W." and "George H. W."
    if a[0] == b[0]:
        return "initial" if len(a[0]) == 1 else "same"
    if 1 in (len(a[0]), len(b[0])):
        return "initial" if a[0][0] == b[0][0] else ""
    return "variant" if one_given(a[0], b[0]) else ""


def _sexes_clash(mention: Mention, known: Known) -> bool:
    ours = mention.gender or gender(mention.name)
    theirs = {sex for name in (known.name, *known.names) if (sex := gender(name))}
    return bool(ours and theirs) and ours not in theirs


def _of_bodies(mention: Mention, known: Known) -> Likeness | None:
    for name in (known.name, *known.names):
        for short, long in ((mention.name, name), (name, mention.name)):
            if short.isupper() and len(short) > 2 and " " not in short and initials(long) == unaccented(short):
                return Likeness(
                    known=known, score=0.75, sure=False, reasons=(f"“{short}” are the initials of “{long}”",)
                )
        if spelt_alike(mention.name, name):
            reason = f"one name in two spellings, “{mention.name}” and “{name}”"
            return Likeness(known=known, score=0.7, sure=False, reasons=(reason,))
    return None


def _parted(name: str) -> _Name:
    words = [w for w in name_words(name) if w.casefold().rstrip(",") not in SUFFIXES] or name.split()
    folded = [re.sub(r"[^\w-]", "", unaccented(w)) for w in words]
    folded = [w for w in folded if w] or [""]
    return _Name(tuple(folded[:-1]), folded[-1])


def _last(name: str) -> str:
    words = [w for w in name_words(name) if w.casefold() not in SUFFIXES]
    return words[-1] if words else name
