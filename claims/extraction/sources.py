"""A unit's tokens and the edge of a cue come in; where the phrase of its source begins and ends goes out."""

from __future__ import annotations

from claims.extraction.finite import Tokens, first_finite
from claims.extraction.phrases import phrase_left, phrase_right
from claims.extraction.times import skip_time
from claims.text.bodies import PERSON_WORDS, SPEAKING
from claims.text.words import DETERMINERS, PREPOSITIONS, SUBJECT_PRONOUNS, SUBORDINATORS, is_adverb

Range = tuple[int, int]
_RELATIVES = frozenset(("who", "which", "whose"))
_OFFICES = frozenset(("who", "head", "director", "chief", "president", "chairman", "founder", "author", "spokesman"))
_FARTHEST = 40


def source_left(tokens: Tokens, end: int, floor: int) -> Range | None:
    """The source phrase that ends before ``end``; over "on Monday" and over an apposition in commas."""
    for close in dict.fromkeys((_without_time(tokens, end, floor), end)):
        if close > floor and tokens[close - 1].is_comma:
            opener = _apposition_start(tokens, close - 1, floor)
            start = phrase_left(tokens, opener, floor) if opener is not None else None
            if opener is None and tokens[close - 2].low == "()":
                bracketed = phrase_left(tokens, close - 1, floor)  # "Falk of the Harbour Board (HB), announced"
                return (bracketed, close - 1) if bracketed is not None else None
            if start is None or opener is None:
                return None
            return (start, opener) if _is_aside(tokens, opener + 1, close - 1) else (start, close - 1)
        start = phrase_left(tokens, close, floor)
        if start is not None:
            return start, close
    return None


def _is_aside(tokens: Tokens, start: int, end: int) -> bool:
    """ "Biden, however, says": adverbs between commas are no part of the source."""
    return all(is_adverb(t.low) for t in tokens[start:end])


def _without_time(tokens: Tokens, end: int, floor: int) -> int:
    for k in range(max(floor + 1, end - 4), end):
        if skip_time(tokens, k, end) == end and tokens[k - 1].is_word:
            return k
    return end


def _apposition_start(tokens: Tokens, close: int, floor: int) -> int | None:
    """The comma that opens the apposition which ends at the comma ``close``: the leftmost one that follows a name."""
    nearest: int | None = None
    farthest: int | None = None
    for k in range(close - 1, max(floor, close - _FARTHEST), -1):
        if tokens[k].quote is not None and tokens[k].ends_clause:
            break
        if not tokens[k].is_comma or close - k < 2:
            continue
        if not _may_stand_apart(tokens, k + 1, close):
            if nearest is None:
                continue
            break
        start = phrase_left(tokens, k, floor)
        if start is None:
            continue
        nearest = k if nearest is None else nearest
        if tokens[k - 1].is_name and (start == floor or not tokens[start - 1].is_comma):
            farthest = k
    return farthest if farthest is not None else nearest


def _may_stand_apart(tokens: Tokens, start: int, close: int) -> bool:
    """Whether this reads as an apposition: no verb but in a relative clause."""
    verb = first_finite(tokens, start, close)
    return verb is None or any(t.low in _RELATIVES for t in tokens[start:verb])


def source_right(tokens: Tokens, start: int, stop: int) -> int:
    """The end of a source after its cue, with a list ("US, NATO and Ukrainian officials") or an apposition."""
    end = phrase_right(tokens, start, stop)
    if end - start > 2 and tokens[end - 1].low.endswith("ing") and tokens[end - 2].bare in SPEAKING:
        end -= 1  # "a sailor using the name Finn"
    listed = _list_end(tokens, start, end, stop)
    if listed is not None:
        return listed
    return _apposition_end(tokens, end, stop) if end > start else end


def _list_end(tokens: Tokens, start: int, end: int, stop: int) -> int | None:
    k = end
    while k > start and k + 1 < stop and tokens[k].is_comma and k - start < 16:
        lead = k + 2 if tokens[k + 1].low in ("and", "or") else k + 1
        part = phrase_right(tokens, lead, stop)
        if part == lead or part - lead > 8:
            return None
        if lead == k + 2 or any(t.low == "and" for t in tokens[lead:part]):
            return part
        k = part
    return None


def _apposition_end(tokens: Tokens, end: int, stop: int) -> int:
    """The end of "NAME, the head of X," after ``NAME``."""
    if end + 1 >= stop or not tokens[end].is_comma:
        return end
    names = tokens[end + 1].is_name and tokens[end - 1].bare in PERSON_WORDS and not tokens[end - 1].is_name
    if tokens[end + 1].low not in DETERMINERS | _OFFICES and not names:
        return end
    k = end + 1
    while k < stop and not tokens[k].is_comma and tokens[k].quote is None and k - end < 22:
        k += 1
    closed = k >= stop or tokens[k].is_comma
    return k if closed and _may_stand_apart(tokens, end + 1, k) else end


def may_speak(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a phrase can be a source by its look: a name, a pronoun, or a noun of people, bodies or documents."""
    if end <= start:
        return False
    head = end - 1
    for k in range(start + 1, end):
        if tokens[k].low in PREPOSITIONS or tokens[k].low in SUBORDINATORS or tokens[k].is_comma:
            head = k - 1
            break
    token = tokens[head]
    if skip_time(tokens, head, head + 1) > head:
        return False
    return token.is_name or token.low in SUBJECT_PRONOUNS or token.bare in SPEAKING or token.low == "()"
