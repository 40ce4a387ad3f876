"""An article's text and its claims come in; paragraphs with the attributions marked, and who speaks in each, go out."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.models import Claim
from claims.text.sentences import paragraphs
from claims.text.spans import Span
from claims.web.marks import Mark, Segment, segments
from claims.web.passage import pieces_of


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text under one set of attributions, the innermost first.

    ``telling`` says that it names the speaker or the act of saying: ``source``, ``cue`` or nothing, of the claims
    ``of``. ``opens`` are the claims that begin here.
    """

    text: str
    claims: tuple[Claim, ...]
    telling: str
    of: str
    opens: tuple[Claim, ...]

    @property
    def innermost(self) -> Claim | None:
        """The attribution that a click on this text means."""
        return self.claims[0] if self.claims else None

    @property
    def around(self) -> tuple[Claim, ...]:
        """At most two more attributions on the same words, the outermost first: each is underlined, too."""
        return self.claims[2:0:-1]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, where it begins in the text (code points), and the claims that begin in it."""

    start: int
    runs: list[Run]

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
    for claim in claims:
        claim.told = told(claim)  # type: ignore[attr-defined]  # once a claim, however many pieces it is shown in
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
        found.append(Paragraph(paragraph.start, [_run(cut) for cut in segments(text, pending, within=paragraph)]))
    return found


def told(claim: Claim) -> str:
    """The attribution in a line: who, by which word, of which kind, how sure, and what is doubtful."""
    words = [
        claim.speaker.name if claim.speaker else _("Speaker not known"),
        f"“{claim.cue}”" if claim.cue else "",
        str(claim.get_kind_display()).lower(),
        _("confidence %(share)s") % {"share": f"{claim.confidence:.2f}"},
        _("to be looked at") if claim.uncertain else "",
        claim.doubt,
    ]
    return " · ".join(word for word in words if word)


def _run(segment: Segment) -> Run:
    tells = [mark for mark in segment.marks if mark.name in ("source", "cue")]
    return Run(
        text=segment.text,
        claims=tuple(mark.what for mark in segment.marks if mark.name in ("claim", "more")),
        telling=tells[0].name if tells else "",
        of=" ".join(str(mark.what.pk) for mark in tells),
        opens=tuple(mark.what for mark in segment.opens if mark.name == "claim"),
    )


def _marks(claim: Claim) -> list[Mark]:
    said = [Mark(piece, "more" if n else "claim", claim) for n, piece in enumerate(pieces_of(claim))]
    telling = (("source", claim.source_span), ("cue", claim.cue_span))
    return said + [Mark(Span(*pair), name, claim) for name, pair in telling if pair]
