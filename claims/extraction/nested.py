"""A text and what is said in it come in; what is told within the words of another ("X said that Y told Z") goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.extraction.attribution import Attribution
from claims.extraction.cast import Cast
from claims.extraction.choosing import is_sound, kept
from claims.extraction.findings import Finding, findings
from claims.extraction.hearsay import Hearsay
from claims.extraction.telling import told
from claims.extraction.units import Token, Unit, units
from claims.text.contents import bare
from claims.text.cues import VERBS
from claims.text.kinds import Kind
from claims.text.spans import Span

DEEPEST = 3  # "X said that Y said that Z said that P"
SHARE = (
    0.85  # of the outer one's confidence: who is quoted may have heard it wrong, and we may have read it wrong twice
)
LEAST_WORDS = 3
_SAYING = frozenset(("S", "T"))
_WORD = re.compile(r"[^\W\d_]+")


def nested(text: str, found: Sequence[Attribution], *, cast: Cast | None = None) -> list[Attribution]:
    """The attributions inside the contents of ``found`` that are not among them, by the place of their content.

    ``cast``: the people of the text, read from it when not given. The speaker of an inner one is whoever is said to
    have said it ("I" is the outer speaker); its confidence is lower than the outer one's.
    """
    outer = [one for one in found if _tells(text, one)]
    if not outer:
        return []
    hearsay = Hearsay(text, cast=cast or Cast(units(text)))
    cues = [one.cue for one in found if one.cue is not None]
    inner: list[Attribution] = []
    for depth in range(DEEPEST):
        listed = outer if depth else told(outer, total=len(outer))  # the first look is nearly all of the work
        fresh = [each for one in listed for each in _inside(text, one, hearsay=hearsay) if not _meets(each.cue, cues)]
        cues += [one.cue for one in fresh if one.cue is not None]
        inner += fresh
        outer = [one for one in fresh if _tells(text, one)]
    return sorted(inner, key=lambda one: (one.content[0].start, one.content[-1].end))


def _tells(text: str, attribution: Attribution) -> bool:
    """Whether its content holds a word that reports something: most do not, and cost nothing more."""
    words = (w.lower() for piece in attribution.content for w in _WORD.findall(piece.of(text)))
    return any((w in VERBS and VERBS[w].frames & _SAYING) or w == "according" for w in words)


def _meets(cue: Span | None, others: Sequence[Span]) -> bool:
    return cue is None or any(cue.start < other.end and other.start < cue.end for other in others)


def _inside(text: str, outer: Attribution, *, hearsay: Hearsay) -> Iterator[Attribution]:
    for place in bare(text, outer.content):
        for unit in _units(text, place):
            for finding in kept(unit.tokens, findings(unit.tokens)):
                if _reports(finding) and (inner := _attribution(unit, finding, outer=outer, hearsay=hearsay)):
                    yield inner


def _reports(finding: Finding) -> bool:
    """Whether words were said: not a mood, not a heading for the next sentence."""
    said = bool(finding.frames & _SAYING) or finding.lemma == "according"
    return said and finding.source is not None and finding.how != "introduces"


def _units(text: str, place: Span) -> list[Unit]:
    """The units of a part of the text as if it stood alone, with their places in the whole."""
    by = place.start

    def moved(token: Token) -> Token:
        return replace(token, start=token.start + by, end=token.end + by)

    return [
        Unit(Span(u.span.start + by, u.span.end + by), tuple(moved(t) for t in u.tokens), u.paragraph)
        for u in units(place.of(text))
    ]


def _attribution(unit: Unit, finding: Finding, *, outer: Attribution, hearsay: Hearsay) -> Attribution | None:
    tokens, source = unit.tokens, finding.source
    content = [t for start, end in finding.pieces for t in tokens[start:end]]
    if source is None or sum(len(_WORD.findall(t.text)) for t in content) < LEAST_WORDS:
        return None
    who = hearsay.who(tokens, *source, outer=outer)
    quoted = [t.quote is not None for t in content if t.quote is not None or t.is_word]
    if who is None or (who.mention is not None and not is_sound(finding, who, quoted=any(quoted))):
        return None
    return Attribution(
        content=tuple(_span(tokens, piece) for piece in finding.pieces),
        source=_span(tokens, source),
        cue=_span(tokens, finding.cue),
        kind=Kind.DIRECT if all(quoted) else Kind.MIXED if any(quoted) else Kind.INDIRECT,
        speaker=who.mention,
        confidence=round(outer.confidence * SHARE * who.certainty, 2),
        doubt=who.doubt,
    )


def _span(tokens: Sequence[Token], place: tuple[int, int]) -> Span:
    return Span(tokens[place[0]].start, tokens[place[1] - 1].end)
