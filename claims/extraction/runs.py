"""A unit's tokens come in; its runs of capitalised words go out, read as role, name and what stands before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.extraction.finite import Tokens
from claims.extraction.units import Token
from claims.text.bodies import ACRONYMS, BODY_NAMES, BODY_WORDS, DEMONYMS, PEOPLE_WORDS, PLACES, SURNAMES_TOO
from claims.text.names import FIRST_NAMES, PARTICLES, POST_NOMINALS, ROLE_PARTS, ROLE_WORDS, TITLES
from claims.text.normalise import unaccented
from claims.text.wordlist import wordlist
from claims.text.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_adverb,
)

_NO_NAME = (
    DETERMINERS
    | PREPOSITIONS
    | SUBORDINATORS
    | CONJUNCTIONS
    | PRONOUNS
    | DAYS
    | wordlist("""
    yes no not well so then here there according asked following based given meanwhile however i'm
    today yesterday tomorrow january february july september october november december
""")
)
_NO_PERSON = PLACES | DEMONYMS | ACRONYMS | PEOPLE_WORDS
_ROLES = ROLE_WORDS | TITLES
_OFFICES = _ROLES - ROLE_PARTS
_LONGEST_NAME = 4
_ASKING = AUXILIARIES - {"will", "may"}  # "Is Falk ready?", but "Will Falk", "May Falk"
_ODD_SURNAMES = frozenset(("so", "no", "not", "well"))


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens ``[start, end)``; the person's name begins at ``name`` (``end``: no person is seen), ``sure`` or not."""

    start: int
    end: int
    name: int
    sure: bool

    @property
    def is_person(self) -> bool:
        """Whether it holds a person's name."""
        return self.name < self.end


def runs(tokens: Tokens, start: int = 0, stop: int | None = None) -> Iterator[Run]:
    """The runs in ``[start, stop)``, in order."""
    stop = len(tokens) if stop is None else stop
    i = start
    while i < stop:
        if not _names(tokens, i):
            i += 1
            continue
        end = _run_end(tokens, i, stop)
        yield _read(tokens, i, end)
        i = end


def _names(tokens: Tokens, i: int) -> bool:
    token = tokens[i]
    if not token.is_name or (token.bare in _NO_NAME and not (token.text.isupper() and len(token.text) > 1)):
        return False
    first = i == 0 or tokens[i - 1].text in '."“:'
    return not (first and (is_adverb(token.low) or token.low in _ASKING))


def _run_end(tokens: Tokens, i: int, stop: int) -> int:
    k = i + 1
    while k < stop and not tokens[k - 1].is_possessive:
        if _names(tokens, k):
            if tokens[k].bare in POST_NOMINALS and k - i > 1:
                break
            k += 1
        elif (after := _after_particles(tokens, k, stop)) is not None:
            k = after + 1
        elif _is_odd_surname(tokens, k):
            k += 1
        else:
            break
    return k


def _is_odd_surname(tokens: Tokens, k: int) -> bool:
    """ "How" of "Martin How said": a small word with a capital after a given name, within words that have none."""
    token = tokens[k]
    lower = k + 1 < len(tokens) and not tokens[k + 1].is_name
    small = token.low in SUBORDINATORS or token.low in PREPOSITIONS or token.low in _ODD_SURNAMES
    return lower and small and token.text.istitle() and _is_first_name(tokens[k - 1])


def _after_particles(tokens: Tokens, k: int, stop: int) -> int | None:
    """The place of the name after "von der", "al", "de la" at ``k``."""
    j = k
    while j < stop and j - k < 3 and tokens[j].low in PARTICLES:
        j += 1
    return j if k < j < stop and _names(tokens, j) else None


def _read(tokens: Tokens, start: int, end: int) -> Run:
    lead = next((k for k in range(start, end) if not _is_lead(tokens[k])), end)
    first = next((k for k in range(start, end - 1) if _begins_name(tokens, k, end)), None)
    if first is not None and not any(_is_body(t) for t in tokens[first + 1 + _is_surname(tokens, first, end) : end]):
        gap = first - 1 == lead > start and tokens[lead - 1].bare in _OFFICES and tokens[lead].bare not in _ROLES
        return Run(start, end, lead if gap else first, True)  # "President Andrés Manuel López Obrador"
    office = next((k for k in range(end - 2, start, -1) if tokens[k].bare in _OFFICES), None)
    if office is not None and office > lead and _is_plain_name(tokens[office + 1 : end]):
        return Run(start, end, office + 1, True)  # "Harbour Research Institute Director Ane Alencar"
    titled = lead > start and any(t.bare in _ROLES or t.low in _ROLES for t in tokens[start:lead])
    titled = titled or (start > 0 and tokens[start - 1].low in _ROLES and lead == start)
    rest = tokens[lead:end]
    if titled and len(rest) == 2 and rest[1].bare in SURNAMES_TOO and tokens[lead - 1].bare in TITLES:
        return Run(start, end, lead, True)  # "Judge Durham Hall"
    if not rest or len(rest) > 4 or any(_is_body(t) or t.bare in _NO_PERSON for t in rest):
        return Run(start, end, end, False)
    if titled:
        return Run(start, end, end if len(rest) == 1 and _is_letters(rest[0]) else lead, True)
    if len(rest) in (2, 3) and not rest[-1].text.isupper() and not _is_letters(rest[0]):
        return Run(start, end, lead, False)
    return Run(start, end, end, False)


def _is_lead(token: Token) -> bool:
    bare = token.bare
    return (
        bare in _ROLES
        or bare in DEMONYMS
        or bare in PLACES
        or bare in ACRONYMS
        or (_is_body(token) and bare not in FIRST_NAMES)
    )


def _is_letters(token: Token) -> bool:
    """ "MSNBC": no given name."""
    return token.text.isupper() and len(token.text) > 2


def _begins_name(tokens: Tokens, k: int, end: int) -> bool:
    """Whether a given name stands at ``k``: not "Virginia Governor …", "Victoria Police"."""
    after = tokens[k + 1]
    if not _is_first_name(tokens[k]) or (_is_body(after) and not _is_surname(tokens, k, end)):
        return False
    return k + 2 >= end or after.bare not in _OFFICES or tokens[k].bare not in PLACES


def _is_surname(tokens: Tokens, first: int, end: int) -> bool:
    """ "Betty White": nothing but a surname follows the given name, though it names bodies too."""
    return first + 2 == end and tokens[first + 1].bare in SURNAMES_TOO


def _is_plain_name(part: Tokens) -> bool:
    """Up to four words of which none is a body, a place or an office, and not letters only."""
    if not 0 < len(part) <= _LONGEST_NAME or part[-1].text.isupper():
        return False
    return not any(_is_body(t) or t.bare in _NO_PERSON or t.bare in _OFFICES for t in part)


def _is_first_name(token: Token) -> bool:
    low = unaccented(token.low)
    return not token.is_possessive and (low in FIRST_NAMES or low.split("-")[0] in FIRST_NAMES)


def _is_body(token: Token) -> bool:
    return token.bare in BODY_WORDS or (token.is_name and token.bare in BODY_NAMES)


def run_text(tokens: Tokens, start: int, end: int) -> str:
    """The words of ``[start, end)`` joined, without a possessive at the end."""
    if start >= end:
        return ""
    last = tokens[end - 1]
    text = "".join(
        t.text + (" " if t.end < after.start else "")
        for t, after in zip(tokens[start:end], tokens[start + 1 : end], strict=False)
    )
    return text + last.text[: len(last.text) - (2 if last.low.endswith("'s") else 1 if last.is_possessive else 0)]
