"""Two texts in; whether one affirms an agreement, plan or intention whose like the other denies, with the words that
show it, out."""

from __future__ import annotations

import re

from claims.text.negation import denied
from claims.text.polarity import Polarity, Stance
from claims.text.spans import Span
from claims.text.synonyms import are_alike
from claims.text.terms import Word, content_words

_MADE = re.compile(
    r"\b(?:agree[ds]?|accept(?:s|ed)?|commit(?:s|ted)?|pledge[ds]?|promise[ds]?|plan(?:s|ned)?|intend(?:s|ed)?|decide[ds]?|consent(?:s|ed)?|"
    r"schedule[ds]?|arrange[ds]?|approve[ds]?)\b(?:\s+[\"“”']?(?:in\s+principle|already|now)[\"“”']?)?(?:\s+to\b)?",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no|not\s+any|without\s+any|n['’]t\s+any)\s+(?:[\w-]+\s+){0,2}?(?:plans?|intentions?|agreements?|decisions?|deals?|commitments?|arrangements?|promises?)\b",
    re.IGNORECASE,
)
_NEAR = 3
"""How many content words behind the verb or noun of commitment may name what it is about."""


def denied_commitment(a: str, b: str) -> Polarity | None:
    """The opposition of "agreed in principle to talks" and "no firm plans for a meeting", or None where there is
    none."""
    there = _one_way(a, b)
    if there:
        return Polarity(Stance.OPPOSITE, "commitment", (there[0],), (there[1],))
    back = _one_way(b, a)
    return Polarity(Stance.OPPOSITE, "commitment", (back[1],), (back[0],)) if back else None


def _one_way(affirming: str, denying: str) -> tuple[Span, Span] | None:
    made, none = _MADE.search(affirming), _NONE.search(denying)
    if not made or not none or _NONE.search(affirming) or denied(affirming, Span(made.start(), made.start() + 1)):
        return None
    objects, others = _about(affirming, made.end()), _about(denying, none.end())
    alike = any(are_alike(x.stem, y.stem) for x in objects for y in others)
    return (Span(*made.span()), Span(*none.span())) if alike else None


def _about(text: str, start: int) -> list[Word]:
    return [w for w in content_words(text) if w.span.start >= start][:_NEAR]
