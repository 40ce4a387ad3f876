"""A unit comes in; its attributions as token ranges go out, before anyone is resolved: cue, source, content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from claims.extraction.contents import Content, Range, forward
from claims.extraction.endings import end_of, without_final
from claims.extraction.finite import Tokens, first_finite
from claims.extraction.phrases import starts_phrase
from claims.extraction.sides import before, content_of, ends_here, rest, second_quote
from claims.extraction.sites import Site, group_start, sites
from claims.extraction.sources import may_speak, source_left, source_right
from claims.text.words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS, SUBORDINATORS


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
        end = source_right(tokens, i + 2, len(tokens))
        if end == i + 2:
            continue
        pieces = _around(tokens, i, end)
        if pieces:
            yield Finding((i, i + 2), (i + 2, end), pieces, "around", "according")


def _around(tokens: Tokens, start: int, end: int) -> tuple[Range, ...]:
    """Content before "according to X" and, when X stands in commas, after it."""
    stop = without_final(tokens, 0, len(tokens))
    leads = start == 0 or (tokens[start - 1].text in ";" or tokens[start - 1].low in SUBORDINATORS | {"and", "but"})
    if leads:
        after = _past_source(tokens, end, stop)
        return ((after, end_of(tokens, after, stop)),) if after < stop else ()
    close = start - 1 if tokens[start - 1].is_comma else start
    first = next((k + 1 for k in range(close - 1, 0, -1) if tokens[k].text == ";"), 0)
    while first < close and not (tokens[first].is_word or tokens[first].quote):
        first += 1
    pieces: list[Range] = [(first, close)] if first < close else []
    if _goes_on(tokens, start, end, stop):
        pieces.append((end + 1, stop))
    return tuple(pieces)


def _past_source(tokens: Tokens, end: int, stop: int) -> int:
    """Where content begins after "According to a report on Monday by X, a firm in Y,"."""
    close = next((k for k in range(end, stop) if tokens[k].is_comma), stop)
    if end < close < stop and tokens[end].low in PREPOSITIONS and not _has_verb(tokens, end, close):
        inner = next((k for k in range(close + 1, stop) if tokens[k].is_comma), stop)
        aside = tokens[close + 1].low in DETERMINERS and inner < stop and not _has_verb(tokens, close + 1, inner)
        return inner + 1 if aside else close + 1
    return end + 1 if end < stop and tokens[end].is_comma else end


def _goes_on(tokens: Tokens, start: int, end: int, stop: int) -> bool:
    """ "The speech, according to X, was …": whether the sentence goes on after the source."""
    if end + 1 >= stop or not tokens[end].is_comma or tokens[start - 1].ends_clause:
        return False
    if tokens[end + 1].low in SUBORDINATORS or tokens[end + 1].low in CONJUNCTIONS:
        return False
    return not _has_verb(tokens, 0, start) or _has_verb(tokens, end + 1, min(end + 3, stop))


def _verbs(tokens: Tokens) -> Iterator[Finding]:
    stop = without_final(tokens, 0, len(tokens))
    floor = 0
    for site in sites(tokens):
        finding = _passive(tokens, site, stop) if site.passive else _active(tokens, site, floor, stop)
        if finding is not None:
            yield finding


def _active(tokens: Tokens, site: Site, floor: int, stop: int) -> Finding | None:
    if site.participle:
        content = forward(tokens, site, stop)
        return _finding(site, None, content, participle=True) if content is not None else None
    inverted = _inverted(tokens, site, floor, stop)
    if inverted is not None:
        return inverted
    source = source_left(tokens, site.start, floor)
    if source is not None and site.kind.lemma == "call" and tokens[source[0]].low in ("a", "an"):
        return None
    if source is None:
        content = forward(tokens, site, stop)
        coordinated = site.start > 0 and tokens[site.start - 1].low in ("and", "but", "then")
        return _finding(site, None, content, participle=True) if content is not None and coordinated else None
    content = content_of(tokens, site, source, floor, stop)
    return _finding(site, source, content) if content is not None else None


def _finding(site: Site, source: Range | None, content: Content, *, participle: bool = False) -> Finding:
    cue = (site.start, site.end)
    return Finding(cue, source, content.pieces, content.how, site.kind.lemma, site.kind.frames, participle)


def _inverted(tokens: Tokens, site: Site, floor: int, stop: int) -> Finding | None:
    """ "…," said X: content before, source after."""
    if not _may_invert(tokens, site, stop):
        return None
    quoted = tokens[site.start - 1].quote is not None
    content = before(tokens, site.start, floor)
    end = source_right(tokens, site.end, stop)
    if content is None or not may_speak(tokens, site.end, end) or not (quoted or ends_here(tokens, end, stop)):
        return None
    left = None if quoted else source_left(tokens, site.start, floor)
    if left is not None and may_speak(tokens, *left) and not _has_verb(tokens, floor, left[0]):
        return None
    more = rest(tokens, end, stop, content) if not quoted and not _has_verb(tokens, floor, site.start) else None
    pieces = (*content.pieces, more) if more is not None else (*content.pieces, *second_quote(tokens, end, stop))
    return Finding((site.start, site.end), (site.end, end), pieces, "before", site.kind.lemma, site.kind.frames)


def _may_invert(tokens: Tokens, site: Site, stop: int) -> bool:
    if site.kind.form == "ing" or ("S" not in site.kind.frames and site.kind.lemma not in ("ask", "write", "read")):
        return False
    if site.start == 0 or site.start != site.verb or site.end >= stop or site.kind.lemma == "tell":
        return False
    previous = tokens[site.start - 1]
    return (previous.is_comma or previous.quote is not None) and starts_phrase(tokens[site.end])


def _has_verb(tokens: Tokens, start: int, stop: int) -> bool:
    return first_finite(tokens, start, stop) is not None


def _passive(tokens: Tokens, site: Site, stop: int) -> Finding | None:
    """ "X was dubbed Y by Z": Z says X … Y."""
    by = next(
        (k for k in range(site.end, min(stop, site.end + 40)) if tokens[k].low == "by" and _speaks(tokens, k, stop)),
        None,
    )
    subject = source_left(tokens, site.start, 0)
    if by is None or subject is None or not site.kind.frames & {"N", "S", "call"}:
        return None
    end = source_right(tokens, by + 1, stop)
    if end == by + 1:
        return None
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
        source = source_left(tokens, group_start(tokens, verb), 0)
        if source is not None:
            return replace(finding, source=source)
        verb = first_finite(tokens, verb + 1, finding.cue[0])
    return finding


def _cut(found: list[Finding], tokens: Tokens) -> list[Finding]:
    """Ends a content where the next source begins after a comma or conjunction: from there another speaks."""
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
