"""Words of a wording come in; what each does to what is said goes out: it denies, hedges, counts …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from claims.text.calendar import MONTHS, WEEKDAYS
from claims.text.lexicon import FUNCTION_WORDS
from claims.text.names import ROLE_WORDS
from claims.text.numerals import SCALES, SMALL
from claims.text.synonyms import family
from claims.text.terms import stem
from claims.text.units import UNITS
from claims.text.variants import one_spelling, written_out
from claims.text.wordings import Word
from claims.text.wordlist import wordlist


class Sign(StrEnum):
    """What a word does to the words around it, such that without it something else is said."""

    NEGATION = "negation"
    CONDITION = "condition"
    HEDGE = "hedge"
    REPORT = "report"
    MODALITY = "modality"
    QUANTITY = "quantity"
    FIGURE = "figure"
    UNIT = "unit"
    DATE = "date"
    ROLE = "role"
    NAME = "name"


_SIGNS: dict[Sign, frozenset[str]] = {
    Sign.NEGATION: wordlist("""
        not no never none nobody nothing nowhere neither nor without hardly barely scarcely cannot refuse refused
        refuses deny denied denies fail failed fails stop stopped
    """),
    Sign.CONDITION: wordlist("""
        if unless provided providing until till except only otherwise assuming conditional conditionally
    """),
    Sign.HEDGE: wordlist("""
        perhaps maybe probably possibly likely unlikely apparently seemingly presumably supposedly potentially
        reportedly allegedly think believe guess suppose hope hopes hoped fear fears expect doubt imagine reckon wish
        seem seems seemed appear appears appeared suspect feel afraid worry wonder pretend hypothetically
        theoretically view opinion assume
    """),
    Sign.REPORT: wordlist("""
        say says said claim claims claimed argue argues argued allege alleges alleged insist insists insisted suggest
        suggests suggested accuse accused rumour rumours rumor rumors believe believes believed thinks told tell tells
        according maintain maintains wrong false untrue myth lie pretends joke joked
    """),
    Sign.MODALITY: wordlist("may might can could must will would shall should ought need needs able going have-to"),
    Sign.QUANTITY: wordlist("""
        all most some many few several every each any both half always often sometimes usually generally mostly mainly
        partly largely entirely wholly fully almost nearly more less least fewer majority minority rarely seldom
        occasionally once twice double triple first last about around roughly approximately exactly over under
        dozens hundreds thousands millions dozen hundred thousand million billion third quarter
    """),
    Sign.DATE: frozenset(MONTHS) - {"may", "march"} | frozenset(WEEKDAYS) | wordlist("""
        today yesterday tomorrow tonight week weeks month months year years morning evening noon midnight spring summer
        autumn winter century decade immediately soon now already still yet ever
    """) - {"now", "already", "still", "yet", "ever", "soon"},
    Sign.ROLE: ROLE_WORDS - wordlist("""
        high special foreign defence defense finance health education trade energy state party house first culture
        labour labor transport agriculture environment tourism housing commerce treasury homeland security intelligence
        infrastructure economy industry executive information press permanent general interior lady leader host player
        student resident teacher farmer fellow opposition majority minority owner author speaker anchor chair friend
    """),
}  # fmt: skip
_OF = {one_spelling(word): sign for sign, words in reversed(_SIGNS.items()) for word in words}
# "Over there", "about the ferry" count nothing.
_BEFORE_A_NUMBER = wordlist("about around over under")
_NUMBER_NEXT = re.compile(rf"\s+(?:\d|[$€£]|(?:a|an|half|{'|'.join(SMALL)})\b)")
_NOT_BEFORE = re.compile(r"(?:\bnot|n['’]t)\s+$", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Capt|Prof|Rev|St|[A-Z])\.$")
# Who tells what they said themselves does not step back from it.
_SAYING = wordlist("say said tell told maintain argue argued insist insisted")
_OWN_WORDS = re.compile(r"\b(?:I|we|let me)(?:['’]ve|\s+have|\s+always|\s+just|\s+also|\s+can)?\s+$", re.IGNORECASE)
_HAVING = wordlist("have has had got")
_TO_NEXT = re.compile(r"\s+to\b")
_UNITS = (
    frozenset(part for unit in UNITS for part in one_spelling(unit).replace("/", "-").split("-") if len(part) > 1)
    | wordlist("percent h $ € £") - FUNCTION_WORDS
)
_ONE_THING = (
    "will shall going",
    "must need needs have has had got ought",
    "each every all",
    "around about roughly approximately",
    "almost nearly",
    "usually generally mostly",
    "often frequently",
    "mainly largely",
    "few several some",
    "entirely wholly fully",
    "nobody none no",
    "think believe",
    "seem appear seems appears",
    "probably likely",
    "perhaps maybe possibly",
    "may might",
    "hope hopes hoped",
    "today tonight",
)
_CLASS = {word: group.split()[0] for group in reversed(_ONE_THING) for word in group.split()}
_PHRASES = (
    (re.compile(r"\bas (?:long|soon) as\b|\bso long as\b|\bon condition\b|\bin case\b|\bsubject to\b|\bdepend\w* on\b"),
     Sign.CONDITION),
    (re.compile(r"\bat (?:least|most)\b|\b(?:more|less|fewer) than\b|\bup to\b|\bno (?:more|less|fewer) than\b"),
     Sign.QUANTITY),
    (re.compile(r"\bas far as i know\b|\bto my knowledge\b|\bin my (?:view|opinion)\b"), Sign.HEDGE),
    (re.compile(r"\b(?:next|last|this) (?:week|month|year|spring|summer|autumn|winter)\b"), Sign.DATE),
)  # fmt: skip


def sign_of(word: Word, *, text: str) -> Sign | None:
    """What one word of ``text`` does there."""
    keys = written_out(word.key)
    if "not" in keys:
        return Sign.NEGATION
    if word.key[0].isdigit() or word.key in SCALES:
        return Sign.FIGURE
    if word.key in _HAVING and _TO_NEXT.match(text, word.end):
        return Sign.MODALITY
    found = next((_OF[key] for key in keys if key in _OF), None)
    if found and not _is_idle(word, text):
        return found
    if word.key in _UNITS:
        return Sign.UNIT
    capital = text[word.start].isupper() and word.key not in FUNCTION_WORDS and word.key != "i"
    return Sign.NAME if capital and not _opens_sentence(word, text) else None


def _is_idle(word: Word, text: str) -> bool:
    """Whether a word that may count or limit does not here: "over there", "not only", "I said"."""
    if word.key in _BEFORE_A_NUMBER:
        return not _NUMBER_NEXT.match(text, word.end)
    if word.key in _SAYING:
        return bool(_OWN_WORDS.search(text[max(0, word.start - 20) : word.start]))
    return word.key == "only" and bool(_NOT_BEFORE.search(text[max(0, word.start - 10) : word.start]))


def _opens_sentence(word: Word, text: str) -> bool:
    """Whether a capital says nothing there."""
    before = text[: word.start].rstrip(" \n\"'“”‘’([—–-")
    return not before or (before[-1] in ".!?:…" and not _ABBREVIATED.search(before))


def phrase_sign(words: Sequence[Word]) -> Sign | None:
    """What several words do together, though none of them does alone."""
    joined = " ".join(word.key for word in words)
    return next((sign for pattern, sign in _PHRASES if pattern.search(joined)), None)


def weight_of(word: Word, sign: Sign) -> str:
    """The word by what it weighs: "shall" and "will", "nobody" and "none" are one."""
    keys = written_out(word.key)
    key = "not" if "not" in keys else next((key for key in keys if _OF.get(key) == sign), word.key)
    return "not" if sign is Sign.NEGATION else _CLASS.get(key, family(stem(key)))


def is_measure(word: Word) -> bool:
    """Whether it is a number or a unit: what figures are compared for."""
    return word.key[0].isdigit() or word.key in _UNITS or word.key in SCALES


def is_weighed(word: Word) -> bool:
    """Whether its sign says all that it does: "think", "all", "may"; a role and a name say more."""
    return any(_OF.get(key, Sign.ROLE) is not Sign.ROLE for key in written_out(word.key))
