"""A cue with its source comes in; the content goes out from the side where it stands: after, before or around them."""

from __future__ import annotations

from claims.extraction.contents import Content, Range, forward
from claims.extraction.endings import end_of, main_clause
from claims.extraction.finite import Tokens, first_finite, is_finite
from claims.extraction.phrases import phrase_right, skip_adverbials, starts_phrase
from claims.extraction.sites import Site
from claims.extraction.times import skip_time
from claims.extraction.units import Token
from claims.text.cues import VERBS
from claims.text.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, SUBJECT_PRONOUNS, SUBORDINATORS

LEAST_SENTENCE = 5
"""So many words before "…, she said." are a sentence, whatever their verb."""
_SUBORDINATING = frozenset(
    ["as", "when", "after", "while", "although", "though", "since", "because", "before", "once", "whereas"]
)


def content_of(tokens: Tokens, site: Site, source: Range, floor: int, stop: int) -> Content | None:
    """What "SOURCE cue" attributes in ``[floor, stop)``."""
    ahead = before(tokens, source[0], floor)
    after = _after(tokens, site, source, stop)
    if (
        ahead is None
        or not site.kind.frames & {"S", "T", "W", "M"}
        or (after is not None and after.how == "introduces")
    ):
        return after
    place = _place(tokens, site, stop)
    more = rest(tokens, place, stop, ahead) if place is not None else None
    beside = tokens[source[0] - 1].quote is not None and tokens[ahead.pieces[0][0]].quote is not None
    if place is not None and not _prefers_after(tokens, site, ahead, after, more):
        around = _around(tokens, site, ahead, place, more, stop, sure=after is None)
        if around is not None:
            return around
    if beside and (after is None or (tokens[source[0] - 1].ends_clause and not _is_quoted(after))):
        return ahead
    return after


def _is_quoted(content: Content) -> bool:
    return content.how == "quote"


def _after(tokens: Tokens, site: Site, source: Range, stop: int) -> Content | None:
    lead = tokens[source[0] - 1].low if source[0] else ""
    return forward(tokens, site, main_clause(tokens, site.end, stop) if lead in _SUBORDINATING else stop)


def _place(tokens: Tokens, site: Site, stop: int) -> int | None:
    """Where the cue with its addressee ends, when only adverbials stand between it and the next comma or end."""
    told = max(site.end, phrase_right(tokens, site.end, stop)) if site.kind.frames & {"T", "R"} else site.end
    return next((p for p in (told, site.end) if ends_here(tokens, p, stop)), None)


def _prefers_after(tokens: Tokens, site: Site, ahead: Content, after: Content | None, more: Range | None) -> bool:
    """ "Of the plan, she said, "…"": the quotation after the cue is what was said, unless one ended before it."""
    last = tokens[ahead.pieces[-1][1] - 1]
    if after is not None and after.how in ("that", "infinitive") and after.pieces[0][0] == site.end:
        return True
    if last.quote is not None and last.text[1:2].isupper():
        return False
    return after is not None and after.how == "quote" and not last.ends_clause and (more is None or last.quote is None)


def _around(
    tokens: Tokens, site: Site, ahead: Content, place: int, more: Range | None, stop: int, *, sure: bool
) -> Content | None:
    start, end = ahead.pieces[0]
    quoted = any(t.quote is not None for t in tokens[start:end])
    whole = quoted or _is_sentence(tokens, start, end) or (sure and _is_long(tokens, start, end))
    if not quoted and tokens[start].low in SUBORDINATORS and more is None and not _leads_in(tokens, start, end):
        return None
    if more is not None:
        pieces = (more,) if _is_time(tokens, start, end) else (*ahead.pieces, more)
        return Content(pieces, "around")
    if not whole or (not quoted and not _says_clauses(site)):
        return None
    return Content((*ahead.pieces, *second_quote(tokens, place, stop)), "before")


def _leads_in(tokens: Tokens, start: int, end: int) -> bool:
    """ "As of Monday the ward …", "If it rains, the fair …": after what leads in, a main clause stands."""
    as_of = tokens[start].low == "as" and start + 1 < end and tokens[start + 1].low == "of"
    lead = start + 2 if as_of else start + 1
    past = _past_time(tokens, lead, end)
    if past > lead:
        return first_finite(tokens, past + 1, end) is not None
    return main_clause(tokens, start, end) < end


def _past_time(tokens: Tokens, i: int, end: int) -> int:
    is_year = i < end and tokens[i].text.isdigit() and len(tokens[i].text) == 4
    return i + 1 if is_year else skip_time(tokens, i, end)


