"""A unit's tokens come in; the places where a reporting verb stands, with its helpers, go out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.extraction.finite import Tokens
from claims.extraction.phrases import starts_phrase
from claims.extraction.units import Token
from claims.text.bodies import PEOPLE_WORDS, PERSON_WORDS, SPEAKING
from claims.text.cues import AMBIGUOUS, VERBS, Verb
from claims.text.wordlist import wordlist
from claims.text.words import (
    AUXILIARIES,
    DETERMINERS,
    MODALS,
    NEGATIONS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_adverb,
)

_BE = wordlist("""
    is are was were be been being am isn't aren't wasn't weren't gets got
""")
_HAVE = wordlist("has have had having hasn't haven't hadn't he's they've")
# Base forms that are hardly ever nouns or bare infinitives.
_PLAIN = frozenset(("say", "argue", "insist", "believe", "think", "contend", "maintain", "allege", "add"))
_QUANTITIES = frozenset(("all", "some", "many", "most", "few", "several", "both", "more"))
_HYPOTHETICAL = frozenset(("if", "whether", "unless", "until", "lest"))
_PARTICLES = {
    "point": ("out", "to"), "call": ("for", "on", "upon"), "refer": ("to",),
    "object": ("to",), "hint": ("at",), "speak": ("of",), "complain": ("about", "of"),
    "warn": ("of", "about", "against"), "boast": ("of", "about"),
    "joke": ("about",), "think": ("of",), "ask": ("for",), "agree": ("with",), "worry": ("about",), "comment": ("on",),
    "remark": ("on",), "protest": ("against",), "go": ("on",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """A verb at ``verb``; its group, helpers and particle included, is ``[start, end)``."""

    start: int
    verb: int
    end: int
    kind: Verb
    passive: bool = False
    participle: bool = False


def sites(tokens: Tokens) -> Iterator[Site]:
    """The reporting verbs that may attribute something: no nouns, no "did not say", no "if he says"."""
    for i, token in enumerate(tokens):
        verb = VERBS.get(token.low)
        if verb is None or not token.is_word or (token.is_name and i and not _follows_quote(tokens, i)):
            continue
        site = _site(tokens, i, verb)
        if site is not None:
            yield site


def _follows_quote(tokens: Tokens, i: int) -> bool:
    return tokens[i - 1].quote is not None


def _site(tokens: Tokens, i: int, verb: Verb) -> Site | None:
    start = group_start(tokens, i)
    helpers = [t.low for t in tokens[start:i]]
    before = tokens[start - 1].low if start else ""
    if any(h in NEGATIONS or h in MODALS for h in helpers) or before in _HYPOTHETICAL:
        return None
    if verb.form == "base" and before == "to" and (went := _went_on(tokens, start - 1)) is not None:
        return Site(went, i, i + 1, verb)
    if _is_noun(tokens, start, i, verb):
        return None
    be, have = any(h in _BE for h in helpers), any(h in _HAVE for h in helpers)
    if verb.form == "base" and (before == "to" or be or have or not start or not _may_be_present(tokens, start, verb)):
        return None
    passive = verb.form in ("past", "done") and be
    participle = verb.form == "ing" and not be
    if participle and not _free(tokens, start):
        return None
    if verb.lemma == "go" and _end(tokens, i, verb) == i + 1:
        return None
    if verb.form == "done" and not (be or have) and verb.lemma not in ("read",) and VERBS[tokens[i].low].form == "done":
        return None
    return Site(start, i, _end(tokens, i, verb), verb, passive, participle)


def _went_on(tokens: Tokens, to: int) -> int | None:
    """Where "went on to", "continued to" begins before ``to``: what follows was said."""
    if to >= 2 and tokens[to - 1].low == "on" and tokens[to - 2].low in ("went", "goes", "gone"):
        return to - 2
    return to - 1 if to >= 1 and tokens[to - 1].low in ("continued", "continues") else None


def group_start(tokens: Tokens, i: int) -> int:
    """Where the verb group that ends with the verb at ``i`` begins: helpers, "not" and adverbs."""
    k = i
    while k > 0 and i - k < 6 and _helps(tokens, k - 1):
        k -= 1
    while k < i and (k == 0 or not tokens[k - 1].is_word) and is_adverb(tokens[k].low):
        k += 1
    return k


def _helps(tokens: Tokens, k: int) -> bool:
    token = tokens[k]
    if not token.is_word:
        return False
    if token.low in AUXILIARIES or token.low in NEGATIONS:
        return True
    if token.low == "both":
        return k > 0 and tokens[k - 1].low in AUXILIARIES
    return is_adverb(token.low) and not (token.is_name and k > 0)


def _is_noun(tokens: Tokens, start: int, i: int, verb: Verb) -> bool:
    """Whether the word reads as a noun or an adjective here."""
    if start == i and i:
        previous = tokens[i - 1]
        if (
            previous.low in DETERMINERS - {"this", "that", "both", "all", "some", "many", "most", "few", "several"}
            or previous.is_possessive
        ):
            return True
        if previous.low in PREPOSITIONS and not (
            verb.form == "ing" and previous.low in ("by", "in", "without", "after", "before", "of")
        ):
            return True
        if previous.is_word and "-" in previous.low and verb.form in ("past", "done") and previous.low.endswith("-"):
            return True
        if previous.low in _QUANTITIES and _modifies(tokens, i):
            return True
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if tokens[i].low in PERSON_WORDS and after is not None and after.is_name:
        return True  # "animal rights advocate Ada Holm"
    if tokens[i].low not in AMBIGUOUS:
        return False
    if after is None or start == 0 or (verb.form in ("base", "s") and not _agrees(tokens, start, verb, after)):
        return True
    clear = (
        after.low in ("that", ":", "to", "how", "why", "what", "whether") or after.quote is not None or after.is_comma
    )
    return not (clear or (starts_phrase(after) and after.low not in SUBORDINATORS))


def _modifies(tokens: Tokens, i: int) -> bool:
    """ "all reported contributions": a participle before its noun."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or not tokens[i].low.endswith("ed") or not after.is_word or after.is_name:
        return False
    return starts_phrase(after) and after.low not in DETERMINERS and after.low not in PRONOUNS and after.low != "that"


