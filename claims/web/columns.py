"""An article's text and its claims come in; paragraphs with the attributions marked, and who speaks in each, go out."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from claims.models import Claim
from claims.text.sentences import paragraphs
from claims.text.spans import Span
from claims.web.ink import Ink
from claims.web.marks import Mark, Segment, segments
from claims.web.passage import pieces_of


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text under one set of attributions, the innermost first; ``opens`` are those that begin here.

    ``telling`` names the claims of which it tells who speaks or that somebody does; empty where it does not.
    """

    text: str
    claims: tuple[Claim, ...]
    telling: str
    opens: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, where it begins in the text (code points), and the claims that begin in it."""

    start: int
    runs: list[Run]
    html: SafeString

    @property
    def claims(self) -> list[Claim]:
        """The claims that begin here."""
        return [claim for run in self.runs for claim in run.opens]

    @property
    def speakers(self) -> list[tuple[Claim, str]]:
        """Each speaker once, with the first of their claims here and the name for the margin."""
        first: dict[int | None, Claim] = {}
        for claim in self.claims:
            first.setdefault(claim.speaker_id, claim)
        return [(claim, claim.speaker.name if claim.speaker else "") for claim in first.values()]


def paragraphs_of(text: str, claims: list[Claim]) -> list[Paragraph]:
    """The text's paragraphs in order; claims may nest and overlap, and may run over several paragraphs."""
    ink = Ink()
    marks = sorted((mark for claim in claims for mark in _marks(claim)), key=lambda mark: mark.span)
    found: list[Paragraph] = []
    pending: list[Mark] = []
    rest = iter([*marks, None])
    following = next(rest)
    for paragraph in paragraphs(text):
        while following is not None and following.span.start < paragraph.end:
            pending.append(following)
            following = next(rest)
        pending = [mark for mark in pending if mark.span.end > paragraph.start]
        runs = [_run(cut) for cut in segments(text, pending, within=paragraph)]
        found.append(Paragraph(paragraph.start, runs, ink.paragraph(runs)))
    return found


def _run(segment: Segment) -> Run:
    return Run(
        text=segment.text,
        claims=tuple(mark.what for mark in segment.marks if mark.name in ("claim", "more")),
        telling=" ".join(str(mark.what.pk) for mark in segment.marks if mark.name == "telling"),
        opens=tuple(mark.what for mark in segment.opens if mark.name == "claim"),
    )


def _marks(claim: Claim) -> list[Mark]:
    said = [Mark(piece, "more" if n else "claim", claim) for n, piece in enumerate(pieces_of(claim))]
    telling = (claim.source_span, claim.cue_span)
    return said + [Mark(Span(*pair), "telling", claim) for pair in telling if pair]
