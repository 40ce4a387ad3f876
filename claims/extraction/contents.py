"""A unit's tokens and a cue come in; which tokens after the cue hold what was said goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.extraction.amounts import past_hedge
from claims.extraction.endings import end_of, without_final
from claims.extraction.finite import Tokens, first_finite
from claims.extraction.phrases import phrase_right, skip_adverbials, starts_phrase
from claims.extraction.sites import Site
from claims.extraction.times import skip_time
from claims.extraction.units import Token
from claims.text.wordlist import wordlist

Range = tuple[int, int]
_QUESTIONS = frozenset(("how", "why", "whether", "what", "who", "where", "when", "if"))
_LEADS_CLAUSE = frozenset(("if", "in", "when", "after", "because", "since", "given", "under", "without", "as"))
# These take a bare clause so surely that its verb need not be recognised.
# "laughed when she heard": these tell how it sounded, not what was asked.
_SOUNDS = wordlist("""
    laugh cry sigh scream shout yell joke quip snap fume mutter murmur whisper gush say add respond reply object protest
""")
LEAST_QUESTION = 3
"""More words than this, the question word among them, follow "asked who": fewer ask nothing that can be checked."""
_OBJECT_PRONOUNS = frozenset(("him", "her", "them", "us", "me", "it", "you"))
_SURE = wordlist("say state tell argue insist believe think contend allege assert maintain")


@dataclass(frozen=True, slots=True)
class Content:
    """Token ranges of what is said.

    ``how``: that, quote, clause, object, infinitive, before, around, or introduces (no pieces: the next unit says it).
    """

    pieces: tuple[Range, ...]
    how: str


def forward(tokens: Tokens, site: Site, stop: int) -> Content | None:
    """What is said after the cue."""
    start = site.end
    for j in _openings(tokens, site, start, stop):
        opened = _opened(tokens, site, j, stop)
        if opened is not None:
            return opened
    if "I" in site.kind.frames and start < stop and tokens[start].low == "to":
        return Content(((start, end_of(tokens, start, stop)),), "infinitive")
    return _bare_clause(tokens, site, start, stop) or _object(tokens, site, start, stop)


def _openings(tokens: Tokens, site: Site, start: int, stop: int) -> Iterator[int]:
    """Where content may open: at once, after an addressee, after adverbials, after both."""
    places = [start]
    if site.kind.frames & {"T", "R"}:
        addressee = phrase_right(tokens, start, stop)
        places += [addressee, skip_adverbials(tokens, addressee, stop)]
    places += [skip_adverbials(tokens, start, stop), _past_aside(tokens, start, stop)]
    return (j for j in dict.fromkeys(places) if j < stop)


def _past_aside(tokens: Tokens, start: int, stop: int) -> int:
    """ "claimed, without evidence, that": the place of "that"; else ``stop``."""
    if start >= stop or not tokens[start].is_comma:
        return stop
    for k in range(start + 1, min(stop - 1, start + 12)):
        if tokens[k].is_comma:
            return k + 1 if tokens[k + 1].low == "that" else stop
    return stop


def _opened(tokens: Tokens, site: Site, j: int, stop: int) -> Content | None:
    low = tokens[j].low
    comma = tokens[j].is_comma and j + 1 < stop
    asks = low in _QUESTIONS and site.kind.frames & {"S", "T", "W"} and j + LEAST_QUESTION < stop
    asks = asks and not (low in ("when", "if") and site.kind.lemma in _SOUNDS)
    if low == "that" or (asks and (j == site.end or low in ("how", "why", "whether"))):
        return Content(((j, end_of(tokens, j, stop)),), "that")
    if comma and tokens[j + 1].low == "that":
        return Content(((j + 1, end_of(tokens, j + 1, stop)),), "that")
    if "R" in site.kind.frames and low == "to":
        told = j if tokens[site.end].low in _OBJECT_PRONOUNS else min(site.end, j)
        return Content(((told, end_of(tokens, j, stop)),), "infinitive")
    return _marked(tokens, site, j, stop)


def _marked(tokens: Tokens, site: Site, j: int, stop: int) -> Content | None:
    """A quotation, with or without a comma or colon before it; or whatever follows a colon."""
    k = j
    while k < stop and tokens[k].text in (",", ":", "—", "–", "-"):
        k += 1
    beside = site.kind.lemma != "tell" and site.kind.frames & {"S", "T", "W"}
    if k < stop and tokens[k].quote is not None and (k > j or beside):
        return Content(((k, _quoted_end(tokens, k, stop, after_mark=k > j)),), "quote")
    if tokens[j].text != ":" or not site.kind.frames & {"S", "T", "W"}:
        return None
    return Content(((k, without_final(tokens, k, stop)),), "quote") if k < stop else Content((), "introduces")


def _quoted_end(tokens: Tokens, k: int, stop: int, *, after_mark: bool) -> int:
    """The end of a quotation and those that follow directly; of its clause when it is only a part of one."""
    end = k + 1
    while end < stop and tokens[end].quote is not None:
        end += 1
    last = tokens[end - 1]
    if last.ends_clause or end >= stop or tokens[end].text in ",.;:!?" or (after_mark and last.text[1:2].isupper()):
        return end
    return end_of(tokens, k, stop)


def _bare_clause(tokens: Tokens, site: Site, start: int, stop: int) -> Content | None:
    if not site.kind.frames & {"S", "T", "M", "D"} and site.kind.lemma != "write":
        return None
    if "T" in site.kind.frames:
        start = max(start, phrase_right(tokens, start, stop))
    for j in dict.fromkeys((start, skip_time(tokens, start, stop), skip_adverbials(tokens, start, stop))):
        if j < stop and _is_clause(tokens, site, j, end_of(tokens, j, stop)):
            return Content(((j, end_of(tokens, j, stop)),), "clause")
    return None


def _is_clause(tokens: Tokens, site: Site, start: int, end: int) -> bool:
    """Whether a clause stands in ``[start, end)``: a subject and a verb, or enough words after a sure verb."""
    opens = starts_phrase(tokens[start]) or past_hedge(tokens, start, end) > start
    if tokens[start].low in _LEADS_CLAUSE and not opens:
        comma = next((k for k in range(start, end) if tokens[k].is_comma), end)
        return comma + 2 < end and first_finite(tokens, comma + 2, end) is not None
    if not (opens or tokens[start].quote is not None) or _is_no_subject(tokens[start]):
        return False
    verb = first_finite(tokens, start + 1, min(end, start + 25))
    if verb is not None:
        subject = phrase_right(tokens, start, end)
        return tokens[start].quote is not None or (subject > start and (site.kind.lemma in _SURE or verb - subject < 4))
    if site.kind.lemma not in _SURE:
        return False
    if any(t.quote is not None for t in tokens[start:end]):
        return True
    return end - start >= 4 and skip_time(tokens, start, end) == start and not tokens[start + 1].is_comma


def _is_no_subject(token: Token) -> bool:
    low = token.low
    return low.endswith(("self", "selves")) or (low.endswith("ed") and low not in ("united",) and not token.is_name)


def _object(tokens: Tokens, site: Site, start: int, stop: int) -> Content | None:
    """The object of a verb that says something by it: "denied the charge", "accused X of Y", "called it a shame"."""
    if not site.kind.frames & {"N", "+as", "R"} or start >= stop:
        return None
    asks_for = tokens[site.end - 1].low in ("for", "on", "upon")
    if "N" not in site.kind.frames and not asks_for and "+as" not in site.kind.frames:
        return None
    if site.participle and "S" in site.kind.frames:
        return None
    token = tokens[start]
    if token.low == "by" or not (starts_phrase(token) or token.quote is not None or token.low.endswith("ing")):
        return None
    end = end_of(tokens, start, stop, of_object=True)
    if skip_adverbials(tokens, start, end) == end:
        return None
    if "+as" in site.kind.frames and not any(t.low == "as" for t in tokens[start:end]):
        return None
    colon = next((k for k in range(start, end - 1) if tokens[k].text == ":" and tokens[k + 1].quote is not None), None)
    if colon is not None:  # "described the sale to the crew: “…”"
        return Content(((colon + 1, end),), "quote")
    return Content(((start, end),), "object")
