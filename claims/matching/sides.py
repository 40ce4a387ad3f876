"""What scoring and flags see of a claim: plain values, no row and no query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictSide:
    """A claim's newest ruling: the label on the newsroom's own scale and its normalised value (0 false .. 1 true, or
    None)."""

    label: str
    value: float | None = None
    published: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One claim of a pair. ``kind`` is direct, indirect, mixed or statement; ``cue`` the words it hangs on ("denied",
    "said"); ``start`` and ``end`` its place in the article, in code points."""

    id: int
    statement: str
    kind: str
    speaker_id: int | None = None
    speaker_name: str = ""
    said_on: date | None = None
    source_name: str = ""
    article_id: int | None = None
    start: int | None = None
    end: int | None = None
    fingerprint: str = ""
    context: str = ""
    cue: str = ""
    language: str = "en"
    verdict: VerdictSide | None = None

    @property
    def is_word_for_word(self) -> bool:
        """Whether it gives the speaker's own words: inside quotation marks, or as a turn of a transcript."""
        return self.kind in ("direct", "mixed", "statement")


def same_speaker(a: Side, b: Side) -> bool | None:
    """Whether one speaker said both; None when either speaker is unknown."""
    if a.speaker_id is None or b.speaker_id is None:
        return None
    return a.speaker_id == b.speaker_id


def days_apart(a: Side, b: Side) -> int | None:
    """Whole days between the two days of saying; None when either is unknown."""
    if a.said_on is None or b.said_on is None:
        return None
    return abs((a.said_on - b.said_on).days)


def in_order(a: Side, b: Side) -> tuple[Side, Side]:
    """The two by day of saying, then by id: so that words about a pair do not depend on which side is called a."""
    first, second = sorted((a, b), key=lambda s: (s.said_on is None, s.said_on or date.min, s.id, s.statement))
    return first, second
