"""Attributions come in; out they go with those joined that share a cue, as PolNeAR and PARC count them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.extraction.attribution import Attribution
from claims.text.kinds import Kind
from claims.text.spans import hull

FARTHEST = 60
"""Code points between a cue and the quotation that goes on."""


def joined(attributions: Sequence[Attribution]) -> list[Attribution]:
    """ "X," she said. "Y.": two claims to an editor, one attribution of two pieces to those who annotate quotations."""
    found: list[Attribution] = []
    for attribution in attributions:
        if found and _goes_on(found[-1], attribution):
            found[-1] = replace(found[-1], content=(*found[-1].content, *attribution.content))
        else:
            found.append(attribution)
    return found


def _goes_on(before: Attribution, after: Attribution) -> bool:
    if after.cue is not None or before.kind is not Kind.DIRECT or after.kind is not Kind.DIRECT:
        return False
    end = hull(s for s in (*before.content, before.cue, before.source) if s is not None).end
    return before.speaker == after.speaker and 0 <= after.content[0].start - end < FARTHEST
