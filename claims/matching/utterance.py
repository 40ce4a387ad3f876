"""Two quotations in; whether they tell one utterance, by the words that line up, out. No query.

A share of common words is not enough: politicians repeat slogans, and a short quotation of a long sentence shares
little of it. What counts is how much of the shorter one stands in the longer in the same order, close together, and
whether rare enough words are among it.
"""

from __future__ import annotations

from claims.matching.passage import aligned
from claims.matching.sides import Side
from claims.text.lexicon import FUNCTION_WORDS
from claims.text.quotation import quotations
from claims.text.wordings import Word, quoted_words
from claims.text.wordlist import wordlist

HELD = 0.8
"""Share of the shorter quotation's words that stand in the longer one, in order."""
RUN = 4
"""Words in a row that both have; less is a turn of phrase."""
CONTENT = 4
"""Different content words that both have in order; three make a slogan."""
SPREAD = 1.4
"""How many times its own length the shorter one may be spread over in the longer, when words between are left out."""
_OPENING = wordlist("and but so well now look then because that")
"""Words before a sentence that no quotation of it keeps for sure."""


def said(side: Side) -> str:
    """The statement with what stands outside its quotation marks blanked, so that places in it stay what they are.

    Of mixed speech only the words inside the marks are the speaker's; the rest is told by whoever reports them.
    """
    if side.kind != "mixed":
        return side.statement
    inside = [quotation.inner for quotation in quotations(side.statement)]
    return "".join(
        letter if any(span.start <= place < span.end for span in inside) else " "
        for place, letter in enumerate(side.statement)
    )


def line_up(a: str, b: str) -> bool:
    """Whether the shorter of two wordings stands in the longer from its first word to its last, but for a few between.

    Two sentences that begin or end otherwise are two, however much they share.
    """
    short, long = sorted((quoted_words(a), quoted_words(b)), key=len)
    while short and short[0].key in _OPENING:
        del short[0]
    runs = aligned([word.key for word in short], [word.key for word in long])
    if not runs:
        return False
    (head, begins, _), (tail, ends, last) = runs[0], runs[-1]
    return (
        head == 0
        and tail + last == len(short)
        and sum(length for _, _, length in runs) >= HELD * len(short)
        and max(length for _, _, length in runs) >= RUN
        and ends + last - begins <= SPREAD * len(short)
        and len(_content(short, runs)) >= CONTENT
    )


def _content(words: list[Word], runs: list[tuple[int, int, int]]) -> set[str]:
    kept = (word for start, _, length in runs for word in words[start : start + length])
    return {word.key for word in kept if word.key not in FUNCTION_WORDS}