def _may_be_present(tokens: Tokens, start: int, verb: Verb) -> bool:
    """ "critics say", or inverted after a comma or quotation mark: "…, say critics"."""
    previous = tokens[start - 1]
    return previous.is_comma or previous.quote is not None or verb.lemma in _PLAIN or _agrees(tokens, start, verb)


def _agrees(tokens: Tokens, start: int, verb: Verb, after: Token | None = None) -> bool:
    """Whether the word before a verb of the present may be its subject: "critics claim", "the mayor claims"."""
    subject = tokens[start - 1]
    if subject.low in _QUANTITIES and verb.form == "s":
        return False
    if subject.low in ("they", "we", "i", "you", "who", "which", "that"):
        return verb.form == "base" or subject.low in ("who", "which", "that")
    plural = subject.low in PEOPLE_WORDS or (subject.low.endswith("s") and not subject.is_possessive)
    if verb.form == "base":
        common = subject.low in PEOPLE_WORDS or not subject.is_name
        return (plural and common) or _is_joined(tokens, start)
    if subject.is_name or (not plural and (subject.low in ("he", "she", "it", "()") or subject.bare in SPEAKING)):
        return True
    return not plural and after is not None and (after.low in DETERMINERS or after.low in PRONOUNS)


def _is_joined(tokens: Tokens, start: int) -> bool:
    """ "Oslo and the North claim": two names, the last right before the verb."""
    k = start
    while k > 0 and (tokens[k - 1].is_name or tokens[k - 1].low == "the"):
        k -= 1
    return 0 < k < start and tokens[k - 1].low == "and"


def _free(tokens: Tokens, start: int) -> bool:
    """Whether an -ing form hangs on the clause before it: after a comma, a mark, a noun of speech, "by", "while"."""
    if start == 0:
        return False
    before = tokens[start - 1]
    return (
        before.is_comma
        or before.quote is not None
        or before.low in ("while", "by", "and", "statement", "letter", "tweet", "message", "—", "–")
    )


def _end(tokens: Tokens, i: int, verb: Verb) -> int:
    particles = _PARTICLES.get(verb.lemma, ())
    k = i + 1
    if k < len(tokens) and is_adverb(tokens[k].low) and k + 1 < len(tokens) and tokens[k + 1].low in particles:
        k += 1
    return k + 1 if k < len(tokens) and tokens[k].low in particles else i + 1
