"""A unit comes in; its attributions as token ranges go out, before anyone is resolved: cue, source, content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from claims.extraction.contents import (
    Content,
    Range,
    addressee_end,
    before,
    end_of,
    ends_here,
    forward,
    rest,
    stop_mark,
)
from claims.extraction.phrases import (
    Tokens,
    first_finite,
    phrase_left,
    phrase_right,
    skip_adverbials,
    skip_time,
    starts_phrase,
)
from claims.extraction.sites import Site, group_start, sites
from claims.text.words import CONJUNCTIONS, DETERMINERS, SUBORDINATORS


@dataclass(frozen=True, slots=True)
class Finding:
    """Token ranges in one unit. ``how`` as in `Content`; ``lemma`` of the cue ("according" for "according to")."""

    cue: Range
    source: Range | None
    pieces: tuple[Range, ...]
    how: str
    lemma: str
    frames: frozenset[str] = frozenset()
    participle: bool = False


def findings(tokens: Tokens) -> list[Finding]:
    """All findings of a unit by their cue; none inside a quotation."""
    found: list[Finding] = []
    for finding in sorted([*_according(tokens), *_verbs(tokens)], key=lambda f: f.cue):
        found.append(_inherit(tokens, finding, found))
    return _cut([f for f in found if f.source is not None or f.participle], tokens)


def _according(tokens: Tokens) -> Iterator[Finding]:
    for i in range(len(tokens) - 2):
        if tokens[i].low != "according" or tokens[i + 1].low != "to":
            continue
        end = _source_right(tokens, i + 2, len(tokens))
        if end == i + 2:
            continue
        pieces = _around(tokens, i, end)
        if pieces:
            yield Finding((i, i + 2), (i + 2, end), pieces, "around", "according")


def _around(tokens: Tokens, start: int, end: int) -> tuple[Range, ...]:
    """Content before "according to X" and, when X stands in commas, after it."""
    stop = stop_mark(tokens, 0, len(tokens))
    leads = start == 0 or (tokens[start - 1].text in ";" or tokens[start - 1].low in SUBORDINATORS | {"and", "but"})
    if leads:
        after = end + 1 if end < stop and tokens[end].is_comma else end
        return ((after, end_of(tokens, after, stop)),) if after < stop else ()
    close = start - 1 if tokens[start - 1].is_comma else start
    first = 0
    while first < close and not (tokens[first].is_word or tokens[first].quote):
        first += 1
    pieces: list[Range] = [(first, close)] if first < close else []
    goes_on = end + 1 < stop and tokens[end].is_comma and not tokens[start - 1].ends_clause
    if goes_on and (
        first_finite(tokens, 0, close) is None or first_finite(tokens, end + 1, min(end + 3, stop)) is not None
    ):
        if tokens[end + 1].low not in SUBORDINATORS and tokens[end + 1].low not in CONJUNCTIONS:
            pieces.append((end + 1, stop))
    return tuple(pieces)


def _source_right(tokens: Tokens, start: int, stop: int) -> int:
    """The end of a source after its cue, with a list ("US, NATO and Ukrainian officials") or an apposition."""
    end = phrase_right(tokens, start, stop)
    k = end
    while k > start and k + 1 < stop and tokens[k].is_comma and k - start < 16:
        lead = k + 2 if tokens[k + 1].low in ("and", "or") else k + 1
        nxt = phrase_right(tokens, lead, stop)
        if nxt == lead or nxt - lead > 8:
            break
        if lead == k + 2:
            return nxt
        if (nxt < stop and tokens[nxt].is_comma) or _and_within(tokens, lead, nxt):
            k = nxt
            if _and_within(tokens, lead, nxt):
                return k
            continue
        break
    return _apposition(tokens, end, stop) if end > start else end


def _and_within(tokens: Tokens, start: int, end: int) -> bool:
    return any(t.low == "and" for t in tokens[start:end])


def _apposition(tokens: Tokens, end: int, stop: int) -> int:
    """The end of "NAME, the head of X," after ``NAME``."""
    if (
        end + 1 < stop
        and tokens[end].is_comma
        and tokens[end + 1].low in DETERMINERS | {"who", "head", "director", "chief", "president"}
    ):
        k = end + 1
        while k < stop and not tokens[k].is_comma and tokens[k].quote is None and k - end < 22:
            k += 1
        if (k >= stop or tokens[k].is_comma) and first_finite(tokens, end + 1, k) is None:
            return k
    return end


def _verbs(tokens: Tokens) -> Iterator[Finding]:
    stop = stop_mark(tokens, 0, len(tokens))
    floor = 0
    for site in sites(tokens):
        finding = _passive(tokens, site, stop) if site.passive else _active(tokens, site, floor, stop)
        if finding is not None:
            yield finding


def _active(tokens: Tokens, site: Site, floor: int, stop: int) -> Finding | None:
    if site.participle:
        content = forward(tokens, site, site.end, stop)
        return _finding(site, None, content, participle=True) if content is not None else None
    inverted = _inverted(tokens, site, floor, stop)
    if inverted is not None:
        return inverted
    source = _source_left(tokens, site.start, floor)
    if source is None:
        content = forward(tokens, site, site.end, stop)
        coordinated = site.start > 0 and tokens[site.start - 1].low in ("and", "but", "then")
        return _finding(site, None, content, participle=True) if content is not None and coordinated else None
    content = _content(tokens, site, source, floor, stop)
    return _finding(site, source, content) if content is not None else None


def _finding(site: Site, source: Range | None, content: Content, *, participle: bool = False) -> Finding:
    cue = (site.start, site.end)
    return Finding(cue, source, content.pieces, content.how, site.kind.lemma, site.kind.frames, participle)


def _source_left(tokens: Tokens, end: int, floor: int) -> Range | None:
    """The source phrase that ends before ``end``; over "on Monday" and over an apposition in commas."""
    end = _without_time(tokens, end, floor)
    if end > floor and tokens[end - 1].is_comma:
        opener = _apposition_start(tokens, end - 1, floor)
        if opener is None:
            return None
        start = phrase_left(tokens, opener, floor)
        return (start, end - 1) if start is not None else None
    start = phrase_left(tokens, end, floor)
    return (start, end) if start is not None else None


def _without_time(tokens: Tokens, end: int, floor: int) -> int:
    for k in range(max(floor + 1, end - 4), end):
        if skip_time(tokens, k, end) == end and tokens[k - 1].is_word:
            return k
    return end


def _apposition_start(tokens: Tokens, close: int, floor: int) -> int | None:
    """The comma that opens the apposition which ends at the comma ``close``."""
    for k in range(close - 1, max(floor - 1, close - 32), -1):
        if tokens[k].quote is not None and tokens[k].ends_clause:
            return None
        if tokens[k].is_comma and k > floor and close - k > 1:
            relative = tokens[k + 1].low in ("who", "which", "whose")
            if first_finite(tokens, k + 1, close) is not None and not relative:
                return None
            if relative or not _is_inner_comma(tokens, k, floor):
                return k
    return None


def _is_inner_comma(tokens: Tokens, k: int, floor: int) -> bool:
    """A comma inside the apposition ("mayor of Reading, England, since 2010"): a relative clause opens further left."""
    for j in range(k - 1, max(floor, k - 14), -1):
        if tokens[j].low in ("who", "which") and tokens[j - 1].is_comma:
            return True
        if tokens[j].is_comma and tokens[j + 1].low in ("a", "an", "the"):
            return True
    return False


def _inverted(tokens: Tokens, site: Site, floor: int, stop: int) -> Finding | None:
    """ "…," said X: content before, source after."""
    if (
        site.kind.form not in ("past", "s", "base")
        or not site.kind.frames & {"S", "T", "W"}
        or site.start == 0
        or site.start != site.verb
    ):
        return None
    previous = tokens[site.start - 1]
    if not (previous.is_comma or previous.quote is not None) or site.end >= stop or not starts_phrase(tokens[site.end]):
        return None
    content = before(tokens, site.start, floor)
    end = _source_right(tokens, site.end, stop)
    if (
        content is None
        or end == site.end
        or (previous.is_comma and _source_left(tokens, site.start, floor) and not _stops(tokens, end, stop))
    ):
        return None
    if previous.quote is None and not ends_here(tokens, end, stop):
        return None
    more = _second_quote(tokens, end, stop)
    return Finding(
        (site.start, site.end), (site.end, end), (*content.pieces, *more), "before", site.kind.lemma, site.kind.frames
    )


def _stops(tokens: Tokens, end: int, stop: int) -> bool:
    return ends_here(tokens, end, stop)


def _second_quote(tokens: Tokens, end: int, stop: int) -> tuple[Range, ...]:
    """ "X," he said, "Y.": the place of Y."""
    j = skip_adverbials(tokens, end, stop)
    while j < stop and tokens[j].text in (",", ":", ";"):
        j += 1
    return ((j, j + 1),) if end < j < stop and tokens[j].quote is not None else ()


def _content(tokens: Tokens, site: Site, source: Range, floor: int, stop: int) -> Content | None:
    """Which side of "SOURCE cue" was said: after it, before it, or around it."""
    ahead = before(tokens, source[0], floor)
    after = forward(tokens, site, site.end, stop)
    if ahead is None or not site.kind.frames & {"S", "T", "W", "M"}:
        return after
    past = addressee_end(tokens, site, stop)
    if ends_here(tokens, past, stop) or ends_here(tokens, site.end, stop):
        place = past if ends_here(tokens, past, stop) else site.end
        more = rest(tokens, place, stop)
        quoted = _second_quote(tokens, place, stop)
        if after is not None and after.how == "quote" and not tokens[ahead.pieces[-1][1] - 1].ends_clause and not more:
            return after
        if tokens[source[0] - 1].quote is not None or _is_said(tokens, ahead, more):
            return Content((*ahead.pieces, *((more,) if more else quoted)), "around" if more else "before")
    if after is None and tokens[source[0] - 1].quote is not None:
        return ahead
    if after is not None and tokens[source[0] - 1].ends_clause and after.how in ("clause", "object"):
        return ahead
    return after


def _is_said(tokens: Tokens, ahead: Content, more: Range | None) -> bool:
    start, end = ahead.pieces[0]
    return more is not None or tokens[start].low not in SUBORDINATORS or any(t.quote for t in tokens[start:end])


def _passive(tokens: Tokens, site: Site, stop: int) -> Finding | None:
    """ "X was dubbed Y by Z": Z says X … Y."""
    by = next(
        (k for k in range(site.end, min(stop, site.end + 40)) if tokens[k].low == "by" and _speaks(tokens, k, stop)),
        None,
    )
    subject = _source_left(tokens, site.start, 0)
    if by is None or subject is None or not site.kind.frames & {"N", "S", "call"}:
        return None
    end = _source_right(tokens, by + 1, stop)
    said: list[Range] = [subject]
    if by > site.end:
        said.append((site.end, by))
    elif end < stop and tokens[end].low in ("as", "to", "of", "that"):
        said.append((end, end_of(tokens, end, stop)))
    return Finding((site.start, site.end), (by + 1, end), tuple(said), "object", site.kind.lemma, site.kind.frames)


def _speaks(tokens: Tokens, by: int, stop: int) -> bool:
    return by + 1 < stop and starts_phrase(tokens[by + 1]) and not tokens[by + 1].low.endswith("ing")


def _inherit(tokens: Tokens, finding: Finding, earlier: list[Finding]) -> Finding:
    """Gives a participle ("…, adding that") or a second verb ("… and said") the subject of its clause."""
    if finding.source is not None:
        return finding
    if earlier and earlier[-1].source is not None and earlier[-1].lemma != "according":
        return replace(finding, source=earlier[-1].source)
    verb = first_finite(tokens, 1, finding.cue[0])
    while verb is not None:
        source = _source_left(tokens, group_start(tokens, verb), 0)
        if source is not None:
            return replace(finding, source=source)
        verb = first_finite(tokens, verb + 1, finding.cue[0])
    return finding


def _cut(found: list[Finding], tokens: Tokens) -> list[Finding]:
    """Ends a content where the next source begins after a comma or a conjunction: that is no longer what this one said."""
    kept: list[Finding] = []
    for place, finding in enumerate(found):
        starts = [f.source[0] for f in found[place + 1 :] if f.source is not None and f.source[0] > finding.cue[0]]
        pieces = tuple(p for piece in finding.pieces if (p := _shortened(tokens, piece, starts, finding)) is not None)
        if pieces:
            kept.append(replace(finding, pieces=pieces))
    return kept


def _shortened(tokens: Tokens, piece: Range, starts: list[int], finding: Finding) -> Range | None:
    start, end = piece
    if start < finding.cue[0]:
        return piece
    for source in starts:
        k = source
        while k > start and (
            tokens[k - 1].low in ("while", "but", "and", "although", "though", "whereas", "as", "because", "so")
        ):
            k -= 1
        if start < k < end and (
            tokens[k - 1].is_comma or (k < source and tokens[k].low in ("while", "whereas", "although", "though"))
        ):
            end = k - 1 if tokens[k - 1].is_comma else k
            break
    return (start, end) if start < end else None
