"""An attribution comes in; whether a person must look at it before it is compared goes out."""

from __future__ import annotations

from claims import conf
from claims.extraction.attribution import Attribution
from claims.extraction.unmarked import LOST_MARKS
from claims.text.kinds import Kind
from claims.text.quotation import CROSSING, MISSING_CLOSE, MISSING_OPEN

# Where a quotation with a lost mark begins or ends is a guess; a mark on the wrong side of a space is certain.
GUESSED = (MISSING_CLOSE, MISSING_OPEN, CROSSING, LOST_MARKS)


def is_uncertain(attribution: Attribution) -> bool:
    """Whether its confidence is low, its extent was guessed, or nobody is named for reported words."""
    guessed = any(words in attribution.doubt for words in GUESSED)
    nobody = attribution.speaker is None and attribution.kind in (Kind.INDIRECT, Kind.MIXED)
    return guessed or nobody or attribution.confidence < conf.trusted_confidence()
