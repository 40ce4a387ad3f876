"""A statement in; what it says of its own, and whether its speaker holds it to be so, out.

In a transcript every sentence stands, but few say something that another can repeat or contradict: "Two minutes,
Senator", "That's wrong" and "He says he'd cut it" are a turn, a pointer and somebody else's position.
"""

from __future__ import annotations

import re
from functools import lru_cache

from claims.text.lexicon import FUNCTION_WORDS
from claims.text.numerals import MULTIPLES, ORDINALS, SMALL
from claims.text.terms import content_words, stem
from claims.text.wordlist import wordlist

# What is said about anything at all: praise and blame, thinking and saying, turns of a debate, how much and how sure.
_ANYTHING = frozenset(
    stem(word)
    for word in wordlist("""
    right wrong true false good bad great big important real simple clear sure fair best better worst worse fine okay ok
    easy hard different same able certain obvious absolute total complete exact actual
    thing way point matter issue question answer idea reason fact case part lot kind sort something anything nothing
    everything everybody everyone nobody somebody someone anybody people person folks
    think know believe understand guess feel mean say tell speak talk ask hear see look show remember forget agree
    disagree want need like love hope wish appreciate respect thank thanks welcome sorry excuse please hello goodbye
    yes no well sense difference problem record doubt truth lie side thought word opinion view
    do make get go come put let keep stay happen work try seem become be have
    minute second moment time day week month year today tonight tomorrow yesterday now ago later
    new next last first final follow followup response respond reply rebuttal turn ahead start begin wait stop continue
    half dozen hundred thousand million billion trillion percent per cent dollar euro pound
    much many more most few little just only really actually simply probably perhaps maybe certainly obviously clearly
    absolutely totally completely exactly very again also still already always never ever here there however
    sir madam mister gentleman gentlemen ladies lady good evening morning night welcome debate debates light audience
    """)
)
TITLE = (
    r"(?:Mr|Mrs|Ms|Dr|Sen|Gov)\.?|(?:Vice\s+)?President|Senator|Governor|Congress(?:man|woman)|Representative|Secretary|"
    r"Minister|Prime\s+Minister|Chancellor|Mayor|Judge|General|Professor|Doctor"
)
_ADDRESS = re.compile(
    rf"(?:(?<=^)|(?<=,\s)|(?<=[.;:—-]\s))(?:and\s+|for\s+you,?\s+|to\s+you,?\s+)?(?:{TITLE})(?:\s+(?:{TITLE}))*"
    rf"(?:\s+[A-Z][\w'’-]+){{0,2}}(?=\s*(?:,|[.!?]|$))|"
    rf",\s*(?:{TITLE})(?:\s+(?:{TITLE}))*(?:\s+[A-Z][\w'’-]+){{0,2}}(?=\s*(?:,|[.!?]|$))",
    re.IGNORECASE,
)
_OPENING = (
    r"(?:(?:and|but|so|now|well|look|first|second|also|then|again|in\s+fact|of\s+course|you\s+know|i\s+mean|that\s+is,|because)(?:\b|(?<=,))[\s,]*)*"
    r"(?:it(?:['’]s|\s+is)\s+(?:just\s+|simply\s+|also\s+)?(?:not\s+|un)?(?:true|clear|false|a\s+fact|the\s+case)\s+that\s+)?"
)
# What may stand before the subject: "On Medicare, for current retirees, he …"
_BEFORE = (
    r"(?:(?:on|in|at|for|by|under|with|over|to|from|of|during|first|second|third|number|one|finally|today|clearly|frankly)\b"
    r"[^,;:.]{0,40},\s+){0,2}"
)
_SAYS = (
    r"sa(?:ys?|id|ying)|claim(?:s|ed|ing)?|argu(?:es?|ed|ing)|th(?:inks?|ought)|believe[sd]?|calls?|called|"
    r"t(?:ells?|old)\s+(?:(?:\w+\s+){0,3}that|(?:you|us|me|them|people|everybody)\s+(?:he|she|they|it|we|I)\b)|"
    r"promis(?:es?|ed|ing)|suggest(?:s|ed|ing)?|accus(?:es?|ed)|insist(?:s|ed)?|wants?\s+you\s+to\s+believe|talk(?:s|ed|ing)?\s+about|"
    r"propos(?:es?|ed|ing)|mention(?:s|ed)?|brought\s+up|describ(?:es?|ed)"
)
_OTHERS = re.compile(
    rf"^{_OPENING}(?:he|she|they|you|(?:my|the|our)\s+opponents?|(?:this|the)\s+\w+|(?:{TITLE})(?:\s+[A-Z][\w'’-]+)?|"
    rf"(?!(?:nobody|no|everybody|everyone)\b)[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?|some|people|critics|many|others)"
    rf"(?:['’](?:s|ve|d|re))?\s+(?:(?:just|also|now|has|have|had|is|are|was|were|always|even|once|keeps?|kept|again)\s+)*(?:{_SAYS})\b",
    re.IGNORECASE,
)
_SAYING = re.compile(rf"\b(?:{_SAYS})\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:stud(?:y|ies)|reports?|polls?|articles?|papers?)\b[^.]{0,40}\b(?:sa(?:ys?|id)|shows?|showed|found|finds)\b",
    re.IGNORECASE,
)
_SELF = re.compile(rf"^{_OPENING}(?:I|we)\b", re.IGNORECASE)
_SUPPOSED = re.compile(
    rf"^{_OPENING}(?:if|unless|suppose|imagine|what|whether|when|while|until|let['’]s|let\s+(?:me|us))\b|"
    r"\b(?:would|could|should|might)(?:n['’]t)?(?:\s+\w+)?\s+(?:have|['’]ve)\s+\w+|\bas\s+if\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def telling(text: str) -> frozenset[str]:
    """The stems of the words that say what it is about: no forms of address, no figures, no words that fit anything."""
    told = _ADDRESS.sub(" ", text)
    return frozenset(
        word.stem
        for word in content_words(told)
        if word.stem not in _ANYTHING and word.lower not in _COUNTED and not word.lower[0].isdigit()
    )


_COUNTED = frozenset(ORDINALS | MULTIPLES | SMALL.keys()) | FUNCTION_WORDS


def reports_others(text: str) -> bool:
    """Whether it tells what somebody else says or thinks: that is not the speaker's own position."""
    return bool(_TOLD.search(text) or (_OTHERS.search(text) and not _SELF.search(text)))


def speaks_of_saying(text: str) -> bool:
    """Whether saying, thinking or promising is what it speaks of: "I never promised that"."""
    return bool(_SAYING.search(text))


def supposes(text: str) -> bool:
    """Whether it only supposes, proposes, speaks of another time, or is the end or the beginning of a sentence: "if …",
    "would have …", "when he …", "let's …", "and go to war", "It doesn't mean –"."""
    return bool(_SUPPOSED.search(text) or _PIECE.match(text)) or text.rstrip().endswith(("-", "–", "—", "…", "..."))


_PIECE = re.compile(r"(?:and|or|but|to|nor|than)\s+(?!the\b|that\b|an?\b|I\b|we\b|he\b|she\b|they\b|it\b)[a-z]")
_WISHES = re.compile(
    r"\b(?:wants?|wanted|needs?|needed|ha(?:ve|s|d)\s+to|got(?:ta)?\s+to|must|should|ought|would|let['’]s|hopes?|wish(?:es)?|"
    r"call(?:s|ing)?\s+(?:for|on)|(?:try|tries|trying|tried)\s+to|ways?\s+to|in\s+order\s+to|a\s+plan\s+to|going\s+to|gonna|will|"
    r"shall|won['’]t|plans?\s+to|promis(?:e|es|ed)|propos(?:e|es|al|als))\b|['’]ll\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:because|who|whom|which|that|since|although|though|whereas|as|so|if|unless|until|without)\b", re.IGNORECASE
)
_SUBJECT = re.compile(
    rf"^{_OPENING}{_BEFORE}(?:(?P<self>I|we|my\s+(?:plan|view|record)|our)|(?P<you>you|your)|"
    rf"(?P<other>he|she|they|his|her|their|(?:my|the|our)\s+opponents?|(?:{TITLE})\s+[A-Z][\w'’-]+|(?:this|the)\s+(?:{TITLE})|this\s+is\s+an?\s+\w+\s+who)|"
    r"(?P<this>this|that|it|these|those|there|here))(?=\W|$)",
    re.IGNORECASE,
)


def wishes(text: str) -> bool:
    """Whether its main clause says what ought to be, is wanted or will be, and not what is."""
    opened = re.match(_OPENING, text, re.IGNORECASE)
    said = text[opened.end() :] if opened else text
    return bool(_WISHES.search(_CLAUSE.split(said, maxsplit=1)[0]))


def subject(text: str) -> str:
    """Of whom it speaks first: "self", "you", "other" (a person named or pointed at), "this" (a pointer) or "" else."""
    found = _SUBJECT.search(text)
    return (found.lastgroup or "") if found else ""
