"""A passage that a quotation gives word for word in; what its speaker said around it that changes what it says, out."""

from __future__ import annotations

from claims.matching.alteration import alteration
from claims.matching.left_out import turns_the_rest
from claims.matching.voices import Turns
from claims.text.propositions import is_proposition
from claims.text.quotation import quotations
from claims.text.sentences import sentences
from claims.text.spans import Span, hull
from claims.text.wordings import words

AROUND = 600
"""Code points on either side of a passage in which its sentence begins and ends."""
COMPARED = 150
"""Words of a sentence that is weighed; in a longer one hardly anything hangs together."""


def left_out_around(passage: Span, *, turns: Turns) -> str:
    """The words of the passage's own sentences without which it says something else, as a reason tells them.

    Empty where it stands for itself.
    """
    around = _own_sentences(passage, turns)
    said, whole = passage.of(turns.text), around.of(turns.text)
    if len(words(whole)) > COMPARED or not is_proposition(said):
        return ""
    found = alteration(said, whole)
    telling = [change for change in found.telling if not change.a and turns_the_rest(change, whole)]
    left_out = [change.span_b.of(whole) for change in telling if change.span_b]
    return "; ".join(f"“{cut}” is left out" for cut in left_out)


def _own_sentences(passage: Span, turns: Turns) -> Span:
    """The sentences around a passage as far as its speaker's words go: to the marks around it, or in its turn."""
    text = turns.text
    near = Span(max(0, passage.start - AROUND), min(len(text), passage.end + AROUND))
    cut = [sentence.shifted(near.start) for sentence in sentences(near.of(text))]
    around = hull([passage, *(sentence for sentence in cut if sentence.overlaps(passage))])
    if turns:
        inner = turns.around(passage.start)
    else:
        marks = [quotation.inner.shifted(near.start) for quotation in quotations(near.of(text))]
        inside = (mark for mark in marks if mark.contains(passage))
        inner = min(inside, key=len, default=passage) if marks else around
    return Span(max(inner.start, around.start), min(inner.end, around.end))
