"""A text in, its negations out: where each cue stands and how far it reaches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.text.spans import Span
from claims.text.terms import words

# Each of these turns what follows, up to the end of its clause, into its opposite.
_BEFORE = r"""
    no\s+longer | (?:not|n['’]t)\s+any(?:more|\s+longer) | by\s+no\s+means | in\s+no\s+way | far\s+from
    | anything\s+but
  | (?:am|is|are|was|were|do|does|did|has|have|had|wo|would|ca|could|should|must|might|need|sha|ai)n['’ ]?t\b
  | n['’]t | cannot | can\s+not | cant\b
  | not | never | nor | neither | none | nobody | no[\s-]one | nothing | nowhere | without | hardly | barely
  | scarcely | no
  | (?:un(?:able|willing|likely)|impossible)\s+(?:to|that|for)
  | (?:lack(?:s|ed|ing)?|absence|shortage|denial|rejection|refusal|failure)\s+(?:of|to|that)? | lack(?:s|ed|ing)?
  | den(?:y|ies|ied|ying) | refus(?:e|es|ed|ing) | reject(?:s|ed|ing)? | declin(?:e|es|ed|ing)\s+to
  | fail(?:s|ed|ing)?\s+to
  | rul(?:e|es|ed|ing)\s+out | disput(?:e|es|ed|ing) | refut(?:e|es|ed|ing) | rebut(?:s|ted|ting)?
  | dismiss(?:es|ed|ing)? | debunk(?:s|ed|ing)?
  | (?:afraid|hesitant|reluctant|wary)\s+(?:to|of) | back(?:s|ed|ing)?\s+down\s+(?:from|on)
  | neglect(?:s|ed|ing)?\s+to | forg(?:e|o)t(?:s|ting)?\s+to | avoid(?:s|ed|ing)? | refrain(?:s|ed|ing)?\s+from
  | stop(?:s|ped)?\s+short\s+of
  | (?:it\s+(?:is|was)\s+|it['’]s\s+|is\s+)?(?:simply\s+|just\s+|plainly\s+)?
    (?:false|untrue|wrong|a\s+(?:lie|myth|hoax))\s+(?:that|to\s+say|to\s+claim)
  | no\s+truth\s+(?:in|to) | no\s+evidence\s+(?:of|that|for)
  | there\s+(?:is|was|are|were|has\s+been|have\s+been|will\s+be)\s+no
"""
# These deny what stands before them.
_BEHIND = r"""
    (?:is|was|are|were)\s+(?:(?:simply|just|plainly|entirely|completely|totally)\s+)?
    (?:false|untrue|a\s+(?:lie|myth|hoax)|fake(?:\s+news)?|baseless|unfounded|fabricated|incorrect)\b
"""
# Cues that deny nothing.
_IDLE = re.compile(
    r"""not\s+(?:only|just|merely|simply|least|to\s+mention|necessarily) |
    no\s+(?:doubt|matter|wonder|sooner|fewer|less|more\s+than|\.?\s?\d) | nothing\s+but
      | whether\s+or\s+not | or\s+not\b
      | (?:can(?:not|['’]t)|could(?:n['’]t|\s+not)|can\s?not)\s+(?:but|wait|agree\s+more) | why\s+not | if\s+not
      | No\s+\d+ | No\.\s?\d+
      | (?:can(?:not|['’]t)|could(?:n['’]t|\s+not))\s+(?:believe|help)
      | (?:do|does|did)(?:n['’]t|\s+not)\s+(?:care|matter|mind|forget|worry)\b
      | (?:there\s+(?:is|was|['’]s)\s+)?no\s+(?:surprise|words|question|secret|denying|way\s+did) | oh,?\s+no\b
      | out\s+of\s+nowhere | nothing\s+(?:can\s+)?beats?
      | more\s+often\s+than\s+not | not\s+more\s+than | no\s+(?:later|earlier)\s+than | not\s+less\s+than""",
    re.VERBOSE | re.IGNORECASE,
)
_CUE = re.compile(rf"(?<![\w'’])(?:{_BEFORE})(?!\w)|(?<=[a-z])n['’]t\b", re.VERBOSE | re.IGNORECASE)
_CUE_BEHIND = re.compile(rf"\b{_BEHIND}", re.VERBOSE | re.IGNORECASE)
_END = re.compile(
    r"""[.;:!?](?:\s|$|["”'’)]) | , | \s[-–—]\s
      | \s(?:but|although|though|because|since|while|whereas|unless|however|instead)\b
      | \s(?:and\s+(?:will|would|is|are|was|were|has|have|had|that|it|he|she|they|we|I|instead))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE = re.compile(r"(?:\b(?:not|never|cannot)|n['’]t)\b", re.IGNORECASE)
# "Nowhere do they pay more than here" is a superlative, not a denial.
_SUPERLATIVE = re.compile(r"[^.;]*\b(?:more|less|fewer|better|worse|\w{3,}er)\b[^.;]*\bthan\b", re.IGNORECASE)
# "Without" reaches its noun, not the clause: "without them the routes die".
_WITHOUT = re.compile(
    r"(?:(?<=\bthem)|(?<=\bit)|(?<=\bhim)|(?<=\bher)|(?<=\bus))\b|[.,;:!?]|"
    r"\s(?=(?:the\s+)?\w+\s+(?:is|was|are|were|will|would|has|have)\b)"
)
# "Not until May" affirms what comes with May.
_UNTIL = re.compile(r"[^.;:!?]*\b(?:until|till|before\s+now)\b", re.IGNORECASE)
# "Denied that, in short, …": what is denied as a whole is the sentence, commas and all.
_WHOLE = re.compile(r"\s+that\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;!?](?:\s|$)")
_LETTER = re.compile(r"\w")
_PHRASE = 16
_OBJECT = re.compile(r"no|none|nobody|no[\s-]one|nothing|nowhere|neither", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Negation:
    """``cue`` is the negating word or phrase, ``scope`` the stretch it turns into its opposite; both in code points."""

    cue: Span
    scope: Span


@lru_cache(maxsize=4096)
def negations(text: str) -> tuple[Negation, ...]:
    """Every negation in ``text``, in order; one inside the scope of another is listed too (two make a plain
    statement)."""
    found = [n for match in _CUE.finditer(text) if not _is_idle(text, match) and (n := _ahead(match, text))]
    found += [n for match in _CUE_BEHIND.finditer(text) if (n := _back(match, text))]
    return tuple(sorted(found, key=lambda n: n.cue))


def _is_idle(text: str, match: re.Match[str]) -> bool:
    """Whether the cue denies nothing: part of a phrase such as "not only" or "whether or not", or of a superlative."""
    if _UNTIL.match(text, match.end()) or (_OBJECT.fullmatch(match.group()) and _SUPERLATIVE.match(text, match.end())):
        return True
    start = max(0, match.start() - _PHRASE)
    phrases = _IDLE.finditer(text, start, match.end() + _PHRASE)
    return any(idle.start() < match.end() and match.start() < idle.end() for idle in phrases)


def _ahead(match: re.Match[str], text: str) -> Negation | None:
    """What follows in the clause; and what stands before it for "nobody" or "no money", which deny their verb too."""
    end = _END.search(text, match.end())
    if match.group().lower() == "without":
        end = _WITHOUT.search(text, match.end())
    elif _WHOLE.match(text, match.end()) or match.group().lower().endswith("that"):
        end = _SENTENCE.search(text, match.end())
    stop = end.start() if end else len(text)
    before = _OBJECT.fullmatch(match.group()) or not _LETTER.search(text, match.end(), stop)
    return _within(match, text, start=_clause_start(match, text) if before else match.end(), end=stop)


def _back(match: re.Match[str], text: str) -> Negation | None:
    return _within(match, text, start=_clause_start(match, text), end=match.start())


def _clause_start(match: re.Match[str], text: str) -> int:
    ends = [end.end() for end in _END.finditer(text, 0, match.start())]
    return ends[-1] if ends else 0


def _within(match: re.Match[str], text: str, *, start: int, end: int) -> Negation | None:
    inside = [w.span for w in words(text) if w.span.start >= start and w.span.end <= end]
    return Negation(Span(*match.span()), Span(inside[0].start, inside[-1].end)) if inside else None


def denied(text: str, at: Span) -> bool:
    """Whether an odd number of negations reaches the word at ``at``."""
    return sum(n.scope.contains(at) and not n.cue.contains(at) for n in negations(text)) % 2 == 1


def bare_denials(text: str) -> int:
    """How many plain "not", "never" or "cannot" it holds, idle or not: a safe net under ``negations``."""
    return len(_BARE.findall(text))
