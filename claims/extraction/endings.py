"""The place where content begins comes in; the place where it ends goes out."""

from __future__ import annotations

from claims.extraction.finite import Tokens, is_finite
from claims.extraction.phrases import phrase_right, starts_phrase
from claims.extraction.units import Token
from claims.text.cues import VERBS
from claims.text.words import PREPOSITIONS, SUBORDINATORS

_CONTRASTS = frozenset(("according", "while", "whereas", "although", "though"))


def end_of(tokens: Tokens, start: int, stop: int, *, of_object: bool = False) -> int:
    """The place after the last token of content that begins at ``start``."""
    k = start + 1
    while k < stop and not _closes(tokens, k, stop) and not (of_object and _new_verb(tokens, k, stop)):
        k += 1
    while k > start + 1 and (tokens[k - 1].text in ".,;:!?…—–" or tokens[k - 1].low in ("and", "but")):
        k -= 1
    return k


def main_clause(tokens: Tokens, start: int, stop: int) -> int:
    """The comma after which a new clause begins ("Although A claims B, C …"), or ``stop``."""
    for k in range(start + 1, stop - 2):
        if tokens[k].is_comma and starts_phrase(tokens[k + 1]):
            subject = phrase_right(tokens, k + 1, stop)
            if subject < stop and (
                is_finite(tokens, subject) or (tokens[subject].is_comma and is_finite(tokens, stop - 1))
            ):
                return k
    return stop


def without_final(tokens: Tokens, start: int, stop: int) -> int:
    """``stop`` without the final mark."""
    while stop > start + 1 and tokens[stop - 1].text in ".;!?…":
        stop -= 1
    return stop


def _closes(tokens: Tokens, k: int, stop: int) -> bool:
    token = tokens[k]
    if k + 1 >= stop:
        return token.text in ".;!?…"
    if token.text == ";":
        return True
    if token.is_comma:
        return _turns_away(tokens, k + 1, stop)
    return _new_cue(tokens, k, stop) or (tokens[k - 1].ends_clause and _participle(token))


def _turns_away(tokens: Tokens, k: int, stop: int) -> bool:
    """Whether after a comma at ``k - 1`` the sentence leaves what was said."""
    token = tokens[k]
    if _participle(token) or token.low in _CONTRASTS or _new_cue(tokens, k, stop):
        return True
    if token.low == "even":
        return k + 1 < stop and tokens[k + 1].low in ("as", "though")
    return token.low == "but" and _says_nothing(tokens, k + 1, stop)


def _participle(token: Token) -> bool:
    verb = VERBS.get(token.low)
    return verb is not None and verb.form == "ing"


def _says_nothing(tokens: Tokens, start: int, stop: int) -> bool:
    """ "…, but she did not say when": the words after "but" are the reporter's."""
    verb = phrase_right(tokens, start, stop)
    lows = [t.low for t in tokens[verb : min(stop, verb + 4)]]
    return any(w in ("not", "never", "declined", "refused") for w in lows) and any(w in VERBS for w in lows)


def _new_cue(tokens: Tokens, k: int, stop: int) -> bool:
    """ "… and added that", "… but said": the same subject goes on speaking in a new cue."""
    if tokens[k].low not in ("and", "but") or k + 1 >= stop:
        return False
    j = k + 1
    while j < stop - 1 and tokens[j].low in ("also", "then", "later", "has", "have", "had"):
        j += 1
    kind = VERBS.get(tokens[j].low)
    if kind is None or kind.form not in ("past", "ing", "s") or j + 1 >= stop:
        return False
    after = tokens[j + 1]
    opens = after.low in PREPOSITIONS or after.low in SUBORDINATORS or starts_phrase(after)
    return opens or after.quote is not None or after.text in ",:"


def _new_verb(tokens: Tokens, k: int, stop: int) -> bool:
    """ "accused X of Y, and left": a second verb of the subject ends an object."""
    if k + 2 >= stop or tokens[k].low not in ("and", "but"):
        return False
    return tokens[k - 1].is_comma and _is_verb_form(tokens[k + 1])


def _is_verb_form(token: Token) -> bool:
    return token.low.endswith("ed") or (token.low in VERBS and VERBS[token.low].form == "past")
