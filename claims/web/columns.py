"""An article's text and its claims come in; paragraphs with the attributions marked, and who speaks in each, go out."""

from __future__ import annotations

from dataclasses import dataclass

from claims.models import Claim
from claims.text.sentences import paragraphs
from claims.text.spans import Span
from claims.web.marks import Mark, Segment, segments
from claims.web.passage import pieces_of


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, and the claims that begin in it."""

    segments: list[Segment]
    claims: list[Claim]

    @property
    def speakers(self) -> list[tuple[Claim, str]]:
        """Each speaker once, with the first of their claims here and the name for the margin."""
        first: dict[int | None, Claim] = {}
        for claim in self.claims:
            first.setdefault(claim.speaker_id, claim)
        return [(claim, claim.speaker.name if claim.speaker else "") for claim in first.values()]


def paragraphs_of(text: str, claims: list[Claim]) -> list[Paragraph]:
    """The text's paragraphs in order; claims may nest and overlap, and may run over several paragraphs."""
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
        found.append(_paragraph(text, paragraph, pending))
    return found


def _paragraph(text: str, span: Span, marks: list[Mark]) -> Paragraph:
    cut = segments(text, marks, within=span)
    return Paragraph(cut, [mark.what for segment in cut for mark in segment.opens if mark.name == "claim"])


def _marks(claim: Claim) -> list[Mark]:
    return [Mark(piece, "more" if n else "claim", claim) for n, piece in enumerate(pieces_of(claim))]