def _is_sentence(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a subject with its verb stands there, after what introduces it ("In the last speech, held in May, …")."""
    if tokens[start].low in PREPOSITIONS:
        start = skip_adverbials(tokens, start, end)
        while start < end and tokens[start].is_comma:
            start += 1
        if start >= end or is_finite(tokens, start):
            return False
    return first_finite(tokens, start + 1, end) is not None


def _is_long(tokens: Tokens, start: int, end: int) -> bool:
    """Enough words to be a sentence whose verb is not known ("The ferries carry the post")."""
    least = 3 if tokens[start].low in SUBJECT_PRONOUNS else LEAST_SENTENCE
    return end - start >= least and starts_phrase(tokens[start])


def _says_clauses(site: Site) -> bool:
    return bool(site.kind.frames & {"S", "T", "M"})


def _is_time(tokens: Tokens, start: int, end: int) -> bool:
    return skip_time(tokens, start, end) == end


def before(tokens: Tokens, source_start: int, floor: int) -> Content | None:
    """What stands before "…, SOURCE cue": the clause, its beginning or the quotation that ends there."""
    end = source_start
    if end > floor and tokens[end - 1].is_comma:
        end -= 1
    elif not (end > floor and tokens[end - 1].quote is not None):
        return None
    start = floor
    while start < end and (tokens[start].text in ",;:—–-" or tokens[start].low in ("and", "but")):
        start += 1
    start = _from_quote(tokens, start, end)
    return Content(((start, end),), "before") if start < end else None


def _from_quote(tokens: Tokens, start: int, end: int) -> int:
    """Where only quotations, the last part after a comma or colon, were said: the first of them."""
    k = end
    while k > start and tokens[k - 1].quote is not None:
        k -= 1
    if k in (start, end):
        return start
    whole = tokens[k].text[1:2].isupper() and len(tokens[k].text.split()) >= 3
    return k if whole and tokens[k - 1].text in ",:." else start


def rest(tokens: Tokens, place: int, stop: int, ahead: Content) -> Range | None:
    """What goes on after a cue between commas: "X, he said on Monday, was Y": the place of "was Y"."""
    j = skip_adverbials(tokens, place, stop)
    if j + 1 >= stop or not (tokens[j].is_comma or tokens[j].text in ":;—–"):
        return None
    j += 1
    if tokens[j].quote is not None:
        return None
    k = j + 1 if tokens[j].low in ("and", "but", "or") and j + 1 < stop else j
    if k > j and _is_reporters(tokens, k, stop, tokens[ahead.pieces[-1][1] - 1]):
        return None
    goes_on = tokens[k].low in AUXILIARIES or (k == j and (is_finite(tokens, k) or _lacks_verb(tokens, ahead, k)))
    if goes_on or _is_verb_after_comma(tokens, k, stop):
        return j, end_of(tokens, j, stop)
    return None


def _lacks_verb(tokens: Tokens, ahead: Content, k: int) -> bool:
    """ "The bakery, he noted, overlooks the tide": the subject stands alone, its verb comes after the cue."""
    start, end = ahead.pieces[0]
    alone = starts_phrase(tokens[start]) and phrase_right(tokens, start, end) == end
    low = tokens[k].low
    return alone and tokens[k].is_word and low.endswith("s") and low not in DETERMINERS | PRONOUNS | PREPOSITIONS


def _is_reporters(tokens: Tokens, k: int, stop: int, last: Token) -> bool:
    """ "…," she said, and she named three: after a quotation or with a new cue "and she" is the reporter's."""
    if tokens[k].low not in ("he", "she", "they") or k + 1 >= stop:
        return False
    verb = VERBS.get(tokens[k + 1].low)
    return last.quote is not None or (verb is not None and verb.form == "past")


def _is_verb_after_comma(tokens: Tokens, k: int, stop: int) -> bool:
    """ "…, he said, amount to nothing" or "In three years, he said, too many …": a clause that goes on."""
    low = tokens[k].low
    if low.endswith("ing") or low in SUBORDINATORS or low in PREPOSITIONS or not tokens[k].is_word:
        return False
    return first_finite(tokens, k, min(stop, k + 12)) is not None


def second_quote(tokens: Tokens, place: int, stop: int) -> tuple[Range, ...]:
    """ "X," he said, "Y.": the place of Y."""
    j = skip_adverbials(tokens, place, stop)
    while j < stop and tokens[j].text in (",", ":", ";"):
        j += 1
    return ((j, j + 1),) if place < j < stop and tokens[j].quote is not None else ()


def ends_here(tokens: Tokens, start: int, stop: int) -> bool:
    """Whether only adverbials stand between ``start`` and the next comma or the end."""
    j = skip_adverbials(tokens, start, stop)
    return j >= stop or not (tokens[j].is_word or tokens[j].quote is not None)
